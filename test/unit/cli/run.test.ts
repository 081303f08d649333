import { Harness } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

beforeAll(() => harness.server.start());
afterAll(() => harness.server.stop());
beforeEach(() => harness.forget());

const batch = { failures: [], notExecutedCount: 0 };
const r = { read: true, write: false, execute: false, privileged: false };

describe('a command line that means nothing', () => {
  test.each([
    ['', 'needs a command'],
    ['nothing', 'has no command "nothing"'],
    ['endpoint nothing', 'viommuctl endpoint has no command "nothing"'],
    ['endpoint pri', 'viommuctl endpoint pri needs a command: enable, disable, reset, clear'],
    ['domain get', 'DOMAIN is missing'],
    ['domain get 1 2', '"2" is too much'],
    ['domain get one', 'DOMAIN: "one" is no number'],
    ['domain get 1 --nothing', "Unknown option '--nothing'"],
    ['attach 1 2 --pasid', 'argument missing'],
    ['attach 1 2 --pasid 1 --pasid 2', '--pasid is given more than once'],
    ['attach 1 2 --cookie 0x10000000000000000', '--cookie: 0x10000000000000000 is more than 2^64-1'],
    ['viommu advance', 'give --by TIME or --until TIME'],
    ['viommu advance --by 1s --until 2s', 'give --by TIME or --until TIME'],
    ['endpoint update 1', 'give --ats on, --ats off, or an option of the context'],
    ['drain', 'give --domain or --endpoint'],
    ['drain --pasid 1', 'give --domain or --endpoint'],
    ['endpoint stop-pasid 1', 'PASID is missing'],
    ['send-response 1 2 retry', 'is no response code'],
    ['inject exhaustion pool 1', '"pool" is none of partial, group, handler'],
    ['viommu create --answer overflow', 'write STAGE=ACTION'],
    ['viommu update --quirk nothing', '"nothing" is none of merge-by-prgi'],
    ['memory register 0+4K --offset 4K', '--offset goes with --file'],
    ['stats --domain 1 --endpoint 1', 'give --domain or --endpoint'],
    ['watch faults --take-over', '--take-over goes with --control'],
    ['map 1', 'give one of MAPPING..., --anywhere and --file'],
    ['map 1 0=0 --anywhere 0', 'give one of MAPPING..., --anywhere and --file'],
    ['map 1 --anywhere 0 --file -', 'give one of MAPPING..., --anywhere and --file'],
    ['map 1 --anywhere 0:4K:r:w', '--anywhere: "0:4K:r:w" is no mapping; nothing may follow the permissions'],
    ['unmap 1', 'give one of RANGE... and --file'],
    ['allow 1', 'give RANGE..., or --any'],
    ['allow 1 --any 0+4K', 'give RANGE..., or --any'],
    ['dirty', 'viommuctl dirty needs a command: on, off, read'],
    ['memory read 0xffffffffffffffff 2', 'pass 2^64-1'],
    ['memory read 0 0', 'a range has at least one byte'],
    ['memory write 0xffffffffffffffff text:ab', 'pass 2^64-1'],
    ['viommu create --granule 12K', '--granule: 12K is no power of two; write 4K, 16K or 64K'],
    ['viommu create --partial-unmap all', '"all" is none of refuse, split'],
    [
      'domain create --x86 root=1,level=4',
      '--x86: "level=4" is no NAME=VALUE; the names are root, levels, output-width',
    ],
    ['domain create --x86 root', '"root" is no NAME=VALUE'],
    ['domain create --x86 constructor=1', '"constructor=1" is no NAME=VALUE'],
    ['domain create --x86 root=1,root=2', 'root=1,root=2 has root more than once'],
    ['domain create --riscv mode=sv32,root=0', '"sv32" is none of sv39, sv48, sv57, sv39x4, sv48x4, sv57x4'],
    ['domain create --x86 root=0,levels=4 --riscv mode=sv39,root=0', 'set one of them'],
    ['domain create --aarch64-lower granule=5G', 'is more than 2^32-1'],
    ['domain create --nested /nowhere/tables.json', 'cannot read /nowhere/tables.json'],
    ['info --target nowhere', '--target: target must be'],
    ['viommu create --limit nothing=1', '[INVALID_REQUEST]'],
    ['memory register all', '[INVALID_REQUEST]'],
  ])('viommuctl %s', async (line, why) => {
    const { code, stdout, stderr } = await viommuctl(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^viommuctl: .+\n$/);
    expect(stderr).toContain(why);
    expect(harness.asked).toEqual([]);
  });

  test('without a vIOMMU', async () => {
    const ended = await viommuctl('domain get 1', { env: { VIOMMU_ID: '' } });
    expect(ended).toMatchObject({ code: 2, stderr: 'viommuctl: which vIOMMU? Give --viommu ID, or set VIOMMU_ID\n' });
  });
});

