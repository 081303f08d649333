import type { EndpointWatchItem, FaultWatchItem, Report } from '../../../clients/typescript';
import { reportText } from '../../../src/cli/reports';
import { closingText, printedEndpointItem, printedReports } from '../../../src/cli/watched';

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
  stallReason: 'FAULT_REASON_UNSPECIFIED' as const,
};
const { pasid: _pasid, queueTag: _queueTag, lengthHintBytes: _lengthHintBytes, ...plainGroup } = group;

const nestedFault = {
  reason: 'FAULT_REASON_NOT_MAPPED',
  endpointId: 2,
  domainId: 1,
  iova: 0x1000n,
  access: r,
  requesterId: 2,
  virtualId: 2n,
  injected: false,
  transaction: 'TRANSACTION_KIND_UNTRANSLATED',
  synthetic: false,
} as const;
const nestedFaultText =
  'fault reason=NOT_MAPPED transaction=UNTRANSLATED iova=0x1000 access=r rid=00:00.2 virtual=0x2 domain=1 endpoint=2';
const inTables = {
  stage: 'TRANSLATION_STAGE_STAGE1',
  attachedDomainId: 2,
  tableAccess: false,
  tableWrite: false,
} as const;
const behind = {
  stage: 'TRANSLATION_STAGE_STAGE2',
  attachedDomainId: 2,
  guestPhysicalAddress: 0xffff_ffff_ffff_ffffn,
  tableAccess: true,
  tableWrite: false,
} as const;

