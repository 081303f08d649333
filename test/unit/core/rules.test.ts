import fc from 'fast-check';
import { Bench, FULL, ask, pages, write } from './fixture';
import { stage } from './stage';
import { NO_PASID, RAW_CODES } from '../../../src/model/page-request';
import { NONE, READ, WRITE } from '../../../src/model/permissions';
import type { Rule, RuleAction, RuleEvent, RuleMatch, RuleTrigger } from '../../../src/model/misbehaviour';
import { refusal } from './refusal';

/** A rule about an event, with what differs. */
function rule(
  event: RuleEvent,
  action: RuleAction,
  match: Partial<RuleMatch> = {},
  trigger: Partial<RuleTrigger> = {},
  more: Partial<Rule> = {},
): Rule {
  return {
    id: 0,
    name: '',
    priority: 0,
    match: {
      event,
      endpointId: undefined,
      pasid: undefined,
      pages: undefined,
      code: undefined,
      anyPermission: NONE,
      ...match,
    },
    trigger: { skip: 0n, count: 0n, every: 1n, probability: undefined, ...trigger },
    action,
    expectation: undefined,
    ...more,
  };
}

const ONE = new Uint8Array(1);
const FAULT: RuleAction = { kind: 'FAULT', reason: 'BLOCKED' };

/** Endpoint 1 attached to domain 1, which maps pages 0 to 99 one to one; no ATS at work. */
function mapped(config: { seed?: bigint } = {}): Bench {
  const bench = new Bench({}, {}, 'GENERIC', config);
  bench.iommu.createEndpoint(1, FULL);
  bench.iommu.setAts(1, false);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
  bench.iommu.attach(1, NO_PASID, 1, 1n);
  bench.iommu.map(1, [pages(0, 99)], 'CONTINUE');
  bench.said();
  return bench;
}

/** Writes a byte; whether it was done. */
function writes(bench: Bench, page: number): boolean {
  const done = bench.iommu.issueDma('HOSTED', 1, write(BigInt(page) * 4096n, ONE));
  return 'result' in done && done.result.status === 'COMPLETED';
}

const request = (pageCount: number) => ({ pasid: NO_PASID, firstPage: 1, pageCount, permissions: READ });
const hitsOf = (bench: Bench) => bench.iommu.rules(0, 99).map(({ matches, hits }) => [Number(matches), Number(hits)]);

