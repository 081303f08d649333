/**
 * The command queue (IHI 0070, chapter 4). Commands run in order; CMD_SYNC waits for those before it, and tells that an ATC
 * invalidation was not completed in time (R-SMMU-06).
 */
import { cmdqCodec } from '../../codecs/smmuv3/cmdq';
import { SMMUV3_QUIRKS, type SmmuQuirk } from '../../codecs/smmuv3/quirks';
import type { GuestScope } from '../../model/guest-queue';
import type { StallAction } from '../../model/page-request';
import { codedRange, invalidateDeviceTlb, respondToDevice, withEndpoint } from '../device-commands';
import type { Command, CommandAction, CommandDialect, EntryForm, QueueParts, Sync } from '../dialect';
import type { Effects } from '../effects';
import { ATC_INV_TIMEOUT, CERROR, CMDQ_ERR, CR0ACK, GERROR, GERRORN, GlobalError, ON } from './registers';
import { tlbEntries, type FieldsOf, type SmmuCommand } from './tlb-invalidations';

/** What the identification registers say that there is, and how it is at first. */
const FEATURES = {
  'IDR0.ATS': { highest: 1n, value: 1n },
  'IDR0.PRI': { highest: 1n, value: 1n },
  'IDR0.SEV': { highest: 1n, value: 1n },
  'IDR0.MSI': { highest: 1n, value: 1n },
  'IDR0.Hyp': { highest: 1n, value: 1n },
  /** 1: there are no stalls. */
  'IDR0.STALL_MODEL': { highest: 2n, value: 0n },
  /** 1: what is terminated is aborted. */
  'IDR0.TERM_MODEL': { highest: 1n, value: 0n },
  /** 1: reserved bits that are set make a command illegal (4.1.5); 0: they are ignored. */
  'IMPDEF.CHECK_RES0': { highest: 1n, value: 0n },
  [ATC_INV_TIMEOUT]: { highest: 2n, value: 0n },
} as const;

type Feature = keyof typeof FEATURES;

const IRQ = 1;
const SEV = 2;
const NO_STALLS = 1n;

/** The command queue. */
export class SmmuCommands implements CommandDialect {
  readonly name = 'cmdq';
  readonly entryBytes = [16];
  readonly pointers = 'INDEX_AND_WRAP';
  readonly startsAtZero = false;
  readonly quirks = {
    QEMU_PRI_RESP_BITS: SMMUV3_QUIRKS.QEMU_PRI_RESP_BITS,
    QEMU_CFGI_ALL_7: SMMUV3_QUIRKS.QEMU_CFGI_ALL_7,
  };
  readonly orders = ['little'] as const;
  readonly registers = [CR0ACK, CMDQ_ERR, GERROR, GERRORN];
  readonly writable = Object.fromEntries(Object.entries(FEATURES).map(([name, { highest }]) => [name, highest]));
  readonly flags: CommandDialect['flags'];
  private readonly error: GlobalError;
  private readonly messageAborted: GlobalError;
  private codec = cmdqCodec(new Set());

  constructor(private readonly parts: QueueParts) {
    const { registers } = parts;
    this.error = new GlobalError(registers, 'CMDQ_ERR');
    this.messageAborted = new GlobalError(registers, 'MSI_CMDQ_ABT_ERR');
    this.flags = { ...this.error.flag, ...this.messageAborted.flag };
    registers.store(CR0ACK, ON.CMDQEN);
    for (const [name, { value }] of Object.entries(FEATURES)) {
      registers.store(name, value);
    }
  }

  /** With 2 it is an event, and no error. */
  get timeouts(): 'AT_SYNC' | 'NEVER' {
    return this.feature(ATC_INV_TIMEOUT) === 2n ? 'NEVER' : 'AT_SYNC';
  }

  get stopped(): boolean {
    return this.error.active;
  }