const reports: [string, Report, string][] = [
  [
    'a group says whose and which it is, and its pages',
    { ...base, record: 'pageRequestGroup', pageRequestGroup: group },
    'page-request cookie=0xa0b000000000001 device=0xcafe rid=01:01.0 virtual=0x108 pasid=0 prgi=3 domain=1 ' +
      'endpoint=2 generation=4 queue=5 length=6000 pages=0xfffffffffffff000:rw,0x1000:r redelivery',
  ],
  [
    'a stalled access has a tag instead of an index, and the reason',
    {
      ...base,
      record: 'pageRequestGroup',
      pageRequestGroup: {
        ...plainGroup,
        pages: [{ iova: 0x1000n, permissions: r }],
        redelivery: false,
        stallTag: 0,
        stallReason: 'FAULT_REASON_PERMISSION',
      },
    },
    'page-request cookie=0xa0b000000000001 device=0xcafe rid=01:01.0 virtual=0x108 stall=0 reason=PERMISSION domain=1 ' +
      'endpoint=2 generation=4 pages=0x1000:r',
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
        transaction: 'TRANSACTION_KIND_UNSPECIFIED',
        nested: null,
        synthetic: false,
      },
    },
    'fault reason=NOT_ATTACHED iova=0x0 access=r rid=00:00.2 virtual=0x2 endpoint=2 injected',
  ],
  [
    'a fault says which kind of transaction it was',
    {
      ...base,
      record: 'faultEvent',
      faultEvent: {
        reason: 'FAULT_REASON_CONTEXT_INVALID',
        endpointId: 2,
        access: rw,
        requesterId: 2,
        virtualId: 2n,
        injected: false,
        rawCode: 0x39,
        transaction: 'TRANSACTION_KIND_PAGE_REQUEST',
        nested: null,
        synthetic: false,
      },
    },
    'fault reason=CONTEXT_INVALID transaction=PAGE_REQUEST access=rw rid=00:00.2 virtual=0x2 endpoint=2 raw=0x39',
  ],
  [
    "a fault of a guest's tables says at which entry",
    {
      ...base,
      record: 'faultEvent',
      faultEvent: { ...nestedFault, nested: { ...inTables, level: -1, entryAddress: 0n } },
    },
    `${nestedFaultText} stage=1 attached=2 level=-1 entry=0x0`,
  ],
  [
    'a table that was to be written and could not be',
    { ...base, record: 'faultEvent', faultEvent: { ...nestedFault, nested: { ...inTables, tableWrite: true } } },
    `${nestedFaultText} stage=1 attached=2 table=write`,
  ],
  [
    'a fault of stage 2 says which address it did not translate',
    { ...base, record: 'faultEvent', faultEvent: { ...nestedFault, nested: { ...behind, tableAccess: false } } },
    `${nestedFaultText} stage=2 attached=2 guest=0xffffffffffffffff`,
  ],
  [
    "a fault of stage 2 says that it was for a table's entry, and whether that was to be written",
    {
      ...base,
      record: 'faultEvent',
      faultEvent: { ...nestedFault, nested: { ...behind, level: 3, entryAddress: 8n } },
    },
    `${nestedFaultText} stage=2 attached=2 guest=0xffffffffffffffff table=read level=3 entry=0x8`,
  ],
  [
    'and whether that was to be written',
    { ...base, record: 'faultEvent', faultEvent: { ...nestedFault, nested: { ...behind, tableWrite: true } } },
    `${nestedFaultText} stage=2 attached=2 guest=0xffffffffffffffff table=write`,
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
        rawCode: 0,
        outcome: 'PAGE_RESPONSE_OUTCOME_HELD_FOR_ENDPOINT',
        effect: 'RESPONSE_EFFECT_UNSPECIFIED',
        sentCode: 'PAGE_RESPONSE_CODE_UNSPECIFIED',
        carriedPasid: false,
      },
    },
    'answered cookie=0x10000000000 code=SUCCESS raw=0x0 outcome=HELD_FOR_ENDPOINT domain=1 endpoint=2 group=#9',
  ],
  [
    'an answer says what it did, and what was sent when that is another code',
    {
      ...base,
      record: 'groupAnswered',
      groupAnswered: {
        groupCookie: 1n << 40n,
        groupSequence: 9n,
        domainId: 1,
        endpointId: 2,
        code: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE',
        rawCode: 7,
        outcome: 'PAGE_RESPONSE_OUTCOME_SENT',
        effect: 'RESPONSE_EFFECT_REQUEST_FAILED',
        sentCode: 'PAGE_RESPONSE_CODE_INVALID_REQUEST',
        carriedPasid: true,
      },
    },
    'answered cookie=0x10000000000 code=RESPONSE_FAILURE raw=0x7 sent=INVALID_REQUEST outcome=SENT ' +
      'effect=REQUEST_FAILED with-pasid domain=1 endpoint=2 group=#9',
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
        effect: 'RESPONSE_EFFECT_REQUEST_FAILED',
        carriedPasid: true,
        pasid: 0,
        forUnclosedGroup: true,
      },
    },
    'answered-automatically code=INVALID_REQUEST cause=NO_DOMAIN rule=R-AUTO-40 effect=REQUEST_FAILED with-pasid ' +
      'pasid=0 prgi=0 endpoint=2 unclosed',
  ],
  [
    'an automatic answer to a stalled access',
    {
      ...base,
      record: 'automaticAnswer',
      automaticAnswer: {
        cause: 'END_CAUSE_DETACH',
        rule: 'R-AUTO-43',
        endpointId: 2,
        prgi: 0,
        stallTag: 5,
        code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST',
        injected: false,
        virtualId: 2n,
        effect: 'RESPONSE_EFFECT_STALL_ABORTED',
        carriedPasid: false,
        forUnclosedGroup: false,
        groupCookie: 5n,
        groupSequence: 4n,
      },
    },
    'answered-automatically code=INVALID_REQUEST cause=DETACH rule=R-AUTO-43 effect=STALL_ABORTED cookie=0x5 stall=5 ' +
      'endpoint=2 group=#4',
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
        virtualId: 2n,
        attachmentGeneration: 4,
        prgi: 6,
        queueTag: 0,
        injected: false,
      },
    },
    'discarded cookie=0x5 cause=FUNCTION_RESET rule=R-AUTO-42 prgi=6 queue=0 domain=1 endpoint=2 group=#4',
  ],
  [
    'a stalled access that was discarded',
    {
      ...base,
      record: 'groupDiscarded',
      groupDiscarded: {
        cause: 'END_CAUSE_CHANNEL_LOST',
        rule: 'V-CHANNEL-LOST',
        groupCookie: 5n,
        groupSequence: 4n,
        domainId: 1,
        endpointId: 2,
        virtualId: 2n,
        prgi: 0,
        stallTag: 3,
        injected: false,
      },
    },
    'discarded cookie=0x5 cause=CHANNEL_LOST rule=V-CHANNEL-LOST stall=3 domain=1 endpoint=2 group=#4',
  ],
  [
    'a group that was discarded before it was queued',
    {
      ...base,
      record: 'groupDiscarded',
      groupDiscarded: {
        cause: 'END_CAUSE_QUEUE_OVERFLOW',
        rule: 'R-AUTO-31',
        endpointId: 2,
        virtualId: 2n,
        deviceCookie: 0xcafen,
        pasid: 0,
        prgi: 6,
        injected: true,
      },
    },
    'discarded cause=QUEUE_OVERFLOW rule=R-AUTO-31 device=0xcafe pasid=0 prgi=6 endpoint=2 injected',
  ],
  [
    'a Stop Marker',
    {
      ...base,
      record: 'stopMarker',
      stopMarker: {
        endpointId: 2,
        pasid: 5,
        prgi: 0,
        domainId: 1,
        deviceCookie: 0xcafen,
        attachmentGeneration: 4,
        virtualId: 2n,
        injected: false,
        droppedCause: 'END_CAUSE_UNSPECIFIED',
        rule: '',
      },
    },
    'stop-marker endpoint=2 pasid=5 prgi=0 device=0xcafe domain=1 generation=4',
  ],
  [
    'a Stop Marker that was dropped',
    {
      ...base,
      record: 'stopMarker',
      stopMarker: {
        endpointId: 2,
        prgi: 0,
        virtualId: 2n,
        injected: true,
        droppedCause: 'END_CAUSE_QUEUE_OVERFLOW',
        rule: 'R-PRI-43',
      },
    },
    'stop-marker endpoint=2 prgi=0 dropped=QUEUE_OVERFLOW rule=R-PRI-43 injected',
  ],
  [
    'an overflow that began',
    {
      ...base,
      record: 'queueOverflow',
      queueOverflow: {
        domainId: 1,
        active: true,
        rule: 'R-AUTO-20',
        endpointId: 2,
        sticky: true,
        groupCount: 1n,
        pageCount: 0n,
      },
    },
    'overflow-began domain=1 rule=R-AUTO-20 endpoint=2 sticky groups=1 requests=0',
  ],
  [
    'an overflow that ended',
    {
      ...base,
      record: 'queueOverflow',
      queueOverflow: {
        domainId: 1,
        active: false,
        rule: 'R-AUTO-08',
        endpointId: 0,
        sticky: false,
        groupCount: 7n,
        pageCount: 3n,
      },
    },
    'overflow-ended domain=1 rule=R-AUTO-08 groups=7 requests=3',
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
    {
      ...base,
      record: 'violation',
      violation: {
        rule: 'R-INV-04',
        endpointId: 2,
        detail: 'late',
        itag: 3,
        culprit: 'CULPRIT_ENDPOINT',
        onPurpose: false,
      },
    },
    'violation rule=R-INV-04 by=ENDPOINT endpoint=2 itag=3: late',
  ],
  [
    'a violation that was asked for',
    {
      ...base,
      record: 'violation',
      violation: {
        rule: 'R-PRI-13',
        endpointId: 2,
        detail: 'off',
        pasid: 0,
        prgi: 1,
        culprit: 'CULPRIT_VMM',
        onPurpose: true,
      },
    },
    'violation rule=R-PRI-13 by=VMM endpoint=2 pasid=0 prgi=1 on-purpose: off',
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
        causedByEndpointId: 0,
      },
    },
    'endpoint-changed change=PRI_FAILED endpoint=2 state=ACTIVE generation=1',
  ],
  [
    'an endpoint that another one changed, and what that cost',
    {
      ...base,
      record: 'endpointChanged',
      endpointChanged: {
        endpointId: 2,
        change: 'ENDPOINT_CHANGE_KIND_PASID_STOPPED',
        state: 'ENDPOINT_STATE_ACTIVE',
        endpointGeneration: 1,
        pasid: 0,
        causedByEndpointId: 7,
        droppedMessageCount: 3n,
      },
    },
    'endpoint-changed change=PASID_STOPPED endpoint=2 state=ACTIVE generation=1 pasid=0 caused-by=7 dropped=3',
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
          effect: 'RESPONSE_EFFECT_UNSPECIFIED',
          redelivery: false,
        },
      },
      'page-response prgi=1 pasid=2 code=RESPONSE_FAILURE raw=0xf cookie=0x9 injected',
    ],
    [
      {
        ...time,
        kind: 'pageResponse',
        pageResponse: {
          prgi: 0,
          stallTag: 3,
          code: 'PAGE_RESPONSE_CODE_SUCCESS',
          rawCode: 0,
          injected: false,
          groupCookie: 9n,
          effect: 'RESPONSE_EFFECT_STALL_RETRIED',
          queueTag: 7,
          lengthHintBytes: 64n,
          redelivery: true,
        },
      },
      'page-response stall=3 code=SUCCESS raw=0x0 cookie=0x9 effect=STALL_RETRIED queue=7 length=64 redelivery',
    ],
    [
      {
        ...time,
        kind: 'invalidationRequest',
        invalidationRequest: { itag: 31, range, global: false, encodedRange: null },
      },
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
