/**
 * The command buffer. An illegal command, or one that cannot be fetched, is an event, and stops it with the head on that
 * command, until software turns it off and on. An invalidation that is not completed in time is an event only.
 */
import { cmdCodec } from '../../codecs/amdvi/cmd';
import { ENTRY_BYTES } from '../../codecs/amdvi/entry';
import { eventCodec } from '../../codecs/amdvi/event';
import { AMDVI_QUIRKS, type AmdQuirk } from '../../codecs/amdvi/quirks';
import type { InvalidationEntry } from '../../model/invalidation';
import { NO_PASID } from '../../model/page-request';
import type { Command, CommandAction, CommandDialect, EntryForm, QueueParts, Sync } from '../dialect';
import { codedRange, invalidateDeviceTlb, respondToDevice, withEndpoint } from '../device-commands';
import type { Effects } from '../effects';
import { bit, clearable } from '../flag-bits';
import { COMMANDS, STATUS } from './registers';

type Record_ = Extract<ReturnType<ReturnType<typeof cmdCodec>['decode']>, { ok: true }>;
type Of<Kind extends Record_['kind']> = Extract<Record_, { kind: Kind }>['fields'];

/** Nobody claimed the address. */
const MASTER_ABORT = 1;

const EVENTS = eventCodec(new Set());

/** The command buffer. */
export class AmdCommands implements CommandDialect {
  readonly name = 'cmd';
  readonly entryBytes = [ENTRY_BYTES];
  readonly pointers = 'BYTES';
  readonly startsAtZero = false;
  readonly quirks = AMDVI_QUIRKS;
  readonly orders = ['little'] as const;
  readonly registers = [STATUS];
  readonly writable = {};
  readonly timeouts = 'NEVER';
  readonly flags = clearable(STATUS, { ComWaitInt: COMMANDS.ComWaitInt });
  private codec = cmdCodec(new Set());
  private on = true;

  constructor(private readonly parts: QueueParts) {
    parts.registers.store(STATUS, bit(COMMANDS.CmdBufRun));
  }

  get stopped(): boolean {
    return this.on && !this.parts.registers.has(STATUS, bit(COMMANDS.CmdBufRun));
  }

  setForm({ quirks }: EntryForm): void {
    this.codec = cmdCodec(quirks as ReadonlySet<AmdQuirk>);
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    this.on = enabled;
    if (enabled) {
      effects.raise(STATUS, bit(COMMANDS.CmdBufRun));
    } else {
      effects.clear(STATUS, bit(COMMANDS.CmdBufRun));
    }
  }

  decode(entry: Uint8Array): Command {
    const record = this.codec.decode(entry);
    if (!record.ok) {
      return { kind: '', action: illegal(record.message) };
    }
    const { kind } = record;
    if (record.reservedBits.length > 0) {
      return { kind, action: illegal(`reserved bits ${record.reservedBits.join(', ')} are set`) };
    }
    switch (record.kind) {
      case 'COMPLETION_WAIT':
        return { kind, action: { kind: 'SYNC', sync: this.wait(record.fields) } };
      case 'INVALIDATE_DEVTAB_ENTRY': {
        const device = BigInt(record.fields.devid);
        return {
          kind,
          action: { kind: 'NOTHING' },
          scope: { kind: 'DEVICES', devices: { first: device, last: device } },
        };
      }
      case 'INVALIDATE_IOMMU_PAGES':
        return { kind, action: { kind: 'INVALIDATE', entries: this.pages(record.fields) } };
      case 'INVALIDATE_IOTLB_PAGES':
        return { kind, action: this.invalidate(record.fields) };
      case 'INVALIDATE_INTERRUPT_TABLE':
        // Interrupts are the VMM's.
        return { kind, action: { kind: 'NOTHING' } };
      case 'PREFETCH_IOMMU_PAGES':
        return { kind, action: this.prefetch(record.fields) };
      case 'COMPLETE_PPR_REQUEST':
        return { kind, action: this.respond(record.fields) };
      case 'INVALIDATE_IOMMU_ALL':
        // Everything that the IOMMU itself holds: what devices hold is not its.
        return {
          kind,
          action: { kind: 'INVALIDATE', entries: [{ kind: 'IOTLB', domainId: undefined }] },
          scope: { kind: 'EVERYTHING' },
        };
      default:
        return { kind, action: illegal('its opcode is reserved') };
    }
  }

