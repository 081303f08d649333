import { EXTERNAL, access, reports, stage, translated, type Wishes } from './stage';
import { FULL, pages, write, type Bench } from '../unit/core/fixture';
import type { ContextPatch } from '../../src/model/endpoint';
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';
import type { PolicyPatch } from '../../src/model/viommu';

const BYTE = new Uint8Array([1]);
const ONE = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ | WRITE };

/** Page 1 leads to 5. */
function mapped(wishes: Wishes = {}): Bench {
  const bench = stage(wishes);
  bench.iommu.map(1, [pages(1, 1, 5)], 'CONTINUE');
  bench.said();
  return bench;
}

const ask = (bench: Bench) => bench.iommu.requestTranslation(bench.iommu.endpoint(1).config.backend, 1, ONE);
const codes = (bench: Bench) =>
  reports(bench, 'FAULT_EVENT').map(({ rawCode, transaction }) => [rawCode, transaction] as const);

describe('RISC-V', () => {
  const policy = (patch: PolicyPatch) => (bench: Bench) => {
    bench.iommu.update(patch);
  };
  const context = (patch: ContextPatch) => (bench: Bench) => {
    bench.iommu.updateContext(1, patch);
  };

  test.each<[string, number, (bench: Bench) => void]>([
    ['the IOMMU is off', 256, policy({ translation: 'OFF' })],
    ['the device context cannot be read', 257, context({ state: 'ACCESS_FAULT' })],
    ['the device context is not valid', 258, context({ state: 'INVALID' })],
    ['the device context is misconfigured', 259, context({ state: 'MISCONFIGURED' })],
    ['the IOMMU is bypassed', 260, policy({ translation: 'BYPASS' })],
    ['the device id is too wide', 260, policy({ virtualIdWidthBits: 8 })],
    ['the device context forbids ATS', 260, context({ atsAllowed: false })],
  ])('does not support translation requests when %s: cause %i', (_when, cause, prepare) => {
    const bench = mapped({ profile: 'RISCV', endpoint: { ...FULL, virtualId: 0x100n } });
    prepare(bench);
    bench.said();
    expect(ask(bench)).toEqual({ status: 'UNSUPPORTED_REQUEST', entries: [] });
    expect(codes(bench)).toEqual([[cause, 'TRANSLATION_REQUEST']]);
  });

  test('refuses a translated access while the device context forbids ATS: cause 260', () => {
    const bench = mapped({ profile: 'RISCV', endpoint: EXTERNAL });
    ask(bench);
    bench.iommu.updateContext(1, { atsAllowed: false });
    bench.said();
    expect(access(bench, translated(5))).toMatchObject({ status: 'FAULTED', faultReason: 'TRANSACTION_NOT_ALLOWED' });
    expect(codes(bench)).toEqual([[260, 'TRANSLATED']]);
  });
});

describe('a device whose translation request is not supported', () => {
  function refused(onUnsupportedRequest?: 'FALL_BACK' | 'STOP_ATS'): Bench {
    const bench = mapped({ endpoint: { ...FULL, ats: { onUnsupportedRequest } } });
    bench.iommu.updateContext(1, { atsAllowed: false });
    bench.said();
    // The access itself is made, without ATS.
    expect(access(bench, write(0x1000n, BYTE)).status).toBe('COMPLETED');
    expect(codes(bench)).toHaveLength(1);
    return bench;
  }

  test.each([undefined, 'FALL_BACK'] as const)('asks again next time (%s)', (reaction) => {
    const bench = refused(reaction);
    access(bench, write(0x1000n, BYTE));
    expect(codes(bench)).toHaveLength(1);
    bench.iommu.updateContext(1, { atsAllowed: true });
    access(bench, write(0x1000n, BYTE));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
  });

  test('asks no more until ATS is enabled again, where it is made so', () => {
    const bench = refused('STOP_ATS');
    bench.iommu.updateContext(1, { atsAllowed: true });
    expect(access(bench, write(0x1000n, BYTE)).status).toBe('COMPLETED');
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
    bench.iommu.disablePri(1);
    bench.iommu.setAts(1, false);
    bench.iommu.setAts(1, true);
    access(bench, write(0x1000n, BYTE));
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
  });
});

