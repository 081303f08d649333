/** `viommuctl respond` and `viommuctl resolve`. */
import { command, type Context, type ExitCode } from '../command';
import { parseU32, parseU64 } from '../numbers';
import { requestId } from '../options';
import { flag, optional, optionName, repeated, required, type Values } from '../parameters';
import { byAsking, byCode, byMapping, respondToAll, type Answer, type Decider } from '../responder';
import { endOfAnswer } from '../results';
import { UsageError } from '../usage-error';
import { choice, parseAnswer, parseMapping } from '../words';

const cookie = required('COOKIE', 'the group cookie', parseU64);

const CODE =
  'success, invalid, failure, or the raw 4-bit code as 0x0 to 0xf; of a stalled access retry, abort or terminate';

const respondOptions = {
  endpoint: optional('ENDPOINT', "must be the group's endpoint; else MISMATCH", parseU32),
  pasid: optional('PASID', "must be the group's PASID; else MISMATCH", parseU32),
  prgi: optional('INDEX', "must be the group's index; else MISMATCH", parseU32),
  requestId,
  auto: optional('CODE', 'without COOKIE: give every group this answer', parseAnswer),
  mapFrom: optional(
    'ADDRESS',
    'without COOKIE: map what each group asks for to one page of guest memory after the other, and answer Success',
    parseU64,
  ),
  domain: repeated('DOMAIN', 'without COOKIE: only groups of this domain; may be repeated', parseU32),
  takeOver: flag('without COOKIE: take control from the stream that has it'),
  count: optional('N', 'without COOKIE: end after N answers', parseU32),
};

type RespondOptions = Values<typeof respondOptions>;

/** Refuses options that belong to the other way to answer. */
function refuse(when: string, options: RespondOptions, names: readonly (keyof RespondOptions)[]): void {
  const isGiven = (value: unknown): boolean =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
  const wrong = names.find((name) => isGiven(options[name]));
  if (wrong !== undefined) throw new UsageError(`--${optionName(wrong)} is ${when}`);
}

async function respondOnce(
  context: Context,
  groupCookie: bigint,
  code: Answer,
  { endpoint: endpointId, pasid, prgi, requestId: request }: RespondOptions,
): Promise<ExitCode> {
  const { client, call, viommu } = context;
  const responses = [{ groupCookie, ...code, endpointId, pasid, prgi }];
  return endOfAnswer(
    context,
    groupCookie,
    await client.faults.respond({ viommuId: viommu(), requestId: request, responses }, call),
  );
}

async function deciderBy(context: Context, { auto, mapFrom }: RespondOptions): Promise<Decider> {
  if (auto !== undefined && mapFrom !== undefined) throw new UsageError('give --auto or --map-from');
  if (auto !== undefined) return byCode(auto);
  return mapFrom === undefined ? byAsking(context) : byMapping(context, mapFrom);
}

/** Answers groups. */
export const respond = command({
  name: 'respond',
  summary: 'answers a group of page requests or a stalled access, or all groups as they come',
  details: `With COOKIE and CODE it answers one group. Without, it is the CONTROLLER of the domains, shows each group that is delivered,
and answers it: with --auto and --map-from by itself, else it asks, a line of the standard input for each group. A line is a
CODE, "map ADDRESS" (what the group asks for, to guest memory from there on), "map MAPPING...", "skip", or "quit". Groups
without an answer are given to another reader when it ends. What cannot be mapped is answered Invalid Request.`,
  streams: true,
  args: {
    cookie: optional('COOKIE', 'the group cookie', parseU64),
    code: optional('CODE', CODE, parseAnswer),
  },
  options: respondOptions,
  async run(context, { cookie: groupCookie, code }, options) {
    if (groupCookie !== undefined) {
      if (code === undefined) throw new UsageError(`CODE is missing: ${CODE}; see --help`);
      refuse('for groups as they come; leave COOKIE out', options, ['auto', 'mapFrom', 'domain', 'takeOver', 'count']);
      return respondOnce(context, groupCookie, code, options);
    }
    refuse('for one group; give its COOKIE and the CODE', options, ['endpoint', 'pasid', 'prgi', 'requestId']);
    const control = { role: 'ROLE_CONTROLLER', takeOver: options.takeOver } as const;
    const domains = options.domain.map((domainId) => ({ domainId, ...control }));
    const decider = await deciderBy(context, options);
    try {
      return await respondToAll(context, domains.length > 0 ? domains : [control], decider, options.count);
    } finally {
      decider.close();
    }
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
