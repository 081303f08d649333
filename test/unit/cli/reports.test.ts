import type { EndpointWatchItem, FaultWatchItem, Report } from '../../../clients/typescript';
import { closingText, printedEndpointItem, printedReports, reportText } from '../../../src/cli/reports';

const rw = { read: true, write: true, execute: false, privileged: false };
const r = { ...rw, write: false };
const base = { sequence: 12n, timeNs: 1_234_567_890n };

const group = {
  groupCookie: 0x0a0b_0000_0000_0001n,
  domainId: 1,
  endpointId: 2,
  deviceCookie: 0xcafen,
  pasid: 0,
  prgi: 3,
  pages: [
    { iova: 0xffff_ffff_ffff_f000n, permissions: rw },
    { iova: 0x1000n, permissions: r },
  ],
  requesterId: 0x108,
  virtualId: 0x108n,
  attachmentGeneration: 4,
  queueTag: 5,
  lengthHintBytes: 6000n,
  injected: false,
  redelivery: true,
};

const reports: [string, Report, string][] = [
  [
    'a group says whose and which it is, and its pages',
    { ...base, record: 'pageRequestGroup', pageRequestGroup: group },
    'page-request cookie=0xa0b000000000001 device=0xcafe rid=01:01.0 virtual=0x108 pasid=0 prgi=3 domain=1 ' +
      'endpoint=2 generation=4 queue=5 length=6000 pages=0xfffffffffffff000:rw,0x1000:r redelivery',
  ],
  [
    'a fault leaves out what it does not have',
    {
      ...base,
      record: 'faultEvent',
      faultEvent: {
        reason: 'FAULT_REASON_NOT_ATTACHED',
        endpointId: 2,
        iova: 0n,
        access: r,
        requesterId: 2,
        virtualId: 2n,
        injected: true,
      },
    },
    'fault reason=NOT_ATTACHED iova=0x0 access=r rid=00:00.2 virtual=0x2 endpoint=2 injected',
  ],
  [
    'an answer',
    {
      ...base,
      record: 'groupAnswered',
      groupAnswered: {
        groupCookie: 1n << 40n,
        groupSequence: 9n,
        domainId: 1,
        endpointId: 2,
        code: 'PAGE_RESPONSE_CODE_SUCCESS',
        outcome: 'PAGE_RESPONSE_OUTCOME_SENT',
      },
    },
    'answered cookie=0x10000000000 code=SUCCESS outcome=SENT domain=1 endpoint=2 group=#9',
  ],
  [
    'an automatic answer names its rule',
    {
      ...base,
      record: 'automaticAnswer',
      automaticAnswer: {
        cause: 'END_CAUSE_NO_DOMAIN',
        rule: 'R-AUTO-40',
        endpointId: 2,
        prgi: 0,
        code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST',
        injected: false,
        virtualId: 2n,
      },
    },
    'answered-automatically code=INVALID_REQUEST cause=NO_DOMAIN rule=R-AUTO-40 prgi=0 endpoint=2',
  ],
  [
    'a group that was discarded',
    {
      ...base,
      record: 'groupDiscarded',
      groupDiscarded: {
        cause: 'END_CAUSE_FUNCTION_RESET',
        rule: 'R-AUTO-42',
        groupCookie: 5n,
        groupSequence: 4n,
        domainId: 1,
        endpointId: 2,
      },
    },
    'discarded cookie=0x5 cause=FUNCTION_RESET rule=R-AUTO-42 domain=1 endpoint=2 group=#4',
  ],
  [
    'partials that were dropped',
    {
      ...base,
      record: 'partialsDropped',
      partialsDropped: {
        cause: 'END_CAUSE_DETACH',
        rule: 'R-AUTO-43',
        endpointId: 2,
        pageRequestCount: 7n,
        groupCount: 2n,
      },
    },
    'partials-dropped requests=7 groups=2 cause=DETACH rule=R-AUTO-43 endpoint=2',
  ],
  [
    'a violation',
    { ...base, record: 'violation', violation: { rule: 'R-INV-04', endpointId: 2, detail: 'late', itag: 3 } },
    'violation rule=R-INV-04 endpoint=2 itag=3: late',
  ],
  [
    'an operation names the endpoints that did not complete',
    {
      ...base,
      record: 'operationEnded',
      operationEnded: {
        operationId: 1n << 40n,
        kind: 'OPERATION_KIND_UNMAP',
        outcome: 'OPERATION_OUTCOME_TIMED_OUT',
        endpoints: [{ endpointId: 2, outcome: 'OPERATION_OUTCOME_TIMED_OUT' }],
        beginTimeNs: 1n,
        endTimeNs: 90_000_000_001n,
      },
    },
    'operation-ended operation=0x10000000000 kind=UNMAP outcome=TIMED_OUT took=90.000000000s endpoints=2:TIMED_OUT',
  ],
  [
    'an endpoint that changed',
    {
      ...base,
      record: 'endpointChanged',
      endpointChanged: {
        endpointId: 2,
        change: 'ENDPOINT_CHANGE_KIND_PRI_FAILED',
        state: 'ENDPOINT_STATE_ACTIVE',
        endpointGeneration: 1,
        droppedMessageCount: 0n,
      },
    },
    'endpoint-changed change=PRI_FAILED endpoint=2 state=ACTIVE generation=1',
  ],
  ['something of a newer server', { ...base }, 'a report of a newer server'],
];

