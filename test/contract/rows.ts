/** One refusal of a unary or server-streaming call, or of one item of a batch. */
import type { Reason } from '../../src/model/errors';
import type { Json } from './world';

export interface Row {
  readonly rpc: string;
  readonly name: string;
  readonly request: Json;
  readonly reason: Reason;
  /** Path of the field at fault. */
  readonly field?: string;
  /** The item fails, not the call. */
  readonly item?: true;
  /** Value of metadata `viommu-id`. */
  readonly router?: string;
  /** On the listener for device models. */
  readonly device?: true;
}

type Rest = Omit<Row, 'rpc' | 'name' | 'request' | 'reason' | 'field'>;

/** A maker of rows of one RPC, whose requests all have something in common. */
export const rowsOf =
  (rpc: string, common: Json = { viommuId: 'vm' }) =>
  (name: string, request: Json, reason: Reason, field?: string, rest: Rest = {}): Row => ({
    rpc,
    name,
    request: { ...common, ...request },
    reason,
    ...(field === undefined ? {} : { field }),
    ...rest,
  });

/** Rows every RPC about one vIOMMU has. */
export function viommuRows(rpc: string, repeatable: boolean): Row[] {
  const row = rowsOf(rpc, {});
  return [
    row('no viommu_id', {}, 'VIOMMU_ID_INVALID', 'viommu_id'),
    row('a viommu_id with a slash', { viommuId: 'a/b' }, 'VIOMMU_ID_INVALID', 'viommu_id'),
    row('a vIOMMU that does not exist', { viommuId: 'none' }, 'VIOMMU_NOT_FOUND', 'viommu_id'),
    row('another id as metadata', { viommuId: 'vm' }, 'VIOMMU_ID_CONFLICT', 'viommu_id', { router: 'real' }),
    ...(repeatable
      ? [row('65 characters', { viommuId: 'vm', requestId: 'x'.repeat(65) }, 'REQUEST_ID_INVALID', 'request_id')]
      : []),
  ];
}

const GARBAGE = Buffer.from('x').toString('base64url');

/** Rows every list has. */
export function listRows(rpc: string, common: Json = { viommuId: 'vm' }): Row[] {
  const row = rowsOf(rpc, common);
  return [
    row('a token that is none', { pageToken: '!' }, 'PAGE_TOKEN_INVALID', 'page_token'),
    row('a token nobody issued', { pageToken: GARBAGE }, 'PAGE_TOKEN_INVALID', 'page_token'),
  ];
}

/** Rows of calls that need an endpoint that is there; those that make it act need one that was not removed. */
export function endpointRows(rpc: string, request: Json, acts: boolean): Row[] {
  const row = rowsOf(rpc, { viommuId: 'vm', ...request });
  return [
    row('no endpoint_id', {}, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
    row('an endpoint that does not exist', { endpointId: 999 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
    row('endpoint 2^32-1', { endpointId: 2 ** 32 - 1 }, 'ENDPOINT_NOT_FOUND', 'endpoint_id'),
    ...(acts ? [row('an endpoint that was removed', { endpointId: 4 }, 'ENDPOINT_REMOVED')] : []),
  ];
}
