/** `viommuctl watch …`. */
import type { DomainSubscription, EndpointWatchItem, Report, Watch } from '../../../clients/typescript';
import { command, EXIT, group, type Context, type ExitCode } from '../command';
import { parseMilliseconds, parseU32 } from '../numbers';
import { explainer, parseQueueKind, QUEUE_KINDS, recordPrinter } from '../guest-queues';
import { endpoint } from '../options';
import { flag, optional, repeated, type Values } from '../parameters';
import { follow } from '../results';
import { UsageError } from '../usage-error';
import { printedEndpointItem, printedReports, type Printed } from '../watched';
import { choice, parseResumePoint, spelling } from '../words';

const count = optional('N', 'end after N of them', parseU32);
const heartbeat = optional('TIME', 'time between heartbeats, 100ms to 1h', parseMilliseconds);
const resume = optional('EPOCH:SEQUENCE', 'go on after this report; EPOCH:0 begins with the oldest', parseResumePoint);

const faultOptions = {
  domain: repeated('DOMAIN', 'only groups of this domain; may be repeated', parseU32),
  control: flag('as CONTROLLER: groups are delivered to this watch, and given to another when it ends'),
  takeOver: flag('take control from the stream that has it'),
  credits: optional('COUNT', 'unanswered groups a CONTROLLER may hold; default 64', parseU32),
  groupsOnly: flag('leave out everything but page-request groups'),
  resume,
  count,
  heartbeat,
};

/** Which domains in which role; nothing where the stream's default will do. */
function subscriptions({ domain, control, takeOver }: Values<typeof faultOptions>): DomainSubscription[] {
  if (takeOver && !control) throw new UsageError('--take-over goes with --control');
  const role = control ? 'ROLE_CONTROLLER' : 'ROLE_OBSERVER';
  if (domain.length > 0) return domain.map((domainId) => ({ domainId, role, takeOver }));
  return control ? [{ role, takeOver }] : [];
}

type FaultWatchRequest = Parameters<Context['client']['watchFaults']>[0];

/** Prints the report log as it grows, and in the end says where to go on. */
async function followReports(
  context: Context,
  request: Omit<FaultWatchRequest, 'viommuId'>,
  enough: number | undefined,
  wanted?: (report: Report) => boolean,
): Promise<ExitCode> {
  const { client, signal, note, viommu } = context;
  const stream = client.watchFaults({ viommuId: viommu(), ...request }, { signal });
  const exit = await follow(context, stream, (item) => printedReports(item, wanted), enough);
  const { resumePoint } = stream;
  if (signal.aborted && resumePoint) note(`go on with --resume ${resumePoint.epoch}:${resumePoint.sequence}`);
  return exit;
}

const faults = command({
  name: 'faults',
  summary: 'shows page requests, faults and their ends, live; Ctrl-C ends it',
  streams: true,
  args: {},
  options: faultOptions,
  async run(context, _args, options) {
    const request = {
      selection: { domains: subscriptions(options), excludeEvents: options.groupsOnly, resume: options.resume },
      credits: options.credits,
      heartbeatIntervalMs: options.heartbeat,
    };
    return followReports(context, request, options.count);
  },
});

/** What is reported besides page-request groups. */
const EVENTS = [
  'FAULT_EVENT',
  'GROUP_ANSWERED',
  'AUTOMATIC_ANSWER',
  'GROUP_DISCARDED',
  'PARTIALS_DROPPED',
  'VIOLATION',
  'OPERATION_ENDED',
  'ENDPOINT_CHANGED',
  'STOP_MARKER',
  'QUEUE_OVERFLOW',
  'RULE_HIT',
] as const;

const readKind = choice('', EVENTS);

