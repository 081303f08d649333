import type { GuestRecord, QueueControl, QueueEffects, QueueKind, QueueView } from '../model/guest-queue';
import type { Violation } from '../model/report';
import type { QueueParts, RecordDialect, RecordItem } from './dialect';
import { Effects } from './effects';
import { QueueSettings } from './queue-settings';
import type { RecordedGroups } from './recorded-groups';

/** What a queue of records needs besides its dialect. */
export interface RecordQueueParts extends QueueParts {
  readonly recorded: RecordedGroups;
}

/** What records are made of. */
type Origin = Pick<GuestRecord, 'sequence' | 'cookie'>;

const NO_ORIGIN: Origin = { sequence: 0n, cookie: undefined };

/** Records of one thing that wait for room. */
interface Waiting {
  readonly origin: Origin;
  readonly records: readonly Uint8Array[];
}

/** What became of something that was to be recorded. NONE: it is not for this queue; LOST, FAILED: not all of it was. */
export type Recorded = 'NONE' | 'RECORDED' | 'LOST' | 'FAILED';

/**
 * One queue of records for a guest. The server writes them into the guest's ring, or the VMM takes them: then, if software
 * said how large the ring is, its head register says what the guest has read; otherwise what the VMM took is read.
 */
export class RecordQueue {
  readonly settings: QueueSettings;
  /** What hardware did and nobody was told. */
  readonly effects: Effects;
  private readonly unread: GuestRecord[] = [];
  private readonly waiting: Waiting[] = [];
  private lost = 0;
  private written = 0;
  /** Whether entries were written that nobody was told of. */
  private untold = false;

  constructor(
    kind: QueueKind,
    private readonly dialect: RecordDialect,
    private readonly parts: RecordQueueParts,
  ) {
    this.settings = new QueueSettings(kind, dialect, parts.registers, false);
    this.effects = new Effects(parts.registers);
  }

  get view(): QueueView {
    return this.settings.view({ stopped: this.dialect.blocked, waiting: this.unread.length, lost: this.lost });
  }

  /** The tail register. */
  get tail(): bigint {
    return this.settings.pointers?.tail ?? 0n;
  }

  /** Whether there is anything to tell. */
  get hasNews(): boolean {
    const { trailer } = this.dialect;
    return this.unread.length > 0 || trailer !== undefined || this.untold || !this.effects.isEmpty;
  }

  /** Records something; FAILED: guest memory fails, see {@link RecordDialect.failed}. */
  record(item: RecordItem): Recorded {
    if (!this.settings.enabled) {
      return 'NONE';
    }
    const records = this.dialect.records(item);
    if (records === 'UNFIT') {
      this.lost += 1;
      return 'LOST';
    }
    if (records.length === 0) {
      return 'NONE';
    }
    if (this.dialect.waits(item) && (this.waiting.length > 0 || !this.takes(records.length))) {
      this.waiting.push({ origin: originOf(item), records });
      return 'RECORDED';
    }
    if (this.write(originOf(item), records)) {
      return 'RECORDED';
    }
    return this.dialect.failed === true ? 'FAILED' : 'LOST';
  }

  /** Records something that no report is behind. */
  recordOwn(data: Uint8Array): void {
    if (this.settings.enabled) {
      this.write(NO_ORIGIN, [data]);
    }
  }

  /** Reports were overwritten before they could be recorded. */
  noteLost(count: number): void {
    if (this.settings.enabled) {
      this.lost += count;
      this.dialect.overflow(this.effects, count);
    }
  }

  /** A group has ended. */
  noteEnded(cookie: bigint): void {
    if (this.dialect.ended !== undefined) {
      removeFirst(this.unread, (record) => record.cookie === cookie);
      removeFirst(this.waiting, ({ origin }) => origin.cookie === cookie);
      this.dialect.ended(cookie);
    }
  }

