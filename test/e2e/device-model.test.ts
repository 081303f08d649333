/** A device model that uses the TypeScript client, and loses its connection to a real server again and again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {
  connect,
  type EndpointPageResponse,
  type EndpointResumed,
  type ExternalEndpoint,
  type HelloOptions,
  type ResumeRefusedError,
  type ViommuClient,
} from '../../clients/typescript';

const main = path.resolve(__dirname, '../../dist/src/main.js');
const PAGE = 0x1000n;
const RW = { read: true, write: true };
const SUCCESS = 'PAGE_RESPONSE_CODE_SUCCESS';
const vm = { viommuId: 'vm' };

/** A wire between the model and the server that can be cut. */
class Wire {
  readonly path: string;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #isCut = false;

  constructor(dir: string, to: string) {
    this.path = path.join(dir, 'wire');
    this.#server = net.createServer((near) => {
      if (this.#isCut) return void near.destroy();
      const far = net.connect(to);
      for (const [from, onto] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => {});
        from.on('close', () => {
          this.#sockets.delete(from);
          onto.destroy();
        });
        from.pipe(onto);
      }
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(this.path);
    await once(this.#server, 'listening');
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}

let dir: string;
let server: ChildProcess;
let wire: Wire;
let vmm: ViommuClient;
let model: ViommuClient;

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vm-'));
  const socket = path.join(dir, 's');
  server = spawn(process.execPath, [main, '--listen', `unix:${socket}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(server.stdout!, 'data');
  wire = new Wire(dir, socket);
  await wire.listen();
  vmm = connect(`unix:${socket}`);
  model = connect(`unix:${wire.path}`);
});

afterEach(async () => {
  model.close();
  vmm.close();
  wire.close();
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
  fs.rmSync(dir, { recursive: true, force: true });
});

async function until(hasHappened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await hasHappened())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** What a model is told, in order. */
interface Told {
  readonly disconnected: number;
  readonly resumed: EndpointResumed[];
  readonly responses: EndpointPageResponse[];
  readonly refused: ResumeRefusedError[];
  readonly reset: (number | undefined)[];
}

/** A vIOMMU whose external endpoint 9 a model has taken, with ATS and PRI on and page 0x8000 mapped. */
async function takeEndpoint(options: HelloOptions = {}) {
  await vmm.viommus.create(vm);
  await vmm.memory.register({ ...vm, region: { guestAddress: 0n, lengthBytes: 1n << 20n, anonymous: {} } });
  const config = { backend: 'ENDPOINT_BACKEND_EXTERNAL', ats: {}, pri: {} } as const;
  await vmm.endpoints.create({ ...vm, endpointId: 9, config });
  await vmm.domains.create({ ...vm, domainId: 1, pageRequests: true });
  await vmm.domains.attach({ ...vm, endpointId: 9, domainId: 1 });
  await mapPage(8n);
  const told = { disconnected: 0, resumed: [], responses: [], refused: [], reset: [] } as Told;
  const channel = model.openEndpointChannel({ ...vm, reconnect: { initialDelayMs: 10, maxDelayMs: 20 } });
  const endpoint = await channel.hello(9, {
    onDisconnected: () => ((told as { disconnected: number }).disconnected += 1),
    onResumed: (resumed) => told.resumed.push(resumed),
    onPageResponse: (response) => told.responses.push(response),
    onResumeRefused: (error) => told.refused.push(error),
    onReset: (_opened, error) => told.reset.push(error.endpointGeneration),
    ...options,
  });
  await vmm.endpoints.update({ ...vm, endpointId: 9, atsEnabled: true });
  await vmm.endpoints.enablePri({ ...vm, endpointId: 9 });
  return { told, channel, endpoint };
}

const mapPage = (page: bigint) =>
  vmm.domains.map({
    ...vm,
    domainId: 1,
    items: [{ range: { first: page * PAGE, last: page * PAGE + PAGE - 1n }, outputAddress: 0n, permissions: RW }],
  });

/** Asks for a page; returns the promise of the answer and the cookie of the group. */
async function ask(endpoint: ExternalEndpoint, prgi: number) {
  const answer = endpoint.requestPages({ prgi, pages: [{ iova: BigInt(prgi) * PAGE, permissions: RW }] });
  answer.catch(() => {});
  let cookie: bigint | undefined;
  await until(async () => {
    for await (const { group } of vmm.faults.listGroups(vm)) if (group?.prgi === prgi) cookie = group.groupCookie;
    return cookie !== undefined;
  });
  return { answer, groupCookie: cookie as bigint };
}

const respond = (groupCookie: bigint) => vmm.faults.respond({ ...vm, responses: [{ groupCookie, code: SUCCESS }] });

/** Cuts the wire and waits until both ends have noticed. */
async function lose(told: Told): Promise<void> {
  wire.cut();
  await until(async () => {
    const { endpoint } = await vmm.endpoints.get({ ...vm, endpointId: 9 });
    return told.disconnected > 0 && endpoint.state === 'ENDPOINT_STATE_DISCONNECTED';
  });
}

/** Another model has the endpoint for a while; returns the generation that began with that. */
async function takeElsewhere(): Promise<number> {
  const channel = vmm.openEndpointChannel(vm);
  const { opened } = await channel.hello(9);
  await channel.end();
  return opened.endpointGeneration;
}

test('goes on with its groups, its registers and without its grants', async () => {
  const { told, endpoint } = await takeEndpoint();
  const [received, missed, open] = [await ask(endpoint, 1), await ask(endpoint, 2), await ask(endpoint, 3)];
  await respond(received.groupCookie);
  expect(await received.answer).toMatchObject({ redelivery: false, effect: 'RESPONSE_EFFECT_RETRY' });
  await endpoint.submitPageRequests([{ iova: 0x4000n, permissions: RW, prgi: 4 }]);
  const { entries } = await endpoint.translate(8n * PAGE, 1, RW);
  const address = entries[0]!.outputAddress;
  const translated = { addressType: 'ADDRESS_TYPE_TRANSLATED' } as const;
  const data = Buffer.from('x');
  expect((await endpoint.dmaWrite(address, data, translated)).status).toBe('DMA_STATUS_COMPLETED');

  await lose(told);
  const { results } = await respond(missed.groupCookie);
  expect(results).toMatchObject([{ outcome: 'PAGE_RESPONSE_OUTCOME_HELD_FOR_ENDPOINT' }]);
  await expect(endpoint.dmaRead(0n, 1)).rejects.toMatchObject({ reason: 'CHANNEL_LOST', sent: false });
  wire.mend();

  expect(await missed.answer).toMatchObject({ prgi: 2, redelivery: false, code: SUCCESS });
  expect(told.resumed).toHaveLength(1);
  expect(told.resumed[0]).toMatchObject({
    endpoint: { atsEnabled: true, pri: { enabled: true } },
    outstandingGroups: [{ prgi: 3, pageRequestCount: 1 }],
    redeliveredResponseCount: 1,
    droppedPageRequestCount: 1n,
  });
  expect(await endpoint.dmaWrite(address, data, translated)).toMatchObject({
    status: 'DMA_STATUS_FAULTED',
    faultReason: 'FAULT_REASON_NOT_GRANTED',
  });
  await respond(open.groupCookie);
  expect(await open.answer).toMatchObject({ prgi: 3, redelivery: false });
  expect(told.responses.map(({ prgi }) => prgi)).toEqual([1, 2, 3]);
  expect(told.refused).toEqual([]);
}, 60_000);

test('loses its connection many times and is given everything once', async () => {
  const { told, endpoint } = await takeEndpoint();
  const rounds = Array.from({ length: 8 }, (_, index) => 10 + index);
  for (const [index, prgi] of rounds.entries()) {
    const { answer, groupCookie } = await ask(endpoint, prgi);
    const answered = respond(groupCookie);
    wire.cut();
    await answered;
    wire.mend();
    expect(await answer).toMatchObject({ prgi, code: SUCCESS });
    await until(() => told.disconnected === index + 1 && told.resumed.length === index + 1);
  }
  expect(told.refused).toEqual([]);
  expect(told.responses.map(({ prgi }) => prgi)).toEqual(rounds);
}, 60_000);

test('is told that the endpoint was reset meanwhile, and may take it anew', async () => {
  const { told, channel, endpoint } = await takeEndpoint();
  const { answer } = await ask(endpoint, 1);
  await lose(told);
  const generation = await takeElsewhere();
  wire.mend();
  await expect(answer).rejects.toMatchObject({
    name: 'ResumeRefusedError',
    reason: 'ENDPOINT_GENERATION_DIFFERS',
    endpointId: 9,
    endpointGeneration: generation,
  });
  await until(() => told.refused.length === 1);
  const again = await channel.hello(9);
  expect(again.opened.endpointGeneration).toBeGreaterThan(generation);
}, 60_000);

test('begins anew by itself where it is told to', async () => {
  const { told, endpoint } = await takeEndpoint({ resetIfGenerationDiffers: true });
  const { answer } = await ask(endpoint, 1);
  await lose(told);
  const generation = await takeElsewhere();
  wire.mend();
  await expect(answer).rejects.toMatchObject({ reason: 'PAGE_REQUEST_FORGOTTEN' });
  expect(told.reset).toEqual([generation]);
  expect(endpoint.opened).toMatchObject({ atsEnabled: false, pri: { enabled: false } });
  expect((await endpoint.dmaWrite(8n * PAGE, Buffer.from('x'))).status).toBe('DMA_STATUS_COMPLETED');
}, 60_000);

test('goes on in another channel, as a model that was started again does', async () => {
  const { channel, endpoint } = await takeEndpoint();
  const { groupCookie } = await ask(endpoint, 1);
  await channel.end();
  await respond(groupCookie);
  const responses: EndpointPageResponse[] = [];
  const second = model.openEndpointChannel(vm);
  const again = await second.hello(9, {
    resume: endpoint.resumePoint,
    onPageResponse: (response) => responses.push(response),
  });
  expect(again.resumed?.redeliveredResponseCount).toBe(1);
  await until(() => responses.length === 1);
  expect(responses[0]).toMatchObject({ prgi: 1, groupCookie, code: SUCCESS });
  const ahead = { ...again.resumePoint, lastReceivedSequence: 1_000_000n };
  await expect(second.hello(9, { resume: ahead })).rejects.toMatchObject({
    name: 'ResumeRefusedError',
    reason: 'RESUME_POINT_INVALID',
  });
}, 60_000);

test('waits for the answer to an access that stalls', async () => {
  await vmm.viommus.create({ ...vm, config: { profile: 'PROFILE_SMMUV3' } });
  await vmm.memory.register({ ...vm, region: { guestAddress: 0n, lengthBytes: 1n << 20n, anonymous: {} } });
  const config = { backend: 'ENDPOINT_BACKEND_EXTERNAL', kind: 'ENDPOINT_KIND_PLATFORM', stall: {} } as const;
  await vmm.endpoints.create({ ...vm, endpointId: 9, config });
  await vmm.domains.create({ ...vm, domainId: 1, pageRequests: true });
  await vmm.domains.attach({ ...vm, endpointId: 9, domainId: 1 });
  const endpoint = await model.openEndpointChannel(vm).hello(9);
  const [goesOn, fails] = [endpoint.dmaWrite(8n * PAGE, Buffer.from('x')), endpoint.dmaRead(9n * PAGE, 1)];
  const cookies = new Map<bigint, bigint>();
  await until(async () => {
    for await (const { group } of vmm.faults.listGroups(vm)) {
      if (group?.stallTag !== undefined) cookies.set(group.pages[0]!.iova / PAGE, group.groupCookie);
    }
    return cookies.size === 2;
  });
  await mapPage(8n);
  const { sentCount } = await vmm.faults.respond({
    ...vm,
    responses: [
      { groupCookie: cookies.get(8n)!, stallAction: 'STALL_ACTION_RETRY' },
      { groupCookie: cookies.get(9n)!, stallAction: 'STALL_ACTION_TERMINATE' },
    ],
  });
  expect(sentCount).toBe(2);
  expect((await goesOn).status).toBe('DMA_STATUS_COMPLETED');
  expect((await fails).status).toBe('DMA_STATUS_TERMINATED');
}, 60_000);
