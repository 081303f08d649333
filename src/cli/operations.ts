/** Ends of operations and teardowns, and what fell due, as one readable line each. */
import type { EndpointOutcome, FlushCounts, OperationResult, TimeFired } from '../../clients/typescript';
import { facts } from './facts';
import { hex, seconds, short } from './text';

/** What a teardown ended. */
export function flushedText(flushed: FlushCounts): string {
  return `flushed ${facts({
    'auto-answered': flushed.autoAnsweredGroupCount,
    discarded: flushed.discardedGroupCount,
    requests: flushed.droppedPageCount,
    groups: flushed.droppedGroupCount,
  })}`;
}

/** What fell due while time moved; undefined: nothing. */
export function firedText(fired: TimeFired): string | undefined {
  const counts = {
    'response-deadlines': fired.pageResponseDeadlineCount,
    'invalidation-timeouts': fired.invalidationTimeoutCount,
    'operation-timeouts': fired.operationTimeoutCount,
    'delayed-messages': fired.delayedMessageCount,
  };
  const text = facts(Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, count || undefined])));
  return text === '' ? undefined : `fired ${text}`;
}

function outcomeList(endpoints: readonly EndpointOutcome[]): string | undefined {
  if (endpoints.length === 0) return undefined;
  return endpoints.map(({ endpointId, outcome }) => `${endpointId}:${short(outcome)}`).join(',');
}

/** The endpoints that did not complete, to stand behind an outcome; empty: there are none. */
export function outcomesText(endpoints: readonly EndpointOutcome[]): string {
  const list = outcomeList(endpoints);
  return list === undefined ? '' : ` endpoints=${list}`;
}

/** An operation that has ended, with the endpoints that did not complete. */
export function operationText(operation: OperationResult): string {
  return facts({
    operation: hex(operation.operationId),
    kind: short(operation.kind),
    outcome: short(operation.outcome),
    took: seconds(operation.endTimeNs - operation.beginTimeNs),
    endpoints: outcomeList(operation.endpoints),
  });
}
