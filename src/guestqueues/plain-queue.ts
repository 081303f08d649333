/** Queues without registers, errors that stop them, and a ring of their own: what comes through calls. */
import type { GuestBuffer } from '../model/guest-queue';
import type { Command, CommandDialect, RecordDialect, RecordItem, QueueDialect } from './dialect';
import type { Effects } from './effects';

/** What such queues have in common; nothing happens unless it is said otherwise. */
abstract class PlainQueue implements QueueDialect {
  abstract readonly name: string;
  abstract readonly entryBytes: readonly number[];
  readonly pointers = 'INDEX';
  readonly ringless = true;
  readonly startsAtZero = true;
  readonly quirks = {};
  readonly orders = ['little'] as const;
  readonly registers: readonly string[] = [];
  readonly writable: Readonly<Record<string, bigint>> = {};
  readonly flags = {};

  setForm(): void {
    return;
  }

  setEnabled(): void {
    return;
  }
}

/** A queue of commands that never stops. */
export abstract class PlainCommands extends PlainQueue implements CommandDialect {
  readonly timeouts = 'NEVER';
  readonly stopped = false;

  abstract decode(entry: Uint8Array, buffer: GuestBuffer | undefined): Command;

  stop(): void {
    return;
  }

  fetchFailed(): void {
    return;
  }

  timedOut(): void {
    return;
  }
}

/** A queue of records that is always ready to take one. */
export abstract class PlainRecords extends PlainQueue implements RecordDialect {
  abstract readonly defaultEntries: number;
  readonly blocked: boolean = false;

  abstract records(item: RecordItem): readonly Uint8Array[] | 'UNFIT';

  abstract recorded(effects: Effects): void;

  waits(): boolean {
    return false;
  }

  overflow(_effects: Effects, _count: number): void {
    return;
  }

  writeFailed(): void {
    return;
  }
}
