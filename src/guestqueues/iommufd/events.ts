/**
 * What is read from a vEVENTQ: events of the guest's IOMMU, each behind a header. The sequence counts those that were lost too;
 * while the latest ones are, a header alone says so at the end.
 */
import { veventHeaderCodec } from '../../codecs/iommufd/vevent-header';
import type { RecordItem } from '../dialect';
import type { Effects, Registers } from '../effects';
import { PlainRecords } from '../plain-queue';
import type { PassedOn } from './passed-on';

const LOST_EVENTS = 1;

/** The sequence has 31 bits. */
const SEQUENCES = 2 ** 31;

/** Events that can be unread. */
const DEPTH = 'veventq_depth';
const DEFAULT_DEPTH = 1024n;
const MAX_DEPTH = 65_536n;

const codec = veventHeaderCodec();

/** The queue of events. */
export class Events extends PlainRecords {
  readonly name: string;
  readonly entryBytes: readonly number[];
  override readonly writable = { [DEPTH]: MAX_DEPTH };
  private sequence = 0;
  private isLosing = false;

  constructor(
    private readonly passedOn: NonNullable<PassedOn['event']>,
    private readonly registerFile: Registers,
  ) {
    super();
    this.name = passedOn.name;
    this.entryBytes = [headerOf(0, 0).length + passedOn.bytes];
    registerFile.store(DEPTH, DEFAULT_DEPTH);
  }

  get defaultEntries(): number {
    return Number(this.registerFile.get(DEPTH));
  }

  /** It has the sequence of the latest event that was lost. */
  get trailer(): Uint8Array | undefined {
    return this.isLosing ? headerOf(LOST_EVENTS, (this.sequence + SEQUENCES - 1) % SEQUENCES) : undefined;
  }

  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    const events = this.passedOn.records(item);
    if (events === 'UNFIT') {
      this.lose(1);
      return 'UNFIT';
    }
    return events.map((event) => join(headerOf(0, this.sequence), event));
  }

  recorded(effects: Effects): void {
    this.advance(1);
    this.isLosing = false;
    effects.interrupt({ cause: 'EVENT' });
  }

  override overflow(effects: Effects, count: number): void {
    this.lose(count);
    effects.interrupt({ cause: 'EVENT' });
  }

  emptied(): void {
    this.isLosing = false;
  }

  private lose(count: number): void {
    this.advance(count);
    this.isLosing = true;
  }

  private advance(count: number): void {
    this.sequence = (this.sequence + count) % SEQUENCES;
  }
}

function headerOf(flags: number, sequence: number): Uint8Array {
  const encoded = codec.encode({ kind: 'vevent_header', fields: { header_flags: flags, sequence } });
  return encoded.ok ? encoded.bytes : new Uint8Array(0);
}

function join(header: Uint8Array, event: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(header.length + event.length);
  bytes.set(header);
  bytes.set(event, header.length);
  return bytes;
}