describe('a rule', () => {
  test('acts on what it concerns, and is reported each time', () => {
    const bench = mapped();
    bench.iommu.addRules([rule('ACCESS', FAULT, { pages: { firstPage: 5, lastPage: 6 } })]);
    expect([4, 5, 6, 7].map((page) => writes(bench, page))).toEqual([true, false, false, true]);
    expect(bench.records().filter(({ kind }) => kind === 'RULE_HIT')).toMatchObject([
      { ruleId: 1, event: 'ACCESS', endpointId: 1, pasid: NO_PASID, iova: 0x5000n, hits: 1n },
      { ruleId: 1, iova: 0x6000n, hits: 2n },
    ]);
  });

  test.each<[string, Partial<RuleMatch>, boolean]>([
    ['its endpoint', { endpointId: 1 }, true],
    ['accesses without PASID', { pasid: NO_PASID }, true],
    ['a PASID', { pasid: 0 }, false],
    ['writes', { anyPermission: WRITE }, true],
    ['reads', { anyPermission: READ }, false],
  ])('can be about %s', (_what, match, acts) => {
    const bench = mapped();
    bench.iommu.addRules([rule('ACCESS', FAULT, match)]);
    expect(writes(bench, 1)).toBe(!acts);
  });

  test.each<[string, Partial<RuleTrigger>, string]>([
    ['always', {}, '........'],
    ['after some', { skip: 3n }, '+++.....'],
    ['so often', { count: 2n }, '..++++++'],
    ['on every third', { every: 3n }, '++.++.++'],
    ['on every second after one, twice', { skip: 1n, every: 2n, count: 2n }, '++.+.+++'],
    ['never', { probability: 0 }, '++++++++'],
    ['surely', { probability: 1_000_000 }, '........'],
  ])('acts %s', (_what, trigger, expected) => {
    const bench = mapped();
    bench.iommu.addRules([rule('ACCESS', FAULT, {}, trigger)]);
    const marks = Array.from({ length: 8 }, (_, page) => (writes(bench, page) ? '+' : '.')).join('');
    expect(marks).toBe(expected);
  });

  test('acts by chance as its seed has it: the same again, another seed otherwise', () => {
    const run = (seed: bigint) => {
      const bench = mapped({ seed });
      bench.iommu.addRules([rule('ACCESS', FAULT, {}, { probability: 300_000 })]);
      return Array.from({ length: 400 }, (_, i) => writes(bench, i % 100));
    };
    expect(run(7n)).toEqual(run(7n));
    expect(run(7n)).not.toEqual(run(8n));
    const failed = run(7n).filter((done) => !done).length;
    expect(failed).toBeGreaterThan(80);
    expect(failed).toBeLessThan(160);
  });

  test('with the highest priority comes first, then the lowest id; the others do not see what it acted on', () => {
    const bench = mapped();
    const low = rule('ACCESS', FAULT, {}, {}, { id: 1 });
    const first = rule('ACCESS', FAULT, {}, { count: 1n }, { id: 9, priority: 5 });
    const second = rule('ACCESS', FAULT, {}, { count: 1n }, { id: 8, priority: 5 });
    bench.iommu.addRules([low, first, second]);
    for (let i = 0; i < 3; i += 1) {
      writes(bench, 1);
    }
    // In the order 8, 9, 1: what 8 let pass was seen by 9, and so on.
    expect(bench.iommu.rules(0, 9).map(({ rule: { id }, matches, hits }) => [id, matches, hits])).toEqual([
      [1, 1n, 1n],
      [8, 3n, 1n],
      [9, 2n, 1n],
    ]);
  });

  test('is refused where its id is taken, its endpoint unknown or the limit reached; then none is added', () => {
    const bench = new Bench({ max_rules: 2 });
    bench.iommu.createEndpoint(1, FULL);
    bench.iommu.addRules([rule('ACCESS', FAULT, {}, {}, { id: 3 })]);
    const fresh = rule('ACCESS', FAULT);
    const taken = rule('ACCESS', FAULT, {}, {}, { id: 3 });
    expect(refusal(() => bench.iommu.addRules([fresh, fresh]))).toMatch(/^LIMIT_EXCEEDED/);
    expect(refusal(() => bench.iommu.addRules([taken]))).toBe('RULE_EXISTS rules[0].rule_id');
    expect(refusal(() => bench.iommu.addRules([rule('ACCESS', FAULT, { endpointId: 2 })]))).toMatch(
      /^ENDPOINT_NOT_FOUND/,
    );
    expect(bench.iommu.rules(0, 9).map((view) => view.rule.id)).toEqual([3]);
    expect(bench.iommu.addRules([fresh]).map((view) => view.rule.id)).toEqual([1]);
  });

  test('is deleted with others or not at all', () => {
    const bench = mapped();
    bench.iommu.addRules([rule('ACCESS', FAULT), rule('ACCESS', FAULT)]);
    expect(refusal(() => bench.iommu.deleteRules([1, 7]))).toMatch(/^RULE_NOT_FOUND/);
    expect(bench.iommu.rules(0, 9)).toHaveLength(2);
    expect(bench.iommu.deleteRules([2, 2])).toBe(1);
    expect(bench.iommu.deleteRules([])).toBe(1);
    expect(writes(bench, 1)).toBe(true);
  });

  test('that is expected to act and did not is named', () => {
    const bench = mapped();
    const expectation = { minHits: 2n, maxHits: 3n };
    bench.iommu.addRules([rule('ACCESS', FAULT, {}, {}, { name: 'twice', expectation }), rule('ACCESS', FAULT)]);
    writes(bench, 1);
    expect(() => bench.iommu.verifyExpectations()).toThrow(
      expect.objectContaining({
        reason: 'EXPECTATIONS_NOT_MET',
        metadata: { rule_ids: '1' },
        message: expect.stringContaining('rule 1 (twice) acted 1 times on 1 matches') as string,
      }) as Error,
    );
    writes(bench, 1);
    writes(bench, 1);
    expect(bench.iommu.verifyExpectations()).toBe(1);
    writes(bench, 1);
    expect(refusal(() => bench.iommu.verifyExpectations())).toMatch(/^EXPECTATIONS_NOT_MET/);
  });

  test('begins again with a new incarnation, as its seed has it', () => {
    const bench = mapped({ seed: 3n });
    bench.iommu.addRules([rule('ACCESS', FAULT, {}, { probability: 500_000 })]);
    const before = Array.from({ length: 50 }, () => writes(bench, 1));
    bench.iommu.reset(9);
    expect(hitsOf(bench)).toEqual([[0, 0]]);
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    bench.iommu.attach(1, NO_PASID, 1, 1n);
    bench.iommu.map(1, [pages(0, 99)], 'CONTINUE');
    expect(Array.from({ length: 50 }, () => writes(bench, 1))).toEqual(before);
  });
});

