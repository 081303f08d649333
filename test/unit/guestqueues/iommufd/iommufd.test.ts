import { findCodec } from '../../../../src/codecs/registry';
import type { Given } from '../../../../src/codecs/layout';
import type { QueueKind } from '../../../../src/model/guest-queue';
import { NO_PASID } from '../../../../src/model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../../../../src/model/permissions';
import type { ProfileName } from '../../../../src/model/viommu';
import { bytesFrom, vectorsOf } from '../../codecs/support';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, makeStage, turn, VIRTUAL_ID } from '../stage';

const FAULTS = 'IOMMUFD_PAGE_FAULT';
const RESPONSES = 'IOMMUFD_PAGE_RESPONSE';
const INVALIDATE = 'IOMMUFD_INVALIDATE';
const EVENTS = 'IOMMUFD_VEVENT';

const X86_TABLES = {
  format: 'X86_64',
  root: 0x1_0000n,
  levels: 4,
  outputWidthBits: 46,
  gigabytePages: true,
  executeDisable: true,
  writeProtect: true,
  supervisorExecuteProtection: false,
  extendedAccessed: false,
} as const;

/** A stage whose queues of iommufd are on. */
function iommufdStage(profile: ProfileName) {
  const on = makeStage(profile);
  const codecOf = (architecture: string, queue: string) => {
    const codec = findCodec(architecture, queue);
    if (typeof codec === 'string') throw new Error(codec);
    return codec;
  };
  const bytesOf = (architecture: string, queue: string, kind: string, fields: Given): Uint8Array => {
    const encoded = codecOf(architecture, queue).encode({ kind, fields: fields as never });
    if (!encoded.ok) throw new Error(encoded.message);
    return encoded.bytes;
  };
  const raw = (kind: QueueKind, max = 4096) => now(on.host.guestQueues.read(kind, max)).records.map(({ data }) => data);
  on.control(FAULTS, { enabled: true });
  return {
    ...on,
    codecOf,
    bytesOf,
    raw,
    /** Page faults, by group, field by field. */
    groups: () =>
      raw(FAULTS).map((data) =>
        Array.from({ length: data.length / 40 }, (_, index) =>
          codecOf('iommufd', 'pgfault').decode(data.slice(index * 40, index * 40 + 40)),
        ),
      ),
    answer: (...answers: [cookie: number, code: number][]) =>
      on.submit(
        Buffer.concat(
          answers.map(([cookie, code]) => bytesOf('iommufd', 'page_response', 'page_response', { cookie, code })),
        ),
        RESPONSES,
      ).result,
    pending: () => on.core((iommu) => iommu.pendingGroupCount),
    misses: (iova = 0x9000n) =>
      on.core((iommu) =>
        iommu.injectFault({ endpointId: ENDPOINT, pasid: NO_PASID, reason: 'NOT_MAPPED', iova, access: READ }),
      ),
    lookups: () => on.core((iommu) => iommu.outstandingInvalidations(ENDPOINT, 0, 10)),
  };
}

describe('page faults', () => {
  test('a group is one record, whose members have one cookie, and only the last of which says so', () => {
    const on = iommufdStage('GENERIC');
    const pages = [
      { page: 2, permissions: READ | WRITE, prgi: 7, pasid: 5, last: false },
      { page: 9, permissions: READ | EXECUTE | PRIVILEGED, prgi: 7, pasid: 5, last: true },
    ];
    on.core((iommu) => {
      iommu.attach(ENDPOINT, 5, DOMAIN, 0n);
      return iommu.submitPageRequests('HOSTED', ENDPOINT, pages, 'STOP');
    });
    on.request(8);
    const common = { dev_id: ENDPOINT, length: 0 };
    expect(on.groups()).toMatchObject([
      [
        { fields: { ...common, flags: 1, pasid: 5, grpid: 7, perm: 3, addr: 0x2000n, cookie: 1 } },
        { fields: { ...common, flags: 3, pasid: 5, grpid: 7, perm: 13, addr: 0x9000n, cookie: 1 } },
      ],
      [{ fields: { ...common, flags: 2, pasid: 0, grpid: 8, perm: 3, addr: 0x2000n, cookie: 2 } }],
    ]);
  });

  test('are as the definitions of Linux and QEMU compile to', () => {
    const on = iommufdStage('GENERIC');
    on.request(1);
    on.core((iommu) => {
      iommu.attach(ENDPOINT, 0xf_ffff, DOMAIN, 0n);
      const permissions = READ | EXECUTE | PRIVILEGED;
      return iommu.submitPageRequests(
        'HOSTED',
        ENDPOINT,
        [{ page: 0x400, permissions, prgi: 0, pasid: 0xf_ffff, last: true }],
        'STOP',
      );
    });
    const golden = vectorsOf('iommufd', 'pgfault').find(({ id }) => id === 'iommufd.pgfault.exec_priv')!;
    expect(on.raw(FAULTS)[1]).toEqual(bytesFrom(golden.hex));
  });

  test('a group that ends before it is read is never seen, and its cookie is not used again', () => {
    const on = iommufdStage('GENERIC');
    on.request(1);
    on.core((iommu) => iommu.drain({ endpointId: ENDPOINT }));
    on.request(2);
    expect(on.groups()).toMatchObject([[{ fields: { grpid: 2, cookie: 2 } }]]);
    expect(on.answer([1, 0])).toMatchObject({ consumed: 0, results: [{ outcome: 'ILLEGAL' }] });
  });
});

