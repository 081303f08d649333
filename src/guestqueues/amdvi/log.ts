/** What the event log and the PPR log share. */
import { AMDVI_QUIRKS } from '../../codecs/amdvi/quirks';
import { ENTRY_BYTES } from '../../codecs/amdvi/entry';
import type { InterruptCause } from '../../model/guest-queue';
import type { EntryForm, RecordDialect, RecordItem } from '../dialect';
import type { Effects, Registers } from '../effects';
import { bit } from '../flag-bits';
import { STATUS } from './registers';

/** Numbers of a log's bits in the status register. */
export interface LogBits {
  readonly overflow: number;
  readonly interrupt: number;
  readonly run: number;
}

/**
 * A log. An overflow stops it: software turns it off, clears the overflow and turns it on (R-AMD-05). Its head and tail
 * stay where they are meanwhile.
 *
 * Linux waits for the code of an entry, because hardware may interrupt before the entry is in memory (R-AMD-04). Here an
 * entry of 16 bytes is one write, and the interrupt comes after it, so that the code is there with the rest.
 */
export abstract class AmdLog implements RecordDialect {
  abstract readonly name: string;
  abstract readonly flags: RecordDialect['flags'];
  readonly entryBytes = [ENTRY_BYTES];
  readonly pointers = 'BYTES';
  readonly startsAtZero = false;
  readonly quirks = AMDVI_QUIRKS;
  readonly orders = ['little'] as const;
  readonly registers = [STATUS];
  readonly writable = {};
  readonly defaultEntries = 512;
  private on = false;

  /**
   * @param registerFile where its bits are
   * @param cause of its interrupts
   * @param bits their numbers
   */
  constructor(
    private readonly registerFile: Registers,
    private readonly cause: InterruptCause,
    private readonly bits: LogBits,
  ) {}

  get blocked(): boolean {
    return this.on && !this.registerFile.has(STATUS, bit(this.bits.run));
  }

  abstract setForm(form: EntryForm): void;

  abstract records(item: RecordItem): readonly Uint8Array[] | 'UNFIT';

  /** A log whose overflow was not cleared does not run. */
  setEnabled(enabled: boolean, effects: Effects): void {
    const { run, overflow } = this.bits;
    this.on = enabled;
    if (enabled && !this.registerFile.has(STATUS, bit(overflow))) {
      effects.raise(STATUS, bit(run));
    } else {
      effects.clear(STATUS, bit(run));
    }
  }

  waits(): boolean {
    return false;
  }

  overflow(effects: Effects): void {
    if (!this.blocked) {
      effects.raise(STATUS, bit(this.bits.overflow));
      this.halt(effects);
    }
  }

  recorded(effects: Effects): void {
    effects.raise(STATUS, bit(this.bits.interrupt));
    effects.interrupt({ cause: this.cause });
  }

  /** What hardware does then is not known: here the log stops, as at an overflow, without saying that it was one. */
  writeFailed(effects: Effects): void {
    this.halt(effects);
  }

  private halt(effects: Effects): void {
    effects.clear(STATUS, bit(this.bits.run));
    effects.interrupt({ cause: this.cause });
  }
}
