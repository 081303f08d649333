import { alignDown } from '../base/align';
import { addressOf, join, lowWord, PAGE_SHIFT, PAGE_SIZE } from '../base/u64';
import { NONE, PRIVILEGED, type Permissions } from '../model/permissions';
import { Cursor, type TableFormat } from './table-format';
import type { TableMemory, TableRead, TableUpdates } from './table-memory';
import { NO_ENTRY, type Walk, type WalkDecision, type WalkFault, type WalkStep } from './walk';

/** How often in one walk an entry may change between its read and its update. */
const MAX_CHANGES = 8;

/** The steps of an explanation so far, and who is told of them. */
interface Told {
  readonly steps: WalkStep[];
  readonly onStep: (step: WalkStep) => void;
}

/**
 * Walks the page tables of a guest. A walk reads at most one entry per level, and updates it once, whatever the tables
 * contain; a table that refers to itself is one more level. An entry that changes meanwhile costs another attempt, of which
 * there are few. A walk allocates nothing unless it explains.
 */
export class TableWalker {
  private readonly cursor = new Cursor();
  private entryPage = NO_ENTRY;
  private entryOffset = 0;
  private changesLeft = 0;

  /**
   * @param format what the tables look like
   * @param memory where they are
   * @param updates whether accessed and dirty bits are written
   */
  constructor(
    private readonly format: TableFormat,
    private readonly memory: TableMemory,
    private readonly updates: TableUpdates,
  ) {}

  /**
   * Translates a page, marking entries accessed and dirty as the format says.
   *
   * @param page input page, 0..2^52-1
   * @param access what is needed; PRIVILEGED for a privileged access. NONE asks only what is allowed
   * @param walk filled in
   * @returns whether there is a translation that allows the access
   */
  walk(page: number, access: Permissions, walk: Walk): boolean {
    return this.run(page, access, walk, undefined);
  }

  /**
   * Does what {@link walk} does, but writes nothing and tells every step.
   *
   * @param page as for {@link walk}
   * @param access as for {@link walk}
   * @param walk filled in as by {@link walk}; `entriesWritten` is 0
   * @param onStep told of each entry, between what the memory is asked for it and for the next; of none when the input
   *   address is out of range
   */
  explain(page: number, access: Permissions, walk: Walk, onStep: (step: WalkStep) => void): void {
    this.run(page, access, walk, { steps: [], onStep });
  }

  private run(page: number, access: Permissions, walk: Walk, told: Told | undefined): boolean {
    const cursor = this.cursor;
    cursor.page = page;
    cursor.access = access;
    cursor.bequeathed = 0;
    cursor.entry.low = 0;
    cursor.entry.high = 0;
    this.entryPage = NO_ENTRY;
    this.entryOffset = 0;
    this.changesLeft = MAX_CHANGES;
    walk.entriesRead = 0;
    walk.entriesWritten = 0;
    walk.level = 0;
    let decision = this.format.enter(cursor);
    while (decision === 'TABLE') {
      this.descend();
      walk.level = cursor.geometry.lastLevel + cursor.depth * cursor.geometry.levelStep;
      decision = this.visit(walk, told);
    }
    this.conclude(decision, walk);
    return decision === 'LEAF';
  }

  /** Moves to the entry for the input page in the table that is the target. */
  private descend(): void {
    const cursor = this.cursor;
    const { pagesPerEntry, indexMask } = cursor.geometry;
    cursor.depth -= 1;
    const index = (cursor.page / pagesPerEntry[cursor.depth]!) & cursor.targetIndexMask;
    const bytes = cursor.targetOffset + index * 8;
    this.entryPage = cursor.targetPage + (bytes >>> PAGE_SHIFT);
    this.entryOffset = bytes & (PAGE_SIZE - 1);
    cursor.inherited = cursor.bequeathed;
    cursor.targetOffset = 0;
    cursor.targetIndexMask = indexMask;
  }

