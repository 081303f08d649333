/**
 * The invalidation queue (VT-d 6.5.2). The head is past a command when it was accepted; a wait tells that those before it have
 * ended (R-VTD-01 to R-VTD-14).
 */
import { bytesOf } from '../../base/bytes';
import { hex } from '../../base/u64';
import { qiCodec } from '../../codecs/vtd/qi';
import { VTD_QUIRKS, type VtdQuirk } from '../../codecs/vtd/quirks';
import type { GuestScope } from '../../model/guest-queue';
import type { InvalidationEntry } from '../../model/invalidation';
import type {
  Command,
  CommandAction,
  CommandDialect,
  EntryForm,
  MissedInvalidation,
  QueueParts,
  Sync,
} from '../dialect';
import { codedRange, invalidateDeviceTlb, respondToDevice } from '../device-commands';
import type { Effects } from '../effects';
import { bit, clearable } from '../flag-bits';
import type { Place } from '../ring-pointers';
import { FAULT, FSTS, ICS, IQEI, IQER, ITESID, IWC, raiseFault, setBits, sourceId } from './registers';

type Descriptor = Extract<ReturnType<ReturnType<typeof qiCodec>['decode']>, { ok: true }>;
type Of<Kind extends Descriptor['kind']> = Extract<Descriptor, { kind: Kind }>['fields'];

const TTM = 'RTADDR.TTM';

/** Kinds of descriptor that are invalid unless a capability is set. */
const CAPABILITIES: Partial<Record<Descriptor['kind'], string>> = {
  page_group_response: 'ECAP.PRS',
  hpt_cache_invalidate: 'ECAP.HPT',
};

/** Translation table modes (11.4.5). */
const MODES = { LEGACY: 0n, SCALABLE: 1n, RESERVED: 2n, ABORT_DMA: 3n } as const;

/** Error information (11.4.9.9). */
const REASON = { NONE: 0, TAIL: 1, FETCH: 2, TYPE: 3, RESERVED_FIELD: 4, WIDTH: 5, ALIGNMENT: 6, MODE: 7 } as const;

/** The highest type that legacy mode has. */
const LAST_LEGACY_TYPE = 5;

/** Function number bits of a source-id that are not compared, by FM (6.5.2.1). */
const FUNCTION_MASKS = [0, 4, 6, 7] as const;

const WIDE_BYTES = 32;
const PAGE_BYTES = 4096n;
const SPACE_PAGE_BITS = 52;

/** The invalidation queue. */
export class VtdCommands implements CommandDialect {
  readonly name = 'qi';
  readonly entryBytes = [WIDE_BYTES, 16];
  readonly pointers = 'BYTES';
  readonly startsAtZero = true;
  readonly quirks = VTD_QUIRKS;
  readonly orders = ['little'] as const;
  readonly registers = [FSTS, IQER, ICS];
  /** The mode of the root table; whether there are page requests, and host permission tables: 0 or 1. */
  readonly writable = { [TTM]: MODES.ABORT_DMA, 'ECAP.PRS': 1n, 'ECAP.HPT': 1n };
  readonly timeouts = 'AT_ONCE';
  readonly flags;
  private codec = qiCodec(new Set());
  private descriptorBytes = WIDE_BYTES;

  constructor(private readonly parts: QueueParts) {
    const { registers } = parts;
    // What the fault numbers of the profile belong to.
    registers.store(TTM, MODES.SCALABLE);
    registers.store('ECAP.PRS', 1n);
    this.flags = {
      ...clearable(FSTS, { IQE: FAULT.IQE }, (effects) => {
        setBits(registers, IQER, IQEI, REASON.NONE, effects);
      }),
      // R-VTD-05: the source-id is there as long as the error stands.
      ...clearable(FSTS, { ITE: FAULT.ITE }, (effects) => {
        setBits(registers, IQER, ITESID, 0, effects);
      }),
      ...clearable(ICS, { IWC }),
    };
  }

  get stopped(): boolean {
    return this.parts.registers.has(FSTS, bit(FAULT.IQE) | bit(FAULT.ITE));
  }

