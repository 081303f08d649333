import fc from 'fast-check';
import type { EndpointMessage, Output } from '../../../src/core/outputs';
import { codeOfRaw, type PageRequestGroup } from '../../../src/model/page-request';
import type { ReportRecord } from '../../../src/model/report';
import { RULES } from '../../../src/model/rules';
import type { QueueStatistics } from '../../../src/model/viommu';
import { recordsOf, type Machine, type Returned, type Watcher } from './machine';
import { everyScript, play } from './script';
import { parameters } from './settings';
import { serialise } from './snapshot';

/** What the reports alone say of groups. */
interface Account {
  accepted: number;
  answered: number;
  autoAnswered: number;
  discarded: number;
  droppedPages: number;
  stopMarkers: number;
  overflows: number;
  violations: number;
  pending: Set<bigint>;
}

const nothing = (): Account => ({
  accepted: 0,
  answered: 0,
  autoAnswered: 0,
  discarded: 0,
  droppedPages: 0,
  stopMarkers: 0,
  overflows: 0,
  violations: 0,
  pending: new Set(),
});

/** Accounts of the vIOMMU, its endpoints and its domains, kept from reports. */
class Accounts {
  total = nothing();
  readonly endpoints = new Map<number, Account>();
  readonly domains = new Map<number, Account>();

  constructor(private readonly machine: Machine) {}

  of(record: ReportRecord): Account[] {
    const endpoint = 'endpointId' in record ? record.endpointId : undefined;
    const domain = 'domainId' in record ? record.domainId : undefined;
    return [
      this.total,
      ...(endpoint === undefined ? [] : [entry(this.endpoints, endpoint)]),
      ...(domain === undefined ? [] : [entry(this.domains, domain)]),
    ];
  }

  note(record: ReportRecord, owners: ReadonlyMap<bigint, number>): void {
    switch (record.kind) {
      case 'GROUP_QUEUED':
        for (const account of [...this.of(record), entry(this.endpoints, owners.get(record.cookie)!)]) {
          account.accepted += 1;
          account.pending.add(record.cookie);
        }
        break;
      case 'GROUP_ANSWERED':
        this.of(record).forEach((account) => {
          expect(account.pending.delete(record.cookie)).toBe(true);
          account.answered += 1;
        });
        break;
      case 'GROUP_DISCARDED':
      case 'AUTOMATIC_ANSWER':
        expect(RULES).toHaveProperty([record.rule]);
        if (record.kind === 'AUTOMATIC_ANSWER' && record.forUnclosedGroup) {
          break;
        }
        this.of(record).forEach((account) => {
          account[record.kind === 'GROUP_DISCARDED' ? 'discarded' : 'autoAnswered'] += 1;
          if (record.cookie === undefined) {
            account.accepted += 1;
          } else {
            expect(account.pending.delete(record.cookie)).toBe(true);
          }
        });
        break;
      case 'PARTIALS_DROPPED':
        expect(RULES).toHaveProperty([record.rule]);
        expect(record.pageRequestCount).toBeGreaterThan(0);
        this.of(record).forEach((account) => {
          account.droppedPages += record.pageRequestCount;
        });
        break;
      case 'STOP_MARKER':
        this.of(record).forEach((account) => {
          account.stopMarkers += 1;
        });
        break;
      case 'QUEUE_OVERFLOW':
        if (record.active) {
          this.total.overflows += 1;
          entry(this.domains, record.domainId).overflows += 1;
        }
        break;
      case 'VIOLATION':
        this.of(record).forEach((account) => {
          account.violations += 1;
        });
        break;
      case 'ENDPOINT_CHANGED':
        if (record.change === 'CREATED') {
          this.endpoints.set(record.endpointId, nothing());
        }
        break;
      default:
    }
  }