describe('ATS enabled at the device', () => {
  test('before the context allows it is a fault; the other way round there is none', () => {
    const early = mapped({ endpoint: { ats: { enabled: false }, context: { atsAllowed: false } } });
    early.iommu.setAts(1, true);
    access(early, write(0x1000n, BYTE));
    expect(codes(early)).toEqual([[undefined, 'TRANSLATION_REQUEST']]);
    const late = mapped({ endpoint: { ats: { enabled: false }, context: { atsAllowed: false } } });
    late.iommu.updateContext(1, { atsAllowed: true });
    late.iommu.setAts(1, true);
    expect(access(late, write(0x1000n, BYTE)).status).toBe('COMPLETED');
    expect(codes(late)).toEqual([]);
  });

  test('after the context forbids it is a fault; disabled before that there is none', () => {
    const wrong = mapped({ endpoint: { ats: {} } });
    access(wrong, write(0x1000n, BYTE));
    wrong.iommu.updateContext(1, { atsAllowed: false });
    expect(access(wrong, write(0x1000n, BYTE)).status).toBe('FAULTED');
    expect(codes(wrong)).toEqual([[undefined, 'TRANSLATED']]);
    const right = mapped({ endpoint: { ats: {} } });
    access(right, write(0x1000n, BYTE));
    right.iommu.setAts(1, false);
    right.iommu.updateContext(1, { atsAllowed: false });
    expect(access(right, write(0x1000n, BYTE)).status).toBe('COMPLETED');
    expect(codes(right)).toEqual([]);
  });
});

describe('a translated access', () => {
  test('to a page that was never granted is refused, as no hardware does', () => {
    const bench = mapped({ endpoint: EXTERNAL });
    ask(bench);
    expect(access(bench, translated(5)).status).toBe('COMPLETED');
    expect(access(bench, translated(9))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_GRANTED' });
    expect(bench.ram.bytes[9 * 4096]).toBe(0);
  });

  test('of a rogue device reaches everything where only the context is checked', () => {
    const bench = mapped({ endpoint: EXTERNAL, policy: { translatedRequestCheck: 'CONTEXT' } });
    expect(access(bench, translated(9)).status).toBe('COMPLETED');
    expect(bench.ram.bytes[9 * 4096]).toBe(1);
    bench.iommu.updateContext(1, { atsAllowed: false });
    expect(access(bench, translated(9))).toMatchObject({ status: 'FAULTED', faultReason: 'TRANSACTION_NOT_ALLOWED' });
  });

  test('in SMMUv3 is not checked at all, or against the stream entry, as is chosen', () => {
    const policies = ['NONE', 'CONTEXT'] as const;
    const statuses = policies.map((translatedRequestCheck) => {
      const bench = mapped({ profile: 'SMMUV3', endpoint: EXTERNAL, policy: { translatedRequestCheck } });
      bench.iommu.updateContext(1, { atsAllowed: false });
      return access(bench, translated(9)).status;
    });
    expect(statuses).toEqual(['COMPLETED', 'FAULTED']);
  });
});

describe('SMMUv3 without ATS in the stream entry', () => {
  const withoutAts = () => mapped({ profile: 'SMMUV3', endpoint: { ...FULL, context: { atsAllowed: false } } });

  test('does not support translation requests', () => {
    const bench = withoutAts();
    expect(ask(bench)).toEqual({ status: 'UNSUPPORTED_REQUEST', entries: [] });
    expect(codes(bench)).toEqual([[0x05, 'TRANSLATION_REQUEST']]);
  });

  test('takes a translated address for an untranslated one', () => {
    const bench = withoutAts();
    expect(access(bench, translated(1)).status).toBe('COMPLETED');
    expect([bench.ram.bytes[1 * 4096], bench.ram.bytes[5 * 4096]]).toEqual([0, 1]);
    expect(access(bench, translated(5))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
  });
});