describe('a rule about page requests', () => {
  const submit = (bench: Bench, items = [ask(7)]) => bench.iommu.submitPageRequests('HOSTED', 1, items, 'CONTINUE');
  const groups = (bench: Bench) => bench.iommu.pendingGroups(undefined, 0n, 99).map((group) => group.pages.length);

  test('loses them: the credit does not return, and nobody is told', () => {
    const bench = stage();
    bench.iommu.addRules([rule('PAGE_REQUEST', { kind: 'DROP' })]);
    submit(bench);
    expect(groups(bench)).toEqual([]);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(1);
  });

  test('delays them: the group is complete when the last one has arrived', () => {
    const bench = stage();
    bench.iommu.addRules([rule('PAGE_REQUEST', { kind: 'DELAY', delayNs: 10n })]);
    submit(bench);
    bench.iommu.tick(9n);
    expect(groups(bench)).toEqual([]);
    expect(bench.iommu.tick(10n)).toMatchObject({ delayedMessages: 1 });
    expect(groups(bench)).toEqual([1]);
  });

  test('delays nothing beyond a reset of the function', () => {
    const bench = stage();
    bench.iommu.addRules([rule('PAGE_REQUEST', { kind: 'DELAY', delayNs: 10n })]);
    submit(bench);
    bench.iommu.resetFunction(1);
    bench.iommu.tick(10n);
    expect(groups(bench)).toEqual([]);
  });

  test('answers them when the last one has arrived, and no other group', () => {
    const bench = stage();
    const action: RuleAction = { kind: 'ANSWER', rawCode: RAW_CODES.INVALID_REQUEST };
    bench.iommu.addRules([rule('PAGE_REQUEST', action, { pages: { firstPage: 8, lastPage: 8 } })]);
    submit(bench, [ask(7, { last: false }), ask(8)]);
    submit(bench, [ask(9, { prgi: 1 })]);
    expect(groups(bench)).toEqual([1]);
    expect(bench.told(1).filter(({ kind }) => kind === 'PAGE_RESPONSE')).toMatchObject([
      { prgi: 0, code: 'INVALID_REQUEST' },
    ]);
  });

  test.each(['PARTIAL', 'GROUP', 'HANDLER'] as const)('lets %s run out for the one it met', (exhausted) => {
    // Response Failure, which is the answer otherwise, would turn page requests off.
    const automaticAnswers = { allocationFailure: 'SUCCESS', handlerRefusal: 'SUCCESS' } as const;
    const bench = stage({ policy: { automaticAnswers } });
    bench.iommu.addRules([rule('PAGE_REQUEST', { kind: 'EXHAUST', stage: exhausted }, {}, { count: 1n })]);
    submit(bench, [ask(7, { last: false }), ask(8)]);
    submit(bench, [ask(9, { prgi: 1, last: false }), ask(10, { prgi: 1 })]);
    expect(groups(bench)).toEqual([2]);
    expect(hitsOf(bench)[0]![1]).toBe(1);
  });
});

