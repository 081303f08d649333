/** `viommuctl faults …` and `viommuctl stats`. */
import type { DomainSubscription } from '../../../clients/typescript';
import { command, EXIT, group } from '../command';
import { parseMilliseconds, parseU32 } from '../numbers';
import { flag, optional, repeated, type Values } from '../parameters';
import { printedReports } from '../watched';
import { follow } from '../results';
import { details } from '../details';
import { hex, permissionLetters, requesterId, seconds } from '../text';
import { UsageError } from '../usage-error';
import { parseResumePoint } from '../words';

const watchOptions = {
  domain: repeated('DOMAIN', 'only groups of this domain; may be repeated', parseU32),
  control: flag('as CONTROLLER: groups are delivered to this watch, and given to another when it ends'),
  takeOver: flag('take control from the stream that has it'),
  credits: optional('COUNT', 'unanswered groups a CONTROLLER may hold; default 64', parseU32),
  groupsOnly: flag('leave out everything but page-request groups'),
  resume: optional('EPOCH:SEQUENCE', 'go on after this report; EPOCH:0 begins with the oldest', parseResumePoint),
  count: optional('N', 'end after N reports', parseU32),
  heartbeat: optional('TIME', 'time between heartbeats, 100ms to 1h', parseMilliseconds),
};

/** Which domains in which role; nothing where the stream's default will do. */
function subscriptions({ domain, control, takeOver }: Values<typeof watchOptions>): DomainSubscription[] {
  if (takeOver && !control) throw new UsageError('--take-over goes with --control');
  const role = control ? 'ROLE_CONTROLLER' : 'ROLE_OBSERVER';
  if (domain.length > 0) return domain.map((domainId) => ({ domainId, role, takeOver }));
  return control ? [{ role, takeOver }] : [];
}

const watch = command({
  name: 'watch',
  summary: 'shows page requests, faults and their ends, live; Ctrl-C ends it',
  streams: true,
  args: {},
  options: watchOptions,
  async run(context, _args, options) {
    const { client, signal, note, viommu } = context;
    const stream = client.watchFaults(
      {
        viommuId: viommu(),
        selection: { domains: subscriptions(options), excludeEvents: options.groupsOnly, resume: options.resume },
        credits: options.credits,
        heartbeatIntervalMs: options.heartbeat,
      },
      { signal },
    );
    const exit = await follow(context, stream, printedReports, options.count);
    const { resumePoint } = stream;
    if (signal.aborted && resumePoint) note(`go on with --resume ${resumePoint.epoch}:${resumePoint.sequence}`);
    return exit;
  },
});

const list = command({
  name: 'list',
  summary: 'lists unanswered groups in the order they were queued',
  args: {},
  options: { domain: optional('DOMAIN', 'only of this domain', parseU32) },
  async run({ client, call, output, viommu }, _args, { domain: domainId }) {
    await output.list(client.faults.listGroups({ viommuId: viommu(), domainId }, call), [
      ['COOKIE', ({ group: item }) => hex(item?.groupCookie ?? 0n)],
      ['DEVICE', ({ group: item }) => hex(item?.deviceCookie ?? 0n)],
      ['RID', ({ group: item }) => requesterId(item?.requesterId ?? 0)],
      ['PASID', ({ group: item }) => item?.pasid ?? '-'],
      ['PRGI', ({ group: item }) => (item?.stallTag === undefined ? (item?.prgi ?? 0) : `stall ${item.stallTag}`)],
      ['DOMAIN', ({ group: item }) => item?.domainId ?? 0],
      ['QUEUED', ({ timeNs }) => seconds(timeNs)],
      ['DELIVERED', ({ delivered }) => (delivered ? 'yes' : 'no')],
      [
        'PAGES',
        ({ group: item }) =>
          (item?.pages ?? []).map((page) => `${hex(page.iova)}:${permissionLetters(page.permissions)}`).join(','),
      ],
    ]);
    return EXIT.ok;
  },
});

/** Shows faults. */
export const faults = group('faults', 'shows page requests and faults', [watch, list]);

/** Shows counters. */
export const stats = command({
  name: 'stats',
  summary: 'shows the counters of the vIOMMU, a domain or an endpoint',
  details: 'accepted = answered + auto-answered + discarded + pending, at any time.',
  args: {},
  options: {
    domain: optional('DOMAIN', 'the counters of this domain', parseU32),
    endpoint: optional('ENDPOINT', 'the counters of this endpoint', parseU32),
  },
  async run({ client, call, output, viommu }, _args, { domain: domainId, endpoint: endpointId }) {
    if (domainId !== undefined && endpointId !== undefined) throw new UsageError('give --domain or --endpoint');
    const response = await client.faults.getStatistics({ viommuId: viommu(), domainId, endpointId }, call);
    const { statistics, ...reports } = response;
    const scoped = domainId !== undefined || endpointId !== undefined;
    output.result(response, () => details(scoped ? statistics : { ...statistics, ...reports }));
    return EXIT.ok;
  },
});
