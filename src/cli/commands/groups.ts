/** `viommuctl groups` and `viommuctl stats`. */
import { command, EXIT } from '../command';
import { details } from '../details';
import { parseU32 } from '../numbers';
import { optional } from '../parameters';
import { hex, permissionLetters, requesterId, seconds } from '../text';
import { UsageError } from '../usage-error';

/** Lists unanswered groups. */
export const groups = command({
  name: 'groups',
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