  setForm({ quirks, entryBytes }: EntryForm): void {
    this.codec = qiCodec(quirks as ReadonlySet<VtdQuirk>);
    this.descriptorBytes = entryBytes;
  }

  /** Nothing but the queue itself stops. */
  setEnabled(): void {
    return;
  }

  /** Tails that are written while IQE stands are ignored (6.5.2.10). */
  setTail(place: Place, effects: Effects): boolean {
    if (this.parts.registers.has(FSTS, bit(FAULT.IQE))) {
      return false;
    }
    if (place !== 'VALID') {
      const isWide = this.descriptorBytes === WIDE_BYTES;
      this.fail(place === 'UNALIGNED' && isWide ? REASON.ALIGNMENT : REASON.TAIL, effects);
    }
    return place === 'VALID';
  }

  decode(entry: Uint8Array): Command {
    const descriptor = this.codec.decode(entry);
    if (!descriptor.ok) {
      return { kind: '', action: illegal(REASON.WIDTH, descriptor.message) };
    }
    const { kind } = descriptor;
    const problem = this.problem(descriptor, entry.length);
    return problem === undefined ? { kind, ...this.understand(descriptor) } : { kind, action: problem };
  }

  stop({ code = REASON.NONE }: Extract<CommandAction, { kind: 'ILLEGAL' }>, _address: bigint, effects: Effects): void {
    this.fail(code, effects);
  }

  fetchFailed(_address: bigint, effects: Effects): void {
    this.fail(REASON.FETCH, effects);
  }

  timedOut({ endpointIds }: MissedInvalidation, effects: Effects): void {
    const { registers, iommu } = this.parts;
    const [endpointId] = endpointIds;
    if (registers.has(FSTS, bit(FAULT.ITE))) {
      return;
    }
    raiseFault(registers, FAULT.ITE, 'COMMAND_ERROR', effects);
    const isTold = endpointId !== undefined && !iommu.config.policy.hideInvalidationSource;
    setBits(registers, IQER, ITESID, isTold ? sourceId(iommu, endpointId) : 0, effects);
  }

  private fail(reason: number, effects: Effects): void {
    const { registers } = this.parts;
    raiseFault(registers, FAULT.IQE, 'COMMAND_ERROR', effects);
    setBits(registers, IQER, IQEI, reason, effects);
  }

  /** Why a descriptor is not accepted. */
  private problem({ kind, fields, reservedBits, violation }: Descriptor, bytes: number): CommandAction | undefined {
    const { registers } = this.parts;
    const mode = registers.get(TTM);
    if (mode === MODES.RESERVED) {
      return illegal(REASON.MODE, `${TTM} = ${String(mode)} is reserved`);
    }
    if (mode !== MODES.LEGACY && bytes < WIDE_BYTES) {
      return illegal(REASON.WIDTH, `with ${TTM} = ${String(mode)} descriptors have ${String(WIDE_BYTES)} bytes`);
    }
    const type = Number(fields.type);
    const capability = CAPABILITIES[kind];
    const isLacking = capability !== undefined && registers.get(capability) === 0n;
    if (kind === 'unknown' || isLacking || (mode === MODES.LEGACY && type > LAST_LEGACY_TYPE)) {
      return illegal(REASON.TYPE, `type ${String(type)} is invalid here`);
    }
    if (violation !== undefined) {
      return illegal(REASON.RESERVED_FIELD, violation);
    }
    return reservedBits.length === 0
      ? undefined
      : illegal(REASON.RESERVED_FIELD, `reserved bits ${reservedBits.join(', ')} are set`);
  }

