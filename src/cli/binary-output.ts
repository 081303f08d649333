/** Bytes that go to a file, or to the standard output. */
import fs from 'node:fs';
import type { LocalContext } from './command';
import { UsageError } from './usage-error';

/** Where bytes go. */
export interface BinaryOutput {
  /**
   * Writes bytes behind those that were written before.
   *
   * @throws UsageError when they cannot be written
   */
  write(data: Uint8Array): void;
  /** Says that nothing more will come. */
  close(): void;
}

/** Does something with a file that was named. */
function attempt<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new UsageError(`--out: cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Opens an output for bytes.
 *
 * @param file its name, which is emptied or made; `-` is the standard output
 * @throws UsageError when it cannot be written
 */
export function openOutput({ output }: LocalContext, file: string): BinaryOutput {
  if (file === '-') return { write: (data) => output.raw(data), close: () => undefined };
  const descriptor = attempt(file, () => fs.openSync(file, 'w'));
  return {
    write: (data) => attempt(file, () => fs.writeFileSync(descriptor, data)),
    close: () => fs.closeSync(descriptor),
  };
}
