/** What a server holds at one moment: vIOMMUs, their domains and queues, and how fast they change. */
import { isReason, type Domain, type QueueStatistics, type Viommu } from '../../clients/typescript';
import type { Context } from './command';
import { table, type Column } from './output';
import type { ScreenLine } from './screen';
import { hex, seconds, short } from './text';

/** Counters that only grow, as they are and in each second. */
const RATES = ['accepted', 'answered', 'autoAnswered', 'discarded', 'reports'] as const;

type Counts = Readonly<Record<(typeof RATES)[number], bigint>>;
type Rates = Readonly<Record<(typeof RATES)[number], number>>;

/** The group that has waited longest. */
interface OldestGroup {
  readonly groupCookie: bigint;
  readonly endpointId: number;
  readonly domainId: number;
  /** Nanoseconds of the vIOMMU's clock. */
  readonly ageNs: bigint;
}

/** One vIOMMU. */
export interface ViommuOverview {
  readonly viommu: Viommu;
  readonly domains: readonly Domain[];
  readonly statistics: QueueStatistics;
  readonly counts: Counts;
  /** Absent where there is nothing to compare with. */
  readonly ratesPerSecond: Rates | undefined;
  readonly oldestGroup: OldestGroup | undefined;
}

/** All that is shown at once. */
export interface Overview {
  /** When it was looked at, in milliseconds since something; only differences mean anything. */
  readonly atMs: number;
  readonly viommus: readonly ViommuOverview[];
}

async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function ratesOf(counts: Counts, before: ViommuOverview | undefined, seconds_: number): Rates | undefined {
  if (before === undefined || seconds_ <= 0) return undefined;
  const entries = RATES.map((name) => [name, Number(counts[name] - before.counts[name]) / seconds_] as const);
  return Object.fromEntries(entries) as Record<(typeof RATES)[number], number>;
}

async function viommuOverview(
  { client, call }: Context,
  viommu: Viommu,
  before: ViommuOverview | undefined,
  secondsSince: number,
): Promise<ViommuOverview> {
  const { viommuId } = viommu;
  const [{ statistics, reportCount }, domains, { groups }] = await Promise.all([
    client.faults.getStatistics({ viommuId }, call),
    collected(client.domains.list({ viommuId }, call)),
    client.faults.listGroupsPage({ viommuId, pageSize: 1 }, call),
  ]);
  const counts = {
    accepted: statistics.acceptedGroupCount,
    answered: statistics.answeredGroupCount,
    autoAnswered: statistics.autoAnsweredGroupCount,
    discarded: statistics.discardedGroupCount,
    reports: reportCount,
  };
  const [oldest] = groups;
  const age = statistics.oldestPendingAgeNs;
  // A vIOMMU of the same name that was created anew, or reset, counts from nothing.
  const comparable = before?.viommu.incarnation === viommu.incarnation ? before : undefined;
  return {
    viommu,
    domains,
    statistics,
    counts,
    ratesPerSecond: ratesOf(counts, comparable, secondsSince),
    oldestGroup:
      oldest?.group && age !== undefined
        ? {
            groupCookie: oldest.group.groupCookie,
            endpointId: oldest.group.endpointId,
            domainId: oldest.group.domainId,
            ageNs: age,
          }
        : undefined,
  };
}

/**
 * Looks at a server, or at one vIOMMU of it.
 *
 * @param before what was seen the last time, for the rates
 * @param atMs when this is, in milliseconds
 */
export async function look(context: Context, before: Overview | undefined, atMs: number): Promise<Overview> {
  const { client, call, viommuIfAny } = context;
  const only = viommuIfAny();
  const found = only === undefined ? await collected(client.viommus.list({}, call)) : [];
  if (only !== undefined) found.push((await client.viommus.get({ viommuId: only }, call)).viommu);
  const secondsSince = before === undefined ? 0 : (atMs - before.atMs) / 1000;
  const viommus: ViommuOverview[] = [];
  for (const viommu of found) {
    const last = before?.viommus.find((each) => each.viommu.viommuId === viommu.viommuId);
    try {
      viommus.push(await viommuOverview(context, viommu, last, secondsSince));
    } catch (error) {
      // It was deleted since it was listed.
      if (!isReason(error, 'VIOMMU_NOT_FOUND')) throw error;
    }
  }
  return { atMs, viommus };
}

