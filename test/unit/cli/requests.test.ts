import { Harness, type Message } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

beforeAll(() => harness.server.start());
afterAll(() => harness.server.stop());
beforeEach(() => harness.forget());

const batch = { failures: [], notExecutedCount: 0 };
const r = { read: true, write: false, execute: false, privileged: false };
const rw = { ...r, write: true };

describe('what is sent', () => {
  const sent: [line: string, method: string, answer: Message, request: Message][] = [
    [
      'viommu create --clock virtual --incarnation 7 --translation bypass --page-request-queue off ' +
        '--page-response-deadline 10ms --deadline-code failure --unmap-invalidates off --page-request-queue-fault on ' +
        '--answer overflow=invalid --answer no-domain=unanswered --pasid-always on --virtual-id-width 16 ' +
        '--translated-check none --partial-unmap split --granule 64K --reserve 0xfee00000+1M --reserve 0-0xffff ' +
        '--output-width 44 --limit iotlb_entries=0 --quirk merge-by-prgi --quirk answer-every-page=off --profile smmuv3 ' +
        '--preallocate-pools ' +
        '--limit max_domains=16 --limit maxMappings=0x10 --iova-width 48 --delete-after-idle 5s',
      'CreateViommu',
      { viommu: {} },
      {
        viommuId: 'vm0',
        config: {
          clock: 'CLOCK_KIND_VIRTUAL',
          incarnation: 7,
          iovaWidthBits: 48,
          outputWidthBits: 44,
          granuleBits: 16,
          reservedIovaRanges: [
            { first: 0xfee0_0000n, last: 0xfeef_ffffn },
            { first: 0n, last: 0xffffn },
          ],
          deleteAfterIdleMs: 5000n,
          limits: { maxDomains: 16n, maxMappings: 16n, iotlbEntries: 0n, _iotlbEntries: 'iotlbEntries' },
          policy: {
            translation: 'TRANSLATION_STATE_BYPASS',
            pageRequestQueueEnabled: false,
            pageResponseDeadlineNs: 10_000_000n,
            pageResponseDeadlineCode: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE',
            automaticAnswers: {
              overflow: 'AUTOMATIC_ACTION_INVALID_REQUEST',
              noDomain: 'AUTOMATIC_ACTION_UNANSWERED',
              queueOff: 'AUTOMATIC_ACTION_UNSPECIFIED',
              pasidAlways: true,
            },
            unmapInvalidates: false,
            pageRequestQueueFault: true,
            virtualIdWidthBits: 16,
            translatedRequestCheck: 'TRANSLATED_REQUEST_CHECK_NONE',
            partialUnmap: 'PARTIAL_UNMAP_SPLIT',
            quirks: { mergeByPrgi: true, _mergeByPrgi: 'mergeByPrgi', answerEveryPage: false },
          },
          profile: 'PROFILE_SMMUV3',
          preallocatePools: true,
        },
      },
    ],
    [
      'viommu update --translation on',
      'UpdateViommu',
      { viommu: {} },
      { policy: { translation: 'TRANSLATION_STATE_ON', automaticAnswers: null, quirks: null } },
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
    [
      'endpoint create --kind platform --stall --context-ats off --suppress-faults on --reserve 0x1000+8K ' +
        '--context-ats-guest-physical on',
      'CreateEndpoint',
      { endpoint: {} },
      {
        config: {
          kind: 'ENDPOINT_KIND_PLATFORM',
          ats: null,
          pri: null,
          pasid: null,
          stall: { allowPcie: false },
          context: {
            state: 'CONTEXT_STATE_UNSPECIFIED',
            atsAllowed: false,
            suppressFaults: true,
            atsGuestPhysical: true,
          },
          reservedIovaRanges: [{ first: 0x1000n, last: 0x2fffn }],
        },
      },
    ],
    [
      'endpoint create --pri-parent 5 --on-unsupported-request stop-ats --pasid-execute off --pasid-privileged on ' +
        '--stall-retry-limit 3 --stall-pcie --context access-fault --context-page-requests off ' +
        '--context-prg-response-pasid on',
      'CreateEndpoint',
      { endpoint: {} },
      {
        config: {
          priParentEndpointId: 5,
          ats: { onUnsupportedRequest: 'UNSUPPORTED_REQUEST_REACTION_STOP_ATS' },
          pri: null,
          pasid: { executePermission: false, privilegedMode: true },
          stall: { retryLimit: 3, allowPcie: true },
          context: { state: 'CONTEXT_STATE_ACCESS_FAULT', pageRequestsAllowed: false, prgResponsePasid: true },
        },
      },
    ],
    ['endpoint create --pri', 'CreateEndpoint', { endpoint: {} }, { config: { pri: {}, stall: null, context: null } }],
    [
      'endpoint update 1 --context valid',
      'UpdateEndpoint',
      { endpoint: {} },
      { endpointId: 1, context: { state: 'CONTEXT_STATE_VALID' } },
    ],
    [
      'endpoint pri enable 1 --allocation 7 --allow-violation',
      'EnablePri',
      { endpoint: {} },
      { endpointId: 1, allocation: 7, allowViolation: true },
    ],
    ['endpoint pri reset 1 --allow-violation', 'ResetPri', { endpoint: {} }, { allowViolation: true }],
    [
      'endpoint pri clear 1 --unexpected-prgi',
      'ClearPriStatus',
      { endpoint: {} },
      { endpointId: 1, responseFailure: false, unexpectedPrgi: true },
    ],
    [
      'endpoint stop-pasid 1 0 --style stop-marker --response-timeout 1s --request-id again',
      'StopPasid',
      { endpoint: {} },
      {
        requestId: 'again',
        endpointId: 1,
        pasid: 0,
        _pasid: 'pasid',
        style: 'STOP_PASID_STYLE_STOP_MARKER',
        responseTimeoutNs: 1_000_000_000n,
      },
    ],
    [
      'domain create 1 --page-requests --overflow-policy drop-old',
      'CreateDomain',
      { domain: {} },
      { domainId: 1, pageRequests: true, overflowPolicy: 'OVERFLOW_POLICY_DROP_OLD' },
    ],
    ['domain create --dirty-tracking', 'CreateDomain', { domain: {} }, { dirtyTracking: true, nested: null }],
    [
      'domain create --kind nested --stage2 0 --table-updates always --x86 root=0x1000,levels=5,output-width=40,' +
        'gigabyte-pages=off,execute-disable=off,write-protect=off,supervisor-execute-protection=off,extended-accessed=on',
      'CreateDomain',
      { domain: {} },
      {
        kind: 'DOMAIN_KIND_NESTED',
        nested: {
          stage2DomainId: 0,
          _stage2DomainId: 'stage2DomainId',
          tableUpdates: 'TABLE_UPDATES_ALWAYS',
          tables: 'x86',
          x86: {
            root: 0x1000n,
            levels: 5,
            outputWidthBits: 40,
            gigabytePages: false,
            executeDisable: false,
            writeProtect: false,
            supervisorExecuteProtection: false,
            extendedAccessed: true,
          },
        },
      },
    ],
    [
      'domain create --aarch64-lower root=0x2000,width=48,granule=64K,top-byte-ignored=on,' +
        'hierarchical-permissions-disabled=on --aarch64-upper root=0xfffffffff000,width=39 --aarch64 output-width=52,' +
        'wide-addresses=on,hardware-access-flag=off,hardware-dirty-state=off,access-flag-faults-disabled=on,' +
        'write-execute-never=on,privileged-access-never=on,contiguous-hint-ignored=on',
      'CreateDomain',
      { domain: {} },
      {
        kind: 'DOMAIN_KIND_NESTED',
        nested: {
          tables: 'aarch64',
          aarch64: {
            lower: {
              root: 0x2000n,
              widthBits: 48,
              granuleBytes: 65_536,
              topByteIgnored: true,
              hierarchicalPermissionsDisabled: true,
            },
            upper: { root: 0xffff_ffff_f000n, widthBits: 39, granuleBytes: 0 },
            outputWidthBits: 52,
            wideAddresses: true,
            hardwareAccessFlag: false,
            hardwareDirtyState: false,
            accessFlagFaultsDisabled: true,
            writeExecuteNever: true,
            privilegedAccessNever: true,
            contiguousHintIgnored: true,
          },
        },
      },
    ],
    [
      'domain create --riscv mode=sv48x4,root=0x4000,hardware-update=off,supervisor-user-memory=on,napot=off,' +
        'memory-types=off,software-bits=on',
      'CreateDomain',
      { domain: {} },
      {
        kind: 'DOMAIN_KIND_NESTED',
        nested: {
          tables: 'riscv',
          riscv: {
            mode: 'RISCV_MODE_SV48X4',
            root: 0x4000n,
            hardwareUpdate: false,
            supervisorUserMemory: true,
            napot: false,
            memoryTypes: false,
            softwareBits: true,
          },
        },
      },
    ],
    [
      'map 2 --anywhere 0x80000000:64K:r --request-id again',
      'MapAnywhere',
      { mapping: { range: { first: 0n, last: 0xffffn } } },
      { requestId: 'again', domainId: 2, lengthBytes: 0x10000n, outputAddress: 0x8000_0000n, permissions: r },
    ],
    [
      'map 2 --anywhere 0x80000000',
      'MapAnywhere',
      { mapping: { range: { first: 0n, last: 4095n } } },
      { lengthBytes: 4096n, permissions: rw },
    ],
    ['iova-ranges 3', 'GetIovaRanges', { granuleBits: 12 }, { domainId: 3 }],
    [
      'allow 3 0x1000+4K 0-0xfff --request-id again',
      'SetAllowedIovaRanges',
      {},
      {
        requestId: 'again',
        domainId: 3,
        ranges: [
          { first: 0x1000n, last: 0x1fffn },
          { first: 0n, last: 0xfffn },
        ],
      },
    ],
    ['allow 3 --any', 'SetAllowedIovaRanges', {}, { domainId: 3, ranges: [] }],
    ['dirty on 3', 'SetDirtyTracking', {}, { domainId: 3, enabled: true }],
    ['dirty off 3 --request-id again', 'SetDirtyTracking', {}, { requestId: 'again', enabled: false }],
    [
      'memory read 0xfffffffffffffff0 16',
      'ReadGuestMemory',
      { data: Buffer.alloc(16) },
      { guestAddress: 0xffff_ffff_ffff_fff0n, lengthBytes: 16 },
    ],
    [
      'memory write 0x1000 u64:0x8000000000002003,1 --request-id again',
      'WriteGuestMemory',
      {},
      { requestId: 'again', guestAddress: 0x1000n, data: Buffer.from('03200000000000800100000000000000', 'hex') },
    ],
    ['inject fault 1 table-malformed', 'InjectFaultEvent', {}, { reason: 'FAULT_REASON_TABLE_MALFORMED' }],
    [
      'drain --domain 0 --endpoint 2 --without-pasid',
      'DrainPageRequests',
      { flushed: {} },
      { domainId: 0, _domainId: 'domainId', endpointId: 2, withoutPasid: true },
    ],
    [
      'drain --endpoint 2 --pasid 0',
      'DrainPageRequests',
      { flushed: {} },
      { endpointId: 2, pasid: 0, _pasid: 'pasid' },
    ],
    ['ack-overflow 3', 'AcknowledgeOverflow', {}, { domainId: 3 }],
    [
      'send-response 1 511 failure --pasid 0',
      'SendPageResponse',
      { effect: 'RESPONSE_EFFECT_PRI_OFF' },
      { endpointId: 1, prgi: 511, pasid: 0, _pasid: 'pasid', code: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE' },
    ],
    ['send-response 1 0 0x7', 'SendPageResponse', { effect: 'RESPONSE_EFFECT_RETRY' }, { rawCode: 7 }],
    [
      'inject exhaustion partial 0xffffffffffffffff --endpoint 4 --action unanswered',
      'InjectExhaustion',
      {},
      {
        endpointId: 4,
        stage: 'EXHAUSTION_STAGE_PARTIAL',
        count: 0xffff_ffff_ffff_ffffn,
        action: 'AUTOMATIC_ACTION_UNANSWERED',
      },
    ],
    ['violations --endpoint 0', 'ListViolations', {}, { endpointId: 0, _endpointId: 'endpointId' }],
    [
      'respond 5 terminate',
      'RespondToPageRequests',
      { sentCount: 1, ...batch },
      { responses: [{ groupCookie: 5n, stallAction: 'STALL_ACTION_TERMINATE' }] },
    ],
    [
      'page-request 1 0:- --pasid 5 --allow-violation',
      'SubmitPageRequests',
      { acceptedCount: 1, ...batch },
      {
        allowViolation: true,
        items: [{ iova: 0n, permissions: { read: false, write: false }, pasid: 5, last: true }],
      },
    ],
    [
      'inject page-requests 1 0x1000 --allow-violation',
      'InjectPageRequests',
      { acceptedCount: 1, ...batch },
      { allowViolation: true },
    ],
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
      'page-request 1 0x1000:r 0x2000 --prgi 511 --pasid 0 --length-hint 9',
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
      'inject page-requests 1 0x1000 --open',
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
    harness.answers[method] = answer;
    expect(await viommuctl(line)).toMatchObject({ code: 0, stderr: '' });
    expect(harness.asked).toHaveLength(1);
    expect(harness.asked[0]).toMatchObject({ method, request });
  });

  test('a file of guest memory is not asked for when it is anonymous', async () => {
    harness.answers['RegisterGuestMemory'] = { region: {} };
    await viommuctl('memory register 0+4K');
    expect(harness.asked[0]?.request).toMatchObject({ region: { backing: 'anonymous' } });
  });
});
