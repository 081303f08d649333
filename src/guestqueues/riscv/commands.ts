/**
 * The command queue (RISC-V IOMMU 4.1). Commands run in order; only the completion of a fence proves that those before it are
 * done, and tells that one of them timed out (R-RV-01 to R-RV-05).
 */
import { cqCodec } from '../../codecs/riscv/cq';
import { RISCV_QUIRKS, type RiscvQuirk } from '../../codecs/riscv/quirks';
import type { InvalidationEntry } from '../../model/invalidation';
import type { Command, CommandAction, CommandDialect, EntryForm, QueueParts, Sync } from '../dialect';
import { codedRange, invalidateDeviceTlb, respondToDevice } from '../device-commands';
import type { Effects } from '../effects';
import { bit, clearable } from '../flag-bits';
import { CQ, CQCSR, IPSR, onBits, PENDING } from './registers';

type Record_ = Extract<ReturnType<ReturnType<typeof cqCodec>['decode']>, { ok: true }>;
type Of<Kind extends Record_['kind']> = Extract<Record_, { kind: Kind }>['fields'];

const NL = 'capabilities.NL';
const S = 'capabilities.S';
const WSI = 'fctl.WSI';
const STOPS = bit(CQ.cqmf) | bit(CQ.cmd_to) | bit(CQ.cmd_ill);
const PAGE_BYTES = 4096n;

/** The command queue. */
export class RiscvCommands implements CommandDialect {
  readonly name = 'cq';
  readonly entryBytes = [16];
  readonly pointers = 'INDEX';
  readonly startsAtZero = true;
  readonly quirks = RISCV_QUIRKS;
  readonly orders = ['little', 'big'] as const;
  readonly registers = [CQCSR];
  /** Extensions that commands need, and wired interrupts: 0 or 1. */
  readonly writable = { [NL]: 1n, [S]: 1n, [WSI]: 1n };
  readonly timeouts = 'AT_SYNC';
  readonly flags = {
    ...clearable(CQCSR, { cqmf: CQ.cqmf, cmd_to: CQ.cmd_to, cmd_ill: CQ.cmd_ill, fence_w_ip: CQ.fence_w_ip }),
    ...clearable(IPSR, { cip: PENDING.cip }),
  };
  private codec = cqCodec(new Set(), 'little');
  private order: EntryForm['order'] = 'little';

  constructor(private readonly parts: QueueParts) {
    parts.registers.store(CQCSR, onBits(CQ.cqen, CQ.cqon));
  }

  get stopped(): boolean {
    return this.parts.registers.has(CQCSR, STOPS);
  }

  setForm({ order, quirks }: EntryForm): void {
    this.order = order;
    this.codec = cqCodec(quirks as ReadonlySet<RiscvQuirk>, order);
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    effects.set(CQCSR, enabled ? onBits(CQ.cqen, CQ.cqon) : 0n);
  }

  decode(entry: Uint8Array): Command {
    const record = this.codec.decode(entry);
    if (!record.ok) {
      return { kind: '', action: illegal(record.message) };
    }
    const why = this.violation(record);
    if (why !== undefined) {
      return { kind: record.kind, action: illegal(why) };
    }
    switch (record.kind) {
      case 'IOTINVAL.VMA':
      case 'IOTINVAL.GVMA':
        return { kind: record.kind, action: { kind: 'INVALIDATE', entries: this.iotlb(record.fields) } };
      case 'IOFENCE.C':
        return { kind: record.kind, action: { kind: 'SYNC', sync: this.fence(record.fields) } };
      case 'IODIR.INVAL_DDT': {
        const { dv, did } = record.fields;
        const devices = dv === 1 ? { first: BigInt(did), last: BigInt(did) } : undefined;
        return {
          kind: record.kind,
          action: { kind: 'NOTHING' },
          scope: { kind: devices ? 'DEVICES' : 'EVERYTHING', devices },
        };
      }
      case 'IODIR.INVAL_PDT': {
        const { did, pid } = record.fields;
        const devices = { first: BigInt(did), last: BigInt(did) };
        return { kind: record.kind, action: { kind: 'NOTHING' }, scope: { kind: 'PASID', devices, pasid: pid } };
      }
      case 'ATS.INVAL':
        return { kind: record.kind, action: this.invalidate(record.fields) };
      case 'ATS.PRGR':
        return { kind: record.kind, action: this.respond(record.fields) };
      default:
        return { kind: record.kind, action: illegal('its opcode and function are reserved') };
    }
  }

