/**
 * The command queue (RISC-V IOMMU 4.1). Commands run in order; only the completion of a fence proves that those before it are
 * done, and tells that one of them timed out (R-RV-01 to R-RV-05).
 */
import { cqCodec } from '../../codecs/riscv/cq';
import { RISCV_QUIRKS, type RiscvQuirk } from '../../codecs/riscv/quirks';
import { hex } from '../../base/u64';
import type { InvalidationEntry } from '../../model/invalidation';
import type { Command, CommandAction, CommandDialect, EntryForm, QueueParts, Sync } from '../dialect';
import { codedRange, invalidateDeviceTlb, respondToDevice } from '../device-commands';
import type { Effects } from '../effects';
import { bit, clearable } from '../flag-bits';
import { CAPABILITIES, CQ, CQCSR, IPSR, ON, PENDING, turn } from './registers';

type Record_ = Extract<ReturnType<ReturnType<typeof cqCodec>['decode']>, { ok: true }>;
type Invalidation = Extract<Record_, { kind: 'IOTINVAL.VMA' | 'IOTINVAL.GVMA' }>;
type Of<Kind extends Record_['kind']> = Extract<Record_, { kind: Kind }>['fields'];

const { NL, S, ATS } = CAPABILITIES;
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
  readonly writable = { [NL]: 1n, [S]: 1n, [ATS]: 1n, [WSI]: 1n };
  readonly timeouts = 'AT_SYNC';
  readonly flags = {
    ...clearable(CQCSR, { cqmf: CQ.cqmf, cmd_to: CQ.cmd_to, cmd_ill: CQ.cmd_ill, fence_w_ip: CQ.fence_w_ip }),
    // What stands raises it again.
    ...clearable(IPSR, { cip: PENDING.cip }, (effects) => {
      if (this.stopped) {
        this.interrupt('COMMAND_ERROR', effects);
      } else if (this.parts.registers.has(CQCSR, bit(CQ.fence_w_ip))) {
        this.interrupt('COMMAND', effects);
      }
    }),
  };
  private codec = cqCodec(new Set(), 'little');
  private order: EntryForm['order'] = 'little';

  constructor(private readonly parts: QueueParts) {
    parts.registers.store(CQCSR, ON);
    parts.registers.store(ATS, 1n);
  }

  get stopped(): boolean {
    return this.parts.registers.has(CQCSR, STOPS);
  }

  setForm({ order, quirks }: EntryForm): void {
    this.order = order;
    this.codec = cqCodec(quirks as ReadonlySet<RiscvQuirk>, order);
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    turn(CQCSR, enabled, effects);
    effects.clear(CQCSR, bit(CQ.busy));
  }

  /** R-RV-07. */
  linger(effects: Effects): void {
    effects.raise(CQCSR, bit(CQ.cqon) | bit(CQ.busy));
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
        return { kind: record.kind, action: { kind: 'INVALIDATE', entries: this.iotlb(record) } };
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
    this.interrupt('COMMAND_ERROR', effects);
  }

  private interrupt(cause: 'COMMAND' | 'COMMAND_ERROR', effects: Effects): void {
    effects.raise(IPSR, bit(PENDING.cip));
    effects.interrupt({ cause });
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
      case 'ATS.INVAL':
      case 'ATS.PRGR':
        return registers.get(ATS) === 0n ? `it needs ${ATS}` : undefined;
      default:
        return undefined;
    }
  }

  /**
   * Translations of the domains that are named; more may be forgotten than is asked for. The address of GVMA is one of a
   * guest's memory, so it says nothing of what nested domains translate, nor of anything without a GSCID.
   */
  private iotlb({ kind, fields }: Invalidation): InvalidationEntry[] {
    const { pscv, pscid, gv, gscid } = fields;
    const isSecondStage = kind === 'IOTINVAL.GVMA';
    const range = rangeOf(fields);
    if (gv === 0 && pscv === 0) {
      return [{ kind: 'IOTLB', domainId: undefined, ...(isSecondStage ? {} : range) }];
    }
    const { domains, iommu } = this.parts;
    return domains.find(gv === 1 ? gscid : undefined, pscv === 1 ? pscid : undefined).map((domainId) => ({
      kind: 'IOTLB',
      domainId,
      ...(isSecondStage && iommu.domain(domainId).kind === 'NESTED' ? {} : range),
    }));
  }

  /** Its data first, then the wire (4.1.2). */
  private fence({ av, addr, data, wsi, pr, pw }: Of<'IOFENCE.C'>): Sync {
    return {
      blocks: true,
      drains: pr === 1 || pw === 1,
      complete: (effects, store) => {
        if (av === 1 && !store(addr, this.word(data))) {
          this.raise(CQ.cqmf, effects);
          return `its data cannot be written to ${hex(addr)}`;
        }
        if (wsi === 1) {
          effects.raise(CQCSR, bit(CQ.fence_w_ip));
          this.interrupt('COMMAND', effects);
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

/** The addresses of an IOTINVAL; without AV, all. */
function rangeOf({ av, s, addr_raw, addr, range_bytes }: Of<'IOTINVAL.VMA'>): { first?: bigint; last?: bigint } {
  if (av === 1 && s === 0) {
    return { first: addr_raw, last: addr_raw + PAGE_BYTES - 1n };
  }
  return av === 1 && typeof addr === 'bigint' && typeof range_bytes === 'bigint'
    ? { first: addr, last: addr + range_bytes - 1n }
    : {};
}

/** The virtual id of a segment and requester id. */
function virtualIdOf({ dsv, dseg, rid }: Pick<Of<'ATS.INVAL'>, 'dsv' | 'dseg' | 'rid'>): number {
  return dsv === 1 ? (dseg << 16) | rid : rid;
}

function illegal(why: string): CommandAction {
  return { kind: 'ILLEGAL', why };
}
