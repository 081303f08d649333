/** Accesses of a device, case by case as iommufd has them for those of the kernel. */
import { NO_PASID } from '../../src/model/page-request';
import { READ, WRITE } from '../../src/model/permissions';
import type { DmaRequest, Transfer } from '../../src/model/transfer';
import { refusal } from '../unit/core/refusal';
import { item, range, space, type Space } from './space';
import { access, MANUAL, reports } from './stage';

const dma = (address: bigint, transfer: Transfer): DmaRequest => ({
  addressType: 'UNTRANSLATED',
  pasid: NO_PASID,
  address,
  transfer,
});
const reading = (address: bigint, length: number) => dma(address, { kind: 'READ', length });
const writing = (address: bigint, ...bytes: number[]) => dma(address, { kind: 'WRITE', data: new Uint8Array(bytes) });
const refused = (bench: Space, request: DmaRequest) =>
  bench.unchanged(() => refusal(() => bench.iommu.issueDma('HOSTED', 1, request)));

describe('an access', () => {
  test('of no bytes is refused', () => {
    const bench = space();
    bench.map(item(1));
    expect(refused(bench, reading(0x1000n, 0))).toMatch('LENGTH_OUT_OF_RANGE');
    expect(refused(bench, writing(0x1000n))).toMatch('LENGTH_OUT_OF_RANGE');
  });

  test('beyond the last address is refused', () => {
    const bench = space();
    bench.map(item(2 ** 52 - 1, 2 ** 52 - 1, 1));
    expect(refused(bench, reading(2n ** 64n - 4n, 5))).toMatch('ADDRESS_OVERFLOW');
    expect(refused(bench, writing(2n ** 64n - 1n, 1, 2))).toMatch('ADDRESS_OVERFLOW');
    expect(access(bench, writing(2n ** 64n - 4n, 1, 2, 3, 4)).status).toBe('COMPLETED');
    expect([...bench.ram.bytes.subarray(0x1ffc, 0x2001)]).toEqual([1, 2, 3, 4, 0]);
  });

  test('of an endpoint that is attached to nothing faults', () => {
    const bench = space();
    bench.map(item(1));
    bench.iommu.detach(1, NO_PASID);
    bench.said();
    expect(access(bench, reading(0x1000n, 4))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_ATTACHED' });
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ reason: 'NOT_ATTACHED', endpointId: 1, iova: 0x1000n }]);
  });

  test('that comes to a hole faults there, and says how far it came', () => {
    const bench = space();
    bench.map(item(1, 2), item(4));
    const result = access(bench, dma(0x2ffcn, { kind: 'FILL', pattern: new Uint8Array([7]), length: 0x2000 }));
    expect(result).toMatchObject({
      status: 'FAULTED',
      faultReason: 'NOT_MAPPED',
      transferredBytes: 4,
      failedAddress: 0x3000n,
    });
    expect([bench.ram.bytes[0x2fff], bench.ram.bytes[0x4000]]).toEqual([7, 0]);
    expect(reports(bench, 'FAULT_EVENT')).toMatchObject([{ reason: 'NOT_MAPPED', iova: 0x3000n }]);
  });

  test('that a mapping does not allow faults', () => {
    const bench = space();
    bench.map(item(1, 1, 1, READ), item(2, 2, 2, WRITE));
    expect(access(bench, writing(0x1000n, 1))).toMatchObject({ faultReason: 'PERMISSION', transferredBytes: 0 });
    expect(access(bench, reading(0x2000n, 1))).toMatchObject({ faultReason: 'PERMISSION', transferredBytes: 0 });
    expect(access(bench, writing(0x2000n, 1)).status).toBe('COMPLETED');
    expect(access(bench, reading(0x1ffen, 4))).toMatchObject({ faultReason: 'PERMISSION', transferredBytes: 2 });
  });

  test('during an unmap finds nothing mapped', () => {
    const bench = space({}, {}, MANUAL);
    bench.map(item(1));
    const request = { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ | WRITE };
    bench.iommu.requestTranslation('HOSTED', 1, request);
    const { operationId } = bench.unmapPages(range(1));
    expect(bench.hasEnded(operationId)).toBe(false);
    expect(access(bench, reading(0x1000n, 4))).toMatchObject({ status: 'FAULTED', faultReason: 'NOT_MAPPED' });
    expect(bench.hasEnded(operationId)).toBe(false);
  });

  test('begins and ends at any byte, and passes from one mapping into the next', () => {
    const bench = space();
    bench.map(item(1, 1, 9), item(2, 3, 5, READ | WRITE));
    expect(access(bench, writing(0x1ffdn, 1, 2, 3, 4, 5)).status).toBe('COMPLETED');
    expect([...bench.ram.bytes.subarray(0x9ffc, 0xa000)]).toEqual([0, 1, 2, 3]);
    expect([...bench.ram.bytes.subarray(0x5000, 0x5003)]).toEqual([4, 5, 0]);
    expect([...access(bench, reading(0x1ffen, 3)).data]).toEqual([2, 3, 4]);
  });
});
