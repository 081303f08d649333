import { Table } from '../../../src/core/tables';
import { Bench } from './fixture';

test('a refused creation does not change which id is chosen next', () => {
  const [bench, other] = [new Bench(), new Bench()];
  for (const { iommu } of [bench, other]) {
    iommu.createEndpoint(1, {});
    iommu.createEndpoint(2, {});
  }
  expect(() => bench.iommu.createEndpoint(0, { requesterId: 1 })).toThrow('requester_id');
  for (const { iommu } of [bench, other]) {
    iommu.deleteEndpoint(1, false);
  }
  expect(bench.iommu.createEndpoint(0, {}).endpointId).toBe(other.iommu.createEndpoint(0, {}).endpointId);
});

test('an id that was chosen is not chosen again after its end', () => {
  const table = new Table<{ id: number }>();
  const first = { id: table.choose(0) };
  table.add(first);
  table.remove(first);
  expect(table.choose(0)).toBe(first.id + 1);
});