/** The same as a message for JSON. */
export function overviewMessage({ viommus }: Overview): object {
  return {
    viommus: viommus.map(({ viommu, domains, statistics, ratesPerSecond, oldestGroup }) => ({
      ...viommu,
      statistics,
      ratesPerSecond,
      oldestGroup,
      domains,
    })),
  };
}

const rate = (name: keyof Rates) => (row: ViommuOverview) => row.ratesPerSecond?.[name].toFixed(1) ?? '-';

const VIOMMU_COLUMNS: readonly Column<ViommuOverview>[] = [
  ['VIOMMU', ({ viommu }) => viommu.viommuId],
  ['PROFILE', ({ viommu }) => short(viommu.config?.profile ?? '')],
  ['TIME', ({ viommu }) => seconds(viommu.timeNs)],
  ['ENDPOINTS', ({ viommu }) => viommu.endpointCount],
  ['MAPPINGS', ({ viommu }) => viommu.mappingCount],
  ['PENDING', ({ statistics }) => statistics.pendingGroupCount],
  ['ACCEPTED/s', rate('accepted')],
  ['ANSWERED/s', rate('answered')],
  ['AUTOMATIC/s', rate('autoAnswered')],
  ['DISCARDED/s', rate('discarded')],
  ['REPORTS/s', rate('reports')],
  ['OLDEST', ({ oldestGroup }) => (oldestGroup ? seconds(oldestGroup.ageNs) : '-')],
  ['GROUP', ({ oldestGroup }) => (oldestGroup ? hex(oldestGroup.groupCookie) : '-')],
];

/** A domain of a vIOMMU. */
interface DomainRow {
  readonly viommuId: string;
  readonly domain: Domain;
}

const DOMAIN_COLUMNS: readonly Column<DomainRow>[] = [
  ['VIOMMU', ({ viommuId }) => viommuId],
  ['DOMAIN', ({ domain }) => domain.domainId],
  ['KIND', ({ domain }) => short(domain.kind)],
  ['ATTACHMENTS', ({ domain }) => domain.attachmentCount],
  ['MAPPINGS', ({ domain }) => domain.mappingCount],
  ['UNDELIVERED', ({ domain }) => (domain.pageRequests ? domain.undeliveredGroupCount : '-')],
  ['PENDING', ({ domain }) => (domain.pageRequests ? domain.pendingGroupCount : '-')],
  ['OVERFLOW', ({ domain }) => (domain.pageRequests ? (domain.overflowActive ? 'active' : 'no') : '-')],
];

/** A table whose titles are faint, and some of whose rows are at fault. */
function lines<Row>(rows: readonly Row[], columns: readonly Column<Row>[], isBad: (row: Row) => boolean): ScreenLine[] {
  return table(rows, columns).map((text, index) => {
    const row = rows[index - 1];
    if (row === undefined) return { text, style: 'faint' };
    return isBad(row) ? { text, style: 'bad' } : { text };
  });
}

/** The same for people: a table of vIOMMUs, and one of their domains. */
export function overviewLines({ viommus }: Overview): ScreenLine[] {
  const rows = viommus.flatMap(({ viommu: { viommuId }, domains }) => domains.map((domain) => ({ viommuId, domain })));
  return [
    ...lines(viommus, VIOMMU_COLUMNS, ({ domains }) => domains.some(({ overflowActive }) => overflowActive)),
    { text: '' },
    ...lines(rows, DOMAIN_COLUMNS, ({ domain }) => domain.overflowActive),
  ];
}
