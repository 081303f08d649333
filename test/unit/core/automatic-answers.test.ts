import { NO_PASID } from '../../../src/model/page-request';
import { NONE, WRITE } from '../../../src/model/permissions';
import { ANSWER_STAGES, type AnswerStage, type AutomaticAction, type ProfileName } from '../../../src/model/viommu';
import { ask, type Bench } from './fixture';
import { ENTER, PASID, prepared, recover, ROWS, spoilContext, type Row } from './automatic-answers-stages';
import { balanced, reported, send } from './stage';

const CAUSES: Readonly<Record<AnswerStage, string>> = {
  translationOff: 'TRANSLATION_OFF',
  translationBypass: 'TRANSLATION_BYPASS',
  unknownRequester: 'UNKNOWN_REQUESTER',
  contextUnusable: 'CONTEXT_INVALID',
  pageRequestsNotAllowed: 'PAGE_REQUESTS_NOT_ALLOWED',
  noDomain: 'NO_DOMAIN',
  noPageRequests: 'NO_PAGE_REQUESTS',
  queueOff: 'QUEUE_OFF',
  queueFault: 'QUEUE_FAULT',
  allocationFailure: 'ALLOCATION_FAILURE',
  handlerRefusal: 'HANDLER_REFUSAL',
  overflow: 'QUEUE_OVERFLOW',
};

/** Stages at which page requests that are not the last fail as well, before any room is asked for. */
const BEFORE_ROOM = ROWS.filter((row) => !['allocationFailure', 'handlerRefusal', 'overflow'].includes(row.stage));

const enter = (bench: Bench, ...stages: AnswerStage[]) => {
  for (const stage of stages) {
    ENTER[stage](bench);
  }
  bench.said();
};

/** A group of one page; what becomes of it. */
const ask1 = (bench: Bench, pasid = NO_PASID) => {
  const { closed } = send(bench, [ask(3, { pasid, prgi: 7, queueTag: 8, lengthHint: 9n })]);
  return closed[0]!.group;
};

describe('every profile and stage', () => {
  test.each(ROWS)('$profile, $stage: $action, $rule', ({ profile, stage, action, rule }) => {
    const bench = prepared(profile);
    enter(bench, stage);
    const before = bench.iommu.statistics({ endpointId: 1 });
    const group = ask1(bench);
    const common = { cause: CAUSES[stage], rule, endpointId: 1, pasid: NO_PASID, prgi: 7, injected: false };
    const records = bench.records();
    if (action === 'UNANSWERED') {
      expect(group).toEqual({ kind: 'UNANSWERED', rule });
      expect(records).toContainEqual(expect.objectContaining({ kind: 'GROUP_DISCARDED', ...common }));
      expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(1);
    } else {
      expect(group).toEqual({ kind: 'ANSWERED', code: action, rule });
      const answer = { kind: 'AUTOMATIC_ANSWER', ...common, code: action, forUnclosedGroup: false, virtualId: 0x100n };
      expect(records).toContainEqual(expect.objectContaining(answer));
      expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(0);
    }
    balanced(bench);
    const after = bench.iommu.statistics({ endpointId: 1 });
    const ended = [after.autoAnswered - before.autoAnswered, after.discarded - before.discarded];
    expect(ended).toEqual(action === 'UNANSWERED' ? [0, 1] : [1, 0]);
  });

  // Whether the device requires the PASID, whether the request has one, and what the endpoint's entry says.
  const PASIDS = [true, false].flatMap((required) =>
    [NO_PASID, PASID].flatMap((pasid) => [undefined, true, false].map((believed) => ({ required, pasid, believed }))),
  );
  const carries = (rule: string, { required, pasid, believed }: (typeof PASIDS)[number]) =>
    pasid !== NO_PASID && (rule === 'AS_REQUEST' || (rule === 'BELIEVED' && (believed ?? required)));
  const ANSWERED = ROWS.filter(({ action }) => action !== 'UNANSWERED');

  test.each(ANSWERED)('$profile, $stage: the answer carries the PASID $pasid', ({ profile, stage, pasid: rule }) => {
    const found = PASIDS.map((how) => {
      const bench = prepared(profile, { prgResponsePasidRequired: how.required });
      bench.iommu.updateContext(1, { prgResponsePasid: how.believed });
      enter(bench, stage);
      ask1(bench, how.pasid);
      const said = bench.said();
      const message = said.flatMap((o) =>
        o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE' ? [o.message] : [],
      );
      const reports = said.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
      const carried = reports.map((r) => r.kind === 'AUTOMATIC_ANSWER' && r.carriedPasid);
      expect(message).toHaveLength(1);
      expect(message[0]).toMatchObject({ prgi: 7, queueTag: 8, lengthHint: 9n });
      expect(carried.includes(true)).toBe(message[0]!.pasid !== NO_PASID);
      return { ...how, carried: message[0]!.pasid === PASID };
    });
    expect(found).toEqual(PASIDS.map((how) => ({ ...how, carried: carries(rule, how) })));
  });

  test.each(ROWS)('$profile, $stage: fault $fault $code', ({ profile, stage, fault, code }) => {
    const bench = prepared(profile);
    enter(bench, stage);
    ask1(bench, PASID);
    const event = {
      kind: 'FAULT_EVENT',
      reason: fault,
      rawCode: code,
      endpointId: 1,
      virtualId: 0x100n,
      pasid: PASID,
      iova: 0x3000n,
      access: WRITE,
      queueTag: 8,
      lengthHint: 9n,
      transaction: 'PAGE_REQUEST',
    };
    expect(reported(bench, 'FAULT_EVENT')).toEqual(fault === undefined ? [] : [expect.objectContaining(event)]);
  });
});

