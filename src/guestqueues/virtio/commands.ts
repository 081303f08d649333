/**
 * The request virtqueue (virtio 5.13.6). A request ends when its effects have: those behind it do not wait. What the device
 * cannot understand it returns without having written anything.
 */
import { ATTACH } from '../../codecs/virtio/attach';
import { DETACH } from '../../codecs/virtio/detach';
import { MAP } from '../../codecs/virtio/map';
import { PROBE } from '../../codecs/virtio/probe-request';
import { reqCodec } from '../../codecs/virtio/req';
import { UNMAP } from '../../codecs/virtio/unmap';
import type { GuestBuffer } from '../../model/guest-queue';
import type { Command, CommandAction, Performed, QueueParts } from '../dialect';
import { PlainCommands } from '../plain-queue';
import { VirtioConfig, WRITABLE, type Feature } from './config';
import { VirtioRequests, type Request } from './requests';
import { refused, TAIL_BYTES, written, type Ended } from './status';

/** Bytes of the driver's part, by type. */
const SIZES = new Map([ATTACH, DETACH, MAP, UNMAP, PROBE].map((layout, index) => [index + 1, layout.sizes[0]!]));

/** The feature without which there is no such request. */
const NEEDS: Partial<Record<Request['kind'], Feature>> = { MAP: 'MAP_UNMAP', UNMAP: 'MAP_UNMAP', PROBE: 'PROBE' };

const codec = reqCodec();

/** The request virtqueue. */
export class VirtioCommands extends PlainCommands {
  readonly name = 'req';
  readonly entryBytes = [];
  override readonly writable = WRITABLE;
  private readonly config: VirtioConfig;
  private readonly requests: VirtioRequests;

  constructor(parts: QueueParts) {
    super();
    this.config = new VirtioConfig(parts);
    this.requests = new VirtioRequests(parts, this.config);
  }

  registerWritten(): void {
    this.config.written();
  }

  decode(readable: Uint8Array, buffer: GuestBuffer | undefined): Command {
    const type = readable[0];
    const bytes = type === undefined ? undefined : SIZES.get(type);
    if (bytes === undefined) {
      return { kind: '', action: unwritten(type === undefined ? 'it is empty' : `type ${String(type)} is not known`) };
    }
    const record = codec.decode(readable.subarray(0, bytes));
    if (!record.ok) {
      return { kind: '', action: unwritten(record.message) };
    }
    const { kind } = record;
    if (kind === 'tail' || kind === 'unknown') {
      return { kind, action: unwritten('it is no request') };
    }
    return { kind, action: this.action(record, buffer?.writableBytes ?? 0) };
  }

  private action(request: Request, writableBytes: number): CommandAction {
    const feature = NEEDS[request.kind];
    if (feature !== undefined && !this.config.offers(feature)) {
      return unwritten(`VIRTIO_IOMMU_F_${feature} is not offered`);
    }
    if (writableBytes < TAIL_BYTES) {
      return unwritten(`${String(writableBytes)} writable bytes hold no tail`);
    }
    const room = writableBytes - TAIL_BYTES;
    if (request.kind === 'PROBE' && room < this.config.probeBytes) {
      const short = refused('INVAL', `the list of properties has ${String(room)} bytes, less than probe_size`);
      return { kind: 'PERFORM', perform: () => performed({ ...short, properties: new Uint8Array(room) }) };
    }
    return {
      kind: 'PERFORM',
      perform: () => {
        const ended = this.requests.perform(request);
        return ended === 'WAIT' ? ended : performed(ended);
      },
    };
  }
}

/** An endpoint that is gone holds nothing; one that did not complete may. */
function performed({ status, detail, operationId, properties }: Ended): Performed {
  return {
    detail,
    operationId,
    written: (outcome) => written(outcome === 'TIMED_OUT' ? 'DEVERR' : status, properties),
  };
}

/** Used length 0. */
function unwritten(why: string): CommandAction {
  return { kind: 'ILLEGAL', why };
}
