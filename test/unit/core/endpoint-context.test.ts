import { changedContext, newContext } from '../../../src/core/endpoint-context';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { ContextPatch, ContextState } from '../../../src/model/endpoint';
import type { FaultEvent, FaultReason } from '../../../src/model/fault';
import type { DmaRequest } from '../../../src/model/transfer';
import type { ProfileName, TranslatedRequestCheck } from '../../../src/model/viommu';
import { type Bench, FULL, pages, read } from './fixture';
import { refusal } from './refusal';
import { atOnce, reported, stage } from './stage';

const REQUEST = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ };

/** An endpoint without PRI, a virtual id of nine bits, and page 1 mapped to page 4. */
function prepared(profile: ProfileName = 'GENERIC', context: ContextPatch = {}): Bench {
  const bench = stage({ profile, endpoint: { ats: {}, virtualId: 0x100n, context } });
  bench.iommu.map(1, [pages(1, 1, 4)], 'CONTINUE');
  bench.said();
  return bench;
}

const translate = ({ iommu }: Bench) => iommu.requestTranslation('HOSTED', 1, REQUEST);
const untranslated: DmaRequest = { ...read(0x1000n, 8), addressType: 'UNTRANSLATED' };
const translated: DmaRequest = { ...read(0x4000n, 8), addressType: 'TRANSLATED' };
const events = (bench: Bench): FaultEvent[] => reported(bench, 'FAULT_EVENT');

/** Everything that makes an endpoint's entry unusable, and its reason. */
const UNUSABLE: [FaultReason, (bench: Bench) => void][] = [
  ...(['INVALID', 'MISCONFIGURED', 'ACCESS_FAULT'] as ContextState[]).map(
    (state): [FaultReason, (bench: Bench) => void] => [
      `CONTEXT_${state}` as FaultReason,
      ({ iommu }) => iommu.updateContext(1, { state }),
    ],
  ),
  ['UNKNOWN_REQUESTER', ({ iommu }) => iommu.update({ virtualIdWidthBits: 8 })],
];

describe('an entry', () => {
  test('is usable and allows everything unless told otherwise', () => {
    expect(newContext({})).toEqual({
      state: 'VALID',
      atsAllowed: true,
      pageRequestsAllowed: true,
      prgResponsePasid: undefined,
      suppressFaults: false,
      atsGuestPhysical: false,
    });
  });

  test('keeps what a change does not name', () => {
    const context = newContext({ state: 'INVALID', prgResponsePasid: true, atsAllowed: false });
    expect(changedContext(context, { state: undefined, suppressFaults: true, prgResponsePasid: undefined })).toEqual({
      ...context,
      suppressFaults: true,
    });
    expect(changedContext(context, { prgResponsePasid: false }).prgResponsePasid).toBe(false);
  });

  test('is as it was made until it is changed, which is said; the config tells how it was made', () => {
    const bench = prepared('GENERIC', { atsAllowed: false });
    expect(bench.iommu.endpoint(1).context).toMatchObject({ atsAllowed: false, state: 'VALID' });
    expect(bench.iommu.updateContext(1, { atsAllowed: true }).context.atsAllowed).toBe(true);
    expect(reported(bench, 'ENDPOINT_CHANGED')).toMatchObject([{ change: 'CONTEXT_CHANGED', endpointId: 1 }]);
    expect(bench.iommu.endpoint(1).config.context.atsAllowed).toBe(false);
  });

  test('of an endpoint without a device model can be changed, of a removed one not', () => {
    const bench = prepared();
    bench.iommu.createEndpoint(2, { backend: 'EXTERNAL' });
    expect(bench.iommu.updateContext(2, { state: 'INVALID' }).context.state).toBe('INVALID');
    bench.iommu.surpriseRemove(1);
    expect(refusal(() => bench.iommu.updateContext(1, { state: 'VALID' }))).toBe('ENDPOINT_REMOVED endpoint_id');
  });
});