describe('how it ends', () => {
  test('refused: one line with the reason, and nothing a terminal would obey', async () => {
    harness.answers['CreateDomain'] = { code: 6, details: 'domain 1\u001b[2J\nexists', reason: 'DOMAIN_EXISTS' };
    expect(await viommuctl('domain create 1')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'viommuctl: domain 1 [2J exists [DOMAIN_EXISTS]\n',
    });
  });

  test('items refused: a line for each, after the result', async () => {
    const failures = [{ index: 1, code: 5, reason: 'NOT_MAPPED', message: 'nothing there', metadata: {} }];
    harness.answers['Unmap'] = { removedMappingCount: 1n, failures, notExecutedCount: 2 };
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
    harness.answers['Unmap'] = { removedMappingCount: 1n, operation, ...batch };
    const ended = await viommuctl('unmap 1 all');
    expect(ended).toMatchObject({ code: 3, stderr: '' });
    expect(ended.stdout).toContain('outcome=TIMED_OUT took=0.000000000s endpoints=3:TIMED_OUT');
  });

  test('a DMA that did not complete', async () => {
    harness.answers['IssueDma'] = {
      result: {
        status: 'DMA_STATUS_FAULTED',
        transferredBytes: 2n,
        data: Buffer.from('ok'),
        faultReason: 'FAULT_REASON_MEMORY_ABORT',
        failedIova: 0x1002n,
        failedAccess: r,
        pageRequestGroupCount: 2,
      },
    };
    expect(await viommuctl('dma read 1 0x1000 16')).toEqual({
      code: 3,
      stdout:
        'FAULTED 2 bytes, reason MEMORY_ABORT, failed at 0x1002 for r, after 2 page-request groups\n' +
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
      failedAccess: r,
      pageRequestGroupCount: 2,
      retryCount: 0,
    });
  });

  test.each([
    [{ prgi: 3, rawCode: 1, groupCookie: 0x10n }, 'answered 0x1 to index 3 (0x10)'],
    [{ prgi: 3, rawCode: 15, rule: 'R-AUTO-06' }, 'answered 0xf to index 3 (R-AUTO-06)'],
    [{ rawCode: 1, stallTag: 0, groupCookie: 0x10n, rule: 'R-AUTO-43' }, 'answered 0x1 to stall 0 (0x10, R-AUTO-43)'],
    [{ prgi: 3, rawCode: 7 }, 'answered 0x7 to index 3'],
  ])('a DMA that an answer made fail: %j', async (failedResponse, text) => {
    const result = { status: 'DMA_STATUS_ABORTED', failedIova: 0n, failedResponse, retryCount: 1 };
    harness.answers['IssueDma'] = { result };
    expect(await viommuctl('dma write 1 0 text:x')).toEqual({
      code: 3,
      stdout: `ABORTED 0 bytes, failed at 0x0, ${text}, retried in vain 1 time\n`,
      stderr: '',
    });
  });

  test('a response that was not sent', async () => {
    const result = { outcome: 'PAGE_RESPONSE_OUTCOME_AUTO_ANSWERED', rule: 'R-AUTO-43' };
    const code = 'PAGE_RESPONSE_CODE_INVALID_REQUEST';
    harness.answers['RespondToPageRequests'] = { results: [{ ...result, code }], ...batch };
    expect(await viommuctl('respond 0x5 success')).toEqual({
      code: 3,
      stdout: '0x5 AUTO_ANSWERED (INVALID_REQUEST, R-AUTO-43)\n',
      stderr: '',
    });
  });

  test('a response that was sent and did more than it says', async () => {
    const result = { outcome: 'PAGE_RESPONSE_OUTCOME_SENT', effect: 'RESPONSE_EFFECT_PRI_OFF' };
    harness.answers['RespondToPageRequests'] = { sentCount: 1, results: [result], ...batch };
    expect(await viommuctl('respond 0x5 failure')).toEqual({ code: 0, stdout: '0x5 SENT (PRI_OFF)\n', stderr: '' });
    harness.answers['RespondToPageRequests'] = {
      sentCount: 1,
      results: [{ ...result, effect: 'RESPONSE_EFFECT_UNEXPECTED' }],
      ...batch,
    };
    expect(await viommuctl('respond 0x5 success')).toMatchObject({ code: 3, stdout: '0x5 SENT (UNEXPECTED)\n' });
    const ignored = { outcome: 'PAGE_RESPONSE_OUTCOME_IGNORED_PRI_OFF', effect: 'RESPONSE_EFFECT_IGNORED' };
    harness.answers['RespondToPageRequests'] = { results: [ignored], ...batch };
    expect(await viommuctl('respond 0x5 success')).toMatchObject({ code: 3, stdout: '0x5 IGNORED_PRI_OFF\n' });
  });

  test.each([
    ['RETRY', 0x10n, 0, 'RETRY, ended group 0x10'],
    ['STALE', undefined, 0, 'STALE'],
    ['UNEXPECTED', undefined, 3, 'UNEXPECTED'],
    ['IGNORED', undefined, 3, 'IGNORED'],
  ])('a response to whatever is outstanding: %s', async (effect, groupCookie, code, text) => {
    harness.answers['SendPageResponse'] = { effect: `RESPONSE_EFFECT_${effect}`, groupCookie };
    expect(await viommuctl('send-response 1 2 success')).toEqual({ code, stdout: `${text}\n`, stderr: '' });
  });

  test('a teardown says what ended with it, if anything did', async () => {
    const operation = { operationId: 1n, kind: 'OPERATION_KIND_DETACH', outcome: 'OPERATION_OUTCOME_COMPLETED' };
    const flushed = { autoAnsweredGroupCount: 1n, droppedPageCount: 3n, droppedGroupCount: 2n };
    const line = 'flushed auto-answered=1 discarded=0 requests=3 groups=2\n';
    harness.answers['Detach'] = { operation, flushed };
    expect((await viommuctl('detach 1')).stdout).toMatch(new RegExp(`^operation=0x1 kind=DETACH .*\n${line}$`));
    harness.answers['Detach'] = { operation, flushed: {} };
    expect((await viommuctl('detach 1')).stdout).toMatch(/^operation=.*\n$/);
    harness.answers['DeleteViommu'] = { flushed };
    expect((await viommuctl('viommu delete')).stdout).toBe(`deleted vm0\n${line}`);
    harness.answers['DeleteViommu'] = {};
    expect((await viommuctl('viommu delete')).stdout).toBe('deleted vm0\n');
    harness.answers['ResetFunction'] = { endpoint: {}, flushed };
    expect((await viommuctl('endpoint reset 1')).stdout).toMatch(new RegExp(`\n${line}$`));
    expect(JSON.parse((await viommuctl('endpoint reset 1 --json')).stdout)).toMatchObject({
      endpoint: {},
      flushed: { droppedPageCount: '3' },
    });
    harness.answers['DrainPageRequests'] = { flushed: {} };
    expect((await viommuctl('drain --domain 1')).stdout).toBe(
      'flushed auto-answered=0 discarded=0 requests=0 groups=0\n',
    );
  });

  test('a PASID that was stopped before, and one whose responses did not come in time', async () => {
    harness.answers['StopPasid'] = { endpoint: {} };
    expect(await viommuctl('endpoint stop-pasid 1 5')).toMatchObject({ code: 0, stdout: 'nothing changed\n' });
    const outcome = 'OPERATION_OUTCOME_TIMED_OUT';
    harness.answers['StopPasid'] = { endpoint: {}, operation: { kind: 'OPERATION_KIND_STOP_PASID', outcome } };
    expect(await viommuctl('endpoint stop-pasid 1 5')).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('kind=STOP_PASID outcome=TIMED_OUT') as string,
    });
  });

  test('an overflow that was acknowledged, and none', async () => {
    const overflow = { domainId: 1, rule: 'R-AUTO-12', sticky: true, groupCount: 2n, pageCount: 1n };
    harness.answers['AcknowledgeOverflow'] = { overflow };
    expect((await viommuctl('ack-overflow 1')).stdout).toBe(
      'acknowledged domain=1 rule=R-AUTO-12 sticky groups=2 requests=1\n',
    );
    harness.answers['AcknowledgeOverflow'] = {};
    expect((await viommuctl('ack-overflow 1')).stdout).toBe('there was no overflow\n');
  });

  test('groups that were closed, each in its way', async () => {
    const rule = 'R-AUTO-08';
    const closedGroups = [
      { groupCookie: 0x10n, closedByLastCredit: true },
      { automaticCode: 'PAGE_RESPONSE_CODE_SUCCESS', rule },
      { unanswered: true, rule },
    ];
    harness.answers['SubmitPageRequests'] = { acceptedCount: 3, closedGroups, ...batch };
    expect((await viommuctl('page-request 1 0')).stdout.split('\n')).toEqual([
      'accepted 3 page requests',
      'group 0x10 queued, closed by the last credit',
      'group answered automatically: SUCCESS (R-AUTO-08)',
      'group discarded without an answer (R-AUTO-08)',
      '',
    ]);
  });

  test('a translation that is not there, and tags that were not outstanding', async () => {
    harness.answers['Translate'] = { fault: { reason: 'FAULT_REASON_PERMISSION', domainId: 1, permissions: r } };
    expect(await viommuctl('translate 1 0x1000 --permissions w')).toMatchObject({
      code: 3,
      stdout: '0x1000 -> PERMISSION, domain 1, allowed r---\n',
    });
    harness.answers['CompleteInvalidation'] = { completedCount: 1, unexpectedCount: 1 };
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
    const ended = await viommuctl('info', { env: { VIOMMU_TARGET: `${harness.server.target}-not` } });
    expect(ended).toMatchObject({ code: 4, stdout: '' });
    expect(ended.stderr).toMatch(/^viommuctl: no server at unix:.*: connect ENOENT .*make serve.* \[UNAVAILABLE\]\n$/);
  });
});