  setForm({ quirks }: EntryForm): void {
    this.codec = cmdqCodec(quirks as ReadonlySet<SmmuQuirk>);
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    if (enabled) {
      effects.raise(CR0ACK, ON.CMDQEN);
    } else {
      effects.clear(CR0ACK, ON.CMDQEN);
    }
  }

  decode(entry: Uint8Array): Command {
    const record = this.codec.decode(entry);
    if (!record.ok) {
      return { kind: '', action: illegal(record.message) };
    }
    const { kind } = record;
    const why = this.violation(record);
    if (why !== undefined) {
      return { kind, action: illegal(why) };
    }
    const scope = scopeOf(record);
    return scope === undefined ? { kind, action: this.action(record) } : { kind, action: { kind: 'NOTHING' }, scope };
  }

  stop(_action: CommandAction, _address: bigint, effects: Effects): void {
    this.fail(CERROR.ILL, effects);
  }

  fetchFailed(_address: bigint, effects: Effects): void {
    this.fail(CERROR.ABT, effects);
  }

  timedOut(_missed: unknown, effects: Effects): void {
    this.fail(this.feature(ATC_INV_TIMEOUT) === 1n ? CERROR.ABT : CERROR.ATC_INV_SYNC, effects);
  }

  private feature(name: Feature): bigint {
    return this.parts.registers.get(name);
  }

  /** The reason can be read before the error is seen (7.1). */
  private fail(code: bigint, effects: Effects): void {
    effects.set(CMDQ_ERR, code);
    this.error.raise(effects);
  }

  private violation({ kind, violation, reservedBits }: SmmuCommand): string | undefined {
    if (violation !== undefined) {
      return violation;
    }
    if (reservedBits.length > 0 && this.feature('IMPDEF.CHECK_RES0') === 1n) {
      return `reserved bits ${reservedBits.join(', ')} are set`;
    }
    switch (kind) {
      case 'unknown':
        return 'its opcode is reserved';
      case 'CMD_TLBI_EL3_ALL':
      case 'CMD_TLBI_EL3_VA':
        return 'it is for the secure queue only';
      case 'CMD_TLBI_EL2_ALL':
      case 'CMD_TLBI_EL2_ASID':
      case 'CMD_TLBI_EL2_VA':
      case 'CMD_TLBI_EL2_VAA':
        return this.missing('IDR0.Hyp');
      case 'CMD_ATC_INV':
        return this.missing('IDR0.ATS');
      case 'CMD_PRI_RESP':
        return this.missing('IDR0.PRI');
      case 'CMD_RESUME':
      case 'CMD_STALL_TERM':
        return this.feature('IDR0.STALL_MODEL') === NO_STALLS ? 'IDR0.STALL_MODEL = 1 has no stalls' : undefined;
      default:
        return undefined;
    }
  }

  private missing(feature: Feature): string | undefined {
    return this.feature(feature) === 0n ? `it needs ${feature}` : undefined;
  }

  private action(record: SmmuCommand): CommandAction {
    switch (record.kind) {
      case 'CMD_ATC_INV':
        return this.invalidate(record.fields);
      case 'CMD_PRI_RESP':
        return this.respond(record.fields);
      case 'CMD_RESUME':
        return this.resume(record.fields);
      case 'CMD_STALL_TERM':
        return withEndpoint(this.parts, record.fields.sid, (endpointId) => ({ kind: 'ABORT_STALLS', endpointId }));
      case 'CMD_SYNC':
        return { kind: 'SYNC', sync: this.sync(record.fields) };
      default: {
        const entries = tlbEntries(this.parts, record);
        // What is left are hints to prefetch.
        return entries === undefined ? { kind: 'NOTHING' } : { kind: 'INVALIDATE', entries };
      }
    }
  }

  /** The range is aligned to its size; Global means nothing without a SubstreamID (4.5.1). */
  private invalidate({ sid, ssv, ssid, g, addr, range_bytes: bytes }: FieldsOf<'CMD_ATC_INV'>): CommandAction {
    const first = typeof bytes === 'bigint' ? addr & ~(bytes - 1n) : addr;
    return this.whileOn(() =>
      invalidateDeviceTlb(this.parts, sid, codedRange(first, bytes), ssv === 1 ? ssid : undefined, g === 1),
    );
  }

