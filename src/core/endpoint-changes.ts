import type { EndpointState } from '../model/endpoint';
import type { EndpointChangeKind } from '../model/report';
import type { Endpoint } from './endpoint';
import type { OutputLog } from './output-log';

/** What is known of a change besides its kind. */
export interface ChangeFacts {
  /** Messages to or from the endpoint that were dropped with it; 0 when left out. */
  readonly dropped?: number;
  /** Its state afterwards; the present one when left out. */
  readonly state?: EndpointState;
  readonly pasid?: number;
  /** The endpoint that brought it about. */
  readonly causedBy?: Endpoint;
}

/** Says in the report log and at the endpoint that it changed. */
export function announceChange(
  log: OutputLog,
  endpoint: Endpoint,
  change: EndpointChangeKind,
  { dropped = 0, state = endpoint.state, pasid, causedBy }: ChangeFacts = {},
): void {
  const record = {
    kind: 'ENDPOINT_CHANGED',
    endpointId: endpoint.id,
    change,
    state,
    generation: endpoint.generation,
    droppedMessages: dropped,
    pasid,
    causedBy: causedBy === endpoint ? undefined : causedBy?.id,
  } as const;
  log.report(record);
  log.tell(endpoint, record, true);
}
