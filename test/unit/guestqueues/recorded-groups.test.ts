import { RecordedGroups } from '../../../src/guestqueues/recorded-groups';
import { NO_PASID, type PageRequestGroup } from '../../../src/model/page-request';

const group = (cookie: bigint, more: Partial<PageRequestGroup> = {}) =>
  ({ cookie, endpointId: 1, pasid: NO_PASID, prgi: 3, stallTag: undefined, ...more }) as PageRequestGroup;

test('a group is found by endpoint, PASID and index', () => {
  const groups = new RecordedGroups();
  groups.add(group(1n));
  groups.add(group(2n, { pasid: 5 }));
  groups.add(group(3n, { endpointId: 2 }));
  expect(groups.request(1, NO_PASID, 3)?.cookie).toBe(1n);
  expect(groups.request(1, 5, 3)?.cookie).toBe(2n);
  expect(groups.request(2, NO_PASID, 3)?.cookie).toBe(3n);
  expect(groups.request(2, 5, 3)).toBeUndefined();
});

test('of those with the same name the oldest is meant; when it has ended, the next one', () => {
  const groups = new RecordedGroups();
  groups.add(group(1n));
  groups.add(group(2n));
  expect(groups.request(1, NO_PASID, 3)?.cookie).toBe(1n);
  groups.remove(1n);
  groups.remove(1n);
  expect(groups.request(1, NO_PASID, 3)?.cookie).toBe(2n);
  groups.remove(2n);
  expect(groups.request(1, NO_PASID, 3)).toBeUndefined();
  expect([groups.has(1n), groups.has(2n)]).toEqual([false, false]);
});

test('stalled accesses have tags of their own', () => {
  const groups = new RecordedGroups();
  groups.add(group(1n, { stallTag: 3 }));
  groups.add(group(2n));
  groups.add(group(3n, { stallTag: 4 }));
  groups.add(group(4n, { stallTag: 3, endpointId: 2 }));
  expect(groups.stall(1, 3)?.cookie).toBe(1n);
  expect(groups.stall(1, 5)).toBeUndefined();
  expect(groups.request(1, NO_PASID, 3)?.cookie).toBe(2n);
  expect(groups.stallsOf(1).map(({ cookie }) => cookie)).toEqual([1n, 3n]);
});
