import fc from 'fast-check';

import type { Iommu } from '../../../src/core/iommu';
import type { IommuError } from '../../../src/model/errors';
import type { PageRequestGroup } from '../../../src/model/page-request';
import type { ReportStream } from '../../../src/session/report-stream';
import { Selection } from '../../../src/session/selection';
import type { ReportStreamItem, ReportStreamRequest } from '../../../src/session/stream-items';
import type { ViommuHost } from '../../../src/session/viommu-host';
import { addDomain, answer, makeHost, now, queueGroup, reportFault, reportRequest } from './support';

const DOMAINS = [1, 2, 3];

/** What one reader saw, checked against what it was promised. */
class Reader {
  readonly selection: Selection;
  private credits: number;
  private readonly seen = new Map<bigint, string>();
  private readonly cookies = new Set<bigint>();
  private next = 0n;
  private highest = 0n;
  private lastEvent = 0n;
  private readonly lastGroup = new Map<number, bigint>();

  constructor(
    readonly stream: ReportStream,
    request: ReportStreamRequest,
    private readonly givenOut: Set<bigint>,
  ) {
    this.selection = new Selection(request.domains, request.defaultRole);
    this.credits = request.credits ?? 64;
  }

  setCredits(credits: number): void {
    if (!this.selection.controlsAny) {
      return;
    }
    this.credits = credits;
    this.stream.setCredits(credits);
  }

  /** Pulls, and looks whether the stream kept to its credits. */
  pull(iommu: Iommu, max: number): number {
    const held = this.held(iommu);
    const items = this.stream.pull(max);
    this.take(items);
    expect(this.held(iommu)).toBeLessThanOrEqual(Math.max(held, this.credits));
    if (items.length === 0 && this.held(iommu) < this.credits) {
      expect(this.controlled(iommu).filter(({ delivered }) => !delivered)).toEqual([]);
    }
    return items.length;
  }

  /** Pending groups of the domains it controls. */
  controlled(iommu: Iommu): PageRequestGroup[] {
    return iommu
      .pendingGroups(undefined, 0n, 10_000)
      .filter(({ domainId }) => this.selection.roleOf(domainId) === 'CONTROLLER');
  }

  /** Whether it was given a group. */
  has(cookie: bigint): boolean {
    return this.cookies.has(cookie);
  }

  /** Unanswered groups it controls and was given. */
  private held(iommu: Iommu): number {
    return this.controlled(iommu).filter(({ cookie }) => this.cookies.has(cookie)).length;
  }

  take(items: readonly ReportStreamItem[]): void {
    for (const item of items) {
      switch (item.kind) {
        case 'OPENED':
          this.next = item.nextSequence;
          break;
        case 'GROUP':
          this.takeGroup(item.group);
          break;
        case 'EVENT':
          expect(item.report.sequence).toBeGreaterThan(this.lastEvent);
          this.lastEvent = item.report.sequence;
          this.note(item.report.sequence, 'event');
          break;
        case 'SKIPPED':
          expect(item.first).toBeGreaterThanOrEqual(this.next);
          for (let sequence = item.first; sequence <= item.last; sequence += 1n) {
            this.note(sequence, item.reason);
          }
          break;
        case 'HEARTBEAT':
          break;
        case 'CLOSING':
          this.checkPoint(item.resume!.sequence);
          break;
      }
    }
  }

  /** Every sequence the cursor has passed is in exactly one place. */
  check(iommu: Iommu): void {
    const items = this.stream.heartbeat();
    this.take(items);
    const last = items.at(-1);
    if (last?.kind !== 'HEARTBEAT') {
      return;
    }
    this.checkPoint(last.sequence);
    const owed = this.controlled(iommu)
      .filter(({ delivered }) => !delivered)
      .map(({ sequence }) => sequence)
      .filter((sequence) => sequence >= this.next && sequence <= this.highest);
    owed.forEach((sequence) => this.note(sequence, 'owed'));
    for (let sequence = this.next; sequence <= this.highest; sequence += 1n) {
      if (!this.seen.has(sequence)) {
        throw new Error(`${sequence} is neither delivered nor explained nor owed`);
      }
    }
    owed.forEach((sequence) => this.seen.delete(sequence));
  }

  /** Nobody who goes on from a resume point misses anything. */
  private checkPoint(point: bigint): void {
    for (let sequence = this.next; sequence <= point; sequence += 1n) {
      if (!this.seen.has(sequence)) {
        throw new Error(`the resume point ${point} passes over ${sequence}`);
      }
    }
  }

  private takeGroup(group: PageRequestGroup): void {
    expect(this.cookies).not.toContain(group.cookie);
    this.cookies.add(group.cookie);
    expect(group.sequence).toBeGreaterThan(this.lastGroup.get(group.domainId) ?? 0n);
    this.lastGroup.set(group.domainId, group.sequence);
    const controls = this.selection.roleOf(group.domainId) === 'CONTROLLER';
    if (controls) {
      expect(group.redelivery).toBe(this.givenOut.has(group.cookie));
      this.givenOut.add(group.cookie);
    }
    if (group.sequence >= this.next) {
      this.note(group.sequence, 'group');
    } else {
      expect(controls).toBe(true);
    }
  }

