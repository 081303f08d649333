import { Harness, type Message } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

beforeAll(() => harness.server.start());
afterAll(() => harness.server.stop());
beforeEach(() => harness.forget());

const rw = { read: true, write: true };
const attachment = { endpointId: 1, domainId: 2, pasid: 5, deviceCookie: 0xcafen, attachmentGeneration: 3 };
const route = { route: { attachment } };
const ram = { range: { first: 0n, last: 0xffffn }, outputAddress: 0x8000_0000n, permissions: rw };
const forTable = (address: bigint, mapping: object | null = ram): Message => ({
  mapping: { domainId: 1, address, mapping, tableAccess: true },
});
const level = (number: number, entryAddress: bigint, entry: bigint, decision: string, more: Message = {}): Message => ({
  table: { domainId: 2, level: number, entryAddress, entry, decision: `TABLE_DECISION_${decision}`, ...more },
});
const fault = (reason: string): Message => ({ fault: { reason: `FAULT_REASON_${reason}` } });
const answer = (result: Message, steps: Message[], more: Message = {}): Message => ({
  ...result,
  explanation: { steps, summary: 'It is so.', ...more },
});

/** Asks why, with tables of x86-64 in domain 2. */
async function why(
  response: Message,
  domain: Message = { nested: { x86: { root: 0n } } },
  isTerminal = false,
  env = {},
) {
  harness.forget();
  harness.answers = { Translate: response, GetDomain: { domain } };
  return viommuctl('translate 1 0x201234 --pasid 5 --permissions w --explain', { isTerminal, env });
}

test('each thing that was looked at has a line, then come the caches and the verdict', async () => {
  const steps = [
    route,
    forTable(0x1000n),
    level(4, 0x1000n, 0x2007n, 'TABLE', { target: 0x2000n, update: 0x2027n }),
    forTable(0x2000n),
    level(1, 0x2008n, 0x8000_0000_0000_5005n, 'LEAF', { target: 0x5000n }),
    { mapping: { domainId: 1, address: 0x5000n, mapping: ram, tableAccess: false } },
  ];
  const cached = {
    domainId: 2,
    range: { first: 0x20_0000n, last: 0x20_1fffn },
    outputAddress: 0x9000n,
    permissions: {},
  };
  const { code, stdout } = await why(answer({ found: { outputAddress: 0xa234n } }, steps, { iotlb: cached }));
  expect(stdout.split('\n')).toEqual([
    'STEP         DOMAIN  AT                   ENTRY               FLAGS      RESULT',
    'route        2       endpoint 1, PASID 5  -                   -          attached, cookie 0xcafe, generation 3',
    'for a table  1       0x1000               -                   -          0x80001000 rw-- by 0x0-0xffff',
    'level 4      2       0x1000               0x0000000000002007  ------UWP  table 0x2000, sets A',
    'for a table  1       0x2000               -                   -          0x80002000 rw-- by 0x0-0xffff',
    'level 1      2       0x2008               0x8000000000005005  X-----U-P  page 0x5000',
    'mapping      1       0x5000               -                   -          0x80005000 rw-- by 0x0-0xffff',
    'IOTLB        2       0x201234             -                   -          holds 0xa234 ---- by 0x200000-0x201fff',
    'ATC          -       -                    -                   -          holds nothing',
    'It is so.',
    '',
  ]);
  expect(code).toBe(0);
  expect(harness.asked).toMatchObject([
    { method: 'Translate', request: { pasid: 5, iova: 0x201234n, explain: true, permissions: { write: true } } },
    { method: 'GetDomain', request: { domainId: 2 } },
  ]);
});

