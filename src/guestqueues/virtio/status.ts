/** How requests end (virtio 5.13.6). */
import { STATUSES } from '../../codecs/virtio/tail';
import type { IommuError } from '../../model/errors';
import { type Reason } from '../../model/errors';

/** The status of a request, without its prefix. */
export type Status = 'OK' | 'UNSUPP' | 'DEVERR' | 'INVAL' | 'RANGE' | 'NOENT' | 'NOMEM';

/** Bytes of the tail. */
export const TAIL_BYTES = 4;

/** What came of a request. */
export interface Ended {
  readonly status: Status;
  /** For people. */
  readonly detail: string;
  /** What has to end before the request does. */
  readonly operationId?: bigint | undefined;
  /** What stands before the tail. */
  readonly properties?: Uint8Array;
}

/** A refusal of the core, as a status; what is not here is an error of the device. */
const OF_REASON: Partial<Record<Reason, Status>> = {
  ADDRESS_MISALIGNED: 'RANGE',
  ADDRESS_TOO_WIDE: 'RANGE',
  ALREADY_MAPPED: 'INVAL',
  DOMAIN_NOT_PAGING: 'INVAL',
  IOVA_RESERVED: 'INVAL',
  LIMIT_EXCEEDED: 'NOMEM',
  PERMISSIONS_INVALID: 'INVAL',
  RESERVED_RANGE_IN_USE: 'UNSUPP',
};

/** A request that was refused. */
export function refused(status: Status, detail: string): Ended {
  return { status, detail };
}

/** A request that the core refused. */
export function refusedBy({ reason, message }: IommuError): Ended {
  return refused(OF_REASON[reason] ?? 'DEVERR', message);
}

/** What the device writes: properties, if any, and the tail. */
export function written(status: Status, properties: Uint8Array = new Uint8Array(0)): Uint8Array {
  const bytes = new Uint8Array(properties.length + TAIL_BYTES);
  bytes.set(properties);
  bytes[properties.length] = STATUSES.indexOf(`VIRTIO_IOMMU_S_${status}`);
  return bytes;
}