const events = command({
  name: 'events',
  summary: 'shows everything that is reported but page-request groups, live; Ctrl-C ends it',
  streams: true,
  args: {},
  options: {
    kind: repeated('KIND', `only these: ${EVENTS.map(spelling).join(', ')}; may be repeated`, readKind),
    resume,
    count,
    heartbeat,
  },
  async run(context, _args, { kind, resume: point, count: enough, heartbeat: interval }) {
    const kinds: readonly string[] = kind.length > 0 ? kind : EVENTS;
    const records = new Set(
      kinds.map((name) => name.toLowerCase().replace(/_./g, (pair) => pair.slice(1).toUpperCase())),
    );
    // A record that this client does not know is an event, too, unless only some are wanted.
    const wanted = ({ record }: Report): boolean => (record === undefined ? kind.length === 0 : records.has(record));
    const request = { selection: { resume: point }, heartbeatIntervalMs: interval };
    return followReports(context, request, enough, wanted);
  },
});

const watchEndpoint = command({
  name: 'endpoint',
  summary: 'shows what an endpoint receives, live; Ctrl-C ends it',
  streams: true,
  args: { endpoint },
  options: { count, heartbeat },
  async run(context, { endpoint: id }, options) {
    const request = { viommuId: context.viommu(), endpointId: id, heartbeatIntervalMs: options.heartbeat };
    const stream = context.client.watchEndpoint(request, { signal: context.signal });
    return follow(context, stream, printedEndpointItem, options.count);
  },
});

const records = command({
  name: 'records',
  summary: 'takes guest-native records as they come, and explains them; Ctrl-C ends it',
  streams: true,
  args: { queues: repeated('QUEUE', `only of these: ${QUEUE_KINDS.map(spelling).join(', ')}`, parseQueueKind) },
  options: { count, heartbeat },
  async run(context, { queues }, options) {
    const print = recordPrinter(await explainer(context));
    const request = { viommuId: context.viommu(), queues, heartbeatIntervalMs: options.heartbeat };
    return follow(context, context.client.watchRecords(request, { signal: context.signal }), print, options.count);
  },
});

/** The endpoints that can be sent invalidations, as they are now. */
async function endpointsWithAts({ client, call, viommu }: Context): Promise<number[]> {
  const ids: number[] = [];
  for await (const { endpointId, config } of client.endpoints.list({ viommuId: viommu() }, call)) {
    if (config?.ats) ids.push(endpointId);
  }
  if (ids.length === 0) throw new UsageError('no endpoint has ATS yet; create one, or name an endpoint');
  return ids;
}

/** What of an endpoint's messages concerns invalidations, and whose it is. */
function printedInvalidation(endpointId: number, item: EndpointWatchItem): Printed[] {
  if (item.kind === 'pageResponse' || item.kind === 'changed') return [];
  return printedEndpointItem(item).map(({ message, text, counts }) => ({
    message: { endpointId, ...message },
    text: item.kind === 'opened' ? text : `endpoint=${endpointId} ${text}`,
    counts,
  }));
}

const invalidations = command({
  name: 'invalidations',
  summary: 'shows device-TLB invalidations and their ends, live; Ctrl-C ends it',
  details: 'Without ENDPOINT all that are there when it begins and have ATS.',
  streams: true,
  args: { endpoints: repeated('ENDPOINT', 'only of these endpoints', parseU32) },
  options: { count, heartbeat },
  async run(context, { endpoints }, options) {
    const ids = endpoints.length > 0 ? [...new Set(endpoints)] : await endpointsWithAts(context);
    const enough = new AbortController();
    const signal = AbortSignal.any([context.signal, enough.signal]);
    let left = options.count ?? Infinity;
    const one = async (endpointId: number): Promise<ExitCode> => {
      const request = { viommuId: context.viommu(), endpointId, heartbeatIntervalMs: options.heartbeat };
      const stream: Watch<EndpointWatchItem> = context.client.watchEndpoint(request, { signal });
      return follow(
        context,
        stream,
        (item) => {
          const printed = printedInvalidation(endpointId, item).slice(0, Math.max(left, 0));
          left -= printed.filter(({ counts }) => counts).length;
          if (left <= 0) enough.abort();
          return printed;
        },
        undefined,
      );
    };
    try {
      await Promise.all(ids.map(one));
    } finally {
      enough.abort();
    }
    return EXIT.ok;
  },
});

/** Shows what happens while it does. */
export const watch = group('watch', 'shows what happens, live', [
  faults,
  events,
  watchEndpoint,
  invalidations,
  records,
]);