describe.each(UNUSABLE)('%s', (reason, spoil) => {
  test('makes every access a fault, a translated one included', () => {
    const bench = prepared();
    translate(bench);
    bench.said();
    spoil(bench);
    for (const [dma, transaction] of [
      [untranslated, 'UNTRANSLATED'],
      [read(0x1000n, 8), 'UNTRANSLATED'],
      [translated, 'TRANSLATED'],
    ] as const) {
      expect(atOnce(bench, dma)).toMatchObject({ status: 'FAULTED', faultReason: reason, transferredBytes: 0 });
      expect(events(bench)).toMatchObject([{ reason, transaction, endpointId: 1, virtualId: 0x100n, domainId: 1 }]);
    }
  });

  test('makes translation requests unsupported, with a fault event (R-ATS-10, R-ATS-11)', () => {
    const bench = prepared();
    spoil(bench);
    expect(translate(bench)).toEqual({ status: 'UNSUPPORTED_REQUEST', entries: [] });
    expect(events(bench)).toMatchObject([
      { reason, transaction: 'TRANSLATION_REQUEST', iova: 0x1000n, access: READ, pasid: NO_PASID },
    ]);
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
  });

  test('is seen by the probe', () => {
    const bench = prepared();
    spoil(bench);
    expect(bench.iommu.probe(1, NO_PASID, 0x1000n, READ)).toMatchObject({ kind: 'FAULT', reason });
  });

  test('is behind a translation that is off or bypassed', () => {
    const bench = prepared();
    spoil(bench);
    bench.iommu.update({ translation: 'OFF' });
    expect(atOnce(bench, untranslated).faultReason).toBe('BLOCKED');
    bench.iommu.update({ translation: 'BYPASS' });
    expect(atOnce(bench, untranslated).status).toBe('COMPLETED');
  });
});

test.each([
  [8, 'UNKNOWN_REQUESTER'],
  [9, undefined],
  [64, undefined],
])('a virtual id of nine bits in a directory of %i: %p', (virtualIdWidthBits, reason) => {
  const bench = prepared();
  bench.iommu.update({ virtualIdWidthBits });
  expect(atOnce(bench, untranslated).faultReason).toBe(reason);
});

test('a virtual id of 64 bits fits a directory of 64 bits', () => {
  const bench = stage({ endpoint: { virtualId: 2n ** 64n - 1n } });
  bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
  expect(atOnce(bench, untranslated).status).toBe('COMPLETED');
  bench.iommu.update({ virtualIdWidthBits: 63 });
  expect(atOnce(bench, untranslated).faultReason).toBe('UNKNOWN_REQUESTER');
});

describe('an entry that does not allow ATS', () => {
  test.each(['GENERIC', 'RISCV', 'SMMUV3'] as const)('makes translation requests unsupported: %s', (profile) => {
    const bench = prepared(profile);
    bench.iommu.updateContext(1, { atsAllowed: false });
    bench.said();
    expect(translate(bench).status).toBe('UNSUPPORTED_REQUEST');
    expect(events(bench)).toMatchObject([{ reason: 'TRANSACTION_NOT_ALLOWED', transaction: 'TRANSLATION_REQUEST' }]);
  });

  test('leaves untranslated accesses alone', () => {
    const bench = prepared('GENERIC', { atsAllowed: false });
    expect(atOnce(bench, untranslated).status).toBe('COMPLETED');
  });

  test.each([
    ['FALL_BACK', 2],
    ['STOP_ATS', 1],
  ] as const)(
    'lets the engine go on untranslated; with %s it asks %i times in two DMA (R-ATS-14)',
    (reaction, asked) => {
      const bench = stage({ endpoint: { ats: { onUnsupportedRequest: reaction } } });
      bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
      bench.iommu.updateContext(1, { atsAllowed: false });
      bench.said();
      const results = [0, 1].map(() => atOnce(bench, read(0x1000n, 8)).status);
      expect(results).toEqual(['COMPLETED', 'COMPLETED']);
      expect(events(bench).map(({ transaction }) => transaction)).toEqual(Array(asked).fill('TRANSLATION_REQUEST'));
    },
  );

  test('of an endpoint that uses ATS no more: it does again when ATS is enabled again', () => {
    const bench = stage({ endpoint: { ats: { onUnsupportedRequest: 'STOP_ATS' } } });
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    bench.iommu.updateContext(1, { atsAllowed: false });
    atOnce(bench, read(0x1000n, 8));
    bench.iommu.updateContext(1, { atsAllowed: true });
    atOnce(bench, read(0x1000n, 8));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    bench.iommu.setAts(1, false);
    bench.iommu.setAts(1, true);
    atOnce(bench, read(0x1000n, 8));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
  });
});