describe('tables', () => {
  test('of endpoints say how far PRI is, whose it is and what went wrong', async () => {
    const off = { stopped: true, allocation: 16 };
    const states = [
      { pri: { ...off, enabled: true, stopped: false, outstandingPageRequestCount: 3 } },
      { pri: { ...off, parentEndpointId: 1 } },
      { pri: { ...off, stopped: false, outstandingPageRequestCount: 3, unexpectedPrgi: true } },
      { pri: { ...off, responseFailure: true } },
      {},
    ];
    harness.answers['ListEndpoints'] = { endpoints: states.map((state, endpointId) => ({ endpointId, ...state })) };
    const { stdout } = await viommuctl('endpoint list');
    const [titles = '', ...rows] = stdout.trimEnd().split('\n');
    const [from, to] = [titles.indexOf('PRI'), titles.indexOf('PASID')];
    expect(rows.map((row) => row.slice(from, to).trim())).toEqual([
      'on 3/16',
      'off of 1',
      'stopping 3/16 uprgi',
      'failed',
      '-',
    ]);
  });

  test('of domains say what becomes of a full queue, and whether it is full', async () => {
    const overflowPolicy = 'OVERFLOW_POLICY_DROP_OLD';
    const domains = [
      { domainId: 1, pageRequests: true, overflowPolicy, overflowActive: true },
      { domainId: 2, pageRequests: true, overflowPolicy },
      { domainId: 3 },
    ];
    harness.answers['ListDomains'] = { domains };
    const { stdout } = await viommuctl('domain list');
    const [titles = '', ...rows] = stdout.trimEnd().split('\n');
    const [from, to] = [titles.indexOf('OVERFLOW'), titles.indexOf('DIRTY')];
    expect(rows.map((row) => row.slice(from, to).trim())).toEqual(['DROP_OLD, active', 'DROP_OLD', '-']);
  });

  test('of groups say which are stalled accesses', async () => {
    const groups = [{ group: { prgi: 0, stallTag: 0 } }, { group: { prgi: 9 } }];
    harness.answers['ListPageRequestGroups'] = { groups };
    const { stdout } = await viommuctl('groups');
    const [titles = '', ...rows] = stdout.trimEnd().split('\n');
    const [from, to] = [titles.indexOf('PRGI'), titles.indexOf('DOMAIN')];
    expect(rows.map((row) => row.slice(from, to).trim())).toEqual(['stall 0', '9']);
  });

  test('of violations say who broke which rule', async () => {
    const violation = {
      rule: 'R-PRI-13',
      endpointId: 1,
      detail: 'it was off',
      culprit: 'CULPRIT_ENDPOINT',
      onPurpose: true,
    };
    harness.answers['ListViolations'] = { violations: [{ sequence: 12n, timeNs: 5n, violation }], totalCount: 1n };
    expect((await viommuctl('violations')).stdout).toBe(
      'REPORT  TIME          RULE      BY        ENDPOINT  PASID  PRGI  ON-PURPOSE  DETAIL\n' +
        '#12     0.000000005s  R-PRI-13  ENDPOINT  1         -      -     yes         it was off\n',
    );
  });
});