  /** Sets registers; {@link QueueSettings.check} must have had nothing against it. Takes what hardware did then. */
  control(control: QueueControl): QueueEffects {
    this.settings.apply(control, this.effects);
    if (control.tail !== undefined) {
      this.settings.pointers?.setTail(control.tail);
    }
    if (!this.settings.enabled && this.dialect.startsAtZero) {
      this.forget();
    }
    if (this.settings.pointers?.used === 0) {
      this.dialect.emptied?.();
    }
    this.writeWaiting();
    return this.effects.take();
  }

  /** Nothing comes any more. */
  turnOff(): void {
    this.settings.enabled = false;
    this.dialect.setEnabled(false, this.effects);
    this.forget();
  }

  /** Takes records that nobody has read, none where the server writes the ring, and what hardware did. */
  take(max: number): { records: GuestRecord[]; effects: QueueEffects; tail: bigint } {
    const records = this.unread.splice(0, max);
    this.untold = false;
    if (records.length > 0) {
      this.writeWaiting();
    }
    const { trailer } = this.dialect;
    const isAll = this.unread.length === 0 && (trailer === undefined || records.length < max);
    if (isAll && trailer !== undefined) {
      records.push({ data: trailer, ...NO_ORIGIN });
    }
    const effects = this.effects.take();
    if (isAll && this.settings.pointers === undefined) {
      this.dialect.emptied?.();
    }
    return { records, effects, tail: this.tail };
  }

  /** Somebody broke a rule. */
  noteViolation(violation: Violation): void {
    if (this.settings.enabled) {
      this.dialect.violated?.(violation, this.effects);
    }
  }

  /** The guest was not told of these groups after all. */
  private forget(): void {
    const forgotten = [...this.unread.splice(0), ...this.waiting.splice(0).map(({ origin }) => origin)];
    for (const { cookie } of forgotten) {
      if (cookie !== undefined) {
        this.parts.recorded.remove(cookie);
      }
    }
  }

  private writeWaiting(): void {
    for (let next = this.waiting[0]; next !== undefined && this.takes(next.records.length); next = this.waiting[0]) {
      this.waiting.shift();
      this.write(next.origin, next.records);
    }
  }

  private write(origin: Origin, records: readonly Uint8Array[]): boolean {
    let written = 0;
    for (const data of records) {
      if (!this.takes(1)) {
        this.dialect.overflow(this.effects, records.length - written);
        break;
      }
      const place = this.put(origin, data);
      if (place === undefined) {
        this.dialect.writeFailed(this.effects);
        break;
      }
      this.dialect.recorded(this.effects, place);
      written += 1;
    }
    this.lost += records.length - written;
    return written === records.length;
  }

  /** Writes a record; returns its place, or undefined if guest memory did not take it. */
  private put(origin: Origin, data: Uint8Array): number | undefined {
    const { base, pointers, entryBytes } = this.settings;
    const place = pointers?.tailIndex ?? this.written % this.dialect.defaultEntries;
    if (base === undefined || pointers === undefined) {
      this.unread.push({ data, ...origin });
    } else if (this.parts.memory.write(base + BigInt(pointers.tailIndex * entryBytes), data)) {
      this.untold = true;
    } else {
      return undefined;
    }
    pointers?.advanceTail();
    this.written += 1;
    return place;
  }

  private takes(count: number): boolean {
    const { pointers } = this.settings;
    const room =
      pointers === undefined ? this.dialect.defaultEntries - this.unread.length : pointers.capacity - pointers.used;
    return !this.dialect.blocked && count <= room;
  }
}

function removeFirst<T>(items: T[], matches: (item: T) => boolean): void {
  const index = items.findIndex(matches);
  if (index !== -1) {
    items.splice(index, 1);
  }
}

function originOf(item: RecordItem): Origin {
  return { sequence: item.sequence, cookie: item.kind === 'GROUP' ? item.group.cookie : undefined };
}