describe('a translated access', () => {
  /** What becomes of it: granted or not, ATS allowed by the entry or not. */
  const outcome = (profile: ProfileName, check: TranslatedRequestCheck, granted: boolean, allowed: boolean) => {
    const bench = prepared(profile);
    bench.iommu.map(1, [pages(4, 4, 6)], 'CONTINUE');
    bench.iommu.update({ translatedRequestCheck: check });
    if (granted) {
      translate(bench);
    }
    bench.iommu.updateContext(1, { atsAllowed: allowed });
    bench.ram.bytes.fill(1, 0x4000, 0x5000);
    bench.ram.bytes.fill(2, 0x6000, 0x7000);
    bench.said();
    const { status, faultReason, data } = atOnce(bench, translated);
    return faultReason ?? [status, data[0] === 1 ? 'as it is' : 'translated'];
  };
  const PASSES = ['COMPLETED', 'as it is'];

  test.each([
    ['GRANTED', true, true, PASSES],
    ['GRANTED', false, true, 'NOT_GRANTED'],
    ['GRANTED', true, false, 'TRANSACTION_NOT_ALLOWED'],
    ['GRANTED', false, false, 'TRANSACTION_NOT_ALLOWED'],
    ['CONTEXT', true, true, PASSES],
    ['CONTEXT', false, true, PASSES],
    ['CONTEXT', true, false, 'TRANSACTION_NOT_ALLOWED'],
    ['NONE', false, true, PASSES],
    ['NONE', false, false, PASSES],
  ] as const)('checked %s, granted %s, allowed %s: %p (R-ATS-30, R-ATS-31)', (check, granted, allowed, expected) => {
    expect(outcome('GENERIC', check, granted, allowed)).toEqual(expected);
  });

  test.each([
    ['GRANTED', true, PASSES],
    ['GRANTED', false, ['COMPLETED', 'translated']],
    ['CONTEXT', false, ['COMPLETED', 'translated']],
    ['NONE', false, PASSES],
  ] as const)('SMMUv3, checked %s, allowed %s: %p (R-ATS-33, R-ATS-34)', (check, allowed, expected) => {
    expect(outcome('SMMUV3', check, true, allowed)).toEqual(expected);
  });

  test('SMMUv3: that is taken as untranslated faults like one, as what it was', () => {
    const bench = prepared('SMMUV3', { atsAllowed: false });
    expect(atOnce(bench, translated)).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    expect(events(bench)).toMatchObject([{ reason: 'NOT_MAPPED', transaction: 'TRANSLATED', iova: 0x4000n }]);
  });

  test('needs ATS to be enabled at the endpoint, unless nothing is checked about grants', () => {
    const off = (check: TranslatedRequestCheck) => {
      const bench = prepared();
      bench.iommu.update({ translatedRequestCheck: check });
      bench.iommu.setAts(1, false);
      return atOnce(bench, translated).faultReason;
    };
    expect([off('GRANTED'), off('CONTEXT'), off('NONE')]).toEqual(['ATS_DISABLED', undefined, undefined]);
  });
});

