import { NO_PASID } from '../../../src/model/page-request';
import type { EndpointRequest } from '../../../src/model/endpoint';
import { ask, FULL, write } from './fixture';
import { begin, COOKIE, oldest, reported, send, stage, violations } from './stage';

/** What every report about a group of endpoint 1 without PASID says of the device. */
const WHOSE = { endpointId: 1, virtualId: 0xabcn, deviceCookie: COOKIE, attachmentGeneration: 1, domainId: 1 };
const ENDPOINT: EndpointRequest = { ...FULL, virtualId: 0xabcn };

test('a group that is discarded before it is queued names the device and its queue', () => {
  const bench = stage({ endpoint: ENDPOINT, profile: 'AMDVI', policy: { pageRequestQueueEnabled: false } });
  send(bench, [ask(1, { prgi: 3, queueTag: 9 })]);
  expect(reported(bench, 'GROUP_DISCARDED')).toEqual([
    expect.objectContaining({ ...WHOSE, prgi: 3, queueTag: 9, stallTag: undefined, cookie: undefined }),
  ]);
});

test('a pending group that is discarded names them as well', () => {
  const bench = stage({ endpoint: ENDPOINT });
  send(bench, [ask(1, { prgi: 3, queueTag: 9 })]);
  const { cookie } = oldest(bench);
  bench.iommu.resetFunction(1);
  expect(reported(bench, 'GROUP_DISCARDED')).toEqual([
    expect.objectContaining({ ...WHOSE, prgi: 3, queueTag: 9, stallTag: undefined, cookie }),
  ]);
});

test('a stalled access that is discarded says its tag', () => {
  const bench = stage({ endpoint: { kind: 'PLATFORM', stall: {}, virtualId: 0xabcn }, profile: 'SMMUV3' });
  begin(bench, write(0x1000n, new Uint8Array(1)));
  begin(bench, { ...write(0x2000n, new Uint8Array(1)), queueTag: 9 });
  bench.iommu.resetFunction(1);
  expect(reported(bench, 'GROUP_DISCARDED')).toEqual([
    expect.objectContaining({ ...WHOSE, prgi: 0, stallTag: 0, queueTag: undefined }),
    expect.objectContaining({ ...WHOSE, prgi: 0, stallTag: 1, queueTag: 9 }),
  ]);
});

test('an automatic answer names the queue, whether the group was queued or not, or not even closed', () => {
  const bench = stage({ endpoint: ENDPOINT, policy: { quirks: { answerEveryPage: true } } });
  send(bench, [ask(1, { queueTag: 9 })]);
  bench.iommu.detach(1, NO_PASID);
  send(bench, [ask(2, { prgi: 1, queueTag: 10, last: false }), ask(3, { prgi: 2, queueTag: 11 })]);
  expect(reported(bench, 'AUTOMATIC_ANSWER')).toMatchObject([
    { ...WHOSE, queueTag: 9 },
    { queueTag: 10, forUnclosedGroup: true },
    { queueTag: 11, virtualId: 0xabcn },
  ]);
});

test('a Stop Marker names the device', () => {
  const bench = stage({ endpoint: ENDPOINT, pasids: [5] });
  send(bench, [ask(0, { pasid: 5, permissions: 0 })]);
  expect(reported(bench, 'STOP_MARKER')).toMatchObject([{ endpointId: 1, virtualId: 0xabcn, pasid: 5 }]);
});

test('a refusal for want of credits names the interface, which others may have used up', () => {
  const bench = stage({ allocation: 1 });
  bench.iommu.createEndpoint(2, { ats: {}, priParentId: 1 });
  send(bench, [ask(1)]);
  const { failures } = send(bench, [ask(1)], false, 2);
  expect(failures[0]?.error.message).toBe(
    'all 1 page requests that the interface of endpoint 2 may have outstanding are; wait for responses',
  );
  expect(violations(bench)).toEqual([]);
});