  stop(_action: CommandAction, _address: bigint, effects: Effects): void {
    this.raise(CQ.cmd_ill, effects);
  }

  fetchFailed(_address: bigint, effects: Effects): void {
    this.raise(CQ.cqmf, effects);
  }

  timedOut(_missed: unknown, effects: Effects): void {
    this.raise(CQ.cmd_to, effects);
  }

  private raise(flag: number, effects: Effects): void {
    effects.raise(CQCSR, bit(flag));
    effects.raise(IPSR, bit(PENDING.cip));
    effects.interrupt({ cause: 'COMMAND_ERROR' });
  }

  private violation(record: Record_): string | undefined {
    const { registers } = this.parts;
    if (record.violation !== undefined) {
      return record.violation;
    }
    if (record.reservedBits.length > 0) {
      return `reserved bits ${record.reservedBits.join(', ')} are set`;
    }
    switch (record.kind) {
      case 'IOTINVAL.VMA':
      case 'IOTINVAL.GVMA':
        if (record.fields.nl === 1 && registers.get(NL) === 0n) {
          return `nl = 1 needs ${NL}`;
        }
        return record.fields.s === 1 && registers.get(S) === 0n ? `s = 1 needs ${S}` : undefined;
      case 'IOFENCE.C':
        return record.fields.wsi === 1 && registers.get(WSI) === 0n ? `wsi = 1 needs ${WSI}` : undefined;
      default:
        return undefined;
    }
  }

  /** Translations of the domains that are named; more may be forgotten than is asked for. */
  private iotlb({
    av,
    s,
    addr_raw,
    pscv,
    pscid,
    gv,
    gscid,
    addr,
    range_bytes,
  }: Of<'IOTINVAL.VMA'>): InvalidationEntry[] {
    let range: { first?: bigint; last?: bigint } = {};
    if (av === 1 && s === 0) {
      range = { first: addr_raw, last: addr_raw + PAGE_BYTES - 1n };
    } else if (av === 1 && typeof addr === 'bigint' && typeof range_bytes === 'bigint') {
      range = { first: addr, last: addr + range_bytes - 1n };
    }
    if (gv === 0 && pscv === 0) {
      return [{ kind: 'IOTLB', domainId: undefined, ...range }];
    }
    const domains = this.parts.domains.find(gv === 1 ? gscid : undefined, pscv === 1 ? pscid : undefined);
    return domains.map((domainId) => ({ kind: 'IOTLB', domainId, ...range }));
  }

  /** Its data first, then the wire (4.1.2). */
  private fence({ av, addr, data, wsi, pr, pw }: Of<'IOFENCE.C'>): Sync {
    return {
      blocks: true,
      drains: pr === 1 || pw === 1,
      complete: (effects, store) => {
        if (av === 1 && !store(addr, this.word(data))) {
          this.raise(CQ.cqmf, effects);
          return `its data cannot be written to ${String(addr)}`;
        }
        if (wsi === 1) {
          effects.raise(CQCSR, bit(CQ.fence_w_ip));
          effects.raise(IPSR, bit(PENDING.cip));
          effects.interrupt({ cause: 'COMMAND' });
        }
        return undefined;
      },
    };
  }

  private word(value: number): Uint8Array {
    const data = new Uint8Array(4);
    new DataView(data.buffer).setUint32(0, value, this.order === 'little');
    return data;
  }

  private invalidate({ pv, pid, g, addr, range_bytes, ...target }: Of<'ATS.INVAL'>): CommandAction {
    const range = codedRange(addr, range_bytes);
    return invalidateDeviceTlb(this.parts, virtualIdOf(target), range, pv === 1 ? pid : undefined, g === 1);
  }

  private respond({ pv, pid, prgi, response_code, ...target }: Of<'ATS.PRGR'>): CommandAction {
    return respondToDevice(this.parts, virtualIdOf(target), pv === 1 ? pid : undefined, prgi, response_code);
  }
}

/** The virtual id of a segment and requester id. */
function virtualIdOf({ dsv, dseg, rid }: Pick<Of<'ATS.INVAL'>, 'dsv' | 'dseg' | 'rid'>): number {
  return dsv === 1 ? (dseg << 16) | rid : rid;
}

function illegal(why: string): CommandAction {
  return { kind: 'ILLEGAL', why };
}
