/** `viommuctl violations` and `viommuctl inject-exhaustion`. */
import { command, EXIT } from '../command';
import { parseU32, parseU64 } from '../numbers';
import { requestId } from '../options';
import { optional, required } from '../parameters';
import { seconds, short } from '../text';
import { ACTION_WORDS, choice, parseAction } from '../words';

/** Lists violations. */
export const violations = command({
  name: 'violations',
  summary: 'lists recorded violations, oldest first',
  details: 'The log keeps the last violation_log_depth of them; "viommuctl stats" counts all.',
  args: {},
  options: { endpoint: optional('ENDPOINT', 'only of this endpoint', parseU32) },
  async run({ client, call, output, viommu }, _args, { endpoint: endpointId }) {
    await output.list(client.faults.listViolations({ viommuId: viommu(), endpointId }, call), [
      ['REPORT', ({ sequence }) => `#${sequence}`],
      ['TIME', ({ timeNs }) => seconds(timeNs)],
      ['RULE', ({ violation: item }) => item?.rule ?? ''],
      ['BY', ({ violation: item }) => short(item?.culprit ?? '')],
      ['ENDPOINT', ({ violation: item }) => item?.endpointId ?? 0],
      ['PASID', ({ violation: item }) => item?.pasid ?? '-'],
      ['PRGI', ({ violation: item }) => item?.prgi ?? '-'],
      ['ON-PURPOSE', ({ violation: item }) => (item?.onPurpose ? 'yes' : 'no')],
      ['DETAIL', ({ violation: item }) => item?.detail ?? ''],
    ]);
    return EXIT.ok;
  },
});

/** Makes page requests or groups fail. */
export const injectExhaustion = command({
  name: 'inject-exhaustion',
  summary: 'makes the next page requests or groups fail, as if memory had run out or the handler had refused',
  args: {
    stage: required(
      'STAGE',
      'partial (a page request of an unclosed group), group or handler',
      choice('EXHAUSTION_STAGE_', ['PARTIAL', 'GROUP', 'HANDLER']),
    ),
    count: required('COUNT', 'how many shall fail; 0: none any more', parseU64),
  },
  options: {
    endpoint: optional('ENDPOINT', 'only of this endpoint', parseU32),
    action: optional('ACTION', `how their groups end: ${ACTION_WORDS}; default: the policy's`, parseAction),
    requestId,
  },
  async run({ client, call, output, viommu }, { stage, count }, { endpoint: endpointId, ...options }) {
    const request = { viommuId: viommu(), endpointId, stage, count, ...options };
    const response = await client.faults.injectExhaustion(request, call);
    output.result(response, () => [`before: ${response.previousCount} still to fail`]);
    return EXIT.ok;
  },
});
