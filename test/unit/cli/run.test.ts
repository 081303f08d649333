import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import fs from 'node:fs';
import path from 'node:path';
import type { Command, Group } from '../../../src/cli/command';
import { PROGRAM } from '../../../src/cli/program';
import { run } from '../../../src/cli/run';
import { ContractServer, refusal } from '../clients/typescript/contract-server';

type Message = Record<string, unknown>;
type Call = ServerUnaryCall<Message, Message>;

/** What the server was asked, by method; and what it answers. */
let asked: { method: string; request: Message }[] = [];
let answers: Record<string, Message | { code: number; details: string; reason: string }> = {};
let server: ContractServer;
let watching: ((call: ServerWritableStream<Message, Message>) => void) | undefined;

const unary =
  (method: string) =>
  (call: Call, callback: sendUnaryData<Message>): void => {
    asked.push({ method, request: call.request });
    const answer = answers[method];
    if (answer !== undefined && 'reason' in answer) {
      const { code, details, reason } = answer as { code: number; details: string; reason: string };
      callback({ code, details, metadata: refusal(reason) });
    } else if (answer !== undefined) callback(null, answer);
  };

const all = (...methods: string[]) => Object.fromEntries(methods.map((method) => [method, unary(method)]));

beforeAll(async () => {
  server = await new ContractServer({
    viommu: all('CreateViommu', 'GetViommu', 'ListViommus', 'UpdateViommu', 'DeleteViommu', 'AdvanceTime', 'GetInfo'),
    endpoint: all('CreateEndpoint', 'UpdateEndpoint', 'IssueDma', 'SubmitPageRequests', 'CompleteInvalidation'),
    domain: all('CreateDomain', 'Attach', 'Replace', 'Map', 'Unmap', 'Translate', 'ListMappings'),
    memory: all('RegisterGuestMemory'),
    fault: {
      ...all('RespondToPageRequests', 'ResolvePageRequests', 'InjectPageRequests', 'GetQueueStatistics'),
      WatchFaults: (call: ServerWritableStream<Message, Message>) => {
        asked.push({ method: 'WatchFaults', request: call.request });
        watching?.(call);
      },
    },
    invalidation: all('Invalidate'),
  }).start();
});

afterAll(() => server.stop());

beforeEach(() => {
  asked = [];
  answers = {};
  watching = undefined;
});

