/** `viommuctl violations`. */
import { command, EXIT } from '../command';
import { parseU32 } from '../numbers';
import { optional } from '../parameters';
import { seconds, short } from '../text';

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