  stop(_action: CommandAction, address: bigint, effects: Effects): void {
    effects.clear(STATUS, bit(COMMANDS.CmdBufRun));
    this.log(EVENTS.encode({ kind: 'ILLEGAL_COMMAND_ERROR', fields: { addr: address } }));
  }

  fetchFailed(address: bigint, effects: Effects): void {
    effects.clear(STATUS, bit(COMMANDS.CmdBufRun));
    this.log(EVENTS.encode({ kind: 'COMMAND_HARDWARE_ERROR', fields: { type: MASTER_ABORT, addr: address } }));
  }

  /** Never asked: the event of the device says it. */
  timedOut(): void {
    return;
  }

  private log(event: ReturnType<typeof EVENTS.encode>): void {
    if (event.ok) {
      this.parts.recordEvent(event.bytes);
    }
  }

  /**
   * Those before it have ended when it ends. F, "flush", is the only bit about order that there is: with it those behind
   * wait, without it they need not. Linux never sets it, and puts a COMPLETION_WAIT behind what it wants to wait for.
   */
  private wait({ s, i, f, store_addr, store_data }: Of<'COMPLETION_WAIT'>): Sync {
    return {
      blocks: f === 1,
      drains: false,
      complete: (effects, store, address) => {
        if (s === 1 && !store(store_addr, quadword(store_data))) {
          this.fetchFailed(address, effects);
          return `its data cannot be written to ${String(store_addr)}`;
        }
        if (i === 1) {
          effects.raise(STATUS, bit(COMMANDS.ComWaitInt));
          effects.interrupt({ cause: 'COMMAND' });
        }
        return undefined;
      },
    };
  }

  /** Nothing is kept of directories alone, so that PDE makes no difference. */
  private pages({ domid, gn, pasid, addr, range_bytes }: Of<'INVALIDATE_IOMMU_PAGES'>): InvalidationEntry[] {
    const range = codedRange(addr, range_bytes);
    const only = gn === 1 ? { pasid, global: true } : {};
    return this.parts.domains.find(domid).map((domainId) => ({ kind: 'IOTLB', domainId, ...range, ...only }));
  }

  /** How many the device takes at once, and for which of its queues, is not looked at: the endpoint says it itself. */
  private invalidate({ devid, gn, pasid, addr, range_bytes }: Of<'INVALIDATE_IOTLB_PAGES'>): CommandAction {
    const range = codedRange(addr, range_bytes);
    return invalidateDeviceTlb(this.parts, devid, range, gn === 1 ? pasid : undefined, false);
  }

  /** A hint that is not taken. With Inval translations are forgotten first: all of that PASID, not only those named. */
  private prefetch({ devid, gn, pasid, inval }: Of<'PREFETCH_IOMMU_PAGES'>): CommandAction {
    return withEndpoint(this.parts, devid, (endpointId) =>
      inval === 0
        ? { kind: 'NOTHING' }
        : { kind: 'INVALIDATE', entries: [{ kind: 'PASID_ENTRY', endpointId, pasid: gn === 1 ? pasid : NO_PASID }] },
    );
  }

  private respond({ devid, gn, pasid, completion_tag, response_code }: Of<'COMPLETE_PPR_REQUEST'>): CommandAction {
    return respondToDevice(this.parts, devid, gn === 1 ? pasid : undefined, completion_tag, response_code);
  }
}

function illegal(why: string): CommandAction {
  return { kind: 'ILLEGAL', why };
}

function quadword(value: bigint): Uint8Array {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, value, true);
  return data;
}