  private visit(walk: Walk, told: Told | undefined): WalkDecision {
    const { entry } = this.cursor;
    const read = this.memory.read(this.entryPage, this.entryOffset, walk.level, entry);
    walk.entriesRead += 1;
    if (read !== 'DONE') {
      entry.low = 0;
      entry.high = 0;
      walk.tableAccess = 'READ';
      const fault = tableFault(read);
      this.tell(told, this.step(walk.level, undefined, fault, undefined));
      return fault;
    }
    if (told !== undefined) {
      this.recall(told.steps);
    }
    const before = entry.low;
    const decision = this.settle(walk, told !== undefined);
    if (told !== undefined) {
      const updated = entry.low === before ? undefined : join(entry.high, entry.low);
      this.tell(told, this.step(walk.level, join(entry.high, before), decision, updated));
    }
    return decision;
  }

  /** Gives an entry that was met before, in a table that refers to itself, the marks that a walk would have left. */
  private recall(steps: readonly WalkStep[]): void {
    const address = addressOf(this.entryPage, this.entryOffset);
    const update = steps.findLast((step) => step.entryAddress === address && step.update !== undefined)?.update;
    if (update !== undefined) {
      this.cursor.entry.low = lowWord(update);
    }
  }

  /** Judges the entry and updates it, again from the start each time it turns out to have changed. */
  private settle(walk: Walk, explaining: boolean): WalkDecision {
    const { cursor } = this;
    const { entry } = cursor;
    for (;;) {
      cursor.updatedLow = entry.low;
      cursor.span = cursor.geometry.pagesPerEntry[cursor.depth]!;
      const decision = this.format.judge(cursor);
      if ((decision !== 'TABLE' && decision !== 'LEAF') || cursor.updatedLow === entry.low) {
        return decision;
      }
      if (this.updates === 'SUPPRESS') {
        return decision;
      }
      const written = explaining
        ? this.memory.checkWrite(this.entryPage, this.entryOffset, walk.level)
        : this.memory.compareAndWrite(this.entryPage, this.entryOffset, walk.level, entry, cursor.updatedLow);
      if (written === 'DONE') {
        entry.low = cursor.updatedLow;
        walk.entriesWritten += explaining ? 0 : 1;
        return decision;
      }
      if (written === 'SUPPRESSED') {
        return decision;
      }
      if (written !== 'CHANGED') {
        walk.tableAccess = 'WRITE';
        return tableFault(written);
      }
      if (this.changesLeft === 0) {
        return 'TABLE_CONTENDED';
      }
      this.changesLeft -= 1;
    }
  }

  private conclude(decision: Exclude<WalkDecision, 'TABLE'>, walk: Walk): void {
    const { cursor } = this;
    const found = decision === 'LEAF';
    const judged = found || decision === 'PERMISSION';
    const same = cursor.privileged === cursor.unprivileged;
    walk.fault = found ? undefined : decision;
    walk.forBothPrivileges = judged && same;
    walk.permissions = judged ? cursor.allowed | (same ? NONE : cursor.access & PRIVILEGED) : NONE;
    walk.entryPage = this.entryPage;
    walk.entryOffset = this.entryOffset;
    walk.entryLow = cursor.entry.low;
    walk.entryHigh = cursor.entry.high;
    if (found) {
      walk.outputPage = cursor.targetPage;
      walk.firstPage = alignDown(cursor.page, cursor.span);
      walk.lastPage = walk.firstPage + cursor.span - 1;
      walk.global = cursor.global;
      walk.dirty = cursor.dirty;
    }
  }

  private tell(told: Told | undefined, step: WalkStep): void {
    told?.steps.push(step);
    told?.onStep(step);
  }

  private step(level: number, entry: bigint | undefined, decision: WalkDecision, update: bigint | undefined): WalkStep {
    const { cursor } = this;
    return {
      level,
      entryAddress: addressOf(this.entryPage, this.entryOffset),
      entry,
      decision,
      target: decision === 'TABLE' || decision === 'LEAF' ? addressOf(cursor.targetPage) : undefined,
      update,
    };
  }
}

function tableFault(access: Exclude<TableRead, 'DONE'>): WalkFault {
  return access === 'ABORTED' ? 'TABLE_ABORTED' : 'TABLE_STAGE2_FAULT';
}
