/** What became of a read of a table. ABORTED: outside memory, or not readable. STAGE2_FAULT: stage 2 forbade it. */
export type TableRead = 'DONE' | 'ABORTED' | 'STAGE2_FAULT';

/**
 * What became of a write to a table. CHANGED: the entry was no longer what the walk had read; nothing was written.
 * SUPPRESSED: this memory is not written; the walk goes on as if it had been.
 */
export type TableWrite = TableRead | 'CHANGED' | 'SUPPRESSED';

/** A page-table entry in two halves, so that no BigInt is made for it. */
export interface TableEntry {
  /** Bits 31..0, 0..2^32-1. */
  low: number;
  /** Bits 63..32, 0..2^32-1. */
  high: number;
}

/**
 * The memory that holds a guest's page tables, as a walker sees it. Addresses are what the tables contain: with a stage 2
 * they are intermediate, and the port translates them. It then knows which implicit access of a table failed and why; the
 * walk's result says at which address and level, and whether it was a read or a write.
 *
 * Every address is a multiple of 8, given as page number and offset in bytes, and may be anything a hostile guest can
 * write into a table.
 */
export interface TableMemory {
  /**
   * Reads an entry, little-endian.
   *
   * @param page page number, 0..2^52-1
   * @param offset 0..4088, a multiple of 8
   * @param level of the table, in the numbering of its architecture
   * @param entry filled in when DONE
   */
  read(page: number, offset: number, level: number, entry: TableEntry): TableRead;

  /**
   * Compares an entry with what was read and, when it is the same, writes its lower half anew: every bit that a walk sets
   * or clears lies there. With a stage 2 this is an implicit write.
   *
   * @param page as for {@link read}
   * @param offset as for {@link read}
   * @param level as for {@link read}
   * @param entry what is expected; when CHANGED, filled in with what is there
   * @param low the new lower half
   */
  compareAndWrite(page: number, offset: number, level: number, entry: TableEntry, low: number): TableWrite;

  /**
   * What {@link compareAndWrite} would return for an entry that did not change, without writing: for explanations, which
   * leave no trace.
   *
   * @param page as for {@link read}
   * @param offset as for {@link read}
   * @param level as for {@link read}
   */
  checkWrite(page: number, offset: number, level: number): Exclude<TableWrite, 'CHANGED'>;
}

/**
 * Whether walks write accessed and dirty bits. SUPPRESS: nothing is written, and translations are what they would be if
 * it had been.
 */
export type TableUpdates = 'WRITE' | 'SUPPRESS';
