import fc from 'fast-check';
import type { PageResponse, PageResponseResult } from '../../../src/model/page-request';
import type { ReportRecord } from '../../../src/model/report';
import { recordsOf, type Machine, type Returned, type Watcher } from './machine';
import { EVERYTHING, play, scripts } from './script';
import { parameters } from './settings';

const COUNTER_BITS = 40n;

/** How a group ended, as a late answer is told. */
function endOf(record: ReportRecord): PageResponseResult | undefined {
  switch (record.kind) {
    case 'GROUP_ANSWERED':
      return { outcome: 'ALREADY_ANSWERED', code: record.code };
    case 'AUTOMATIC_ANSWER':
      return { outcome: 'AUTO_ANSWERED', rule: record.rule, code: record.code };
    case 'GROUP_DISCARDED':
      return { outcome: 'DISCARDED', rule: record.rule };
    default:
      return undefined;
  }
}

/** Cookies: unique, growing, of their incarnation; and what a late one is told. */
function cookies(machine: Machine): Watcher {
  const ends = new Map<bigint, PageResponseResult>();
  let latest = 0n;
  let minted = 0n;
  let pending = new Map<bigint, ReturnType<Machine['iommu']['group']>>();

  function expectOutcome(response: PageResponse, outcome: PageResponseResult): void {
    const group = pending.get(response.cookie);
    const current = response.cookie >> COUNTER_BITS === BigInt(machine.iommu.incarnation);
    if (group === undefined) {
      expect(outcome).toEqual((current ? ends.get(response.cookie) : undefined) ?? { outcome: 'UNKNOWN' });
      return;
    }
    const differs =
      (response.prgi !== undefined && response.prgi !== group.prgi) ||
      (response.pasid !== undefined && response.pasid !== group.pasid);
    const possible = differs ? ['MISMATCH'] : ['SENT', 'HELD_FOR_ENDPOINT', 'IGNORED_PRI_OFF'];
    expect(possible).toContain(outcome.outcome);
  }

  return {
    before: () => {
      const groups = machine.iommu.pendingGroups(undefined, 0n, 10_000);
      pending = new Map(groups.map((group) => [group.cookie, group]));
    },
    after: ({ method, args }, ended, outputs) => {
      const incarnation = BigInt(method === 'reset' ? machine.iommu.incarnation - 1 : machine.iommu.incarnation);
      for (const record of recordsOf(outputs)) {
        if (record.kind === 'GROUP_QUEUED') {
          expect(record.cookie).toBeGreaterThan(latest);
          minted = record.cookie >> COUNTER_BITS === latest >> COUNTER_BITS ? minted + 1n : 1n;
          expect(record.cookie).toBe((incarnation << COUNTER_BITS) | minted);
          latest = record.cookie;
        }
        const end = endOf(record);
        if (end !== undefined && 'cookie' in record && record.cookie !== undefined) {
          ends.set(record.cookie, end);
        }
      }
      const responses = method === 'respond' ? (args[0] as readonly PageResponse[]) : [];
      if (responses.length === 1 && 'value' in ended) {
        const { results } = ended.value as Returned<'respond'>;
        expectOutcome(responses[0]!, results[0]?.result ?? { outcome: 'SENT' });
      }
    },
  };
}

test('law 3: cookies are never used again, and a late one is told how its group ended', () => {
  fc.assert(
    fc.property(scripts({ ...EVERYTHING, respondLate: 8, reset: 2 }), (script) => {
      play(script, cookies);
    }),
    parameters('cookies', 200),
  );
});