test.each<[string, Message[], string, string]>([
  ['an entry', [route, level(1, 8n, 0n, 'NOT_PRESENT')], 'NOT_MAPPED', 'FAULT NOT_MAPPED: not present'],
  [
    'no mapping',
    [route, { mapping: { domainId: 1, address: 0n } }],
    'NOT_MAPPED',
    'FAULT NOT_MAPPED: nothing is mapped',
  ],
  [
    'a mapping',
    [route, { mapping: { domainId: 1, address: 0x1000n, mapping: ram } }],
    'PERMISSION',
    'FAULT PERMISSION: 0x80001000 rw-- by 0x0-0xffff',
  ],
  [
    'the route',
    [{ route: { fault: 'FAULT_REASON_NOT_ATTACHED' } }],
    'NOT_ATTACHED',
    'FAULT NOT_ATTACHED: leads nowhere',
  ],
  ['the domain', [route], 'BLOCKED', 'FAULT BLOCKED: before anything else is looked at; attached, cookie 0xcafe'],
  ['nothing a fault of which is known', [route, {}], 'NOT_MAPPED', 'FAULT NOT_MAPPED: something a newer server knows'],
])('the cause of a fault stands out: %s', async (_name, steps, reason, text) => {
  const { code, stdout } = await why(answer(fault(reason), steps));
  expect(code).toBe(3);
  const rows = stdout.split('\n');
  expect(rows[steps.length]).toContain(text);
  expect(stdout.match(/FAULT/g)).toHaveLength(1);
});

test.each([
  ['NOT_PRESENT', 'not present'],
  ['RESERVED', 'uses a reserved bit or encoding'],
  ['ADDRESS_SIZE', 'holds an address that is too wide'],
  ['MISALIGNED', 'a superpage whose address is no multiple of its size'],
  ['PERMISSION', 'it, or a table above, does not allow the access'],
  ['ACCESS_FLAG', 'not marked accessed'],
  ['DIRTY', 'not marked dirty'],
  ['ABORTED', 'no such memory'],
  ['STAGE2_FAULT', 'stage 2 does not translate its address'],
  ['CONTENDED', 'changed again and again'],
  ['INPUT_OUT_OF_RANGE', 'the address is outside of what the tables cover'],
])('the decision %s is said in words', async (decision, words) => {
  const { stdout } = await why(answer(fault('NOT_MAPPED'), [route, level(1, 8n, 0n, decision)]));
  expect(stdout).toContain(words);
});

test('an entry that could not be read has no flags, and tables without an entry no level', async () => {
  const table = { domainId: 2, level: 1, decision: 'TABLE_DECISION_INPUT_OUT_OF_RANGE' };
  const { stdout } = await why(answer(fault('ADDRESS_TOO_WIDE'), [route, { table }]));
  expect(stdout).toMatch(/^tables +2 +- +- +- +FAULT/m);
  const unread = { ...table, entryAddress: 8n, decision: 'TABLE_DECISION_ABORTED' };
  expect((await why(answer(fault('TABLE_ABORT'), [route, { table: unread }]))).stdout).toMatch(
    /^level 1 +2 +0x8 +- +- +FAULT/m,
  );
});

test.each<[string, Message, bigint, bigint, string]>([
  ['riscv', { nested: { riscv: { root: 0n } } }, 0x81n, 0xc1n, '-D------V  table 0x2000, sets A'],
  ['aarch64', { nested: { aarch64: {} } }, 0x83n, 0xc3n, 'valid  table 0x2000, becomes 0x00000000000000c3'],
  ['a domain without known tables', {}, 0x81n, 0xc1n, '-      table 0x2000, becomes 0x00000000000000c1'],
])('entries are read as those of %s', async (_name, domain, entry, update, text) => {
  const steps = [route, level(0, 0n, entry, 'TABLE', { target: 0x2000n, update })];
  expect((await why(answer({ found: {} }, steps), domain)).stdout).toContain(text);
});

test('a domain that is gone by now has no format, and any other refusal ends the command', async () => {
  harness.answers = {
    Translate: answer({ found: {} }, [route, level(4, 0n, 7n, 'TABLE', { target: 0n })]),
    GetDomain: { code: 5, details: 'no', reason: 'DOMAIN_NOT_FOUND' },
  };
  expect((await viommuctl('translate 1 0 --explain')).stdout).toMatch(
    /^level 4 +2 +0x0 +0x0000000000000007 +- +table 0x0$/m,
  );
  harness.answers['GetDomain'] = { code: 7, details: 'no', reason: 'METHOD_NOT_ALLOWED_HERE' };
  expect(await viommuctl('translate 1 0 --explain')).toMatchObject({ code: 1, stdout: '' });
});