describe('page responses', () => {
  test.each([
    ['SUCCESS', 0],
    ['INVALID_REQUEST', 1],
  ])('%s reaches the endpoint', (code, rawCode) => {
    const on = iommufdStage('GENERIC');
    on.request(1);
    on.groups();
    expect(on.answer([1, rawCode])).toMatchObject({ consumed: 1, results: [], stopped: false });
    expect(on.pending()).toBe(0);
    const answers = on.core((iommu) =>
      Array.from({ length: Number(iommu.reportCount) }, (_, index) =>
        iommu.report(iommu.oldestSequence + BigInt(index)),
      ),
    );
    expect(answers.map((report) => report?.record)).toContainEqual(
      expect.objectContaining({ kind: 'GROUP_ANSWERED', code }),
    );
  });

  test.each<[string, [number, number]]>([
    ['a code that there is not', [2, 2]],
    ['a cookie that nobody has', [77, 0]],
    ['a cookie that was answered just now', [1, 0]],
    ['cookie 0', [0, 0]],
  ])('%s ends the call: those before it count, those behind it are not looked at', (_what, bad) => {
    const on = iommufdStage('GENERIC');
    on.request(1);
    on.request(2);
    on.groups();
    expect(on.answer([1, 0], bad, [2, 0], [2, 1])).toMatchObject({
      consumed: 1,
      stopped: false,
      results: [
        { index: 1, outcome: 'ILLEGAL', detail: expect.stringContaining('EINVAL') as string },
        { index: 2, outcome: 'NOT_CONSUMED' },
        { index: 3, outcome: 'NOT_CONSUMED' },
      ],
    });
    expect(on.pending()).toBe(1);
    expect(on.answer([2, 1])).toMatchObject({ consumed: 1, results: [] });
    expect(on.pending()).toBe(0);
  });

  test('a group that ended by itself is nobody’s any more', () => {
    const on = iommufdStage('RISCV');
    on.request(1);
    on.groups();
    on.core((iommu) => iommu.drain({ endpointId: ENDPOINT }));
    expect(on.answer([1, 0])).toMatchObject({ consumed: 0, results: [{ outcome: 'ILLEGAL' }] });
  });
});

describe('VT-d first-stage invalidations', () => {
  const NESTED = 2;

  /** A stage whose endpoint holds page 1 through a nested domain. */
  function nested() {
    const on = iommufdStage('VTD');
    on.core((iommu) => {
      iommu.createDomain(NESTED, {
        kind: 'NESTED',
        pageRequests: true,
        nested: {
          stage2DomainId: undefined,
          tables: X86_TABLES,
          tableUpdates: 'NEVER',
        },
      });
    });
    on.control(INVALIDATE, { registers: [{ name: 'hwpt_id', value: BigInt(NESTED) }] });
    const entry = (fields: Given) =>
      on.submit(on.bytesOf('iommufd', 'hwpt_vtd_s1_invalidate', 'hwpt_vtd_s1_invalidate', fields), INVALIDATE).result;
    return { ...on, entry };
  }

  test.each<[string, Given, string | undefined]>([
    ['pages', { addr: 0x1000n, npages: 2n, flags: 1 }, undefined],
    ['everything', { addr: 0n, npages: 2n ** 64n - 1n }, undefined],
    ['nothing', { addr: 0x1000n, npages: 0n }, undefined],
    ['an unknown flag', { npages: 1n, flags: 2 }, 'EOPNOTSUPP'],
    ['an address inside of a page', { addr: 0x1800n, npages: 1n }, 'EINVAL'],
    ['everything from somewhere', { addr: 0x1000n, npages: 2n ** 64n - 1n }, 'EINVAL'],
  ])('%s', (_what, fields, error) => {
    const result = nested().entry(fields);
    expect(result?.consumed).toBe(error === undefined ? 1 : 0);
    expect(result?.results[0]?.detail ?? '').toContain(error ?? '');
  });

  test('need a nested domain', () => {
    const on = nested();
    on.control(INVALIDATE, { registers: [{ name: 'hwpt_id', value: BigInt(DOMAIN) }] });
    expect(on.entry({ npages: 1n })?.results[0]?.detail).toContain('EINVAL');
    on.control(INVALIDATE, { registers: [{ name: 'hwpt_id', value: 99n }] });
    expect(on.entry({ npages: 1n })?.results[0]?.detail).toContain('ENOENT');
  });
});