  check(): void {
    const { iommu } = this.machine;
    const all = iommu.pendingGroups(undefined, 0n, 10_000);
    const rows = [row('the vIOMMU', this.total, iommu.statistics({}), all)];
    for (const { endpointId } of iommu.endpoints(0, 1000)) {
      const own = all.filter((group) => group.endpointId === endpointId);
      const account = entry(this.endpoints, endpointId);
      rows.push(row(`endpoint ${endpointId}`, account, iommu.statistics({ endpointId }), own));
    }
    for (const domainId of iommu.domainIds()) {
      const own = all.filter((group) => group.domainId === domainId);
      const statistics = iommu.statistics({ domainId });
      // Page requests belong to no domain before their group is complete.
      const account = { ...entry(this.domains, domainId), droppedPages: 0 };
      rows.push(row(`domain ${domainId}`, account, statistics, own));
      const { pendingGroups, undeliveredGroups } = iommu.domain(domainId);
      rows.push({
        told: [cookiesOf(iommu.pendingGroups(domainId, 0n, 10_000)), pendingGroups, undeliveredGroups],
        kept: [cookiesOf(own), own.length, statistics.undelivered],
      });
    }
    // One comparison, because there are many.
    if (rows.some(({ told, kept }) => serialise(told) !== serialise(kept))) {
      expect(rows.map(({ told }) => told)).toEqual(rows.map(({ kept }) => kept));
    }
  }
}

function entry(accounts: Map<number, Account>, id: number): Account {
  const account = accounts.get(id) ?? nothing();
  accounts.set(id, account);
  return account;
}

interface Row {
  readonly told: unknown;
  readonly kept: unknown;
}

/** What the vIOMMU tells of its counters, and what they must be. */
function row(of: string, account: Account, statistics: QueueStatistics, pending: readonly PageRequestGroup[]): Row {
  const { accepted, answered, autoAnswered, discarded, droppedPages, stopMarkers, overflows, violations } = account;
  const counted = { accepted, answered, autoAnswered, discarded, droppedPages, stopMarkers, overflows, violations };
  const names = Object.keys(counted) as (keyof typeof counted)[];
  return {
    told: [of, ...names.map((name) => [name, statistics[name]]), statistics.pending, cookiesOf(pending)],
    kept: [
      of,
      ...names.map((name) => [name, counted[name]]),
      accepted - answered - autoAnswered - discarded,
      [...account.pending],
    ],
  };
}

function cookiesOf(groups: readonly PageRequestGroup[]): bigint[] {
  return groups.map(({ cookie }) => cookie);
}

function accounts(machine: Machine): Watcher {
  let books = new Accounts(machine);
  return {
    after: ({ method, args }, ended, outputs) => {
      if (method === 'createDomain' && 'value' in ended) {
        books.domains.set((ended.value as Returned<'createDomain'>).domainId, nothing());
      }
      const owners = new Map<bigint, number>();
      const records = recordsOf(outputs);
      // A group may be queued and ended by one command, as by a tick; then its end names the endpoint.
      for (const record of records) {
        if ('groupSequence' in record && record.cookie !== undefined) {
          owners.set(record.cookie, record.endpointId);
        }
      }
      for (const record of records) {
        if (record.kind === 'GROUP_QUEUED') {
          const owner = machine.iommu.group(record.cookie)?.endpointId ?? owners.get(record.cookie);
          owners.set(record.cookie, owner ?? (args[1] as number));
        }
        books.note(record, owners);
      }
      if (method === 'reset' && 'value' in ended) {
        books = new Accounts(machine);
      }
      books.check();
    },
  };
}

test('law 1: accepted = answered + answered automatically + discarded + pending, everywhere and always', () => {
  fc.assert(
    fc.property(everyScript(), (script) => {
      play(script, accounts);
    }),
    parameters('accounts', 200),
  );
});