describe('what is not the last of its group', () => {
  test.each(BEFORE_ROOM)('$profile, $stage: is dropped with the same fault, not answered (R-AUTO-10)', (row) => {
    const bench = prepared(row.profile);
    enter(bench, row.stage);
    const { closed } = send(bench, [ask(3, { last: false, pasid: PASID })]);
    expect([closed, bench.iommu.statistics({}).accepted]).toEqual([[], 0]);
    const records = bench.records();
    expect(records.map(({ kind }) => kind)).toEqual([...(row.fault ? ['FAULT_EVENT'] : []), 'PARTIALS_DROPPED']);
    expect(records.at(-1)).toMatchObject({
      cause: CAUSES[row.stage],
      rule: row.rule,
      pageRequestCount: 1,
      groupCount: 1,
    });
    // Its group is lost, and ends once, with its last page.
    recover(bench);
    expect(send(bench, [ask(4, { pasid: PASID })]).closed[0]?.group).toMatchObject(
      row.action === 'UNANSWERED' ? { kind: 'UNANSWERED' } : { kind: 'ANSWERED', code: row.action, rule: row.rule },
    );
    expect(bench.iommu.statistics({}).pending).toBe(0);
  });

  test.each(BEFORE_ROOM)('$profile, $stage: a Stop Marker is dropped with the same fault (R-PRI-43)', (row) => {
    const bench = prepared(row.profile);
    enter(bench, row.stage);
    send(bench, [ask(0, { permissions: NONE, pasid: PASID })]);
    const records = bench.records();
    expect(records.map(({ kind }) => kind)).toEqual([...(row.fault ? ['FAULT_EVENT'] : []), 'STOP_MARKER']);
    expect(records.at(-1)).toMatchObject({ pasid: PASID, dropped: { cause: CAUSES[row.stage], rule: 'R-PRI-43' } });
    expect(bench.iommu.statistics({ endpointId: 1 })).toMatchObject({ stopMarkers: 1, accepted: 0 });
  });
});

describe('contexts that cannot be used have a reason each', () => {
  test.each<[ProfileName, 'INVALID' | 'MISCONFIGURED' | 'ACCESS_FAULT', number | undefined]>([
    ['VTD', 'INVALID', 0x41],
    ['VTD', 'MISCONFIGURED', 0x42],
    ['VTD', 'ACCESS_FAULT', 0x40],
    ['RISCV', 'INVALID', 258],
    ['RISCV', 'MISCONFIGURED', 259],
    ['RISCV', 'ACCESS_FAULT', 257],
    ['AMDVI', 'INVALID', 9],
    ['AMDVI', 'MISCONFIGURED', 9],
    ['AMDVI', 'ACCESS_FAULT', 9],
  ])('%s, %s: %p', (profile, state, rawCode) => {
    const bench = prepared(profile);
    spoilContext(bench, state);
    bench.said();
    ask1(bench);
    const records = bench.records();
    expect(records).toContainEqual(
      expect.objectContaining({ kind: 'FAULT_EVENT', reason: `CONTEXT_${state}`, rawCode }),
    );
    expect(records).toContainEqual(expect.objectContaining({ cause: `CONTEXT_${state}` }));
  });
});