test.each(reports)('%s', (_name, report, text) => {
  expect(reportText(report)).toBe(`#12 1.234567890s ${text}`);
});

describe('a watch of faults', () => {
  const texts = (item: FaultWatchItem): string[] => printedReports(item).map(({ text }) => text);

  test('begins with what it holds', () => {
    const opened = {
      viommuId: 'vm0',
      epoch: 7,
      nextSequence: 3n,
      oldestSequence: 1n,
      resumeOutcome: 'RESUME_OUTCOME_RESUMED',
      controlledDomainIds: [1, 2],
      credits: 64,
    } as const;
    expect(texts({ kind: 'opened', opened: { ...opened, controlledDomainIds: [1, 2] } })).toEqual([
      'opened viommu=vm0 epoch=7 next=#3 resume=RESUMED controls=1,2 credits=64',
    ]);
  });

  test('has a line for each report, and counts only them', () => {
    const list = reports.map(([, report]) => report);
    const printed = printedReports({ kind: 'reports', reports: list });
    expect(printed).toHaveLength(list.length);
    expect(printed.every(({ counts }) => counts)).toBe(true);
  });

  test('says what it does not get, and nothing about heartbeats', () => {
    expect(texts({ kind: 'skipped', skipped: { first: 2n, last: 9n, reason: 'SKIP_REASON_FILTERED' } })).toEqual([
      'skipped #2-#9 FILTERED',
    ]);
    expect(texts({ kind: 'heartbeat', heartbeat: { timeNs: 1n, sequence: 2n } })).toEqual([]);
  });

  test('ends with where to go on', () => {
    const reason = 'CLOSING_REASON_SERVER_STOPPING';
    expect(closingText({ reason, resume: { epoch: 7, sequence: 9n } })).toBe(
      'closing reason=SERVER_STOPPING resume=7:9',
    );
    expect(closingText({ reason, resume: null })).toBe('closing reason=SERVER_STOPPING');
  });
});

test('what an endpoint receives', () => {
  const time = { sequence: 3n, timeNs: 5n };
  const range = { first: 0x1000n, last: 0x1fffn };
  const items: [EndpointWatchItem, string][] = [
    [
      {
        ...time,
        kind: 'pageResponse',
        pageResponse: {
          prgi: 1,
          pasid: 2,
          code: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE',
          rawCode: 15,
          injected: true,
          groupCookie: 9n,
        },
      },
      'page-response prgi=1 pasid=2 code=RESPONSE_FAILURE raw=0xf cookie=0x9 injected',
    ],
    [
      { ...time, kind: 'invalidationRequest', invalidationRequest: { itag: 31, range } },
      'invalidation-request itag=31 range=0x1000-0x1fff',
    ],
    [
      {
        ...time,
        kind: 'invalidationEnded',
        invalidationEnded: { itag: 31, outcome: 'OPERATION_OUTCOME_COMPLETED' },
      },
      'invalidation-ended itag=31 outcome=COMPLETED',
    ],
  ];
  for (const [item, text] of items) {
    const [printed] = printedEndpointItem(item);
    expect(printed?.text).toBe(`#3 0.000000005s ${text}`);
    expect(printed?.message).not.toHaveProperty('kind');
  }
  expect(printedEndpointItem({ sequence: 0n, timeNs: 0n, kind: 'skipped', skipped: { count: 2n } })[0]?.text).toBe(
    'skipped count=2',
  );
});
