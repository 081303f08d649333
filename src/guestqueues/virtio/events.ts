/** The event virtqueue (virtio 5.13.6.8): faults. Without a buffer of the driver's they are dropped. */
import { eventCodec } from '../../codecs/virtio/event';
import type { FaultEvent } from '../../model/fault';
import { EXECUTE, READ, WRITE } from '../../model/permissions';
import type { RecordItem } from '../dialect';
import type { Effects, Registers } from '../effects';
import { PlainRecords } from '../plain-queue';

const FLAGS = { READ: 1, WRITE: 2, ADDRESS: 0x100 } as const;

/** An error that no other reason describes. */
const UNKNOWN = 0;

/** Buffers that the driver has made available: as many events can be unread. */
const QUEUE_SIZE = 'eventq.queue_size';
const DEFAULT_BUFFERS = 1024n;
const MAX_BUFFERS = 32_768n;

const codec = eventCodec();

/** The event virtqueue. */
export class VirtioEvents extends PlainRecords {
  readonly name = 'event';
  readonly entryBytes = [24];
  override readonly writable = { [QUEUE_SIZE]: MAX_BUFFERS };

  constructor(private readonly registerFile: Registers) {
    super();
    registerFile.store(QUEUE_SIZE, DEFAULT_BUFFERS);
  }

  get defaultEntries(): number {
    return Number(this.registerFile.get(QUEUE_SIZE));
  }

  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    if (item.kind !== 'EVENT') {
      return [];
    }
    const encoded = codec.encode({ kind: 'fault', fields: fieldsOf(item.event) });
    return encoded.ok ? [encoded.bytes] : 'UNFIT';
  }

  recorded(effects: Effects): void {
    effects.interrupt({ cause: 'EVENT' });
  }
}

/** A fetch is a read: the specification has no flag for it. */
function fieldsOf({ rawCode = UNKNOWN, access = 0, iova, virtualId }: FaultEvent) {
  const flags =
    (access & (READ | EXECUTE) ? FLAGS.READ : 0) |
    (access & WRITE ? FLAGS.WRITE : 0) |
    (iova === undefined ? 0 : FLAGS.ADDRESS);
  return { reason: rawCode, flags, endpoint: Number(virtualId), address: iova ?? 0n };
}