/** At most one response for each group, and none for anything else. */
function responses(): Watcher {
  const answered = new Set<bigint>();
  /** Of groups that were never queued, by endpoint, index and code: answers reported or asked for, less those sent. */
  const unqueued = new Map<string, number>();
  return {
    after: ({ method, args }, ended, outputs) => {
      const count = (key: string, by: number) => unqueued.set(key, (unqueued.get(key) ?? 0) + by);
      const hear = (endpointId: number, message: EndpointMessage) => {
        if (message.kind === 'PAGE_RESPONSE' && !message.redelivery) {
          if (message.cookie === undefined) {
            count(`${endpointId} ${message.prgi} ${message.code} ${message.injected}`, -1);
          } else {
            expect(answered.has(message.cookie)).toBe(false);
            answered.add(message.cookie);
          }
        }
      };
      if (method === 'sendPageResponse' && 'value' in ended) {
        const { prgi, rawCode } = args[1] as { prgi: number; rawCode: number };
        const { cookie } = ended.value as Returned<'sendPageResponse'>;
        count(`${args[0] as number} ${prgi} ${codeOfRaw(rawCode)} false`, cookie === undefined ? 1 : 0);
      }
      for (const output of outputs) {
        if (output.kind === 'REPORT' && output.report.record.kind === 'AUTOMATIC_ANSWER') {
          const { cookie, endpointId, prgi, code, injected } = output.report.record;
          if (cookie === undefined) {
            count(`${endpointId} ${prgi} ${code} ${injected}`, 1);
          }
        } else if (output.kind === 'ENDPOINT') {
          hear(output.endpointId, output.message);
        }
      }
      expect([...unqueued].filter(([, left]) => left < 0)).toEqual([]);
    },
  };
}

test('law 1: a group gets at most one response, and nothing else gets any', () => {
  fc.assert(
    fc.property(everyScript(), (script) => {
      play(script, responses);
    }),
    parameters('responses', 200),
  );
});

/** Everything said is numbered without gaps, and the log keeps the latest. */
function numbered(machine: Machine): Watcher {
  const depth = machine.iommu.config.limits.report_log_depth;
  const told = new Map<number, bigint>();
  const toModel = new Map<number, bigint>();
  let said: Output[] = [];
  const tell = (output: Extract<Output, { kind: 'ENDPOINT' }>) => {
    const { endpointId, sequence, modelSequence, message } = output;
    if (message.kind === 'ENDPOINT_CHANGED' && message.change === 'CREATED') {
      told.delete(endpointId);
    }
    if (message.kind === 'ENDPOINT_CHANGED' && message.change === 'CONNECTED') {
      toModel.delete(endpointId);
    }
    expect(sequence).toBe((told.get(endpointId) ?? 0n) + 1n);
    told.set(endpointId, sequence);
    if (modelSequence !== undefined) {
      expect(modelSequence).toBe((toModel.get(endpointId) ?? 0n) + 1n);
      toModel.set(endpointId, modelSequence);
    }
  };
  return {
    after: ({ method }, ended, outputs) => {
      const { iommu } = machine;
      said.push(...outputs);
      outputs.forEach((output) => {
        if (output.kind === 'ENDPOINT') {
          tell(output);
        }
      });
      if (method === 'reset' && 'value' in ended) {
        said = [];
      }
      const reports = said.flatMap((output) => (output.kind === 'REPORT' ? [output.report] : []));
      expect(reports.map(({ sequence }) => sequence)).toEqual(reports.map((_, i) => BigInt(i + 1)));
      expect(iommu.nextSequence).toBe(BigInt(reports.length + 1));
      const kept = reports.slice(-depth);
      expect(iommu.oldestSequence).toBe(iommu.nextSequence - BigInt(kept.length));
      expect(kept.map(({ sequence }) => iommu.report(sequence))).toEqual(kept);
      expect(iommu.report(iommu.oldestSequence - 1n)).toBeUndefined();
      expect(iommu.report(iommu.nextSequence)).toBeUndefined();
    },
  };
}

test('law 5: everything said is numbered without gaps, and the log keeps the last of it', () => {
  fc.assert(
    fc.property(everyScript(), (script) => {
      play(script, numbered);
    }),
    parameters('numbered', 100),
  );
});