  /** Resp = 3 is illegal; every other one has a code of PCI Express. */
  private respond({ sid, ssv, ssid, prgi, pcie_response_code: rawCode }: FieldsOf<'CMD_PRI_RESP'>): CommandAction {
    return rawCode === undefined
      ? illegal('resp has no meaning')
      : this.whileOn(() => respondToDevice(this.parts, sid, ssv === 1 ? ssid : undefined, prgi, rawCode));
  }

  private resume({ sid, stag, ac, ab }: FieldsOf<'CMD_RESUME'>): CommandAction {
    const aborts = ab === 1 || this.feature('IDR0.TERM_MODEL') === 1n;
    const action: StallAction = ac === 1 ? 'RETRY' : aborts ? 'ABORT' : 'TERMINATE';
    return withEndpoint(this.parts, sid, (endpointId) => ({ kind: 'RESUME', endpointId, stallTag: stag, action }));
  }

  /** Events of what was before it are to be seen first (4.7.3). */
  private sync({ cs, msi_addr: address, msi_data: value }: FieldsOf<'CMD_SYNC'>): Sync {
    return {
      blocks: true,
      drains: true,
      detail:
        cs === SEV && this.feature('IDR0.SEV') === 1n ? 'sends an event to processors that wait (SEV)' : undefined,
      complete: (effects, store) => {
        if (cs === IRQ && address !== 0n && this.feature('IDR0.MSI') === 1n) {
          const data = new Uint8Array(4);
          new DataView(data.buffer).setUint32(0, value, true);
          // Memory that is not registered may be an interrupt controller of the VMM's.
          if (!store(address, data) && this.parts.memory.read(address, new Uint8Array(4))) {
            this.messageAborted.raise(effects);
          }
          effects.interrupt({ cause: 'COMMAND', msi: { address, data: value } });
        } else if (cs === IRQ) {
          effects.interrupt({ cause: 'COMMAND' });
        }
        return undefined;
      },
    };
  }

  /** An action on the ATS port, which ignores everything while SMMUEN is 0 (4.5). */
  private whileOn(action: () => CommandAction): CommandAction {
    return this.parts.iommu.config.policy.translation === 'ON'
      ? action()
      : { kind: 'IGNORED', why: 'SMMUEN is 0: translation is not ON' };
  }
}

function illegal(why: string): CommandAction {
  return { kind: 'ILLEGAL', why };
}

/**
 * The guest's structures that a command wants to be read again (4.3); undefined: it is another kind of command. SubstreamID 0
 * names the descriptor of accesses without one, too.
 */
function scopeOf(command: SmmuCommand): GuestScope | undefined {
  switch (command.kind) {
    case 'CMD_CFGI_STE':
      return { kind: 'DEVICES', devices: streams(command.fields.sid, 1n), leafOnly: command.fields.leaf === 1 };
    case 'CMD_CFGI_STE_RANGE':
      return { kind: 'DEVICES', devices: streams(command.fields.sid, 2n << BigInt(command.fields.range)) };
    case 'CMD_CFGI_ALL':
      return { kind: 'EVERYTHING' };
    case 'CMD_CFGI_CD': {
      const { sid, ssid, leaf } = command.fields;
      return { kind: 'PASID', devices: streams(sid, 1n), pasid: ssid, leafOnly: leaf === 1 };
    }
    case 'CMD_CFGI_CD_ALL':
      return { kind: 'PASID', devices: streams(command.fields.sid, 1n) };
    default:
      return undefined;
  }
}

/** An aligned range of streams around one; `count` is a power of two. */
function streams(sid: number, count: bigint): { readonly first: bigint; readonly last: bigint } {
  const first = BigInt(sid) & ~(count - 1n);
  return { first, last: first + count - 1n };
}