describe('an entry that suppresses fault events', () => {
  const suppressed = (profile: ProfileName, act: (bench: Bench) => unknown) => {
    const bench = prepared(profile, { suppressFaults: true });
    act(bench);
    bench.said();
    translate(bench);
    atOnce(bench, { ...untranslated, address: 0x9000n });
    const { suppressedFaults } = bench.iommu.statistics({ endpointId: 1 });
    expect(bench.iommu.statistics({}).suppressedFaults).toBe(suppressedFaults);
    return [suppressedFaults, events(bench).length];
  };

  test('has them counted, not reported', () => {
    expect(suppressed('RISCV', () => undefined)).toEqual([1, 0]);
    expect(suppressed('RISCV', ({ iommu }) => iommu.updateContext(1, { atsAllowed: false }))).toEqual([2, 0]);
  });

  test.each<[ProfileName, ContextState, number]>([
    ['RISCV', 'INVALID', 0],
    ['RISCV', 'MISCONFIGURED', 0],
    ['RISCV', 'ACCESS_FAULT', 0],
    ['VTD', 'INVALID', 2],
    ['VTD', 'MISCONFIGURED', 2],
    ['VTD', 'ACCESS_FAULT', 0],
  ])('does so in %s, being %s, for %i of two: it must have been read', (profile, state, count) => {
    expect(suppressed(profile, ({ iommu }) => iommu.updateContext(1, { state }))).toEqual([count, 2 - count]);
  });

  test('does not where nobody looked for it', () => {
    expect(suppressed('VTD', ({ iommu }) => iommu.update({ virtualIdWidthBits: 8 }))).toEqual([0, 2]);
    expect(suppressed('VTD', ({ iommu }) => iommu.update({ translation: 'OFF' }))).toEqual([0, 2]);
  });

  test('keeps no time-out of an invalidation back: that is no access', () => {
    const bench = stage({ endpoint: { ats: {}, invalidationCompletion: 'MANUAL', context: { suppressFaults: true } } });
    bench.iommu.invalidate([{ kind: 'DEVICE_TLB', endpointId: 1 }], 'CONTINUE');
    bench.iommu.tick(90_000_000_000n);
    expect(events(bench)).toMatchObject([{ reason: 'INVALIDATION_TIMEOUT' }]);
    expect(bench.iommu.statistics({}).suppressedFaults).toBe(0);
  });

  test('keeps no injected event back', () => {
    const bench = prepared('GENERIC', { suppressFaults: true });
    bench.iommu.injectFault({ endpointId: 1, reason: 'BLOCKED', pasid: NO_PASID });
    expect(events(bench)).toMatchObject([{ reason: 'BLOCKED', injected: true }]);
    expect(bench.iommu.statistics({}).suppressedFaults).toBe(0);
  });

  test('counts what a page request would have reported, which is answered all the same', () => {
    const bench = stage({ profile: 'RISCV', endpoint: { ...FULL, context: { suppressFaults: true } } });
    bench.iommu.updateContext(1, { pageRequestsAllowed: false });
    bench.said();
    const item = { page: 1, permissions: WRITE, prgi: 0, pasid: NO_PASID, last: true };
    bench.iommu.submitPageRequests('HOSTED', 1, [item], 'CONTINUE');
    expect(bench.records().map(({ kind }) => kind)).toEqual(['AUTOMATIC_ANSWER']);
    expect(bench.iommu.statistics({ endpointId: 1 }).suppressedFaults).toBe(1);
  });
});

describe('the number of a fault', () => {
  // What an access that reads, and one that writes, is told of a page that is not mapped.
  test.each<[ProfileName, number | undefined, number | undefined]>([
    ['GENERIC', undefined, undefined],
    ['VTD', 0x86, 0x85],
    ['SMMUV3', 0x10, 0x10],
    ['RISCV', 13, 15],
    ['AMDVI', 2, 2],
  ])('of %s is that of the architecture: %p, %p', (profile, reads, writes) => {
    const bench = prepared(profile);
    atOnce(bench, { ...untranslated, address: 0x9000n });
    atOnce(bench, { ...untranslated, address: 0x9000n, transfer: { kind: 'WRITE', data: new Uint8Array(1) } });
    expect(events(bench).map(({ rawCode }) => rawCode)).toEqual([reads, writes]);
  });

  test('that was injected is as it was injected, else that of the architecture', () => {
    const bench = prepared('RISCV');
    const fault = { endpointId: 1, pasid: NO_PASID, reason: 'NOT_MAPPED', access: WRITE } as const;
    bench.iommu.injectFault({ ...fault, rawCode: 0 });
    bench.iommu.injectFault(fault);
    expect(events(bench).map(({ rawCode }) => rawCode)).toEqual([0, 15]);
  });
});
