/**
 * Guest memory as the core sees it: one synchronous port. What it returns is an input of the core, so a log of commands
 * and returned bytes replays a run. Addresses are guest-physical (output addresses).
 */
export interface MemoryPort {
  /**
   * Reads bytes.
   *
   * @param address first byte
   * @param into filled entirely on success
   * @returns false when any byte lies outside registered memory or could not be read; `into` is then undefined content
   */
  read(address: bigint, into: Uint8Array): boolean;

  /**
   * Writes bytes.
   *
   * @param address first byte
   * @param bytes what to write
   * @returns false when any byte lies outside registered memory, in read-only memory, or could not be written
   */
  write(address: bigint, bytes: Uint8Array): boolean;

  /** Whether bytes from the start of a page on could be written, as far as that can be known without doing so. */
  isWritable(page: number, length: number): boolean;

  /** Whether a page is in memory that others, who are not clients, may access at the same time. */
  isShared(page: number): boolean;
}
