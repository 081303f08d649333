/** What TLB invalidations forget (IHI 0070 4.4). */
import { U64_MAX } from '../../base/u64';
import type { cmdqCodec } from '../../codecs/smmuv3/cmdq';
import type { InvalidationEntry } from '../../model/invalidation';
import type { QueueParts } from '../dialect';

/** A record of the command queue. */
export type SmmuCommand = Extract<ReturnType<ReturnType<typeof cmdqCodec>['decode']>, { ok: true }>;

/** The fields of commands. */
export type FieldsOf<Kind extends SmmuCommand['kind']> = Extract<SmmuCommand, { kind: Kind }>['fields'];

/** What commands name: domains, and what they are. */
export interface NamedDomains extends Pick<QueueParts, 'iommu'> {
  readonly domains: Pick<QueueParts['domains'], 'find'>;
}

type Hints = Pick<FieldsOf<'CMD_TLBI_NH_VA'>, 'num' | 'scale' | 'tg'>;

const PAGE_BYTES = 4096n;

/** Bytes of the granule that TG names: 4, 16 and 64 KiB. */
const granuleBytes = (tg: number): bigint => PAGE_BYTES << BigInt(2 * (tg - 1));

/** Addresses, inclusive: one page, or (NUM + 1) * 2^SCALE granules, which end at the top of the address space (4.4.1.1). */
function range(first: bigint, { num, scale, tg }: Hints): { readonly first: bigint; readonly last: bigint } {
  const bytes = tg === 0 ? PAGE_BYTES : (BigInt(num + 1) << BigInt(scale)) * granuleBytes(tg);
  const last = first + bytes - 1n;
  return { first, last: last > U64_MAX ? U64_MAX : last };
}

/**
 * The translations that a command wants forgotten; undefined: it is another kind of command.
 *
 * Leaf and TTL allow to forget less, which nobody can rely on: they change nothing here.
 */
export function tlbEntries(parts: NamedDomains, command: SmmuCommand): InvalidationEntry[] | undefined {
  const of = (vmid: number | undefined, asid?: number, within = {}): InvalidationEntry[] =>
    parts.domains.find(vmid, asid).map((domainId) => ({ kind: 'IOTLB', domainId, ...within }));
  switch (command.kind) {
    case 'CMD_TLBI_NH_ALL':
    case 'CMD_TLBI_S12_VMALL':
      return of(command.fields.vmid);
    case 'CMD_TLBI_NH_ASID':
      return of(command.fields.vmid, command.fields.asid);
    case 'CMD_TLBI_NH_VA': {
      const { vmid, asid, addr, ...hints } = command.fields;
      return [...of(vmid, asid, range(addr, hints)), ...globals(parts, vmid, asid, range(addr, hints))];
    }
    case 'CMD_TLBI_NH_VAA':
      return of(command.fields.vmid, undefined, range(command.fields.addr, command.fields));
    // An IPA is the input of a domain whose only stage is the second; of the others it is none of their addresses.
    case 'CMD_TLBI_S2_IPA':
      return of(command.fields.vmid, undefined, range(command.fields.ipa, command.fields));
    // Which domains belong to EL2 is not known: those of every VMID are meant.
    case 'CMD_TLBI_EL2_ALL':
    case 'CMD_TLBI_NSNH_ALL':
      return [{ kind: 'IOTLB', domainId: undefined }];
    case 'CMD_TLBI_EL2_ASID':
      return of(undefined, command.fields.asid);
    case 'CMD_TLBI_EL2_VA': {
      const { asid, addr, ...hints } = command.fields;
      return [...of(undefined, asid, range(addr, hints)), ...globals(parts, undefined, asid, range(addr, hints))];
    }
    case 'CMD_TLBI_EL2_VAA':
      return [{ kind: 'IOTLB', domainId: undefined, ...range(command.fields.addr, command.fields) }];
    default:
      return undefined;
  }
}

/** Global entries at an address belong to every ASID (4.4.2.4); only tables of a guest's have any. */
function globals(
  { domains, iommu }: NamedDomains,
  vmid: number | undefined,
  asid: number,
  within: { readonly first: bigint; readonly last: bigint },
): InvalidationEntry[] {
  const its = new Set(domains.find(vmid, asid));
  return domains
    .find(vmid)
    .filter((domainId) => !its.has(domainId) && iommu.domain(domainId).kind === 'NESTED')
    .map((domainId) => ({ kind: 'IOTLB', domainId, ...within }));
}
