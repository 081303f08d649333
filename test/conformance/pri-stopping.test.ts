import {
  CODE,
  EXTERNAL,
  WITH_PAGE_REQUESTS,
  answer,
  begin,
  broken,
  heard,
  marker,
  misbehave,
  pending,
  pri,
  refusal,
  reports,
  send,
  stage,
  type Wishes,
} from './stage';
import { ask, FULL, pages, write, type Bench } from '../unit/core/fixture';
import { NONE } from '../../src/model/permissions';
import { NO_PASID } from '../../src/model/page-request';
import type { ReportRecord } from '../../src/model/report';

const BYTE = new Uint8Array([1]);
const STYLES = ['WAIT_FOR_RESPONSES', 'STOP_MARKER'] as const;

/** Endpoint 1 with PASID 5 attached as well. */
function withPasid(wishes: Wishes = {}): Bench {
  const bench = stage(wishes);
  bench.iommu.attach(1, 5, 1, 5n);
  bench.said();
  return bench;
}

/** An overflow of domain 1's queue; groups 100 and 101 are in use. */
function overflow(bench: Bench): void {
  send(bench, ask(100, { prgi: 100 }), ask(101, { prgi: 101 }));
  bench.said();
}

describe('a stop marker', () => {
  const situations: [string, (bench: Bench) => unknown, string | undefined][] = [
    ['page requests are taken', () => undefined, undefined],
    ['its PASID has no domain', (b) => b.iommu.detach(1, 5), 'NO_DOMAIN'],
    [
      'the queue is off',
      (b) => {
        b.iommu.update({ pageRequestQueueEnabled: false });
      },
      'QUEUE_OFF',
    ],
    [
      'translation is off',
      (b) => {
        b.iommu.update({ translation: 'OFF' });
      },
      'TRANSLATION_OFF',
    ],
    ['the queue is in overflow', overflow, 'QUEUE_OVERFLOW'],
  ];
  const rows = WITH_PAGE_REQUESTS.flatMap((profile) => situations.map((row) => [profile, ...row] as const));

  test.each(rows)('in %s is never answered when %s', (profile, _when, prepare, dropped) => {
    const bench = withPasid({ profile, limits: { page_request_queue_depth: 1 } });
    prepare(bench);
    const before = bench.iommu.statistics({});
    bench.said();
    expect(send(bench, marker(5))).toEqual([]);
    const said = bench.said();
    expect(said.some((o) => o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE')).toBe(false);
    const records = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(records.filter(({ kind }) => kind === 'STOP_MARKER')).toMatchObject([
      { pasid: 5, dropped: dropped && { cause: dropped, rule: 'R-PRI-43' } },
    ]);
    const { accepted, autoAnswered, stopMarkers } = bench.iommu.statistics({});
    expect({ accepted, autoAnswered }).toEqual({ accepted: before.accepted, autoAnswered: before.autoAnswered });
    expect(stopMarkers).toBe(1);
    expect(broken(bench)).toEqual([]);
  });

  test.each(['GENERIC', 'VTD', 'RISCV', 'AMDVI'] as const)('without PASID is one in %s all the same', (profile) => {
    const bench = stage({ profile });
    expect(refusal(bench, marker(NO_PASID))).toBe('STOP_MARKER_WITHOUT_PASID');
    expect(misbehave(bench, marker(NO_PASID))).toEqual([]);
    expect(broken(bench)).toEqual(['R-PRI-41']);
    expect(bench.iommu.statistics({})).toMatchObject({ stopMarkers: 1, accepted: 0 });
    expect(heard(bench)).toEqual([]);
  });

  test('without PASID is a page request in SMMUV3, and is answered like any other', () => {
    const bench = stage({ profile: 'SMMUV3' });
    expect(misbehave(bench, marker(NO_PASID))).toMatchObject([{ kind: 'QUEUED' }]);
    expect(broken(bench)).toEqual(['R-PRI-41']);
    expect(bench.iommu.statistics({})).toMatchObject({ stopMarkers: 0, pending: 1 });
    expect(bench.iommu.pendingGroups(1, 0n, 1)[0]?.pages).toEqual([{ page: 0, permissions: NONE }]);
    answer(bench, CODE.SUCCESS, ...pending(bench));
    expect(heard(bench)).toMatchObject([{ code: 'SUCCESS' }]);
  });

  test('costs no credit, and is sent when none is left', () => {
    const bench = withPasid({ endpoint: { ...FULL, pri: { capacity: 1 } } });
    send(bench, ask(1));
    expect(refusal(bench, ask(2, { prgi: 1 }))).toBe('PRI_CREDITS_EXHAUSTED');
    send(bench, marker(5));
    expect(pri(bench)?.outstandingPageRequests).toBe(1);
    expect(broken(bench)).toEqual([]);
  });

  test('that meets an overflow is lost: whoever counts on it waits in vain', () => {
    const bench = withPasid({ profile: 'SMMUV3', limits: { page_request_queue_depth: 1 } });
    overflow(bench);
    send(bench, marker(5));
    bench.iommu.deliver(1, 10);
    bench.iommu.acknowledgeOverflow(1);
    // It does not come back with the room.
    expect(reports(bench, 'STOP_MARKER').map((each) => each.dropped?.cause)).toEqual(['QUEUE_OVERFLOW']);
    expect(bench.iommu.deliver(1, 10)).toEqual([]);
  });

  test('can be ignored: what was drained before is over, and what comes for the next owner is its own', () => {
    const bench = withPasid();
    send(bench, ask(1, { pasid: 5 }), marker(5));
    const [old] = bench.iommu.pendingGroups(1, 0n, 10);
    expect(bench.iommu.drain({ endpointId: 1, pasid: 5 })).toMatchObject({ autoAnswered: 1 });
    expect(pending(bench)).toEqual([]);
    bench.iommu.detach(1, 5);
    bench.iommu.attach(1, 5, 1, 0xbeefn);
    send(bench, ask(1, { pasid: 5 }));
    const [fresh, ...more] = bench.iommu.pendingGroups(1, 0n, 10);
    expect(more).toEqual([]);
    expect(fresh).toMatchObject({ deviceCookie: 0xbeefn });
    expect(fresh!.attachmentGeneration).toBeGreaterThan(old!.attachmentGeneration);
  });

  test.each<[string, Wishes, (bench: Bench) => unknown]>([
    ['a device that stops a PASID', {}, (b) => b.iommu.stopPasid(1, 5, 'STOP_MARKER')],
    ['a script that acts as the device', {}, (b) => send(b, marker(5))],
    ['a device model', { endpoint: EXTERNAL }, (b) => send(b, marker(5))],
    ['an injected message', {}, (b) => b.iommu.inject([{ endpointId: 1, item: marker(5) }], 'CONTINUE')],
  ])('can come from %s, and is reported as what it is', (_whom, wishes, act) => {
    const bench = withPasid(wishes);
    act(bench);
    expect(reports(bench, 'STOP_MARKER')).toMatchObject([
      { endpointId: 1, pasid: 5, domainId: 1, deviceCookie: 5n, dropped: undefined },
    ]);
    expect(pending(bench)).toEqual([]);
  });

  test('before the last page of a group is a violation: the group is dropped, and its credits return', () => {
    const bench = withPasid();
    send(bench, ask(1, { pasid: 5, last: false }), ask(2, { pasid: 5, prgi: 1 }), ask(3, { prgi: 2, last: false }));
    bench.said();
    send(bench, marker(5));
    const said = bench.said().flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(said).toMatchObject([
      { kind: 'VIOLATION', rule: 'R-PRI-46', pasid: 5, culprit: 'ENDPOINT' },
      { kind: 'PARTIALS_DROPPED', rule: 'R-PRI-46', pageRequestCount: 1 },
      { kind: 'STOP_MARKER', dropped: undefined },
    ]);
    // What is complete, and what others do, stays.
    expect(pri(bench)?.outstandingPageRequests).toBe(2);
    expect(pending(bench)).toHaveLength(1);
    expect(bench.iommu.statistics({})).toMatchObject({ partialPages: 1 });
  });

  test.each(['RISCV', 'GENERIC'] as const)(
    'in %s that is refused leaves the fault of its refusal, if any',
    (profile) => {
      const bench = withPasid({ profile });
      bench.iommu.updateContext(1, { pageRequestsAllowed: false });
      bench.said();
      send(bench, marker(5));
      const faults = reports(bench, 'FAULT_EVENT').map(({ rawCode }) => rawCode);
      expect(faults).toEqual(profile === 'RISCV' ? [260] : []);
    },
  );
});

describe('stopping a PASID', () => {
  test('in the one style waits for all responses, and sends no marker', () => {
    const bench = withPasid();
    send(bench, ask(1, { pasid: 5 }), ask(2, { pasid: 5, prgi: 1 }), ask(3, { prgi: 2 }));
    const { operationId } = bench.iommu.stopPasid(1, 5, 'WAIT_FOR_RESPONSES');
    const [first, second] = pending(bench);
    answer(bench, CODE.SUCCESS, first!);
    expect(bench.hasEnded(operationId)).toBe(false);
    expect(answer(bench, CODE.SUCCESS, second!)).toEqual([]);
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(bench.iommu.statistics({}).stopMarkers).toBe(0);
    expect(pending(bench)).toHaveLength(1);
  });

  test('in the one style waits no longer than it is told to: the rest is answered Invalid Request', () => {
    const bench = withPasid();
    send(bench, ask(1, { pasid: 5 }));
    const { operationId } = bench.iommu.stopPasid(1, 5, 'WAIT_FOR_RESPONSES', 10n);
    const [cookie] = pending(bench);
    bench.said();
    bench.iommu.tick(10n);
    expect(heard(bench)).toMatchObject([{ code: 'INVALID_REQUEST' }]);
    expect(bench.ended(operationId).result.outcome).toBe('TIMED_OUT');
    expect(answer(bench, CODE.SUCCESS, cookie!)).toMatchObject([{ outcome: 'AUTO_ANSWERED', rule: 'R-PRI-46' }]);
  });

  test('in the other style is over at once: a marker, and the stale groups answered Invalid Request', () => {
    const bench = withPasid();
    send(bench, ask(1, { pasid: 5 }), ask(2, { prgi: 1 }));
    bench.said();
    const { operationId } = bench.iommu.stopPasid(1, 5, 'STOP_MARKER');
    const said = bench.said();
    const records = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(records).toMatchObject([
      { kind: 'STOP_MARKER', pasid: 5 },
      { kind: 'ENDPOINT_CHANGED', change: 'PASID_STOPPED', pasid: 5 },
      { kind: 'AUTOMATIC_ANSWER', rule: 'R-PRI-46', code: 'INVALID_REQUEST', effect: 'STALE' },
      { kind: 'OPERATION_ENDED' },
    ]);
    expect(said.at(-1)).toMatchObject({ kind: 'OPERATION', result: { operationId, outcome: 'COMPLETED' } });
    expect(pri(bench)).toMatchObject({ outstandingPageRequests: 1, staleResponses: 1, unexpectedPrgi: false });
    expect(pending(bench)).toHaveLength(1);
  });

  test.each(STYLES)('in the style %s drops what is not closed, and gives up what the device does with it', (style) => {
    const bench = withPasid();
    bench.iommu.map(1, [pages(2, 2)], 'CONTINUE');
    const held = write(0x2000n, BYTE, 5);
    expect(bench.iommu.issueDma('HOSTED', 1, held)).toMatchObject({ result: { status: 'COMPLETED' } });
    send(bench, ask(9, { pasid: 5, prgi: 9, last: false }));
    const operation = begin(bench, write(0x1000n, BYTE, 5));
    const { operationId, flushed } = bench.iommu.stopPasid(1, 5, style);
    expect(flushed).toMatchObject({ droppedPages: 1, droppedGroups: 1 });
    expect(bench.ended(operation).dma?.status).toBe('PASID_STOPPED');
    expect(bench.iommu.endpoint(1)).toMatchObject({ grantedPages: 0, stoppedPasids: 1 });
    expect(() => bench.iommu.issueDma('HOSTED', 1, held)).toThrow('was stopped');
    answer(bench, CODE.INVALID_REQUEST, ...pending(bench));
    expect(bench.ended(operationId).result.outcome).toBe('COMPLETED');
    expect(pri(bench)?.outstandingPageRequests).toBe(0);
  });

  test.each(['SUCCESS', 'INVALID_REQUEST'] as const)(
    'by a marker alone leaves its groups to the VMM, whose %s only returns the credits',
    (code) => {
      const bench = withPasid();
      send(bench, ask(1, { pasid: 5, last: false }), ask(2, { pasid: 5 }), marker(5));
      expect(broken(bench)).toEqual([]);
      const [cookie] = pending(bench);
      bench.said();
      const { sent, results } = bench.iommu.respond([{ cookie: cookie!, rawCode: CODE[code] }], 'CONTINUE');
      expect([sent, results]).toMatchObject([1, [{ result: { outcome: 'SENT', effect: 'STALE' } }]]);
      expect(heard(bench)).toMatchObject([{ prgi: 0, effect: 'STALE' }]);
      expect(pri(bench)).toMatchObject({
        enabled: true,
        outstandingPageRequests: 0,
        staleResponses: 1,
        unexpectedPrgi: false,
        unexpectedResponses: 0,
      });
    },
  );

  test('lets nothing be asked for it until it is attached again; on purpose that is on record, and refused', () => {
    const bench = withPasid();
    bench.iommu.stopPasid(1, 5, 'STOP_MARKER');
    bench.said();
    expect(refusal(bench, ask(1, { pasid: 5 }))).toBe('PASID_STOPPED');
    expect(refusal(bench, marker(5))).toBe('PASID_STOPPED');
    expect(misbehave(bench, ask(1, { pasid: 5 }))).toMatchObject([
      { kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'R-PRI-47' },
    ]);
    expect(broken(bench)).toEqual(['R-PRI-47']);
    bench.iommu.detach(1, 5);
    expect(refusal(bench, ask(1, { pasid: 5 }))).toBe('PASID_STOPPED');
    bench.iommu.attach(1, 5, 1, 0n);
    expect(send(bench, ask(1, { pasid: 5 }))).toMatchObject([{ kind: 'QUEUED' }]);
  });

  test.each(['STOP_MARKER', 'by hand'] as const)('(%s) puts the marker behind every page request of it', (style) => {
    const bench = withPasid();
    send(bench, ask(1, { pasid: 5 }), ask(2, { pasid: 5, prgi: 1, last: false }), ask(3, { pasid: 5, prgi: 1 }));
    if (style === 'by hand') {
      send(bench, marker(5));
    } else {
      bench.iommu.stopPasid(1, 5, style);
    }
    const concerns = new Set<ReportRecord['kind']>(['GROUP_QUEUED', 'STOP_MARKER']);
    const order = bench.records().filter(({ kind }) => concerns.has(kind));
    expect(order.map(({ kind }) => kind)).toEqual(['GROUP_QUEUED', 'GROUP_QUEUED', 'STOP_MARKER']);
    expect(refusal(bench, ask(4, { pasid: 5, prgi: 2 }))).toBe('PASID_STOPPED');
  });
});
