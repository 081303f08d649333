/** The event log. */
import { eventCodec } from '../../codecs/amdvi/event';
import type { AmdQuirk } from '../../codecs/amdvi/quirks';
import type { FaultEvent } from '../../model/fault';
import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, WRITE } from '../../model/permissions';
import type { EntryForm, QueueParts, RecordItem } from '../dialect';
import { clearable } from '../flag-bits';
import { AmdLog } from './log';
import { pprFields } from './ppr-fields';
import { EVENTS, STATUS } from './registers';

type EventCodec = ReturnType<typeof eventCodec>;
type Draft = Parameters<EventCodec['encode']>[0];

/** Why hardware could not reach something: nobody claimed the address. */
const MASTER_ABORT = 1;

/** Of INVALID_DEVICE_REQUEST: a translated access, or a translation request, of a device that may have no ATS. */
const NO_ATS = 1;

/** The event log. */
export class AmdEvents extends AmdLog {
  readonly name = 'event';
  readonly flags = clearable(STATUS, { EventOverflow: EVENTS.EventOverflow, EventLogInt: EVENTS.EventLogInt });
  private codec = eventCodec(new Set());

  constructor(private readonly parts: QueueParts) {
    super(parts.registers, 'EVENT', {
      overflow: EVENTS.EventOverflow,
      interrupt: EVENTS.EventLogInt,
      run: EVENTS.EventLogRun,
    });
  }

  setForm({ quirks }: EntryForm): void {
    this.codec = eventCodec(quirks as ReadonlySet<AmdQuirk>);
  }

  /** Faults that the architecture has no code for are not logged: of an access that memory does not take it knows nothing. */
  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    if (item.kind !== 'EVENT' || item.event.rawCode === undefined) {
      return [];
    }
    const draft = this.draft(item.event, item.event.rawCode);
    const encoded = draft && this.codec.encode(draft);
    return encoded?.ok === true ? [encoded.bytes] : 'UNFIT';
  }

  /** What is logged; undefined for a code that means nothing. */
  private draft(event: FaultEvent, code: number): Draft | undefined {
    const facts = factsOf(event);
    const { devid, gn, pasid, rw, tr, us, addr } = facts;
    switch (code) {
      case 1:
        return {
          kind: 'ILLEGAL_DEV_TABLE_ENTRY',
          fields: { devid, pasid, gn, rw, rz: event.reason === 'CONTEXT_MISCONFIGURED' ? 1 : 0, tr, addr },
        };
      case 2: {
        const whose = gn === 1 ? pasid : this.domainOf(event);
        const { nx } = facts;
        return {
          kind: 'IO_PAGE_FAULT',
          fields: { devid, domid_or_pasid: whose, gn, nx, us, rw, tr, addr, ...entryBits(event) },
        };
      }
      case 3:
        return {
          kind: 'DEV_TAB_HARDWARE_ERROR',
          fields: { devid, rw, tr, type: MASTER_ABORT, addr: tableAddress(event) },
        };
      case 4: {
        const whose = gn === 1 ? pasid : this.domainOf(event);
        return {
          kind: 'PAGE_TAB_HARDWARE_ERROR',
          fields: { devid, domid_or_pasid: whose, gn, rw, tr, type: MASTER_ABORT, addr: tableAddress(event) },
        };
      }
      case 5:
        return { kind: 'ILLEGAL_COMMAND_ERROR', fields: { addr } };
      case 6:
        return { kind: 'COMMAND_HARDWARE_ERROR', fields: { type: MASTER_ABORT, addr } };
      case 7:
        return { kind: 'IOTLB_INV_TIMEOUT', fields: { devid, addr: this.commandAddress(event) } };
      case 8:
        return { kind: 'INVALID_DEVICE_REQUEST', fields: { devid, pasid, gn, us, tr, type: NO_ATS, addr } };
      case 9: {
        const { request = { prgi: 0, last: true }, virtualId, access: permissions = 0 } = event;
        return {
          kind: 'INVALID_PPR_REQUEST',
          fields: pprFields({ virtualId, pasid: event.pasid, permissions, address: addr, ...request }),
        };
      }
      case 0xd:
        return { kind: 'RMP_PAGE_FAULT', fields: { devid, addr } };
      case 0xe:
        return { kind: 'RMP_HW_ERROR', fields: { devid, addr } };
      default:
        return undefined;
    }
  }

  /** The domain id that the device's table entry has; 0 where the device is attached to no domain. */
  private domainOf({ domainId, nested }: FaultEvent): number {
    const id = nested?.attachedDomainId ?? domainId;
    return id === undefined ? 0 : this.parts.domains.tagOf(id);
  }

  /** Where the command is that was not completed; 0 for an invalidation that no command of the guest began. */
  private commandAddress({ operationId, injected, iova = 0n }: FaultEvent): bigint {
    const address = operationId === undefined ? undefined : this.parts.commandAddress(operationId);
    return address ?? (injected ? iova : 0n);
  }
}

/** What most events say of an access. NX and US are known of accesses with PASID only. */
function factsOf({ virtualId, pasid, access = 0, transaction, iova = 0n }: FaultEvent) {
  const gn = pasid === NO_PASID ? 0 : 1;
  return {
    devid: Number(virtualId),
    gn,
    pasid: gn === 1 ? pasid : 0,
    nx: gn === 1 && access & EXECUTE ? 1 : 0,
    us: gn === 1 && !(access & PRIVILEGED) ? 1 : 0,
    rw: access & WRITE ? 1 : 0,
    tr: transaction === 'TRANSLATION_REQUEST' ? 1 : 0,
    addr: iova,
  };
}

/** What IO_PAGE_FAULT says of the entry: present, its permissions not enough, reserved bits set. */
function entryBits({ reason }: FaultEvent): { readonly pr: number; readonly pe: number; readonly rz: number } {
  switch (reason) {
    case 'PERMISSION':
    case 'BLOCKED':
      return { pr: 1, pe: 1, rz: 0 };
    case 'TABLE_MALFORMED':
    case 'OUTPUT_TOO_WIDE':
      return { pr: 1, pe: 0, rz: 1 };
    default:
      return { pr: 0, pe: 0, rz: 0 };
  }
}

/** Where the entry is that could not be read; 0 for one of the device table, which only the VMM knows. */
function tableAddress({ nested, injected, iova = 0n }: FaultEvent): bigint {
  return nested?.entryAddress ?? (injected ? iova : 0n);
}