describe('SMMUv3 invalidations', () => {
  const command = (on: ReturnType<typeof iommufdStage>, kind: string, fields: Given = {}) =>
    on.bytesOf('smmuv3', 'cmdq', kind, fields);

  test.each(['CMD_TLBI_NSNH_ALL', 'CMD_TLBI_NH_ALL', 'CMD_TLBI_NH_ASID', 'CMD_TLBI_NH_VA', 'CMD_TLBI_NH_VAA'])(
    '%s is handed on',
    (kind) => {
      const on = iommufdStage('SMMUV3');
      expect(on.submit(command(on, kind), INVALIDATE).result).toMatchObject({ consumed: 1, results: [] });
    },
  );

  test.each(['CMD_CFGI_CD', 'CMD_CFGI_CD_ALL'])('%s is told to the VMM', (kind) => {
    const on = iommufdStage('SMMUV3');
    expect(on.submit(command(on, kind, { sid: VIRTUAL_ID }), INVALIDATE).result).toMatchObject({
      consumed: 1,
      results: [{ outcome: 'COMPLETED', scope: { kind: 'PASID', devices: { first: BigInt(VIRTUAL_ID) } } }],
    });
  });

  test.each([
    ['CMD_SYNC', {}],
    ['CMD_CFGI_STE', { sid: VIRTUAL_ID }],
    ['CMD_TLBI_S12_VMALL', {}],
    ['CMD_PRI_RESP', { sid: VIRTUAL_ID }],
    ['CMD_CFGI_CD', { sid: 0x999 }],
    ['CMD_ATC_INV', { sid: 0x999 }],
  ])('%s %j is EIO, and ends the call', (kind, fields) => {
    const on = iommufdStage('SMMUV3');
    const all = command(on, 'CMD_TLBI_NH_ALL');
    expect(on.submit(Buffer.concat([all, command(on, kind, fields), all]), INVALIDATE).result).toMatchObject({
      consumed: 1,
      stopped: false,
      results: [
        { index: 1, outcome: 'ILLEGAL', detail: expect.stringContaining('EIO') as string },
        { index: 2, outcome: 'NOT_CONSUMED' },
      ],
    });
  });

  test('the guest’s VMID is not the host’s: whatever it says, the translations are forgotten', () => {
    const on = iommufdStage('SMMUV3');
    const cached = () => on.core((iommu) => iommu.explain(ENDPOINT, NO_PASID, 0x1000n, READ).explanation.iotlb);
    on.core((iommu) =>
      iommu.issueDma('HOSTED', ENDPOINT, {
        addressType: 'UNTRANSLATED',
        pasid: NO_PASID,
        address: 0x1000n,
        transfer: { kind: 'READ', length: 8 },
      }),
    );
    const before = cached();
    on.submit(command(on, 'CMD_TLBI_NH_ALL', { vmid: 77 }), 'COMMAND');
    expect(cached()).toEqual(before);
    on.submit(command(on, 'CMD_TLBI_NH_ALL', { vmid: 77 }), INVALIDATE);
    expect(cached()).not.toEqual(before);
  });

  test('CMD_ATC_INV ends when the endpoint has completed it', async () => {
    const on = iommufdStage('SMMUV3');
    on.grant();
    const ended = on.submit(command(on, 'CMD_ATC_INV', { sid: VIRTUAL_ID, addr: 0x1000n }), INVALIDATE);
    expect(ended.result).toBeUndefined();
    on.complete(0);
    await turn();
    expect(ended.result).toMatchObject({ consumed: 1, results: [] });
  });
});

