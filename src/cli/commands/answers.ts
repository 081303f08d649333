/** `viommuctl respond` and `viommuctl resolve`. */
import { command } from '../command';
import { parseU32, parseU64 } from '../numbers';
import { requestId } from '../options';
import { optional, repeated, required } from '../parameters';
import { endOfAnswer } from '../results';
import { choice, parseAnswer, parseMapping } from '../words';

const cookie = required('COOKIE', 'the group cookie', parseU64);

/** Answers a group. */
export const respond = command({
  name: 'respond',
  summary: 'answers a group of page requests, or a stalled access',
  args: {
    cookie,
    code: required(
      'CODE',
      'success, invalid, failure, or the raw 4-bit code as 0x0 to 0xf; of a stalled access retry, abort or terminate',
      parseAnswer,
    ),
  },
  options: {
    endpoint: optional('ENDPOINT', "must be the group's endpoint; else MISMATCH", parseU32),
    pasid: optional('PASID', "must be the group's PASID; else MISMATCH", parseU32),
    prgi: optional('INDEX', "must be the group's index; else MISMATCH", parseU32),
    requestId,
  },
  async run(context, { cookie: groupCookie, code }, options) {
    const { client, call, viommu } = context;
    const { endpoint: endpointId, pasid, prgi } = options;
    const responses = [{ groupCookie, ...code, endpointId, pasid, prgi }];
    const request = { viommuId: viommu(), requestId: options.requestId, responses };
    return endOfAnswer(context, groupCookie, await client.faults.respond(request, call));
  },
});

/** Maps pages and answers their group. */
export const resolve = command({
  name: 'resolve',
  summary: 'maps pages and answers their group Success, all or nothing',
  details:
    'A mapping is IOVA=OUTPUT[:LENGTH][:PERMISSIONS], one page with rw by default, as in 0x1000=0x80000000:64K:r.',
  args: { cookie, mappings: repeated('MAPPING', 'what to map, and to where', parseMapping, 1) },
  options: {
    ifMapped: optional(
      'WHAT',
      'when part of the range is mapped: accept-identical (default), refuse or set-permissions',
      choice('IF_MAPPED_', ['REFUSE', 'ACCEPT_IDENTICAL', 'SET_PERMISSIONS']),
    ),
    requestId,
  },
  async run(context, { cookie: groupCookie, mappings }, { ifMapped, requestId: request }) {
    const { client, call, viommu } = context;
    const items = [{ groupCookie, mappings: mappings.map((mapping) => ({ ...mapping, ifMapped })) }];
    const response = await client.faults.resolve({ viommuId: viommu(), requestId: request, items }, call);
    return endOfAnswer(context, groupCookie, response);
  },
});
