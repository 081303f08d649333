/** Streams a file through the DMA engine: several chunks at once, over both spaces. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { DmaEngine } from './device-engine';
import { hex } from './figures';
import { chunksOf, type Chunk } from './layout';

/** Chunks under way, and with them groups that wait for an answer. */
const WINDOW = 4;

/**
 * Writes the file into the guest.
 * @param onWritten called with the bytes written so far
 * @returns the SHA-256 of what was sent
 */
export async function streamFile(
  engine: DmaEngine,
  file: string,
  fileBytes: number,
  onWritten: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  const indexes = Array.from({ length: WINDOW }, (_, index) => index);
  const running = new Set<Promise<void>>();
  let written = 0;

  const write = async ({ space, iova }: Chunk, data: Buffer, prgi: number): Promise<void> => {
    const { failedIova } = await engine.write({ pasid: space.pasid, iova, data, prgi });
    if (failedIova !== undefined) throw new Error(`the guest refused ${hex(failedIova)} of PASID ${space.pasid}`);
    indexes.push(prgi);
    written += data.length;
    onWritten(written);
  };

  const source = await open(file, 'r');
  try {
    for (const chunk of chunksOf(fileBytes)) {
      const data = Buffer.allocUnsafe(chunk.bytes);
      const { bytesRead } = await source.read(data, 0, chunk.bytes, chunk.offset);
      if (bytesRead !== chunk.bytes) throw new Error(`${file} has become shorter while it was read`);
      hash.update(data);
      if (indexes.length === 0) await Promise.race(running);
      const job = write(chunk, data, indexes.shift() as number);
      running.add(job);
      // A failure stays in the set, where the next wait finds it.
      job.then(
        () => running.delete(job),
        () => {},
      );
    }
    await Promise.all(running);
  } finally {
    await source.close();
  }
  return hash.digest('hex');
}