describe('events', () => {
  const header = (on: ReturnType<typeof iommufdStage>, data: Uint8Array) =>
    on.codecOf('iommufd', 'vevent_header').decode(data.slice(0, 8));

  test('each stands behind a header, with the virtual id', () => {
    const on = iommufdStage('SMMUV3');
    on.control(EVENTS, { enabled: true });
    on.misses();
    on.misses(0xa000n);
    const read = on.raw(EVENTS);
    expect(read.map((data) => [data.length, header(on, data)])).toMatchObject([
      [40, { fields: { header_flags: 0, sequence: 0 } }],
      [40, { fields: { header_flags: 0, sequence: 1 } }],
    ]);
    expect(on.codec('evtq').decode(read[1]!.slice(8))).toMatchObject({
      kind: 'F_TRANSLATION',
      fields: { sid: VIRTUAL_ID, input_addr: 0xa000n },
    });
  });

  test('what is lost leaves a gap; while it is the latest, a header alone says so, once', () => {
    const on = iommufdStage('SMMUV3');
    on.control(EVENTS, { enabled: true, registers: [{ name: 'veventq_depth', value: 1n }] });
    on.misses();
    on.misses();
    on.misses();
    const first = on.raw(EVENTS, 1);
    expect(first.map((data) => header(on, data))).toMatchObject([{ fields: { header_flags: 0, sequence: 0 } }]);
    const alone = on.raw(EVENTS);
    expect(alone.map((data) => [data.length, header(on, data)])).toMatchObject([
      [8, { fields: { header_flags: 1, sequence: 2 } }],
    ]);
    expect(on.raw(EVENTS)).toEqual([]);
    on.misses();
    on.misses();
    on.raw(EVENTS, 1);
    on.misses();
    expect(on.raw(EVENTS).map((data) => header(on, data))).toMatchObject([
      { fields: { header_flags: 0, sequence: 5 } },
    ]);
  });

  test('those that a host keeps for itself are not told', () => {
    const on = iommufdStage('SMMUV3');
    on.control(EVENTS, { enabled: true });
    on.core((iommu) =>
      iommu.injectFault({ endpointId: ENDPOINT, pasid: NO_PASID, reason: 'NOT_MAPPED', rawCode: 0x0b }),
    );
    on.core((iommu) =>
      iommu.injectFault({ endpointId: ENDPOINT, pasid: NO_PASID, reason: 'NOT_MAPPED', rawCode: 0x04 }),
    );
    expect(on.raw(EVENTS).map((data) => data[8])).toEqual([0x04]);
  });

  test('an access that stalls is a page fault, with its tag as the index, and a group of its own', () => {
    const on = iommufdStage('SMMUV3');
    on.control(EVENTS, { enabled: true });
    on.core((iommu) => {
      iommu.createEndpoint(2, { kind: 'PLATFORM', virtualId: 0x200n, stall: {} });
      iommu.attach(2, NO_PASID, DOMAIN, 0n);
      iommu.issueDma('HOSTED', 2, {
        addressType: 'UNTRANSLATED',
        pasid: NO_PASID,
        address: 0x9000n,
        transfer: { kind: 'READ', length: 8 },
      });
    });
    const fault = on.groups()[0]![0]!;
    expect(fault).toMatchObject({ fields: { dev_id: 2, flags: 2, grpid: 0, perm: 1, addr: 0x9000n, cookie: 1 } });
    expect(on.raw(EVENTS)).toEqual([]);
    expect(on.answer([1, 1])).toMatchObject({ consumed: 1, results: [] });
    expect(on.pending()).toBe(0);
  });
});

test('a profile has them beside its own queues, as far as it has page requests', () => {
  const kinds = (profile: ProfileName) => now(makeStage(profile).host.guestQueues.views()).map(({ kind }) => kind);
  expect(kinds('GENERIC')).toEqual([RESPONSES, FAULTS]);
  expect(kinds('VIRTIO')).toEqual(['COMMAND', 'EVENT']);
  expect(kinds('SMMUV3')).toEqual(['COMMAND', RESPONSES, INVALIDATE, 'PAGE_REQUEST', 'EVENT', FAULTS, EVENTS]);
  expect(kinds('VTD')).toEqual(['COMMAND', RESPONSES, INVALIDATE, 'PAGE_REQUEST', 'EVENT', FAULTS]);
});
