import { CODE, heard, marker, pending, reports, send, stage } from './stage';
import { ask, FULL, type Bench } from '../unit/core/fixture';
import { NO_PASID, type PageResponseCode } from '../../src/model/page-request';
import type { ContextPatch } from '../../src/model/endpoint';
import type { RuleId } from '../../src/model/rules';
import type { PolicyPatch } from '../../src/model/viommu';

/** One line of the table of automatic answers (RISC-V IOMMU 3.7). */
interface Row {
  readonly when: string;
  readonly prepare: (bench: Bench) => unknown;
  readonly rule: RuleId;
  readonly code: PageResponseCode;
  /** The cause of the fault record, if there is one. */
  readonly cause?: number;
  /** Whether the answer has the PASID of a request that has one, with PRPR clear and with PRPR set. */
  readonly pasid: readonly [boolean, boolean];
}

const policy = (patch: PolicyPatch) => (bench: Bench) => {
  bench.iommu.update(patch);
};
const context = (patch: ContextPatch) => (bench: Bench) => bench.iommu.updateContext(1, patch);
const overflow = (bench: Bench) => send(bench, ask(100, { prgi: 100 }), ask(101, { prgi: 101 }));
const broken = { rule: 'R-AUTO-04', code: 'RESPONSE_FAILURE', pasid: [true, true] } as const;

/** In the order in which they are checked. */
const ROWS: readonly Row[] = [
  {
    when: 'the IOMMU is off',
    prepare: policy({ translation: 'OFF' }),
    rule: 'R-AUTO-01',
    code: 'RESPONSE_FAILURE',
    cause: 256,
    pasid: [true, true],
  },
  {
    when: 'the IOMMU is bypassed',
    prepare: policy({ translation: 'BYPASS' }),
    rule: 'R-AUTO-02',
    code: 'INVALID_REQUEST',
    cause: 260,
    pasid: [false, false],
  },
  {
    when: 'the device id is too wide',
    prepare: policy({ virtualIdWidthBits: 8 }),
    rule: 'R-AUTO-03',
    code: 'INVALID_REQUEST',
    cause: 260,
    pasid: [false, false],
  },
  { when: 'the device context cannot be read', prepare: context({ state: 'ACCESS_FAULT' }), ...broken, cause: 257 },
  { when: 'the device context is not valid', prepare: context({ state: 'INVALID' }), ...broken, cause: 258 },
  { when: 'the device context is misconfigured', prepare: context({ state: 'MISCONFIGURED' }), ...broken, cause: 259 },
  {
    when: 'the device context forbids page requests',
    prepare: context({ pageRequestsAllowed: false }),
    rule: 'R-AUTO-05',
    code: 'INVALID_REQUEST',
    cause: 260,
    pasid: [false, true],
  },
  {
    when: 'the page-request queue is off',
    prepare: policy({ pageRequestQueueEnabled: false }),
    rule: 'R-AUTO-06',
    code: 'RESPONSE_FAILURE',
    pasid: [true, true],
  },
  {
    when: 'the page-request queue cannot be written',
    prepare: policy({ pageRequestQueueFault: true }),
    rule: 'R-AUTO-07',
    code: 'RESPONSE_FAILURE',
    pasid: [true, true],
  },
  {
    when: 'the page-request queue is full',
    prepare: overflow,
    rule: 'R-AUTO-12',
    code: 'SUCCESS',
    pasid: [false, true],
  },
];

/** A RISC-V IOMMU whose queue has room for one group; the device id takes 9 bits; PASID 5 is attached. */
function riscv(contextPatch: ContextPatch = {}): Bench {
  const bench = stage({
    profile: 'RISCV',
    endpoint: { ...FULL, virtualId: 0x100n, context: contextPatch },
    limits: { page_request_queue_depth: 1 },
  });
  bench.iommu.attach(1, 5, 1, 0n);
  bench.said();
  return bench;
}

const causes = (bench: Bench) =>
  reports(bench, 'FAULT_EVENT').map(({ rawCode, transaction }) => [rawCode, transaction] as const);
const record = (cause: number | undefined) => (cause === undefined ? [] : [[cause, 'PAGE_REQUEST']]);

