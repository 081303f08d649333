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
