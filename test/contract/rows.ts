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
  /** The refusal is recorded as a violation, so that there is a report more. */
  readonly recorded?: true;
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