describe('a rule about page responses', () => {
  const asked = () => {
    const bench = stage();
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(7)], 'CONTINUE');
    return { bench, cookie: bench.iommu.pendingGroups(undefined, 0n, 1)[0]!.cookie };
  };
  const respond = ({ iommu }: Bench, cookie: bigint) =>
    iommu.respond([{ cookie, rawCode: RAW_CODES.SUCCESS }], 'CONTINUE');
  const responses = (bench: Bench) => bench.told(1).filter(({ kind }) => kind === 'PAGE_RESPONSE');

  test('loses them: the group has ended, the endpoint goes on waiting', () => {
    const { bench, cookie } = asked();
    bench.iommu.addRules([rule('PAGE_RESPONSE', { kind: 'DROP' })]);
    expect(respond(bench, cookie)).toMatchObject({ sent: 1 });
    expect(responses(bench)).toEqual([]);
    expect(bench.iommu.pendingGroupCount).toBe(0);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(1);
  });

  test('replaces their code', () => {
    const { bench, cookie } = asked();
    bench.iommu.addRules([rule('PAGE_RESPONSE', { kind: 'ANSWER', rawCode: 15 }, { code: 'SUCCESS' })]);
    respond(bench, cookie);
    expect(responses(bench)).toMatchObject([{ code: 'RESPONSE_FAILURE', rawCode: 15, effect: 'PRI_OFF' }]);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ responseFailure: true });
  });

  test('delays them', () => {
    const { bench, cookie } = asked();
    bench.iommu.addRules([rule('PAGE_RESPONSE', { kind: 'DELAY', delayNs: 5n })]);
    respond(bench, cookie);
    expect(responses(bench)).toEqual([]);
    bench.iommu.tick(5n);
    expect(responses(bench)).toMatchObject([{ code: 'SUCCESS', effect: 'RETRY' }]);
  });
});

describe('a rule that removes the endpoint', () => {
  test.each([false, true])('does so when the command is done (unnoticed: %s)', (unnoticed) => {
    const bench = mapped();
    bench.iommu.addRules([rule('ACCESS', { kind: 'REMOVE_ENDPOINT', unnoticed })]);
    const done = bench.iommu.issueDma('HOSTED', 1, write(0x1000n, ONE));
    expect(done).toMatchObject({ result: { status: 'ENDPOINT_GONE' } });
    expect(bench.iommu.endpoint(1)).toMatchObject(
      unnoticed ? { state: 'ACTIVE', linkDown: true } : { state: 'REMOVED', linkDown: false },
    );
  });

  test('does so when a translation request is done', () => {
    const bench = mapped();
    bench.iommu.setAts(1, true);
    bench.iommu.addRules([rule('TRANSLATION_REQUEST', { kind: 'REMOVE_ENDPOINT', unnoticed: false })]);
    expect(bench.iommu.requestTranslation('HOSTED', 1, request(1)).status).toBe('UNSUPPORTED_REQUEST');
    expect(bench.iommu.endpoint(1).state).toBe('REMOVED');
  });
});

test('a translation request that is refused is no match', () => {
  const bench = new Bench({ max_grants_per_endpoint: 1 });
  bench.iommu.createEndpoint(1, { backend: 'EXTERNAL', ats: {} });
  bench.iommu.connect(1);
  bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
  bench.iommu.attach(1, NO_PASID, 1, 1n);
  bench.iommu.setAts(1, true);
  bench.iommu.addRules([rule('TRANSLATION_REQUEST', FAULT, {}, { skip: 1n })]);
  expect(() => bench.iommu.requestTranslation('EXTERNAL', 1, request(2))).toThrow('max_grants_per_endpoint');
  expect(hitsOf(bench)).toEqual([[0, 0]]);
});

test('the same rules, seed and commands have the same outputs', () => {
  const actions = fc.array(fc.record({ page: fc.nat(99), wait: fc.nat(20) }), { maxLength: 30 });
  fc.assert(
    fc.property(actions, fc.bigInt(0n, 2n ** 64n - 1n), (script, seed) => {
      const run = () => {
        const bench = mapped({ seed });
        bench.iommu.addRules([rule('ACCESS', FAULT, {}, { probability: 400_000, skip: 1n })]);
        let now = 0n;
        for (const { page, wait } of script) {
          writes(bench, page);
          now += BigInt(wait);
          bench.iommu.tick(now);
        }
        return bench.said();
      };
      expect(run()).toEqual(run());
    }),
    { numRuns: 20 },
  );
});