  private note(sequence: bigint, how: string): void {
    const before = this.seen.get(sequence);
    if (before !== undefined) {
      throw new Error(`${sequence} is ${how}, but was ${before} before`);
    }
    this.seen.set(sequence, how);
    this.highest = sequence > this.highest ? sequence : this.highest;
  }
}

class World {
  readonly host: ViommuHost = makeHost({ limits: { report_log_depth: 5n } });
  readonly readers: Reader[] = [];
  private readonly givenOut = new Set<bigint>();

  constructor() {
    this.run((iommu) => DOMAINS.forEach((id) => addDomain(iommu, id)));
  }

  run<T>(command: (iommu: Iommu) => T): T {
    return now(this.host.execute(command));
  }

  open(request: ReportStreamRequest): void {
    try {
      this.readers.push(new Reader(now(this.host.openReportStream(request, () => {})), request, this.givenOut));
    } catch (error) {
      expect((error as IommuError).reason).toBe('CONTROLLER_EXISTS');
    }
    // Streams that were taken over say how they ended, and are gone.
    for (const reader of [...this.readers]) {
      if (!reader.stream.open) {
        reader.take(reader.stream.pull(64));
        expect(reader.stream.ended).toBe(true);
        this.remove(reader);
      }
    }
  }

  remove(reader: Reader): void {
    this.readers.splice(this.readers.indexOf(reader), 1);
  }

  pending(): bigint[] {
    return this.run((iommu) => iommu.pendingGroups(undefined, 0n, 10_000).map(({ cookie }) => cookie));
  }
}

const role = fc.constantFrom('CONTROLLER' as const, 'OBSERVER' as const);
const domain = fc.constantFrom(...DOMAINS);
const request = fc
  .record({
    domains: fc.uniqueArray(
      fc.record({ domainId: fc.option(domain, { nil: undefined }), role, takeOver: fc.boolean() }),
      { selector: ({ domainId }) => domainId, maxLength: 3 },
    ),
    excludeEvents: fc.boolean(),
    credits: fc.integer({ min: 0, max: 3 }),
    defaultRole: role,
    resume: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  })
  .map(({ credits, ...r }) => {
    const domains = r.domains.map((each) => ({ ...each, takeOver: each.takeOver && each.role === 'CONTROLLER' }));
    // What means nothing is refused.
    const controls = new Selection(domains, r.defaultRole).controlsAny;
    return { ...r, domains, credits: controls ? credits : undefined, back: r.resume };
  });

type Step = (world: World) => void;
const pick = <T>(all: readonly T[], seed: number): T | undefined => all[seed % Math.max(1, all.length)];
const seed = fc.nat(1000);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: domain.map(
      (id): Step =>
        (w) =>
          void w.run((iommu) => queueGroup(iommu, id)),
    ),
  },
  {
    weight: 3,
    arbitrary: domain.map(
      (id): Step =>
        (w) =>
          void w.run((iommu) => reportFault(iommu, id)),
    ),
  },
  {
    weight: 4,
    arbitrary: seed.map((s): Step => (w) => {
      const cookie = pick(w.pending(), s);
      if (cookie !== undefined) {
        w.run((iommu) => answer(iommu, cookie));
      }
    }),
  },
  {
    // Both in one command: queued and ended before anybody could look.
    weight: 1,
    arbitrary: domain.map(
      (id): Step =>
        (w) =>
          w.run((iommu) => answer(iommu, queueGroup(iommu, id))),
    ),
  },
  {
    weight: 1,
    arbitrary: domain.map((id): Step => (w) => {
      w.run((iommu) => {
        iommu.deleteEndpoint(id, true);
        iommu.deleteDomain(id, true);
        addDomain(iommu, id);
      });
    }),
  },
  {
    weight: 3,
    arbitrary: request.map(({ back, ...r }): Step => (w) => {
      const last = w.run((iommu) => iommu.nextSequence) - 1n;
      const sequence = back === undefined || BigInt(back) > last ? undefined : last - BigInt(back);
      w.open(reportRequest({ ...r, resume: sequence === undefined ? undefined : { epoch: 6, sequence } }));
    }),
  },
  {
    weight: 8,
    arbitrary: fc.tuple(seed, fc.integer({ min: 1, max: 5 })).map(([s, max]): Step => (w) => {
      w.run((iommu) => pick(w.readers, s)?.pull(iommu, max));
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(seed, fc.integer({ min: 0, max: 4 })).map(([s, credits]): Step => (w) => {
      pick(w.readers, s)?.setCredits(credits);
    }),
  },
  {
    weight: 1,
    arbitrary: seed.map((s): Step => (w) => {
      const reader = pick(w.readers, s);
      reader?.stream.abandon();
      if (reader !== undefined) {
        w.remove(reader);
      }
    }),
  },
);

test('every sequence is delivered, explained or owed, once, however readers and devices interleave', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }), (steps) => {
      const world = new World();
      for (const each of steps) {
        each(world);
        world.readers.forEach((reader) => world.run((iommu) => reader.check(iommu)));
      }
      for (const reader of world.readers) {
        reader.setCredits(1000);
        while (world.run((iommu) => reader.pull(iommu, 7)) > 0) {
          // Until nothing is available.
        }
        world.run((iommu) => reader.check(iommu));
      }
      // Whatever somebody controls has reached its controller.
      for (const reader of world.readers) {
        const controlled = world.run((iommu) => reader.controlled(iommu));
        expect(controlled.filter(({ cookie }) => !reader.has(cookie))).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
