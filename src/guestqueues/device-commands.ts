/** What commands of every architecture ask of one endpoint. */
import { U64_MAX } from '../base/u64';
import { NO_PASID } from '../model/page-request';
import type { CommandAction, QueueParts } from './dialect';

/** An inclusive range of addresses. */
interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** The range of a record whose size is coded in its address; what is no number means all addresses. */
export function codedRange(addr: bigint | string, rangeBytes: bigint | string | undefined): Range {
  return typeof addr === 'bigint' && typeof rangeBytes === 'bigint'
    ? { first: addr, last: addr + rangeBytes - 1n }
    : { first: 0n, last: U64_MAX };
}

/**
 * Invalidates translations of an endpoint's device TLB.
 *
 * @param virtualId the endpoint, as the guest knows it
 * @param pasid undefined: the message has none
 * @param global with a PASID: those of every PASID
 */
export function invalidateDeviceTlb(
  parts: QueueParts,
  virtualId: number,
  range: Range,
  pasid: number | undefined,
  global: boolean,
): CommandAction {
  return withEndpoint(parts, virtualId, (endpointId) => ({
    kind: 'INVALIDATE',
    entries: [{ kind: 'DEVICE_TLB', endpointId, ...range, pasid, global: pasid !== undefined && global }],
  }));
}

/**
 * Sends an endpoint a page response.
 *
 * @param virtualId the endpoint, as the guest knows it
 * @param pasid undefined: the message has none
 */
export function respondToDevice(
  parts: QueueParts,
  virtualId: number,
  pasid: number | undefined,
  prgi: number,
  rawCode: number,
): CommandAction {
  return withEndpoint(parts, virtualId, (endpointId) => ({
    kind: 'RESPOND',
    endpointId,
    pasid: pasid ?? NO_PASID,
    prgi,
    rawCode,
  }));
}

/**
 * Asks something of an endpoint; a command for one that there is not is ignored.
 *
 * @param virtualId the endpoint, as the guest knows it
 */
export function withEndpoint(
  { iommu }: QueueParts,
  virtualId: number,
  action: (endpointId: number) => CommandAction,
): CommandAction {
  const endpointId = iommu.endpointWithVirtualId(BigInt(virtualId));
  return endpointId === undefined
    ? { kind: 'IGNORED', why: `no endpoint has virtual id ${String(virtualId)}` }
    : action(endpointId);
}
