/** What `viommuctl` sends and prints about rules, links, completions, entries and barriers. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Code } from '../../../clients/typescript';
import { Harness, type Message } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

beforeAll(() => harness.server.start());
afterAll(() => harness.server.stop());
beforeEach(() => harness.forget());

const batch = { failures: [], notExecutedCount: 0 };

describe('what is sent', () => {
  const sent: [line: string, method: string, answer: Message, request: Message][] = [
    [
      'viommu create --seed 0xffffffffffffffff --fence-on-timeout on --hide-invalidation-source off --report-gone on',
      'CreateViommu',
      { viommu: {} },
      {
        config: {
          seed: 0xffff_ffff_ffff_ffffn,
          policy: { fenceOnTimeout: true, hideInvalidationSource: false, reportGoneInvalidations: true },
        },
      },
    ],
    [
      'viommu update --fence-on-timeout off',
      'UpdateViommu',
      { viommu: {} },
      { policy: { fenceOnTimeout: false, _fenceOnTimeout: 'fenceOnTimeout' } },
    ],
    [
      'endpoint create 7 --queue-parent 3 --global-invalidate off',
      'CreateEndpoint',
      { endpoint: {} },
      { config: { ats: { queueParentEndpointId: 3, globalInvalidate: false } } },
    ],
    ['endpoint link 4 --down', 'SetLink', { endpoint: {} }, { endpointId: 4, down: true, keepState: false }],
    [
      'endpoint link 4 --up --keep-state --request-id again',
      'SetLink',
      { endpoint: {} },
      { requestId: 'again', endpointId: 4, down: false, keepState: true },
    ],
    [
      'viommu advance --until 5s --after-barriers 4 --after-barriers 9',
      'AdvanceTime',
      { timeNs: 5n },
      { untilNs: 5_000_000_000n, afterBarrierEndpointIds: [4, 9] },
    ],
    [
      'complete 4 0 31 --count 0 --requester-id 07:00.1',
      'CompleteInvalidation',
      { completedCount: 2 },
      { itags: [0, 31], completionCount: 0, _completionCount: 'completionCount', requesterId: 0x701 },
    ],
    [
      'invalidate --encoded endpoint=2/5:0x7000/s,global fence domain=1:0x1000+4K',
      'Invalidate',
      { completedCount: 3, ...batch },
      {
        entries: [
          { deviceTlb: { pasid: 5, global: true, range: null, encodedRange: { address: 0x7000n, sizeBit: true } } },
          { target: 'fence' },
          { domain: { domainId: 1, range: { first: 0x1000n, last: 0x1fffn } } },
        ],
      },
    ],
    ['rules delete 3 9', 'DeleteRules', { deletedCount: 2 }, { ruleIds: [3, 9] }],
    ['rules delete --all', 'DeleteRules', { deletedCount: 2 }, { ruleIds: [] }],
  ];

  test.each(sent)('%s', async (line, method, answer, request) => {
    harness.answers[method] = answer;
    expect(await viommuctl(line)).toMatchObject({ code: 0, stderr: '' });
    expect(harness.asked).toHaveLength(1);
    expect(harness.asked[0]).toMatchObject({ method, request });
  });

  test('a completion says neither count nor requester id unless told to', async () => {
    harness.answers['CompleteInvalidation'] = { completedCount: 1 };
    await viommuctl('complete 4 0');
    expect(harness.asked[0]?.request).not.toHaveProperty('completionCount');
    expect(harness.asked[0]?.request).not.toHaveProperty('requesterId');
  });

  test.each([
    ['endpoint link 4', '--down or --up'],
    ['endpoint link 4 --down --up', '--down or --up'],
    ['rules delete', '--all'],
    ['rules delete 3 --all', '--all'],
    ['invalidate endpoint=2:0x7000/s', 'no address'],
    ['rules load /nowhere/rules.json', 'cannot read /nowhere/rules.json'],
  ])('nothing of %s', async (line) => {
    expect(await viommuctl(line)).toMatchObject({ code: 2, stdout: '' });
    expect(harness.asked).toEqual([]);
  });
});

describe('rules', () => {
  const rule = { match: { event: 'RULE_EVENT_INVALIDATION' }, delay: { delayNs: '18446744073709551615' } };
  const load = (text: string | Uint8Array) => viommuctl('rules load -', { stdin: [text] });

  test('are loaded out of JSON, from a file or the standard input', async () => {
    harness.answers['AddRules'] = { rules: [{ ruleId: 4 }, { ruleId: 5 }] };
    const text = JSON.stringify([rule, { rule_id: 5, drop: {} }]);
    expect(await load(text)).toMatchObject({ code: 0, stdout: 'added 2 rules: 4, 5\n' });
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'viommu-rules-')), 'rules.json');
    fs.writeFileSync(file, text);
    expect(await viommuctl(['rules', 'load', file])).toMatchObject({ code: 0 });
    fs.rmSync(path.dirname(file), { recursive: true });
    expect(harness.asked).toHaveLength(2);
    expect(harness.asked[1]?.request).toEqual(harness.asked[0]?.request);
    expect(harness.asked[0]?.request).toMatchObject({
      rules: [
        { match: { event: 'RULE_EVENT_INVALIDATION' }, action: 'delay', delay: { delayNs: 0xffff_ffff_ffff_ffffn } },
        { ruleId: 5, action: 'drop' },
      ],
    });
  });

  test.each([
    ['no JSON', '[', 'no list of rules'],
    ['no list', '{"rules": []}', 'no list of rules: write'],
    ['a field that there is not', '[{"dropped": {}}]', 'rules[0].dropped'],
    ['a number that is too large', '[{"delay": {"delayNs": "18446744073709551616"}}]', 'rules[0].delay.delayNs'],
    ['an enum value that there is not', '[{"match": {"event": "ACCESS"}}]', 'rules[0].match.event'],
    ['two actions', '[{"drop": {}, "fault": {}}]', 'excludes'],
    ['what is no rule', '[7]', 'rules[0]'],
    ['what is no UTF-8', Buffer.from([0x5b, 0xff, 0x5d]), 'cannot read -'],
  ])('are not loaded out of %s', async (_what, text, says) => {
    const { code, stderr } = await load(text);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(harness.asked).toEqual([]);
  });

  test('are listed with what they have done, and as JSON that can be loaded', async () => {
    const answer = {
      ruleId: 4,
      name: 'late',
      priority: -2,
      match: { event: 'RULE_EVENT_INVALIDATION_COMPLETION', endpointId: 0 },
      completeWrongly: { itagOffset: 1 },
      expectation: { maxHits: 3n },
      matches: 9n,
      hits: 2n,
    };
    harness.answers['ListRules'] = { rules: [answer, { ruleId: 5, drop: {} }] };
    expect((await viommuctl('rules list')).stdout.split('\n')).toEqual([
      'RULE  PRIORITY  EVENT                    ENDPOINT  ACTION            MATCHES  HITS  EXPECTED  NAME',
      '4     -2        INVALIDATION_COMPLETION  0         complete-wrongly  9        2     1-3       late',
      '5     0         -                        any       drop              0        0     -',
      '',
    ]);
    const [line = ''] = (await viommuctl('rules list --json')).stdout.split('\n');
    expect(JSON.parse(line)).not.toHaveProperty('action');
    harness.asked = [];
    harness.answers['AddRules'] = { rules: [] };
    expect(await load(`[${line}]`)).toMatchObject({ code: 0 });
    expect(harness.asked[0]?.request).toMatchObject({ rules: [answer] });
  });

  test('that did not act as expected end with 3; any other refusal with 1', async () => {
    harness.answers['VerifyExpectations'] = { verifiedCount: 1 };
    expect(await viommuctl('rules verify')).toEqual({ code: 0, stdout: 'verified 1 rule\n', stderr: '' });
    const refused = {
      code: Code.FAILED_PRECONDITION,
      details: 'rule 2 has acted 0 times',
      reason: 'EXPECTATIONS_NOT_MET',
    };
    harness.answers['VerifyExpectations'] = refused;
    expect(await viommuctl('rules verify')).toEqual({
      code: 3,
      stdout: '',
      stderr: 'viommuctl: rule 2 has acted 0 times [EXPECTATIONS_NOT_MET]\n',
    });
    harness.answers['VerifyExpectations'] = { code: Code.NOT_FOUND, details: 'no', reason: 'VIOMMU_NOT_FOUND' };
    expect((await viommuctl('rules verify')).code).toBe(1);
  });
});

describe('what is printed', () => {
  test('what fell due while time moved', async () => {
    harness.answers['AdvanceTime'] = { timeNs: 1n, fired: { invalidationTimeoutCount: 2n, delayedMessageCount: 1n } };
    const { stdout } = await viommuctl('viommu advance --by 1s');
    expect(stdout).toBe('0.000000001s\nfired invalidation-timeouts=2 delayed-messages=1\n');
    harness.answers['AdvanceTime'] = { timeNs: 1n, fired: {} };
    expect((await viommuctl('viommu advance --by 1s')).stdout).toBe('0.000000001s\n');
  });

  test('whoever did not complete before a fence', async () => {
    const endpoints = [{ endpointId: 2, outcome: 'OPERATION_OUTCOME_TIMED_OUT' }];
    const results = [{ index: 1, outcome: 'OPERATION_OUTCOME_TIMED_OUT', endpoints }];
    harness.answers['Invalidate'] = { completedCount: 1, results, ...batch };
    const { stdout } = await viommuctl('invalidate endpoint=2 fence');
    expect(stdout).toBe('completed 1\nentry 1: TIMED_OUT endpoints=2:TIMED_OUT\n');
  });

  test('how many completions have come', async () => {
    const some = { endpointId: 2, itag: 0, completionsReceived: 1, completionsExpected: 8, operationId: 1n };
    harness.answers['ListOutstandingInvalidations'] = { invalidations: [some, { ...some, completionsExpected: 0 }] };
    const { stdout } = await viommuctl('invalidations');
    expect(stdout).toMatch(/ 1\/8 .*\n.* 1\/\? /);
  });

  test('an endpoint that is fenced, or whose link is down', async () => {
    const state = 'ENDPOINT_STATE_ACTIVE';
    harness.answers['ListEndpoints'] = { endpoints: [{ state }, { state, fenced: true, linkDown: true }] };
    const { stdout } = await viommuctl('endpoint list');
    expect(stdout).toMatch(/ACTIVE {2,}-.*\n.*ACTIVE fenced link-down {2}/);
  });
});