interface World {
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** Runs a command line for the vIOMMU vm0, as the shell splits it. */
async function viommuctl(line: string | string[], { env = {}, signal }: World = {}) {
  const words = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
  const out = { stdout: '', stderr: '' };
  const code = await run({
    words,
    env: { VIOMMU_TARGET: server.target, VIOMMU_ID: 'vm0', ...env },
    stdout: (text) => (out.stdout += String(text)),
    stderr: (text) => (out.stderr += String(text)),
    signal: signal ?? new AbortController().signal,
    version: '1.2.3',
  });
  return { code, ...out };
}

const batch = { failures: [], notExecutedCount: 0 };
const rw = { read: true, write: true, execute: false, privileged: false };
const r = { ...rw, write: false };

describe('what is sent', () => {
  const sent: [line: string, method: string, answer: Message, request: Message][] = [
    [
      'viommu create --clock virtual --incarnation 7 --translation bypass --page-request-queue off ' +
        '--page-response-deadline 10ms --deadline-code failure --answer-overflow invalid --unmap-invalidates off ' +
        '--limit max_domains=16 --limit maxMappings=0x10 --iova-width 48 --delete-after-idle 5s',
      'CreateViommu',
      { viommu: {} },
      {
        viommuId: 'vm0',
        config: {
          clock: 'CLOCK_KIND_VIRTUAL',
          incarnation: 7,
          iovaWidthBits: 48,
          deleteAfterIdleMs: 5000n,
          limits: { maxDomains: 16n, maxMappings: 16n },
          policy: {
            translation: 'TRANSLATION_STATE_BYPASS',
            pageRequestQueueEnabled: false,
            pageResponseDeadlineNs: 10_000_000n,
            pageResponseDeadlineCode: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE',
            automaticAnswers: { overflow: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' },
            unmapInvalidates: false,
          },
        },
      },
    ],
    ['viommu create other', 'CreateViommu', { viommu: {} }, { viommuId: 'other' }],
    ['viommu get --viommu other', 'GetViommu', { viommu: {} }, { viommuId: 'other' }],
    ['--viommu=other viommu get', 'GetViommu', { viommu: {} }, { viommuId: 'other' }],
    ['viommu advance --by 5s', 'AdvanceTime', { timeNs: 5n }, { advanceNs: 5_000_000_000n }],
    [
      'endpoint create 7 --rid 01:02.3 --virtual-id 0xffffffffffffffff --ats-off --pri-capacity 64 --pasid-width 16 ' +
        '--manual-invalidation --request-id again',
      'CreateEndpoint',
      { endpoint: {} },
      {
        requestId: 'again',
        viommuId: 'vm0',
        endpointId: 7,
        config: {
          requesterId: 0x113,
          virtualId: 0xffff_ffff_ffff_ffffn,
          ats: { enabled: false },
          pri: { capacity: 64, prgResponsePasidRequired: false },
          pasid: { widthBits: 16 },
          invalidationCompletion: 'INVALIDATION_COMPLETION_MANUAL',
        },
      },
    ],
    ['endpoint create --external', 'CreateEndpoint', { endpoint: {} }, { endpointId: 0 }],
    ['attach 1 2 --cookie 0xCAFE --pasid 0', 'Attach', { attachment: {} }, { deviceCookie: 0xcafen, pasid: 0 }],
    ['attach 1 2', 'Attach', { attachment: {} }, { endpointId: 1, domainId: 2, deviceCookie: 0n }],
    [
      'map 2 0x1000=0x2000:r all=0 --if-mapped accept-identical --stop',
      'Map',
      { mappedCount: 2, ...batch },
      {
        domainId: 2,
        onError: 'ON_ERROR_STOP',
        items: [
          {
            range: { first: 0x1000n, last: 0x1fffn },
            outputAddress: 0x2000n,
            permissions: r,
            ifMapped: 'IF_MAPPED_ACCEPT_IDENTICAL',
          },
          {
            range: { first: 0n, last: 0xffff_ffff_ffff_ffffn },
            outputAddress: 0n,
            permissions: rw,
            ifMapped: 'IF_MAPPED_ACCEPT_IDENTICAL',
          },
        ],
      },
    ],
    [
      'unmap 2 0x1000+4K --invalidation-timeout 1s',
      'Unmap',
      batch,
      { ranges: [{ first: 0x1000n, last: 0x1fffn }], invalidationTimeoutNs: 1_000_000_000n },
    ],
    [
      'memory register 0+64M --file ram --offset 4K --read-only',
      'RegisterGuestMemory',
      { region: {} },
      {
        region: {
          regionId: 0,
          guestAddress: 0n,
          lengthBytes: 64n << 20n,
          readOnly: true,
          sharedFile: { path: 'ram', offsetBytes: 4096n },
          backing: 'sharedFile',
        },
      },
    ],
    [
      'dma write 1 0xfffffffffffffff0 text:hi --address-type translated --queue 3',
      'IssueDma',
      { result: { status: 'DMA_STATUS_COMPLETED' } },
      {
        iova: 0xffff_ffff_ffff_fff0n,
        addressType: 'ADDRESS_TYPE_TRANSLATED',
        queueTag: 3,
        write: { data: Buffer.from('hi') },
      },
    ],
    [
      'dma copy 1 0x1000 0x2000 4K',
      'IssueDma',
      { result: { status: 'DMA_STATUS_COMPLETED' } },
      { iova: 0x2000n, copy: { sourceIova: 0x1000n, lengthBytes: 4096n } },
    ],
    [
      'dma fill 1 0x1000 6 hex:0a0d',
      'IssueDma',
      { result: { status: 'DMA_STATUS_COMPLETED' } },
      { fill: { pattern: Buffer.from([10, 13]), lengthBytes: 6n } },
    ],
    [
      'page-request submit 1 0x1000:r 0x2000 --prgi 511 --pasid 0 --length-hint 9',
      'SubmitPageRequests',
      { acceptedCount: 2, ...batch },
      {
        items: [
          { iova: 0x1000n, permissions: r, prgi: 511, pasid: 0, _pasid: 'pasid', last: false },
          { iova: 0x2000n, permissions: rw, prgi: 511, pasid: 0, _pasid: 'pasid', last: true },
        ].map((item) => ({ ...item, lengthHintBytes: 9n, _lengthHintBytes: 'lengthHintBytes' })),
      },
    ],
    [
      'page-request inject 1 0x1000 --open',
      'InjectPageRequests',
      { acceptedCount: 1, ...batch },
      { items: [{ endpointId: 1, item: { iova: 0x1000n, permissions: rw, prgi: 0, last: false } }] },
    ],
    [
      'respond 0xffffffffffffffff 0xf --endpoint 1 --pasid 0 --prgi 0',
      'RespondToPageRequests',
      { sentCount: 1, ...batch },
      {
        responses: [
          {
            groupCookie: 0xffff_ffff_ffff_ffffn,
            code: 'PAGE_RESPONSE_CODE_UNSPECIFIED',
            rawCode: 15,
            _rawCode: 'rawCode',
            endpointId: 1,
            _endpointId: 'endpointId',
            pasid: 0,
            _pasid: 'pasid',
            prgi: 0,
            _prgi: 'prgi',
          },
        ],
      },
    ],
    [
      'resolve 5 0x1000=0x2000',
      'ResolvePageRequests',
      { sentCount: 1, ...batch },
      {
        items: [
          {
            groupCookie: 5n,
            mappings: [
              {
                range: { first: 0x1000n, last: 0x1fffn },
                outputAddress: 0x2000n,
                permissions: rw,
                ifMapped: 'IF_MAPPED_UNSPECIFIED',
              },
            ],
          },
        ],
      },
    ],
    [
      'invalidate everything domain=1',
      'Invalidate',
      { completedCount: 2, ...batch },
      {
        entries: [
          { everything: {}, target: 'everything' },
          { domain: { domainId: 1, range: null }, target: 'domain' },
        ],
      },
    ],
    ['stats --endpoint 4', 'GetQueueStatistics', { statistics: {} }, { endpointId: 4, scope: 'endpointId' }],
  ];

  test.each(sent)('%s', async (line, method, answer, request) => {
    answers[method] = answer;
    expect(await viommuctl(line)).toMatchObject({ code: 0, stderr: '' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method, request });
  });

  test('a file of guest memory is not asked for when it is anonymous', async () => {
    answers['RegisterGuestMemory'] = { region: {} };
    await viommuctl('memory register 0+4K');
    expect(asked[0]?.request).toMatchObject({ region: { backing: 'anonymous' } });
  });
});

describe('a command line that means nothing', () => {
  test.each([
    ['', 'needs a command'],
    ['nothing', 'has no command "nothing"'],
    ['endpoint nothing', 'viommuctl endpoint has no command "nothing"'],
    ['endpoint pri', 'viommuctl endpoint pri needs a command: enable, disable, reset'],
    ['domain get', 'DOMAIN is missing'],
    ['domain get 1 2', '"2" is too much'],
    ['domain get one', 'DOMAIN: "one" is no number'],
    ['domain get 1 --nothing', "Unknown option '--nothing'"],
    ['attach 1 2 --pasid', 'argument missing'],
    ['attach 1 2 --pasid 1 --pasid 2', '--pasid is given more than once'],
    ['attach 1 2 --cookie 0x10000000000000000', '--cookie: 0x10000000000000000 is more than 2^64-1'],
    ['viommu advance', 'give --by TIME or --until TIME'],
    ['viommu advance --by 1s --until 2s', 'give --by TIME or --until TIME'],
    ['endpoint update 1', 'give --ats on or --ats off'],
    ['memory register 0+4K --offset 4K', '--offset goes with --file'],
    ['stats --domain 1 --endpoint 1', 'give --domain or --endpoint'],
    ['faults watch --take-over', '--take-over goes with --control'],
    ['info --target nowhere', '--target: target must be'],
    ['viommu create --limit nothing=1', '[INVALID_REQUEST]'],
    ['memory register all', '[INVALID_REQUEST]'],
  ])('viommuctl %s', async (line, why) => {
    const { code, stdout, stderr } = await viommuctl(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^viommuctl: .+\n$/);
    expect(stderr).toContain(why);
    expect(asked).toEqual([]);
  });

  test('without a vIOMMU', async () => {
    const ended = await viommuctl('domain get 1', { env: { VIOMMU_ID: '' } });
    expect(ended).toMatchObject({ code: 2, stderr: 'viommuctl: which vIOMMU? Give --viommu ID, or set VIOMMU_ID\n' });
  });
});

describe('how it ends', () => {
  test('refused: one line with the reason, and nothing a terminal would obey', async () => {
    answers['CreateDomain'] = { code: 6, details: 'domain 1\u001b[2J\nexists', reason: 'DOMAIN_EXISTS' };
    expect(await viommuctl('domain create 1')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'viommuctl: domain 1 [2J exists [DOMAIN_EXISTS]\n',
    });
  });

  test('items refused: a line for each, after the result', async () => {
    const failures = [{ index: 1, code: 5, reason: 'NOT_MAPPED', message: 'nothing there', metadata: {} }];
    answers['Unmap'] = { removedMappingCount: 1n, failures, notExecutedCount: 2 };
    expect(await viommuctl('unmap 1 0+4K 0x1000+4K 0x2000+4K 0x3000+4K')).toEqual({
      code: 1,
      stdout: 'removed 1 mapping\n',
      stderr: 'viommuctl: item 1: nothing there [NOT_MAPPED]\nviommuctl: not executed: 2\n',
    });
  });

  test('an operation that timed out', async () => {
    const outcome = 'OPERATION_OUTCOME_TIMED_OUT';
    const operation = {
      operationId: 1n,
      kind: 'OPERATION_KIND_UNMAP',
      outcome,
      endpoints: [{ endpointId: 3, outcome }],
    };
    answers['Unmap'] = { removedMappingCount: 1n, operation, ...batch };
    const ended = await viommuctl('unmap 1 all');
    expect(ended).toMatchObject({ code: 3, stderr: '' });
    expect(ended.stdout).toContain('outcome=TIMED_OUT took=0.000000000s endpoints=3:TIMED_OUT');
  });

  test('a DMA that did not complete', async () => {
    answers['IssueDma'] = {
      result: {
        status: 'DMA_STATUS_FAULTED',
        transferredBytes: 2n,
        data: Buffer.from('ok'),
        faultReason: 'FAULT_REASON_MEMORY_ABORT',
        failedIova: 0x1002n,
        pageRequestGroupCount: 2,
      },
    };
    expect(await viommuctl('dma read 1 0x1000 16')).toEqual({
      code: 3,
      stdout:
        'FAULTED 2 bytes, reason MEMORY_ABORT, failed at 0x1002, after 2 page-request groups\n' +
        `0x1000  6f 6b${' '.repeat(42)}  |ok|\n`,
      stderr: '',
    });
    expect(await viommuctl('dma read 1 0x1000 16 --out -')).toMatchObject({ code: 3, stdout: 'ok' });
    expect(await viommuctl('dma read 1 0x1000 16 --out /does/not/exist')).toMatchObject({ code: 2 });
    expect(JSON.parse((await viommuctl('dma read 1 0x1000 16 --json')).stdout)).toEqual({
      status: 'DMA_STATUS_FAULTED',
      transferredBytes: '2',
      data: 'b2s=',
      faultReason: 'FAULT_REASON_MEMORY_ABORT',
      failedIova: '4098',
      pageRequestGroupCount: 2,
    });
  });

  test('a response that was not sent', async () => {
    const result = { outcome: 'PAGE_RESPONSE_OUTCOME_AUTO_ANSWERED', rule: 'R-AUTO-43' };
    const code = 'PAGE_RESPONSE_CODE_INVALID_REQUEST';
    answers['RespondToPageRequests'] = { results: [{ ...result, code }], ...batch };
    expect(await viommuctl('respond 0x5 success')).toEqual({
      code: 3,
      stdout: '0x5 AUTO_ANSWERED (INVALID_REQUEST, R-AUTO-43)\n',
      stderr: '',
    });
  });

  test('a translation that is not there, and tags that were not outstanding', async () => {
    answers['Translate'] = { fault: { reason: 'FAULT_REASON_PERMISSION', domainId: 1, permissions: r } };
    expect(await viommuctl('translate 1 0x1000 --permissions w')).toMatchObject({
      code: 3,
      stdout: '0x1000 -> PERMISSION, domain 1, allowed r---\n',
    });
    answers['CompleteInvalidation'] = { completedCount: 1, unexpectedCount: 1 };
    expect(await viommuctl('complete 1 0 31')).toMatchObject({ code: 3, stdout: 'completed 1, unexpected 1\n' });
  });

  test('no answer in time', async () => {
    const ended = await viommuctl('domain create 1 --timeout 50ms');
    expect(ended).toMatchObject({ code: 3, stdout: '' });
    expect(ended.stderr).toContain('[DEADLINE_EXCEEDED]');
  });

  test('Ctrl-C while it waits', async () => {
    const ended = await viommuctl('dma read 1 0 1', { signal: AbortSignal.timeout(200) });
    expect(ended).toMatchObject({ code: 130, stdout: '' });
    expect(ended.stderr).toContain('goes on [CANCELLED]');
  });

  test('no server', async () => {
    const ended = await viommuctl('info', { env: { VIOMMU_TARGET: `${server.target}-not` } });
    expect(ended).toMatchObject({ code: 4, stdout: '' });
    expect(ended.stderr).toMatch(/^viommuctl: no server at unix:.*: connect ENOENT .*make serve.* \[UNAVAILABLE\]\n$/);
  });
});

describe('a watch', () => {
  const opened = { opened: { viommuId: 'vm0', epoch: 7, nextSequence: 1n } };
  const report = (sequence: bigint) => ({
    sequence,
    violation: { rule: 'R-INV-04', endpointId: 1, detail: 'late' },
  });

  test('asks for what it was told', async () => {
    watching = (call) => {
      call.write({ closing: { reason: 'CLOSING_REASON_RESET' } });
      call.end();
    };
    const line = 'faults watch --domain 1 --domain 2 --control --take-over --credits 8 --groups-only --resume 7:0x10';
    expect(await viommuctl(line)).toEqual({ code: 0, stdout: 'closing reason=RESET\n', stderr: '' });
    expect(asked[0]?.request).toMatchObject({
      viommuId: 'vm0',
      credits: 8,
      selection: {
        excludeEvents: true,
        domains: [1, 2].map((domainId) => ({ domainId, role: 'ROLE_CONTROLLER', takeOver: true })),
        resume: { epoch: 7, sequence: 16n },
      },
    });
    await viommuctl('faults watch --control');
    expect(asked[1]?.request).toMatchObject({ selection: { domains: [{ role: 'ROLE_CONTROLLER' }] } });
    await viommuctl('faults watch');
    expect(asked[2]?.request).toMatchObject({ selection: { domains: [] } });
  });

  test('ends after enough reports, in the middle of a batch too', async () => {
    watching = (call) => {
      call.write(opened);
      call.write({ reports: { reports: [report(1n), report(2n), report(3n)] } });
    };
    const { code, stdout } = await viommuctl('faults watch --count 2 --json');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { sequence?: string }).sequence)).toEqual([undefined, '1', '2']);
  });

  test('ends tidily at Ctrl-C and at its timeout, and says where to go on', async () => {
    watching = (call) => {
      call.write(opened);
      call.write({ reports: { reports: [report(1n)] } });
    };
    const expected = { code: 0, stderr: 'viommuctl: go on with --resume 7:1\n' };
    expect(await viommuctl('faults watch', { signal: AbortSignal.timeout(500) })).toMatchObject(expected);
    expect(await viommuctl('faults watch --timeout 500ms')).toMatchObject(expected);
  });
});