describe('a watch', () => {
  const opened = { opened: { viommuId: 'vm0', epoch: 7, nextSequence: 1n } };
  const report = (sequence: bigint) => ({
    sequence,
    violation: { rule: 'R-INV-04', endpointId: 1, detail: 'late' },
  });

  test('asks for what it was told', async () => {
    harness.watching = (call) => {
      call.write({ closing: { reason: 'CLOSING_REASON_RESET' } });
      call.end();
    };
    const line = 'watch faults --domain 1 --domain 2 --control --take-over --credits 8 --groups-only --resume 7:0x10';
    expect(await viommuctl(line)).toEqual({ code: 0, stdout: 'closing reason=RESET\n', stderr: '' });
    expect(harness.asked[0]?.request).toMatchObject({
      viommuId: 'vm0',
      credits: 8,
      selection: {
        excludeEvents: true,
        domains: [1, 2].map((domainId) => ({ domainId, role: 'ROLE_CONTROLLER', takeOver: true })),
        resume: { epoch: 7, sequence: 16n },
      },
    });
    await viommuctl('watch faults --control');
    expect(harness.asked[1]?.request).toMatchObject({ selection: { domains: [{ role: 'ROLE_CONTROLLER' }] } });
    await viommuctl('watch faults');
    expect(harness.asked[2]?.request).toMatchObject({ selection: { domains: [] } });
  });

  test('ends after enough reports, in the middle of a batch too', async () => {
    harness.watching = (call) => {
      call.write(opened);
      call.write({ reports: { reports: [report(1n), report(2n), report(3n)] } });
    };
    const { code, stdout } = await viommuctl('watch faults --count 2 --json');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { sequence?: string }).sequence)).toEqual([undefined, '1', '2']);
  });

  test('ends tidily at Ctrl-C and at its timeout, and says where to go on', async () => {
    harness.watching = (call) => {
      call.write(opened);
      call.write({ reports: { reports: [report(1n)] } });
    };
    const expected = { code: 0, stderr: 'viommuctl: go on with --resume 7:1\n' };
    expect(await viommuctl('watch faults', { signal: AbortSignal.timeout(500) })).toMatchObject(expected);
    expect(await viommuctl('watch faults --timeout 500ms')).toMatchObject(expected);
  });
});
