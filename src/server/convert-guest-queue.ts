/** Guest-native queues between the contract and the model. */
import { U64_MAX } from '../base/u64';
import type { ControlQueueRequest__Output } from '../gen/viommu/v1/ControlQueueRequest';
import type { GuestBuffer__Output } from '../gen/viommu/v1/GuestBuffer';
import type { GuestCommandResult } from '../gen/viommu/v1/GuestCommandResult';
import type { GuestQueue } from '../gen/viommu/v1/GuestQueue';
import type { GuestQueueEffects } from '../gen/viommu/v1/GuestQueueEffects';
import type { GuestQueueKind__Output } from '../gen/viommu/v1/GuestQueueKind';
import type { GuestRecord as RecordMessage } from '../gen/viommu/v1/GuestRecord';
import type { GuestScope as ScopeMessage } from '../gen/viommu/v1/GuestScope';
import type { SetDomainTagsRequest__Output } from '../gen/viommu/v1/SetDomainTagsRequest';
import type {
  CommandResult,
  DomainTags,
  GuestBuffer,
  GuestRecord,
  GuestScope,
  QueueControl,
  QueueEffects,
  QueueKind,
  QueueView,
} from '../model/guest-queue';
import * as check from './check';
import { fromEnum, message, refusal } from './convert';

const MAX_ADDRESS_SPACE_TAG = 0xf_ffff;

/**
 * A queue that must be named.
 *
 * @param field its path, `queue` unless given
 * @throws IommuError FIELD_REQUIRED, ENUM_VALUE_UNKNOWN
 */
export function fromQueueKind(kind: GuestQueueKind__Output, field = 'queue'): QueueKind {
  const found = fromEnum('GUEST_QUEUE_KIND_', kind, field);
  if (found === undefined) throw refusal('FIELD_REQUIRED', field, 'is required; name a queue');
  return found;
}

/** The queue that commands are for: COMMAND unless it is named. */
export function fromCommandQueueKind(kind: GuestQueueKind__Output): QueueKind {
  return fromEnum('GUEST_QUEUE_KIND_', kind, 'queue') ?? 'COMMAND';
}

/** A virtio-iommu request. */
export function fromBuffer({ readable, writableBytes }: GuestBuffer__Output): GuestBuffer {
  return { readable, writableBytes };
}

/** What registers are to set. */
export function fromControl(request: ControlQueueRequest__Output): QueueControl {
  const { enabled, base, entries, head, tail, writeMemory, bigEndian, entryBytes, quirks } = request;
  return {
    enabled,
    base: base === U64_MAX ? 'NONE' : base,
    entries,
    head,
    tail,
    clear: check.listAtMost(request.clear, 'clear'),
    registers: check.listAtMost(request.registers, 'registers'),
    writeMemory,
    bigEndian,
    quirks: quirks === null ? undefined : check.listAtMost(quirks.names, 'quirks.names'),
    entryBytes,
  };
}

/**
 * Numbers that name a domain.
 *
 * @throws IommuError DOMAIN_TAG_INVALID
 */
export function fromDomainTags({ domainTag, addressSpaceTag }: SetDomainTagsRequest__Output): DomainTags {
  if (addressSpaceTag !== undefined) {
    check.inRange(addressSpaceTag, 0, MAX_ADDRESS_SPACE_TAG, 'address_space_tag', 'DOMAIN_TAG_INVALID');
  }
  return { domainTag, addressSpaceTag };
}

/** A queue as it is. */
export function toQueue(view: QueueView): GuestQueue {
  const { kind, waiting, lost, head, tail, base, registers, quirks, ...rest } = view;
  return message<GuestQueue>({
    ...rest,
    kind: `GUEST_QUEUE_KIND_${kind}`,
    base,
    head,
    tail,
    waitingCount: BigInt(waiting),
    lostCount: BigInt(lost),
    quirks: [...quirks],
    registers: [...registers],
  });
}

/** What hardware would have done; undefined: nothing. */
export function toEffects({ registers, memoryWrites, interrupts }: QueueEffects): GuestQueueEffects | undefined {
  if (registers.length + memoryWrites.length + interrupts.length === 0) return undefined;
  return {
    registers: [...registers],
    memoryWrites: memoryWrites.map(({ address, data, performed }) => ({ address, data, performed })),
    interrupts: interrupts.map(({ cause, msi }) =>
      message({ cause: `GUEST_INTERRUPT_CAUSE_${cause}` as const, msiAddress: msi?.address, msiData: msi?.data }),
    ),
  };
}

/** What became of a command. */
export function toCommandResult(result: CommandResult): GuestCommandResult {
  const { index, outcome, kind, detail, scope, endpointIds, written } = result;
  return message<GuestCommandResult>({
    index,
    outcome: `GUEST_COMMAND_OUTCOME_${outcome}`,
    kind,
    detail,
    scope: scope && toScope(scope),
    endpointIds: [...endpointIds],
    written,
  });
}

/** A record for the guest. */
export function toRecord({ data, sequence, cookie }: GuestRecord): RecordMessage {
  return message<RecordMessage>({ data, sequence, cookie });
}

function toScope({ kind, devices, pasid, domainTag, leafOnly }: GuestScope): ScopeMessage {
  return message<ScopeMessage>({
    kind: `GUEST_SCOPE_KIND_${kind}`,
    firstVirtualId: devices?.first,
    lastVirtualId: devices?.last,
    pasid,
    domainTag,
    leafOnly,
  });
}
