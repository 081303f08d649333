/**
 * What a host hands on between a guest's SMMUv3 and its own: a few commands, of which it replaces VMID and StreamID, and a few
 * events (Linux iommufd, IOMMU_VIOMMU_TYPE_ARM_SMMUV3).
 */
import { cmdqCodec } from '../../codecs/smmuv3/cmdq';
import type { Command, CommandAction, QueueParts, RecordItem } from '../dialect';
import { SmmuCommands } from './commands';
import { SmmuEvents } from './events';
import { tlbEntries, type NamedDomains } from './tlb-invalidations';

/** Events that are handed on: configurations that are wrong, and translations that failed (7.3). */
const EVENTS: ReadonlySet<number> = new Set([0x04, 0x06, 0x08, 0x0a, 0x10, 0x11, 0x12, 0x13]);

const codec = cmdqCodec(new Set());

/** What the host takes, and gives. */
export function handedOn(parts: QueueParts) {
  const commands = new SmmuCommands(parts);
  const events = new SmmuEvents(parts.registers);
  return {
    invalidate: {
      name: 'viommu_arm_smmuv3_invalidate',
      entryBytes: 16,
      writable: {},
      decode: (entry: Uint8Array): Command => decode(parts, commands, entry),
    },
    event: {
      name: 'vevent_arm_smmuv3',
      bytes: 32,
      /** Accesses that stall are page faults to the host. */
      records: (item: RecordItem): readonly Uint8Array[] | 'UNFIT' => {
        const records = item.kind === 'EVENT' ? events.records(item) : [];
        return records === 'UNFIT' ? records : records.filter(([id]) => EVENTS.has(id!));
      },
    },
  };
}

function decode(parts: QueueParts, commands: SmmuCommands, entry: Uint8Array): Command {
  const record = codec.decode(entry);
  if (!record.ok) {
    return { kind: '', action: refused(record.message) };
  }
  const { kind } = record;
  switch (kind) {
    // The host makes it a CMD_TLBI_NH_ALL.
    case 'CMD_TLBI_NSNH_ALL':
    case 'CMD_TLBI_NH_ALL':
    case 'CMD_TLBI_NH_ASID':
    case 'CMD_TLBI_NH_VA':
    case 'CMD_TLBI_NH_VAA':
      return { kind, action: { kind: 'INVALIDATE', entries: tlbEntries(ofAnyVmid(parts), record) ?? [] } };
    case 'CMD_ATC_INV':
    case 'CMD_CFGI_CD':
    case 'CMD_CFGI_CD_ALL':
      return parts.iommu.endpointWithVirtualId(BigInt(record.fields.sid)) === undefined
        ? { kind, action: refused(`StreamID ${String(record.fields.sid)} is EIO: no endpoint has it`) }
        : commands.decode(entry);
    default:
      return { kind, action: refused(`${kind} is EIO: the host does not hand it on`) };
  }
}

/** The host's VMID takes the place of the guest's: a guest has one, and so has every domain here. */
function ofAnyVmid({ iommu, domains }: QueueParts): NamedDomains {
  return { iommu, domains: { find: (_vmid, asid) => domains.find(undefined, asid) } };
}

function refused(why: string): CommandAction {
  return { kind: 'ILLEGAL', why };
}
