import { status as Code, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { connect, MAX_MESSAGE_BYTES, type ViommuClient } from '../../../../clients/typescript';
import { ContractServer, refusal } from './contract-server';

type Call = ServerUnaryCall<Record<string, unknown>, object>;
type Reply = sendUnaryData<object>;

const MAX64 = 2n ** 64n - 1n;
const calls: Call[] = [];
let server: ContractServer;
let client: ViommuClient;

const viommu = {
  GetViommu: (call: Call, reply: Reply) => {
    calls.push(call);
    if (call.request.viommuId === 'gone') {
      const metadata = refusal('VIOMMU_NOT_FOUND', { viommu_id: 'gone' });
      reply({ code: Code.NOT_FOUND, details: 'no vIOMMU "gone"', metadata });
    } else if (call.request.viommuId === 'empty') reply(null, {});
    else if (call.request.viommuId !== 'silent') reply(null, { viommu: { viommuId: 'a', timeNs: MAX64 } });
  },
  ListViommus: (call: Call, reply: Reply) => {
    calls.push(call);
    const from = Number(call.request.pageToken || '0');
    const viommus = [from, from + 1].map((n) => ({ viommuId: `vm-${n}` }));
    reply(null, { viommus, nextPageToken: from < 4 ? String(from + 2) : '' });
  },
};
const domain = {
  Translate: (call: Call, reply: Reply) => reply(null, { found: { outputAddress: call.request.iova } }),
};

beforeAll(async () => {
  server = await new ContractServer({ viommu, domain }).start();
  client = server.client({ metadata: { tenant: 'blue' } });
});
beforeEach(() => calls.splice(0));
afterAll(() => server.stop());

test('returns the decoded response; addresses are exact', async () => {
  const response = await client.viommus.get({ viommuId: 'a' });
  expect(response.viommu).toMatchObject({ viommuId: 'a', timeNs: MAX64, nextSequence: 0n });
  const { found } = await client.domains.translate({ viommuId: 'a', endpointId: 1, iova: MAX64 });
  expect(found?.outputAddress).toBe(MAX64);
});

test('sends the router key, the metadata of the client and that of the call', async () => {
  await client.viommus.get({ viommuId: 'vm-1.b_C' }, { metadata: { trace: '7' } });
  expect(calls[0]?.metadata.getMap()).toMatchObject({ 'viommu-id': 'vm-1.b_C', tenant: 'blue', trace: '7' });
  await client.viommus.get({ viommuId: 'nöt an id' });
  expect(calls[1]?.metadata.get('viommu-id')).toEqual([]);
});

test('rejects with what the server says', async () => {
  await expect(client.viommus.get({ viommuId: 'gone' })).rejects.toMatchObject({
    code: Code.NOT_FOUND,
    reason: 'VIOMMU_NOT_FOUND',
    message: 'no vIOMMU "gone"',
    metadata: { viommu_id: 'gone' },
  });
});

test('a response without what is always there is an error, not a null', async () => {
  await expect(client.viommus.get({ viommuId: 'empty' })).rejects.toMatchObject({ code: Code.INTERNAL });
});

test('nothing that cannot be encoded is sent', async () => {
  const misspelt = client.viommus.get({ viommuID: 'a' } as never);
  await expect(misspelt).rejects.toMatchObject({ name: 'InvalidRequestError', field: 'viommuID' });
  const data = Buffer.alloc(MAX_MESSAGE_BYTES);
  const long = client.endpoints.issueDma({ viommuId: 'a', endpointId: 1, iova: 0n, write: { data } });
  await expect(long).rejects.toThrow(/IssueDmaRequest has 5243\d\d bytes; at most 524288 can be sent/);
  expect(calls).toEqual([]);
});

test('a call ends at its deadline, or at that of the client', async () => {
  const silent = { viommuId: 'silent' };
  await expect(client.viommus.get(silent, { deadlineMs: 50 })).rejects.toMatchObject({ code: Code.DEADLINE_EXCEEDED });
  const hasty = server.client({ deadlineMs: 50 });
  await expect(hasty.viommus.get(silent)).rejects.toMatchObject({ code: Code.DEADLINE_EXCEEDED, reason: undefined });
  await expect(hasty.viommus.get({ viommuId: 'a' }, { deadlineMs: Infinity })).resolves.toBeDefined();
});

test('a signal ends the wait, and one that has aborted lets nothing begin', async () => {
  const why = new Error('enough');
  const controller = new AbortController();
  const waiting = client.viommus.get({ viommuId: 'silent' }, { signal: controller.signal });
  setTimeout(() => controller.abort(why), 30);
  await expect(waiting).rejects.toMatchObject({ code: Code.CANCELLED, cause: why });
  calls.splice(0);
  const late = client.viommus.get({ viommuId: 'a' }, { signal: controller.signal });
  await expect(late).rejects.toMatchObject({ code: Code.CANCELLED, cause: why });
  expect(calls).toEqual([]);
});

test('a signal may serve very many calls', async () => {
  const warned = jest.fn();
  process.on('warning', warned);
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 30 }, () => client.viommus.get({ viommuId: 'a' }, { signal })));
  process.off('warning', warned);
  expect(warned).not.toHaveBeenCalled();
});

test('a client that was closed begins nothing', async () => {
  const closed = server.client();
  await closed.viommus.get({ viommuId: 'a' });
  closed.close();
  await expect(closed.viommus.get({ viommuId: 'a' })).rejects.toThrow('the client was closed');
  await expect(closed.openVmmChannel({ viommuId: 'a' })).rejects.toMatchObject({ code: Code.CANCELLED });
  expect(() => closed.watchFaults({ viommuId: 'a' })).toThrow('the client was closed');
  closed.close();
});

test('a list is walked page by page, as far as the loop goes', async () => {
  const seen: string[] = [];
  for await (const { viommuId } of client.viommus.list({ pageSize: 2 })) {
    seen.push(viommuId);
    if (viommuId === 'vm-2') break;
  }
  expect(seen).toEqual(['vm-0', 'vm-1', 'vm-2']);
  expect(calls.map((call) => call.request.pageToken)).toEqual(['', '2']);
  const rest: string[] = [];
  for await (const { viommuId } of client.viommus.list({ pageToken: '4' })) rest.push(viommuId);
  expect(rest).toEqual(['vm-4', 'vm-5']);
  expect(await client.viommus.listPage({ pageToken: '2' })).toMatchObject({ nextPageToken: '4' });
});

test('readiness is waited for, as long as it is told', async () => {
  await client.waitForReady(5_000);
  const nobody = connect('unix:/nowhere/at/all');
  await expect(nobody.waitForReady(new Date(Date.now() + 100))).rejects.toMatchObject({ name: 'ViommuError' });
  await expect(nobody.viommus.getInfo({})).rejects.toMatchObject({ code: Code.UNAVAILABLE, reason: undefined });
  nobody.close();
});

test.each(['', 'unix:', 'localhost', 'http://localhost:1', 'a b:1', 'localhost:port'])(
  '%p is not a target',
  (target) => {
    expect(() => connect(target)).toThrow(TypeError);
  },
);

test.each(['unix:/run/a.sock', 'unix:///run/a.sock', '127.0.0.1:50051', '[::1]:1', 'localhost:1'])(
  '%p is one',
  (target) => {
    connect(target).close();
  },
);
