import type { DomainKind } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import { PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import { Iommu } from '../../../src/core/iommu';
import { config, FULL, pages, Ram } from './fixture';
import { refusal } from './refusal';

function prepared(kind: DomainKind | 'NONE' = 'PAGING', bypassUnattached = false): Iommu {
  const iommu = new Iommu({
    config: { ...config(), iovaWidthBits: 48, bypassUnattached },
    incarnation: 7,
    memory: new Ram(4096),
  });
  iommu.createEndpoint(1, FULL);
  if (kind !== 'NONE') {
    iommu.createDomain(1, { kind, pageRequests: false });
    iommu.attach(1, NO_PASID, 1, 0n);
  }
  if (kind === 'PAGING') {
    iommu.map(1, [pages(4, 7, 20, READ), pages(9, 9, 9, READ | WRITE | PRIVILEGED)], 'CONTINUE');
  }
  iommu.takeOutputs();
  return iommu;
}

const WHOLE = { first: 0n, last: 2n ** 48n - 1n, permissions: 7 };

test.each([
  [{ kind: 'FOUND', outputAddress: 0x15123n, first: 0x4000n, last: 0x7fffn, domainId: 1 }, prepared(), 0x5123n, READ],
  [{ kind: 'FAULT', reason: 'PERMISSION', permissions: READ, domainId: 1 }, prepared(), 0x5123n, WRITE],
  [{ kind: 'FAULT', reason: 'PERMISSION', domainId: 1 }, prepared(), 0x9000n, READ],
  [{ kind: 'FAULT', reason: 'NOT_MAPPED', domainId: 1 }, prepared(), 0x8000n, READ],
  [{ kind: 'FAULT', reason: 'ADDRESS_TOO_WIDE', domainId: 1 }, prepared(), 2n ** 48n, READ],
  [{ kind: 'FAULT', reason: 'BLOCKED', domainId: 1 }, prepared('BLOCKED'), 0n, READ],
  [{ kind: 'FOUND', outputAddress: 0x5123n, domainId: 1, ...WHOLE }, prepared('IDENTITY'), 0x5123n, WRITE],
  [{ kind: 'FAULT', reason: 'ADDRESS_TOO_WIDE' }, prepared('IDENTITY'), 2n ** 64n - 1n, WRITE],
  [{ kind: 'FAULT', reason: 'NOT_ATTACHED' }, prepared('NONE'), 0n, READ],
  [{ kind: 'FOUND', outputAddress: 0x5123n, ...WHOLE }, prepared('NONE', true), 0x5123n, READ],
])('a probe says %o', (expected, iommu, iova, permissions) => {
  expect(iommu.probe(1, NO_PASID, iova, permissions)).toMatchObject(expected);
});

test.each([
  ['BYPASS' as const, { kind: 'FOUND', outputAddress: 0x5000n }],
  ['OFF' as const, { kind: 'FAULT', reason: 'BLOCKED' }],
])('translation %s decides before any attachment', (translation, expected) => {
  const iommu = prepared();
  iommu.update({ translation });
  expect(iommu.probe(1, NO_PASID, 0x5000n, READ)).toMatchObject(expected);
});

test('a probe of a PASID that the endpoint cannot have is refused', () => {
  expect(refusal(() => prepared().probe(1, 2 ** 20, 0n, READ))).toBe('PASID_OUT_OF_RANGE pasid');
});

test('a probe grants nothing, reports nothing, and leaves nothing behind', () => {
  const iommu = prepared();
  iommu.probe(1, NO_PASID, 0x5000n, READ);
  iommu.probe(1, NO_PASID, 0x8000n, READ);
  expect(iommu.takeOutputs()).toEqual([]);
  expect(iommu.endpoint(1).grantedPages).toBe(0);
  iommu.map(1, [pages(8, 8)], 'CONTINUE');
  expect(iommu.probe(1, NO_PASID, 0x8000n, READ).kind).toBe('FOUND');
});
