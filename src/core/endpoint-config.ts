import { IommuError } from '../model/errors';
import type { EndpointConfig, EndpointRequest, StallCapability } from '../model/endpoint';
import type { Limits } from '../model/viommu';
import type { Profile } from '../profiles';
import type { Endpoint } from './endpoint';
import { newContext } from './endpoint-context';
import { disjoint } from './iova-ranges';
import { requireEndpoint, type EndpointTable } from './tables';

/** What an endpoint is made in. */
export interface EndpointSurroundings {
  /** Those that exist. */
  readonly endpoints: EndpointTable;
  readonly limits: Limits;
  readonly profile: Profile;
  /** Pages of the granule. */
  readonly granulePages: number;
}

/**
 * Completes and checks what an endpoint is to be.
 *
 * @param id its id
 * @param request what is asked for
 */
export function endpointConfig(
  id: number,
  request: EndpointRequest,
  { endpoints, limits, profile, granulePages }: EndpointSurroundings,
): EndpointConfig {
  const backend = request.backend ?? 'HOSTED';
  const kind = request.kind ?? 'PCIE';
  const hosted = backend === 'HOSTED';
  const requesterId = request.requesterId ?? id;
  within(requesterId, 0, 0xffff, 'config.requester_id', 'REQUESTER_ID_OUT_OF_RANGE');
  const virtualId = request.virtualId ?? BigInt(requesterId);
  endpoints.requireUnique(requesterId, virtualId);
  const { ats, pri, pasid } = request;
  onPcieOnly(kind, ats, 'config.ats');
  onPcieOnly(kind, pri, 'config.pri');
  if ((pri !== undefined || request.priParentId !== undefined) && !profile.pageRequests) {
    throw new IommuError('PRI_NOT_SUPPORTED', `profile ${profile.name} has no page requests; leave config.pri unset`, {
      field: pri === undefined ? 'config.pri_parent_endpoint_id' : 'config.pri',
    });
  }
  if ((pri !== undefined || request.priParentId !== undefined) && ats === undefined) {
    throw new IommuError('PRI_NEEDS_ATS', 'config.pri is set without config.ats; page requests follow from ATS', {
      field: pri === undefined ? 'config.pri_parent_endpoint_id' : 'config.pri',
    });
  }
  hostedOnly(hosted, ats?.atcCapacityPages, 'config.ats.atc_capacity_pages');
  hostedOnly(hosted, ats?.enabled, 'config.ats.enabled');
  hostedOnly(hosted, ats?.onUnsupportedRequest, 'config.ats.on_unsupported_request');
  hostedOnly(hosted, pri?.retryLimit, 'config.pri.retry_limit');
  hostedOnly(hosted, request.invalidationCompletion, 'config.invalidation_completion');
  const grants = limits.max_grants_per_endpoint;
  return {
    kind,
    backend,
    requesterId,
    virtualId,
    ats: ats && {
      invalidateQueueDepth: queueDepth(ats, request, endpoints),
      globalInvalidate: ats.globalInvalidate ?? true,
      queueParentId: ats.queueParentId,
      atcCapacityPages: hosted
        ? within(ats.atcCapacityPages ?? Math.min(4096, grants), 1, grants, 'config.ats.atc_capacity_pages')
        : undefined,
      enabled: hosted && (ats.enabled ?? true),
      onUnsupportedRequest: hosted ? (ats.onUnsupportedRequest ?? 'FALL_BACK') : undefined,
    },
    pri: pri && {
      capacity: within(pri.capacity ?? 512, 1, 65_536, 'config.pri.capacity'),
      prgResponsePasidRequired: pri.prgResponsePasidRequired ?? false,
      retryLimit: hosted ? within(pri.retryLimit ?? 8, 0, 1_000_000, 'config.pri.retry_limit') : undefined,
    },
    pasid: pasid && {
      widthBits: within(pasid.widthBits ?? 20, 1, 20, 'config.pasid.width_bits'),
      executePermission: pasid.executePermission ?? true,
      privilegedMode: pasid.privilegedMode ?? true,
    },
    invalidationCompletion: hosted ? (request.invalidationCompletion ?? 'AUTOMATIC') : undefined,
    priParentId: request.priParentId,
    stall: stallCapability(request, kind, profile),
    reservedRanges: disjoint(request.reservedRanges ?? [], granulePages, 'config.reserved_iova_ranges'),
    context: newContext(request.context ?? {}),
  };
}

/**
 * The endpoint whose page-request interface a new one shares.
 *
 * @throws IommuError ENDPOINT_NOT_FOUND, FIELD_NOT_APPLICABLE, PRI_PARENT_INVALID
 */