describe('the first reason that applies decides', () => {
  const together = (a: AnswerStage, b: AnswerStage) =>
    !(a === 'translationOff' && b === 'translationBypass') && !(a === 'noDomain' && b === 'noPageRequests');
  const PAIRS = ANSWER_STAGES.flatMap((a, i) => ANSWER_STAGES.slice(i + 1).map((b) => [a, b] as const)).filter(
    ([a, b]) => together(a, b),
  );

  test.each(PAIRS)('%s before %s', (first, second) => {
    const bench = prepared('GENERIC');
    // The latter first, so that what comes first has no part in it; the queue is filled while it can be.
    enter(bench, second, first);
    ask1(bench);
    const [row] = ROWS.filter(({ profile, stage }) => profile === 'GENERIC' && stage === first);
    expect(reported(bench, 'AUTOMATIC_ANSWER')).toMatchObject([{ cause: CAUSES[first], rule: row!.rule }]);
  });

  test('RISC-V: an unknown device in an overflow is a fault, not a Success (R-AUTO-13)', () => {
    const bench = prepared('RISCV');
    enter(bench, 'overflow', 'contextUnusable');
    expect(ask1(bench)).toMatchObject({ code: 'RESPONSE_FAILURE', rule: 'R-AUTO-04' });
    expect(bench.iommu.statistics({ domainId: 1 }).overflows).toBe(0);
  });
});

test.each(ANSWER_STAGES)('%s: the policy chooses the action, and nothing else', (stage) => {
  for (const action of ['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE', 'UNANSWERED'] as AutomaticAction[]) {
    const bench = prepared('GENERIC');
    bench.iommu.update({ automaticAnswers: { [stage]: action } });
    enter(bench, stage);
    const { rule } = ROWS.find((row) => row.profile === 'GENERIC' && row.stage === stage) as Row;
    expect(ask1(bench)).toEqual(
      action === 'UNANSWERED' ? { kind: 'UNANSWERED', rule } : { kind: 'ANSWERED', code: action, rule },
    );
    balanced(bench);
  }
});

describe('SMMUv3', () => {
  test.each(['unknownRequester', 'contextUnusable', 'pageRequestsNotAllowed'] as const)(
    'takes page requests whatever the stream entry says: %s (R-AUTO-23)',
    (stage) => {
      const bench = prepared('SMMUV3');
      enter(bench, stage);
      expect(ask1(bench)).toMatchObject({ kind: 'QUEUED' });
    },
  );

  test.each(['queueOff', 'queueFault'] as const)('looks at its queue before anything of the endpoint: %s', (stage) => {
    for (const other of ['noDomain', 'noPageRequests'] as const) {
      const bench = prepared('SMMUV3');
      enter(bench, stage, other);
      expect(ask1(bench, PASID)).toEqual({ kind: 'ANSWERED', code: 'RESPONSE_FAILURE', rule: 'R-AUTO-22' });
      expect(reported(bench, 'AUTOMATIC_ANSWER')).toMatchObject([{ cause: CAUSES[stage], carriedPasid: false }]);
    }
  });

  // In an overflow: request with PASID, PPS, entry usable, PPAR (R-AUTO-21).
  test.each([
    ['SUCCESS', false, NO_PASID, false, true, true, 'R-AUTO-20'],
    ['SUCCESS', false, NO_PASID, true, false, true, 'R-AUTO-20'],
    ['SUCCESS', false, NO_PASID, false, false, true, 'R-AUTO-20'],
    ['SUCCESS', true, PASID, true, true, false, 'R-AUTO-20'],
    ['SUCCESS', true, PASID, true, false, false, 'R-AUTO-20'],
    ['SUCCESS', true, PASID, false, true, true, 'R-AUTO-20'],
    ['SUCCESS', false, PASID, false, true, false, 'R-AUTO-20'],
    ['RESPONSE_FAILURE', false, PASID, false, false, true, 'R-AUTO-21'],
  ] as const)(
    '%s, PASID %p: request %i, PPS %p, entry usable %p, PPAR %p',
    (code, carried, pasid, pps, usable, ppar, rule) => {
      const bench = prepared('SMMUV3', { prgResponsePasidRequired: ppar });
      enter(bench, 'overflow');
      bench.iommu.update({ automaticAnswers: {}, pasidAlways: pps });
      spoilContext(bench, usable ? 'VALID' : 'INVALID');
      bench.said();
      expect(ask1(bench, pasid)).toEqual({ kind: 'ANSWERED', code, rule });
      expect(reported(bench, 'AUTOMATIC_ANSWER')).toMatchObject([{ code, carriedPasid: carried, rule }]);
    },
  );

  test("PPS is nobody else's", () => {
    for (const profile of ['GENERIC', 'RISCV', 'AMDVI'] as const) {
      const bench = prepared(profile);
      enter(bench, 'overflow');
      bench.iommu.update({ pasidAlways: true });
      ask1(bench, PASID);
      expect(reported(bench, 'AUTOMATIC_ANSWER')).toMatchObject([{ carriedPasid: false }]);
    }
  });

  test('a stream id that no stream table entry belongs to is an entry that is not usable', () => {
    const bench = prepared('SMMUV3', { prgResponsePasidRequired: true });
    enter(bench, 'overflow', 'unknownRequester');
    expect(ask1(bench, PASID)).toEqual({ kind: 'ANSWERED', code: 'RESPONSE_FAILURE', rule: 'R-AUTO-21' });
  });
});
