import { getEventListeners, getMaxListeners } from 'node:events';
import { status as Code, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { connect, fromJson, MAX_MESSAGE_BYTES, type ViommuClient } from '../../../../clients/typescript';
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
const rule = {
  AddRules: (call: Call, reply: Reply) => reply(null, { rules: call.request.rules }),
  ListRules: (call: Call, reply: Reply) =>
    reply(
      null,
      call.request.pageToken === ''
        ? { rules: [{ ruleId: 1, hits: MAX64 }], nextPageToken: '1' }
        : { rules: [{ ruleId: 2 }] },
    ),
  DeleteRules: (call: Call, reply: Reply) => reply(null, { deletedCount: (call.request.ruleIds as number[]).length }),
  VerifyExpectations: (_call: Call, reply: Reply) => {
    const metadata = refusal('EXPECTATIONS_NOT_MET', { rule_ids: '2' });
    reply({ code: Code.FAILED_PRECONDITION, details: 'rule 2 acted 0 times', metadata });
  },
};
const endpoint = {
  SetLink: (call: Call, reply: Reply) => reply(null, { endpoint: { linkDown: call.request.down } }),
};
const invalidation = {
  Invalidate: (call: Call, reply: Reply) => {
    calls.push(call);
    reply(null, { completedCount: (call.request.entries as unknown[]).length });
  },
};

beforeAll(async () => {
  server = await new ContractServer({ viommu, domain, rule, endpoint, invalidation }).start();
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
  const { signal } = new AbortController();
  await Promise.all(Array.from({ length: 30 }, () => client.viommus.get({ viommuId: 'a' }, { signal })));
  // Node warns of a leak above this number. The warning itself goes past the tests.
  expect(getMaxListeners(signal)).toBe(Infinity);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
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

test('rules are added, walked over, verified and deleted', async () => {
  const viommuId = 'a';
  const rules = [{ match: { event: 'RULE_EVENT_ACCESS' }, fault: { reason: 'FAULT_REASON_NOT_MAPPED' } }] as const;
  const added = await client.rules.add({ viommuId, rules });
  expect(added.rules).toMatchObject([{ action: 'fault', fault: { reason: 'FAULT_REASON_NOT_MAPPED' } }]);
  const twoActions = client.rules.add({ viommuId, rules: [{ drop: {}, delay: { delayNs: 1n } }] });
  await expect(twoActions).rejects.toMatchObject({ name: 'InvalidRequestError', field: 'rules[0].delay' });
  const listed: [number, bigint][] = [];
  for await (const { ruleId, hits } of client.rules.list({ viommuId })) listed.push([ruleId, hits]);
  expect(listed).toEqual([
    [1, MAX64],
    [2, 0n],
  ]);
  const verified = client.rules.verifyExpectations({ viommuId });
  await expect(verified).rejects.toMatchObject({ reason: 'EXPECTATIONS_NOT_MET', metadata: { rule_ids: '2' } });
  expect((await client.rules.delete({ viommuId, ruleIds: [1, 2] })).deletedCount).toBe(2);
});

test('a message is read out of JSON; what does not belong to it is left for the call to refuse', async () => {
  const json = {
    rule_id: 3,
    match: { event: 1, range: { first: '18446744073709551615', last: 7 } },
    trigger: { count: '2' },
    delay: { delay_ns: '1e3' },
    nonsense: '5',
  };
  const rule = fromJson('Rule', json);
  expect(rule).toEqual({
    ruleId: 3,
    match: { event: 'RULE_EVENT_ACCESS', range: { first: MAX64, last: 7 } },
    trigger: { count: 2n },
    delay: { delayNs: '1e3' },
    nonsense: '5',
  });
  const refusedFor = (field: string) => expect.objectContaining({ name: 'InvalidRequestError', field }) as Error;
  const add = (...rules: unknown[]) => client.rules.add({ viommuId: 'a', rules: rules as never });
  await expect(add(rule)).rejects.toEqual(refusedFor('rules[0].delay.delayNs'));
  await expect(add(fromJson('Rule', { nonsense: '5' }))).rejects.toEqual(refusedFor('rules[0].nonsense'));
  await expect(add(fromJson('Rule', { constructor: 1 }))).rejects.toEqual(refusedFor('rules[0].constructor'));
  await expect(add(fromJson('Rule', []))).rejects.toEqual(refusedFor('rules[0]'));
  const added = await add(fromJson('Rule', { trigger: { count: '18446744073709551615' } }));
  expect(added.rules[0]?.trigger).toMatchObject({ count: MAX64 });
  expect(fromJson('IssueDmaRequest', { write: { data: 'AP8=' } })).toEqual({ write: { data: Buffer.from([0, 255]) } });
});

test('a link is taken down and up', async () => {
  const link = (down: boolean) => client.endpoints.setLink({ viommuId: 'a', endpointId: 1, down });
  expect((await link(true)).endpoint.linkDown).toBe(true);
  expect((await link(false)).endpoint.linkDown).toBe(false);
});

test('invalidation entries of every kind are sent as they are said', async () => {
  const entries = [
    { domain: { domainId: 1, pasid: 0, leafOnly: true, global: true } },
    { deviceTlb: { endpointId: 2, pasid: 3, global: true, encodedRange: { address: MAX64, sizeBit: true } } },
    { everything: {} },
    { iotlb: { domainId: 0, range: { first: 0n, last: MAX64 } } },
    { context: { endpointId: 4 } },
    { pasidEntry: { endpointId: 4 } },
    { fence: {} },
  ];
  expect(await client.invalidations.invalidate({ viommuId: 'a', entries })).toMatchObject({ completedCount: 7 });
  expect(calls[0]?.request.entries).toMatchObject(entries);
  const [, , , , , entry] = calls[0]?.request.entries as { pasidEntry: object }[];
  expect(entry?.pasidEntry).not.toHaveProperty('pasid');
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
