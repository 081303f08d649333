/** `viommuctl complete`, `invalidate`, `invalidations`. */
import { command, EXIT } from '../command';
import { parseU32 } from '../numbers';
import { endpoint, invalidationTimeout, onError, requestId, stop } from '../options';
import { optional, repeated } from '../parameters';
import { operationText } from '../reports';
import { endOfBatch, endOfOperation, first } from '../results';
import { hex, range, seconds, short } from '../text';
import { parseInvalidation } from '../words';

/** Completes invalidations of an endpoint. */
export const complete = command({
  name: 'complete',
  summary: 'completes device-TLB invalidations of an endpoint created with --manual-invalidation',
  args: { endpoint, tags: repeated('TAG', 'tag of an invalidation, 0 to 31', parseU32, 1) },
  options: { requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId, tags }, { requestId: request }) {
    const wanted = { viommuId: viommu(), requestId: request, endpointId, itags: tags };
    const response = await client.endpoints.completeInvalidation(wanted, call);
    const { completedCount, unexpectedCount } = response;
    output.result(response, () => [`completed ${completedCount}, unexpected ${unexpectedCount}`]);
    return unexpectedCount > 0 ? EXIT.notAsAsked : EXIT.ok;
  },
});

/** Invalidates by hand. */
export const invalidate = command({
  name: 'invalidate',
  summary: 'invalidates the IOTLB and device TLBs by hand',
  waits: true,
  args: {
    entries: repeated(
      'ENTRY',
      'domain=ID[:RANGE], endpoint=ID[/PASID][:RANGE] or everything; all addresses by default',
      parseInvalidation,
      1,
    ),
  },
  options: { stop, invalidationTimeout, requestId },
  async run(context, { entries }, options) {
    const { client, call, output, viommu } = context;
    const response = await client.invalidations.invalidate(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        entries,
        onError: onError(options.stop),
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    const { completedCount, results, operation } = response;
    output.result(response, () => [
      `completed ${completedCount}`,
      ...results.map(({ index, outcome }) => `entry ${index}: ${short(outcome)}`),
      ...(operation ? [operationText(operation)] : []),
    ]);
    return first(endOfBatch(context, response), endOfOperation(operation));
  },
});

/** Lists what has not ended. */
export const invalidations = command({
  name: 'invalidations',
  summary: 'lists device-TLB invalidations that have not ended',
  args: {},
  options: { endpoint: optional('ENDPOINT', 'only of this endpoint', parseU32) },
  async run({ client, call, output, viommu }, _args, { endpoint: endpointId }) {
    await output.list(client.invalidations.listOutstanding({ viommuId: viommu(), endpointId }, call), [
      ['OPERATION', (item) => hex(item.operationId)],
      ['ENDPOINT', (item) => item.endpointId],
      ['TAG', (item) => item.itag ?? 'waits'],
      ['PASID', (item) => item.pasid ?? 'all'],
      ['RANGE', (item) => range(item.range)],
      ['SENT', (item) => (item.sentTimeNs === undefined ? '-' : seconds(item.sentTimeNs))],
    ]);
    return EXIT.ok;
  },
});