export function priParent(request: EndpointRequest, endpoints: EndpointTable): Endpoint | undefined {
  if (request.priParentId === undefined) {
    return undefined;
  }
  const field = 'config.pri_parent_endpoint_id';
  if (request.pri !== undefined) {
    throw new IommuError('FIELD_NOT_APPLICABLE', `config.pri and ${field} exclude each other; leave one unset`, {
      field: 'config.pri',
    });
  }
  const parent = requireEndpoint(endpoints, request.priParentId, field);
  const { config } = parent;
  if (config.pri === undefined || config.backend !== (request.backend ?? 'HOSTED') || parent.state === 'REMOVED') {
    throw new IommuError(
      'PRI_PARENT_INVALID',
      `${field} ${String(parent.id)} must be an endpoint with config.pri of its own, with the same backend and present`,
      { field },
    );
  }
  return parent;
}

function stallCapability(
  { stall, pri, priParentId }: EndpointRequest,
  kind: EndpointConfig['kind'],
  profile: Profile,
): StallCapability | undefined {
  if (stall === undefined) {
    return undefined;
  }
  const field = 'config.stall';
  if (!profile.stalls) {
    throw new IommuError('STALL_NOT_SUPPORTED', `profile ${profile.name} has no stalls; SMMUV3 has`, { field });
  }
  if (kind === 'PCIE' && stall.allowPcie !== true) {
    throw new IommuError(
      'STALL_NOT_ALLOWED',
      'config.stall is for PLATFORM endpoints: stalling PCIE can deadlock; to do it on purpose set stall.allow_pcie',
      { field },
    );
  }
  if (pri !== undefined || priParentId !== undefined) {
    throw new IommuError('FIELD_NOT_APPLICABLE', 'config.stall and page requests exclude each other', { field });
  }
  return { retryLimit: within(stall.retryLimit ?? 8, 0, 1_000_000, 'config.stall.retry_limit') };
}

function onPcieOnly(kind: EndpointConfig['kind'], value: unknown, field: string): void {
  if (kind !== 'PCIE' && value !== undefined) {
    throw new IommuError('FIELD_NOT_APPLICABLE', `${field} is for PCIE endpoints; leave it unset`, { field });
  }
}

function hostedOnly(hosted: boolean, value: unknown, field: string): void {
  if (!hosted && value !== undefined) {
    throw new IommuError('FIELD_NOT_APPLICABLE', `${field} is for hosted endpoints; leave it unset`, { field });
  }
}

function within(
  value: number,
  least: number,
  most: number,
  field: string,
  reason: 'CAPABILITY_OUT_OF_RANGE' | 'REQUESTER_ID_OUT_OF_RANGE' = 'CAPABILITY_OUT_OF_RANGE',
): number {
  if (value < least || value > most) {
    throw new IommuError(reason, `${field} ${String(value)} is not within ${String(least)} to ${String(most)}`, {
      field,
    });
  }
  return value;
}

/** The depth of an endpoint's invalidate queue: its own, or that of the physical function whose queue it shares. */
function queueDepth(
  { invalidateQueueDepth, queueParentId }: NonNullable<EndpointRequest['ats']>,
  { backend, pri, priParentId }: EndpointRequest,
  endpoints: EndpointTable,
): number {
  if (queueParentId === undefined) {
    return within(invalidateQueueDepth ?? 32, 1, 32, 'config.ats.invalidate_queue_depth');
  }
  const field = 'config.ats.queue_parent_endpoint_id';
  if (invalidateQueueDepth !== undefined) {
    throw new IommuError(
      'FIELD_NOT_APPLICABLE',
      `config.ats.invalidate_queue_depth is set beside ${field}; leave one out`,
      {
        field: 'config.ats.invalidate_queue_depth',
      },
    );
  }
  const parent = requireEndpoint(endpoints, queueParentId, field);
  const { config, state } = parent;
  // A virtual function has no page request interface but that of its physical function (PCIe 10.5.2).
  const otherParent = pri !== undefined || (priParentId !== undefined && priParentId !== queueParentId);
  const unfit = config.ats === undefined || config.ats.queueParentId !== undefined || state === 'REMOVED';
  if (unfit || otherParent || config.backend !== (backend ?? 'HOSTED')) {
    throw new IommuError(
      'QUEUE_PARENT_INVALID',
      `${field} ${String(queueParentId)}: give the physical function, with ATS, a queue of its own and the same backend, ` +
        'and no config.pri; pri_parent_endpoint_id, where it is set, is the same',
      { field },
    );
  }
  return config.ats.invalidateQueueDepth;
}