describe.each(ROWS)('RISC-V: when $when', ({ prepare, rule, code, cause, pasid }) => {
  function prepared(contextPatch?: ContextPatch): Bench {
    const bench = riscv(contextPatch);
    prepare(bench);
    bench.said();
    return bench;
  }

  test('a last page is answered, with the fault record that belongs to it', () => {
    const bench = prepared();
    expect(send(bench, ask(1))).toEqual([{ kind: 'ANSWERED', code, rule }]);
    const said = bench.said();
    const answers = said.flatMap((o) =>
      o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE' ? [o.message] : [],
    );
    expect(answers).toMatchObject([{ code, prgi: 0 }]);
    const faults = said.flatMap((o) =>
      o.kind === 'REPORT' && o.report.record.kind === 'FAULT_EVENT' ? [o.report.record] : [],
    );
    expect(faults.map(({ rawCode, iova }) => [rawCode, iova])).toEqual(cause === undefined ? [] : [[cause, 0x1000n]]);
  });

  test('other pages and stop markers are dropped without an answer, but not without their fault record', () => {
    const bench = prepared();
    send(bench, ask(1, { last: false }));
    expect(causes(bench)).toEqual(record(cause));
    send(bench, marker(5));
    const said = bench.said();
    expect(said.some((o) => o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE')).toBe(false);
    const faults = said.flatMap((o) =>
      o.kind === 'REPORT' && o.report.record.kind === 'FAULT_EVENT' ? [o.report.record.rawCode] : [],
    );
    expect(faults).toEqual(cause === undefined ? [] : [cause]);
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ droppedPages: 1, partialPages: 0 });
  });

  test('the PASID is in the answer as the code and PRPR say', () => {
    for (const [i, prgResponsePasid] of [false, true].entries()) {
      const bench = prepared({ prgResponsePasid });
      send(bench, ask(1, { pasid: 5 }));
      expect(heard(bench)).toMatchObject([{ code, pasid: pasid[i] ? 5 : NO_PASID }]);
    }
    const bench = prepared({ prgResponsePasid: true });
    send(bench, ask(1));
    expect(heard(bench)).toMatchObject([{ code, pasid: NO_PASID }]);
  });

  test('the fault record is suppressed only where the context that says so could be read', () => {
    const bench = prepared({ suppressFaults: true });
    send(bench, ask(1));
    const suppressed = rule === 'R-AUTO-05';
    expect(causes(bench)).toEqual(suppressed ? [] : record(cause));
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ suppressedFaults: suppressed ? 1 : 0 });
  });
});

describe('RISC-V', () => {
  test('checks the device before the queue, and takes the first reason of the table', () => {
    const bench = riscv();
    const found: string[] = [];
    let prgi = 0;
    for (const { prepare, when } of [...ROWS].reverse()) {
      // Where two exclude each other, as two states of a context, the later one replaces the earlier.
      prepare(bench);
      const [group] = send(bench, ask(1, { prgi: (prgi += 1) }));
      found.push(group?.kind === 'ANSWERED' ? `${group.rule} ${group.code}` : `queued when ${when}`);
      if (bench.iommu.endpoint(1).pri?.enabled === false) {
        bench.iommu.enablePri(1);
      }
    }
    expect(found).toEqual([...ROWS].reverse().map(({ rule, code }) => `${rule} ${code}`));
  });

  test('answers an unknown device Response Failure in an overflow too, with the fault record', () => {
    const bench = riscv();
    overflow(bench);
    bench.iommu.updateContext(1, { state: 'INVALID' });
    bench.said();
    expect(send(bench, ask(1))).toMatchObject([{ code: 'RESPONSE_FAILURE', rule: 'R-AUTO-04' }]);
    expect(causes(bench)).toEqual([[258, 'PAGE_REQUEST']]);
  });

  test.each([true, false])('forbids page requests whatever the context says of ATS: %s', (atsAllowed) => {
    const bench = riscv({ pageRequestsAllowed: false, atsAllowed });
    expect(send(bench, ask(1))).toMatchObject([{ code: 'INVALID_REQUEST', rule: 'R-AUTO-05' }]);
  });

  test('queues what nothing objects to, without answer or fault record', () => {
    const bench = riscv();
    expect(send(bench, ask(1, { last: false }), ask(2))).toMatchObject([{ kind: 'QUEUED' }]);
    const said = bench.said();
    expect(said.filter(({ kind }) => kind === 'ENDPOINT')).toEqual([]);
    const kinds = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record.kind] : []));
    expect(kinds).toEqual(['GROUP_QUEUED']);
    expect(pending(bench)).toHaveLength(1);
  });

  test('answers a PASID without domain by itself, because reports are those of domains', () => {
    const bench = riscv();
    expect(send(bench, ask(1, { pasid: 77 }))).toMatchObject([{ kind: 'ANSWERED', rule: 'R-AUTO-40' }]);
    expect(heard(bench)).toMatchObject([{ code: 'INVALID_REQUEST' }]);
    bench.iommu.attach(1, 77, 1, 0n);
    expect(send(bench, ask(1, { pasid: 77 }))).toMatchObject([{ kind: 'QUEUED' }]);
  });

  test('is in overflow from a page that is not the last on, until software acknowledges it, room or not', () => {
    const bench = riscv();
    send(bench, ask(1), ask(2, { prgi: 1, last: false }));
    expect(reports(bench, 'QUEUE_OVERFLOW')).toMatchObject([{ active: true, sticky: true, rule: 'R-AUTO-12' }]);
    bench.iommu.deliver(1, 10);
    bench.iommu.respond([{ cookie: pending(bench)[0]!, rawCode: CODE.SUCCESS }], 'CONTINUE');
    expect(bench.iommu.domain(1)).toMatchObject({ pendingGroups: 0, overflowActive: true });
    expect(send(bench, ask(3, { prgi: 2 }))).toMatchObject([{ kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-12' }]);
    expect(bench.iommu.acknowledgeOverflow(1)).toMatchObject({ active: false, groups: 1, pages: 1 });
    expect(send(bench, ask(4, { prgi: 3 }))).toMatchObject([{ kind: 'QUEUED' }]);
    // What lost a member to it is never queued.
    expect(send(bench, ask(5, { prgi: 1 }))).toMatchObject([{ kind: 'ANSWERED', code: 'SUCCESS' }]);
  });
});
