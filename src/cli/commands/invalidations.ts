/** `viommuctl complete`, `invalidate`, `invalidations`. */
import { command, EXIT } from '../command';
import { ENTRY_WORDS, parseInvalidation } from '../invalidation-entry';
import { parseRequesterId, parseU32 } from '../numbers';
import { endpoint, invalidationTimeout, onError, requestId, stop } from '../options';
import { asText, flag, optional, repeated } from '../parameters';
import { operationText, outcomesText } from '../operations';
import { endOfBatch, endOfOperation, first } from '../results';
import { hex, range, seconds, short } from '../text';

/** Completes invalidations of an endpoint. */
export const complete = command({
  name: 'complete',
  summary: 'completes device-TLB invalidations of an endpoint created with --manual-invalidation',
  args: { endpoint, tags: repeated('TAG', 'tag of an invalidation, 0 to 31', parseU32, 1) },
  options: {
    count: optional(
      'COUNT',
      'how many such messages come for each tag, 1 to 7, 0 for 8; default 1. A tag is completed when all have come',
      parseU32,
    ),
    requesterId: optional(
      'RID',
      "requester id in the message, as bb:dd.f or a number; default: the endpoint's own",
      parseRequesterId,
    ),
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: endpointId, tags }, { count, ...options }) {
    const wanted = { viommuId: viommu(), endpointId, itags: tags, completionCount: count, ...options };
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
    entries: repeated('ENTRY', `${ENTRY_WORDS}; all addresses by default`, asText, 1),
  },
  options: {
    encoded: flag("the RANGE of an endpoint is as a guest's command has it: ADDRESS, or ADDRESS/s with the size bit"),
    stop,
    invalidationTimeout,
    requestId,
  },
  async run(context, { entries }, options) {
    const { client, call, output, viommu } = context;
    const response = await client.invalidations.invalidate(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        entries: entries.map((entry) => parseInvalidation(entry, options.encoded)),
        onError: onError(options.stop),
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    const { completedCount, results, operation } = response;
    output.result(response, () => [
      `completed ${completedCount}`,
      ...results.map(({ index, outcome, endpoints }) => `entry ${index}: ${short(outcome)}${outcomesText(endpoints)}`),
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
      ['COMPLETIONS', (item) => `${item.completionsReceived}/${item.completionsExpected || '?'}`],
      ['SENT', (item) => (item.sentTimeNs === undefined ? '-' : seconds(item.sentTimeNs))],
    ]);
    return EXIT.ok;
  },
});