test('what stage 2 is asked twice for one entry is shown once', async () => {
  const steps = [route, forTable(0n), forTable(0n), level(4, 0n, 7n, 'TABLE'), forTable(0n), level(3, 0n, 7n, 'TABLE')];
  const { stdout } = await why(answer({ found: {} }, steps));
  expect(stdout.match(/for a table/g)).toHaveLength(2);
});

describe('what a cache holds is stale', () => {
  const range = { first: 0x20_0000n, last: 0x20_1fffn };
  const cached = { domainId: 2, range, outputAddress: 0x9000n, permissions: { read: true, write: true } };
  const readOnly = { ...cached, permissions: { read: true } };

  const readable = { permissions: { read: true } };
  const found = (outputAddress: bigint, permissions: Message = rw): Message => ({
    found: { outputAddress, permissions },
  });
  const leaf = level(1, 0n, 7n, 'LEAF', { target: 0xa000n });

  test.each<[string, Message, Message[], Message, boolean]>([
    ['where an access goes elsewhere', found(0xb234n), [], cached, true],
    ['not where it goes there', found(0xa234n), [], cached, false],
    ['not where the first stage leads', found(0xb234n), [leaf], cached, false],
    ['where more is allowed', found(0xa234n, readable.permissions), [], cached, true],
    ['not where less is allowed', found(0xa234n), [], readOnly, false],
    ['where nothing is', fault('NOT_MAPPED'), [], readOnly, true],
    [
      'not where it does not allow more, either',
      { fault: { ...readable, reason: 'FAULT_REASON_PERMISSION' } },
      [],
      readOnly,
      false,
    ],
  ])('%s', async (_name, result, steps, held, isStale) => {
    const { stdout } = await why(answer(result, [route, ...steps], { iotlb: held, atc: held }));
    const row = isStale ? 'STALE: holds 0xa234' : '  holds 0xa234';
    expect(stdout.split(row)).toHaveLength(3);
    expect(stdout.includes('STALE')).toBe(isStale);
  });
});

describe('colours', () => {
  const steps = [route, forTable(0n), level(1, 8n, 0n, 'NOT_PRESENT')];
  const escape = '\u001b[';

  test('are for a terminal: the cause and the verdict in red, what is on the way to tables faint', async () => {
    const { stdout } = await why(answer(fault('NOT_MAPPED'), steps), {}, true);
    const [titles, first, aside, cause, iotlb, , verdict] = stdout.split('\n');
    expect([titles, first, iotlb].every((line) => !line?.includes(escape))).toBe(true);
    expect(aside).toMatch(/^\u001b\[2mfor a table.*\u001b\[0m$/);
    expect(cause).toMatch(/^\u001b\[31mlevel 1.*FAULT NOT_MAPPED.*\u001b\[0m$/);
    expect(verdict).toBe('\u001b[31mIt is so.\u001b[0m');
    const found = await why(answer({ found: {} }, steps), {}, true);
    expect(found.stdout).toContain('\u001b[32mIt is so.\u001b[0m');
  });

  test.each([
    ['no terminal', false, {}],
    ['NO_COLOR', true, { NO_COLOR: '1' }],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('are not for %s', async (_name, isTerminal, env) => {
    const { stdout } = await why(answer(fault('NOT_MAPPED'), steps), {}, isTerminal, env);
    expect(stdout).not.toContain(escape);
  });
});

test('as JSON it is the response, and nothing else is asked', async () => {
  harness.answers['Translate'] = answer(fault('NOT_MAPPED'), [route, level(1, 8n, 0n, 'NOT_PRESENT')]);
  const { code, stdout } = await viommuctl('translate 1 0 --explain --json');
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({
    fault: { reason: 'FAULT_REASON_NOT_MAPPED' },
    explanation: { steps: [{ route: { attachment: { deviceCookie: '51966' } } }, { table: { entry: '0' } }] },
  });
  expect(stdout).not.toMatch(/"(?:step|route)":"/);
  expect(harness.asked).toHaveLength(1);
});
