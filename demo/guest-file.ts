/** Reads the streamed file out of guest RAM, through the guest's own page tables. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { PageTables } from './guest-pages';
import { CHUNK_BYTES, chunksOf, PAGE, pageNumber, pagesOf } from './layout';

/**
 * Returns the SHA-256 of the file as it lies in guest RAM.
 * @param ram path of the guest's RAM
 * @param onChunk called now and then
 */
export async function hashGuestFile(
  ram: string,
  tables: PageTables,
  fileBytes: number,
  onChunk: () => void,
): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const memory = await open(ram, 'r');
  try {
    for (const { bytes, iova, space } of chunksOf(fileBytes)) {
      let at = 0;
      for (const run of tables.runs(space.domainId, pageNumber(iova), pagesOf(bytes))) {
        const length = Math.min(run.count * PAGE, bytes - at);
        const { bytesRead } = await memory.read(buffer, at, length, run.first * PAGE);
        if (bytesRead !== length) throw new Error(`guest RAM ends in page ${run.first}`);
        at += length;
      }
      hash.update(buffer.subarray(0, bytes));
      onChunk();
    }
  } finally {
    await memory.close();
  }
  return hash.digest('hex');
}
