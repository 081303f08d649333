import { access, heard, pending, pri, reports, send, stage, untranslated, type Wishes } from './stage';
import { ask, FULL, pages, type Bench } from '../unit/core/fixture';
import type { ContextPatch } from '../../src/model/endpoint';
import { NO_PASID } from '../../src/model/page-request';
import type { PolicyPatch, ProfileName } from '../../src/model/viommu';

/** A VT-d IOMMU; PASID 5 is attached. */
function vtd(wishes: Wishes = {}): Bench {
  const bench = stage({ ...wishes, profile: 'VTD' });
  bench.iommu.attach(1, 5, 1, 0n);
  bench.said();
  return bench;
}

describe('VT-d: a page request that the tables refuse', () => {
  const policy = (patch: PolicyPatch) => (bench: Bench) => {
    bench.iommu.update(patch);
  };
  const context = (patch: ContextPatch) => (bench: Bench) => {
    bench.iommu.updateContext(1, patch);
  };
  const rows: [string, (bench: Bench) => void, number][] = [
    ['the context does not allow page requests', context({ pageRequestsAllowed: false }), 0x47],
    ['the translation is off', policy({ translation: 'OFF' }), 0x33],
    ['the translation passes everything', policy({ translation: 'BYPASS' }), 0x32],
    ['the root table has no place for the device', policy({ virtualIdWidthBits: 8 }), 0x39],
    ['the context entry cannot be read', context({ state: 'ACCESS_FAULT' }), 0x40],
    ['the context entry is not present', context({ state: 'INVALID' }), 0x41],
    ['the context entry is not valid', context({ state: 'MISCONFIGURED' }), 0x42],
    [
      'the PASID has no entry',
      (bench) => {
        bench.iommu.detach(1, 5);
      },
      0x59,
    ],
  ];

  test.each(rows)('because %s is a fault, and Invalid Request if it is the last', (_why, prepare, reason) => {
    const bench = vtd({ endpoint: { ...FULL, virtualId: 0x100n } });
    prepare(bench);
    bench.said();
    send(bench, ask(1, { pasid: 5, last: false }));
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([
      { rawCode: reason, iova: 0x1000n, pasid: 5, transaction: 'PAGE_REQUEST' },
    ]);
    expect(send(bench, ask(2, { pasid: 5 }))).toEqual([
      { kind: 'ANSWERED', code: 'INVALID_REQUEST', rule: 'R-AUTO-30' },
    ]);
    const said = bench.said();
    const faults = said.flatMap((o) =>
      o.kind === 'REPORT' && o.report.record.kind === 'FAULT_EVENT' ? [o.report.record] : [],
    );
    expect(faults).toMatchObject([{ rawCode: reason, iova: 0x2000n }]);
    // One answer for the group, with the PASID of its request.
    const answers = said.flatMap((o) =>
      o.kind === 'ENDPOINT' && o.message.kind === 'PAGE_RESPONSE' ? [o.message] : [],
    );
    expect(answers).toMatchObject([{ code: 'INVALID_REQUEST', pasid: 5 }]);
    expect(pri(bench)).toMatchObject({ enabled: true, responseFailure: false, outstandingPageRequests: 0 });
  });
});

test('VT-d: page requests that meet an overflow are dropped without a fault; last ones are answered Success', () => {
  const bench = vtd({ limits: { page_request_queue_depth: 1 } });
  send(bench, ask(1));
  bench.said();
  expect(send(bench, ask(2, { prgi: 1, pasid: 5 }))).toEqual([
    { kind: 'ANSWERED', code: 'SUCCESS', rule: 'R-AUTO-31' },
  ]);
  expect(heard(bench)).toMatchObject([{ code: 'SUCCESS', pasid: 5 }]);
  bench.iommu.deliver(1, 10);
  bench.said();
  // Until software clears it, and room does not.
  expect(send(bench, ask(3, { prgi: 2, last: false }), ask(4, { prgi: 3 }))).toMatchObject([{ code: 'SUCCESS' }]);
  const kinds = bench.records().map(({ kind }) => kind);
  expect(kinds).toEqual(['PARTIALS_DROPPED', 'AUTOMATIC_ANSWER']);
  bench.iommu.acknowledgeOverflow(1);
  expect(send(bench, ask(5, { prgi: 4 }))).toMatchObject([{ kind: 'QUEUED' }]);
  expect(pending(bench)).toHaveLength(2);
});

describe('a page request', () => {
  /** Page 1 was unmapped without an invalidation, after the IOTLB had taken it in. */
  function stale(profile: ProfileName): Bench {
    const bench = stage({ profile, policy: { unmapInvalidates: false } });
    bench.iommu.map(1, [pages(1, 1), pages(2, 2)], 'CONTINUE');
    for (const page of [1, 2]) {
      expect(access(bench, untranslated(page)).status).toBe('COMPLETED');
    }
    bench.unmap(1, 0x1000n, 0x2fffn);
    expect(access(bench, untranslated(1)).status).toBe('COMPLETED');
    return bench;
  }

  test('makes VT-d forget its own translation of the page, and of no other', () => {
    const bench = stale('VTD');
    send(bench, ask(1));
    expect(access(bench, untranslated(1))).toMatchObject({ faultReason: 'NOT_MAPPED' });
    expect(access(bench, untranslated(2)).status).toBe('COMPLETED');
  });

  test.each(['GENERIC', 'SMMUV3', 'RISCV', 'AMDVI'] as const)('makes %s forget nothing', (profile) => {
    const bench = stale(profile);
    send(bench, ask(1));
    expect(access(bench, untranslated(1)).status).toBe('COMPLETED');
    expect(pending(bench)).toHaveLength(1);
    expect(bench.iommu.group(pending(bench)[0]!)?.pasid).toBe(NO_PASID);
  });
});
