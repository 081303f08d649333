/** Guest-native queues over the wire: who may take what, and how streams of records begin and end. */
import { call, cleanUp, detailsOf, watch } from '../unit/server/harness';
import { startWorld, type Json, type World } from './world';

let world: World;
const vm = { viommuId: 'a' };
const EVENT = 'GUEST_QUEUE_KIND_EVENT';
const PAGE_REQUEST = 'GUEST_QUEUE_KIND_PAGE_REQUEST';
const COMMAND = 'GUEST_QUEUE_KIND_COMMAND';
const INVAL = Buffer.from('04000000000001000000000000000000', 'hex');
const FENCE = Buffer.from('02000000000000000000000000000000', 'hex');

beforeEach(async () => {
  world = await startWorld();
  const config = { clock: 'CLOCK_KIND_VIRTUAL', profile: 'PROFILE_RISCV' };
  await world.must('ViommuService/CreateViommu', { ...vm, config });
  const endpoint = { ats: {}, pri: {}, invalidationCompletion: 'INVALIDATION_COMPLETION_MANUAL', requesterId: 0x100 };
  await world.must('EndpointService/CreateEndpoint', { ...vm, endpointId: 1, config: endpoint });
  await world.must('DomainService/CreateDomain', { ...vm, domainId: 1, pageRequests: true });
  await world.must('DomainService/Attach', { ...vm, endpointId: 1, domainId: 1 });
  await world.must('EndpointService/EnablePri', { ...vm, endpointId: 1 });
});
afterEach(cleanUp);

const reasonOf = async (rpc: string, request: Json) => {
  const { error } = await world.call(rpc, { ...vm, ...request });
  return (detailsOf(error!)['ErrorInfo'] as Json)['reason'];
};

test('a stream takes the records of its queues, in order, and is told when the vIOMMU is reset', async () => {
  await world.must('GuestQueueService/ControlQueue', { ...vm, queue: EVENT, enabled: true });
  const messages = watch(world.client('GuestQueueService'), 'WatchRecords', { ...vm, queues: [EVENT] })[
    Symbol.asyncIterator
  ]();
  expect((await messages.next()).value).toMatchObject({
    opened: { queues: [{ kind: EVENT, name: 'fq', enabled: true }] },
  });
  expect(await reasonOf('GuestQueueService/ReadRecords', { queue: EVENT })).toBe('GUEST_QUEUE_BUSY');
  await world.must('EndpointService/IssueDma', {
    ...vm,
    endpointId: 1,
    iova: 0x5000n,
    addressType: 'ADDRESS_TYPE_UNTRANSLATED',
    read: { lengthBytes: 4 },
  });
  const { value } = (await messages.next()) as { value: Json };
  const batch = value['batch'] as { records: { data: Buffer; sequence: bigint }[] };
  expect(batch.records).toHaveLength(1);
  expect(batch.records[0]!.data.readUInt32LE(0) & 0xfff).toBe(13);
  expect(batch.records[0]!.data.readBigUInt64LE(16)).toBe(0x5000n);
  await world.must('ViommuService/ResetViommu', vm);
  expect((await messages.next()).value).toMatchObject({ closing: { reason: 'CLOSING_REASON_RESET' } });
});

test('page requests go to whoever controls their domain: one stream, or the queue', async () => {
  const queue = { ...vm, queue: PAGE_REQUEST };
  await world.must('GuestQueueService/ControlQueue', { ...queue, enabled: true });
  const selection = { domains: [{ role: 'ROLE_CONTROLLER', takeOver: true }] };
  const { error } = await call(world.client('GuestQueueService'), 'ControlQueue', { ...queue, enabled: true }).outcome;
  expect(error).toBeUndefined();
  const stream = watch(world.client('FaultService'), 'WatchFaults', { ...vm, selection, credits: 4 })[
    Symbol.asyncIterator
  ]();
  await stream.next();
  const { queues } = (await world.must('GuestQueueService/ListGuestQueues', vm)) as { queues: Json[] };
  expect(queues.find(({ kind }) => kind === PAGE_REQUEST)).toMatchObject({ enabled: false });
  expect(await reasonOf('GuestQueueService/ControlQueue', { queue: PAGE_REQUEST, enabled: true })).toBe(
    'CONTROLLER_EXISTS',
  );
  await world.must('GuestQueueService/ControlQueue', { ...queue, enabled: true, takeOver: true });
  expect((await stream.next()).value).toMatchObject({ closing: { reason: 'CLOSING_REASON_TAKEN_OVER' } });
});

test('a command that waits keeps its call waiting, and its ring where it is; a reset ends the wait', async () => {
  await world.must('DomainService/Map', {
    ...vm,
    domainId: 1,
    items: [{ range: { first: 0n, last: 0xfffn }, outputAddress: 0n, permissions: { read: true } }],
  });
  const asked = { ...vm, endpointId: 1, iova: 0n, permissions: { read: true } };
  await world.must('EndpointService/IssueTranslationRequest', asked);
  const waits = world.call('GuestQueueService/SubmitCommands', { ...vm, entries: Buffer.concat([INVAL, FENCE]) });
  await world.must('ViommuService/GetViommu', vm);
  expect(await reasonOf('GuestQueueService/ControlQueue', { queue: COMMAND, entries: 8 })).toBe('GUEST_QUEUE_BUSY');
  await world.must('ViommuService/ResetViommu', vm);
  expect((detailsOf((await waits).error!)['ErrorInfo'] as Json)['reason']).toBe('VIOMMU_DELETED');
  const { queues } = (await world.must('GuestQueueService/ListGuestQueues', vm)) as { queues: Json[] };
  expect(queues.find(({ kind }) => kind === COMMAND)).toMatchObject({ waitingCount: 0n, enabled: true });
});