  private understand(descriptor: Descriptor): Pick<Command, 'action' | 'scope'> {
    switch (descriptor.kind) {
      case 'context_cache_invalidate':
        return { action: NOTHING, scope: contextScope(descriptor.fields) };
      case 'pasid_cache_invalidate':
        return { action: NOTHING, scope: pasidScope(descriptor.fields) };
      case 'iotlb_invalidate':
        return { action: this.invalidate(descriptor.fields, descriptor.fields.granularity) };
      case 'pasid_iotlb_invalidate':
        return { action: this.invalidate(descriptor.fields, descriptor.fields.granularity) };
      case 'device_tlb_invalidate': {
        const { sid, addr, range_bytes } = descriptor.fields;
        return { action: invalidateDeviceTlb(this.parts, sid, codedRange(addr, range_bytes), undefined, false) };
      }
      case 'pasid_device_tlb_invalidate': {
        const { sid, pasid, g, addr, range_bytes } = descriptor.fields;
        return { action: invalidateDeviceTlb(this.parts, sid, codedRange(addr, range_bytes), pasid, g === 1) };
      }
      case 'invalidation_wait':
        return { action: { kind: 'SYNC', sync: this.wait(descriptor.fields) } };
      case 'page_group_response': {
        const { rid, pp, pasid, prgi, response_code } = descriptor.fields;
        return { action: respondToDevice(this.parts, rid, pp === 1 ? pasid : undefined, prgi, response_code) };
      }
      // Nothing of interrupts and of host permission tables is cached here.
      default:
        return { action: NOTHING };
    }
  }

  /**
   * Translations of the domains that are named. What a guest calls the PASID of requests without one is not known, so the PASID is
   * not looked at: more may be forgotten than is asked for.
   */
  private invalidate({ did, am, addr }: Address, granularity: string | number): CommandAction {
    if (granularity === 'global') {
      return { kind: 'INVALIDATE', entries: [{ kind: 'IOTLB', domainId: undefined }] };
    }
    const range = granularity === 'page' ? pagesAt(addr, am) : {};
    const entries = this.parts.domains
      .find(did)
      .map((domainId): InvalidationEntry => ({ kind: 'IOTLB', domainId, ...range }));
    return { kind: 'INVALIDATE', entries };
  }

  /** Its status first, then the interrupt, which needs IWC to be clear (6.5.2.8). */
  private wait({ if: interrupts, sw, fn, pd, status_data, status_addr }: Of<'invalidation_wait'>): Sync {
    return {
      blocks: fn === 1,
      consumed: true,
      drains: pd === 1,
      complete: (effects, store) => {
        const { registers, iommu } = this.parts;
        const address = BigInt.asUintN(iommu.config.outputWidthBits, status_addr);
        if (sw === 1 && !store(address, bytesOf(Uint32Array.of(status_data), 'little'))) {
          this.fail(REASON.NONE, effects);
          return `its status cannot be written to ${hex(address)}`;
        }
        if (interrupts === 1 && !registers.has(ICS, bit(IWC))) {
          effects.raise(ICS, bit(IWC));
          effects.interrupt({ cause: 'COMMAND' });
        }
        return undefined;
      },
    };
  }
}

type Address = Pick<Of<'iotlb_invalidate'>, 'did' | 'am' | 'addr'>;

const NOTHING: CommandAction = { kind: 'NOTHING' };

function illegal(code: number, why: string): CommandAction {
  return { kind: 'ILLEGAL', why, code };
}

/** A power of two pages, on which the address lies. */
function pagesAt(addr: bigint, am: number): { first?: bigint; last?: bigint } {
  if (am >= SPACE_PAGE_BITS) {
    return {};
  }
  const bytes = PAGE_BYTES << BigInt(am);
  const first = addr & ~(bytes - 1n);
  return { first, last: first + bytes - 1n };
}

/** With FM = 1 or 2 the devices are not next to each other: those between them are meant as well. */
function contextScope({ granularity, did, sid, fm }: Of<'context_cache_invalidate'>): GuestScope {
  switch (granularity) {
    case 'device': {
      const mask = FUNCTION_MASKS[fm]!;
      return { kind: 'DEVICES', devices: { first: BigInt(sid & ~mask), last: BigInt(sid | mask) } };
    }
    case 'domain':
      return { kind: 'DOMAIN', domainTag: did };
    default:
      return { kind: 'EVERYTHING' };
  }
}

function pasidScope({ granularity, did, pasid }: Of<'pasid_cache_invalidate'>): GuestScope {
  switch (granularity) {
    case 'pasid':
      return { kind: 'PASID', pasid, domainTag: did };
    case 'domain':
      return { kind: 'PASID', domainTag: did };
    default:
      return { kind: 'PASID' };
  }
}