describe('help', () => {
  /** The words that lead to each command. */
  const paths = (node: Command | Group, words: string[] = []): string[][] =>
    node.kind === 'command' ? [words] : [words, ...node.members.flatMap((m) => paths(m, [...words, m.name]))];

  test.each(paths(PROGRAM).map((words) => [words.join(' '), words] as const))(
    'viommuctl %s --help',
    async (_, words) => {
      const asLong = await viommuctl([...words, '--help']);
      expect(asLong).toMatchObject({ code: 0, stderr: '' });
      expect(asLong.stdout).toMatch(new RegExp(`^viommuctl${words.map((word) => ` ${word}`).join('')}: `));
      expect(await viommuctl([...words, '-h'])).toEqual(asLong);
      expect(await viommuctl(['--help', ...words])).toEqual(asLong);
    },
  );

  test('is there whatever else is on the line', async () => {
    expect(await viommuctl('map --nonsense --help 1')).toMatchObject({ code: 0, stderr: '' });
  });

  test('lists arguments and options with what they mean', async () => {
    const { stdout } = await viommuctl('map --help');
    expect(stdout).toContain('viommuctl map [options] DOMAIN MAPPING...');
    expect(stdout).toMatch(/--if-mapped WHAT {2,}when part of the range/);
    expect(stdout).toMatch(/--target ADDRESS {2,}where the server is/);
  });

  test('version', async () => {
    expect(await viommuctl('--version')).toEqual({ code: 0, stdout: 'viommuctl 1.2.3\n', stderr: '' });
  });

  test('docs/cli.md has an example of every command', () => {
    const page = fs.readFileSync(path.resolve(__dirname, '../../../docs/cli.md'), 'utf8');
    const commands = page.split('\n').filter((line) => line.startsWith('$ '));
    const leaves = (node: Command | Group, path_: string): string[] =>
      node.kind === 'command' ? [path_] : node.members.flatMap((member) => leaves(member, `${path_} ${member.name}`));
    const missing = leaves(PROGRAM, 'viommuctl').filter((leaf) => !commands.some((line) => line.includes(leaf)));
    expect(missing).toEqual([]);
  });
});
