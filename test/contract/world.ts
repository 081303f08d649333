/** A real server with something of everything in it, raw clients that check nothing, and all that can be seen of it. */
import fs from 'node:fs';
import path from 'node:path';
import type * as grpc from '@grpc/grpc-js';
import { parseListener } from '../../src/server/listener-spec';
import { startServer } from '../../src/server/server';
import { allServices } from '../../src/server/services';
import { incarnationsFromTime, Registry, SYSTEM_TIME, type ViommuHost } from '../../src/session';
import { call, client, later, memoryLog, tempDir, watch, type Outcome } from '../unit/server/harness';

export type Json = Record<string, unknown>;

/** A running server and its clients. */
export interface World {
  readonly target: string;
  /** A listener with the preset for device models. */
  readonly deviceTarget: string;
  readonly memoryDirectory: string;
  readonly lines: readonly Json[];
  /** Calls `Service/Method`. */
  call(rpc: string, request: Json, metadata?: grpc.Metadata): Promise<Outcome>;
  /** Calls, and must succeed. */
  must(rpc: string, request: Json): Promise<Json>;
  client(service: string): grpc.Client;
  /** A vIOMMU in the server's own hands, to keep its commands waiting. */
  host(viommuId: string): ViommuHost;
  stop(): Promise<void>;
}

/** Starts a server; with `memoryDir` it shares files. */
export async function startWorld(memoryDir = false): Promise<World> {
  const dir = tempDir();
  const { lines, logger } = memoryLog();
  const registry = new Registry({
    time: SYSTEM_TIME,
    incarnations: incarnationsFromTime(1000),
    memoryDirectory: memoryDir ? dir : undefined,
  });
  const server = await startServer({
    listeners: [parseListener(`unix:${dir}/s`), parseListener(`unix:${dir}/d,allow=device`)],
    services: allServices(registry, []),
    logger,
    stopGraceMs: 500,
    firstMessageTimeoutMs: 500,
    onStopping: () => registry.close(),
  });
  later(async () => {
    await server.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  });
  const [target = '', deviceTarget = ''] = server.targets;
  const clients = new Map<string, grpc.Client>();
  const clientOf = (service: string): grpc.Client => {
    const known = clients.get(service) ?? client(target, service);
    clients.set(service, known);
    return known;
  };
  const callRpc = (rpc: string, request: Json, metadata?: grpc.Metadata): Promise<Outcome> => {
    const [service = '', method = ''] = rpc.split('/');
    return call(clientOf(service), method, request, metadata).outcome;
  };
  return {
    target,
    deviceTarget,
    memoryDirectory: dir,
    lines,
    call: callRpc,
    client: clientOf,
    host: (viommuId) => registry.host(viommuId),
    stop: () => server.stop(),
    must: async (rpc, request) => {
      const { response, error } = await callRpc(rpc, request);
      if (response === undefined) throw new Error(`${rpc}: ${error?.message ?? 'no response'}`);
      return response;
    },
  };
}

export const RW = { read: true, write: true };
export const PAGE = 4096n;
export const U64 = 2n ** 64n - 1n;
export const many = <T>(count: number, item: T): T[] => new Array<T>(count).fill(item);
export const pages = (first: bigint, count = 1n) => ({ first: first * PAGE, last: (first + count) * PAGE - 1n });

/**
 * `vm` (VIRTUAL clock, 48-bit addresses):
 *
 * endpoints 1 ATS, PRI enabled, PASID of 10 bits, attached to domain 1 (and its PASID 5 too) · 2 bare · 3 external ·
 * 4 removed · 5 ATS and PRI, both off · 6 ATS with MANUAL completion, attached to domain 3 · 7 one PRI credit, used · 8 PRI off ·
 * 9 shares the page-request interface of 8 · 11 shares the invalidate queue of 8, its link is down · 10 PRI enabled, index 3 unanswered and index 4 open under PASID 5, PASID 6 stopped,
 * execute not enabled
 *
 * domains 1 with page requests, mapped at pages 1 and 2 · 2 IDENTITY · 3 with an unmap of page 9 that has not ended · 4
 *
 * rule 1, which never acts though it should · memory region 1 (1 MiB at 0) · one pending group in domain 1
 *
 * `space` (VIRTUAL clock, 48-bit addresses, reserves pages 0xfee00 to 0xfeeff):
 *
 * domains 1 with dirty tracking on, mapped at pages 1 and 2, of which 1 is dirty, pages 16 to 31 allowed · 2 IDENTITY ·
 * 3 NESTED, x86-64 on 1 · 4 NESTED, Sv39x4 · 5 PAGING · 6 NESTED, Sv39 on 5
 *
 * endpoints 1 attached to domain 1 · 2 reserves page 1 · 3 reserves pages 1 and 500 to 503, attached to domain 5 ·
 * 4 reserves page 20
 *
 * memory region 1 (1 MiB at 0) · 2 (read-only, one page at 16 MiB)
 *
 * `coarse` has a granule of 64 KiB and a domain 1 with dirty tracking.
 *
 * `native`, `native-off`, `native-stopped`, `native-ring`: RISC-V; its command queue is off, stopped at an illegal command, and
 * read from a ring, which the page-request queue has as well.
 *
 * `real` has a REAL clock; `tiny` has room for one of everything; `smmu` and `virtio` are empty, of these profiles.
 */
export async function furnish(world: World): Promise<{ groupCookie: bigint }> {
  const viommuId = 'vm';
  const { must } = world;
  const config = { clock: 'CLOCK_KIND_VIRTUAL', iovaWidthBits: 48, outputWidthBits: 48 };
  await must('ViommuService/CreateViommu', { viommuId, config });
  await must('ViommuService/CreateViommu', { viommuId: 'real' });
  await must('ViommuService/CreateViommu', { viommuId: 'smmu', config: { profile: 'PROFILE_SMMUV3' } });
  await must('ViommuService/CreateViommu', { viommuId: 'virtio', config: { profile: 'PROFILE_VIRTIO' } });
  await must('ViommuService/AdvanceTime', { viommuId, advanceNs: 1000n });
  const endpoint = (endpointId: number, rest: Json) =>
    must('EndpointService/CreateEndpoint', { viommuId, endpointId, config: rest });
  await endpoint(1, { ats: {}, pri: { capacity: 8 }, pasid: { widthBits: 10 } });
  await endpoint(2, {});
  await endpoint(3, { backend: 'ENDPOINT_BACKEND_EXTERNAL', ats: {}, pri: {}, pasid: {} });
  await endpoint(4, { ats: {}, pri: {} });
  await endpoint(5, { ats: { enabled: false }, pri: {} });
  await endpoint(6, { ats: {}, invalidationCompletion: 'INVALIDATION_COMPLETION_MANUAL' });
  await endpoint(7, { ats: {}, pri: { capacity: 1 } });
  await endpoint(8, { ats: {}, pri: { capacity: 8 } });
  await endpoint(9, { ats: {}, priParentEndpointId: 8 });
  await endpoint(10, { ats: {}, pri: { capacity: 8 }, pasid: { widthBits: 10, executePermission: false } });
  await endpoint(11, { ats: { queueParentEndpointId: 8 }, priParentEndpointId: 8 });
  await must('EndpointService/SetLink', { viommuId, endpointId: 11, down: true });
  for (const endpointId of [1, 7, 10]) await must('EndpointService/EnablePri', { viommuId, endpointId });
  await must('EndpointService/SurpriseRemove', { viommuId, endpointId: 4 });
  const domain = (domainId: number, rest: Json) => must('DomainService/CreateDomain', { viommuId, domainId, ...rest });
  await domain(1, { pageRequests: true });
  await domain(2, { kind: 'DOMAIN_KIND_IDENTITY' });
  await domain(3, {});
  await domain(4, {});
  await must('DomainService/Attach', { viommuId, endpointId: 1, domainId: 1, deviceCookie: 77n });
  await must('DomainService/Attach', { viommuId, endpointId: 1, pasid: 5, domainId: 1 });
  await must('DomainService/Attach', { viommuId, endpointId: 6, domainId: 3 });
  await must('DomainService/Attach', { viommuId, endpointId: 7, domainId: 1 });
  await must('DomainService/Attach', { viommuId, endpointId: 10, domainId: 1 });
  await must('DomainService/Attach', { viommuId, endpointId: 10, pasid: 5, domainId: 1 });
  const item = { range: pages(1n, 2n), outputAddress: 0n, permissions: RW };
  await must('DomainService/Map', { viommuId, domainId: 1, items: [item] });
  await must('DomainService/Map', { viommuId, domainId: 3, items: [{ ...item, range: pages(9n) }] });
  const region = { regionId: 1, guestAddress: 0n, lengthBytes: 1n << 20n, anonymous: {} };
  await must('GuestMemoryService/RegisterGuestMemory', { viommuId, region });
  const asked = { viommuId, endpointId: 6, iova: 9n * PAGE, permissions: RW };
  await must('EndpointService/IssueTranslationRequest', asked);
  // Ends only when the world does: nobody completes the invalidation.
  void world.call('DomainService/Unmap', { viommuId, domainId: 3, ranges: [pages(9n)] });
  const pageRequest = { iova: PAGE * 100n, permissions: RW, prgi: 3, last: true };
  await must('EndpointService/SubmitPageRequests', { viommuId, endpointId: 7, items: [pageRequest] });
  const open = { ...pageRequest, prgi: 4, pasid: 5, last: false };
  await must('EndpointService/SubmitPageRequests', { viommuId, endpointId: 10, items: [pageRequest, open] });
  await must('EndpointService/StopPasid', { viommuId, endpointId: 10, pasid: 6 });
  // Concerns an endpoint that was removed, so that it never acts.
  await must('RuleService/AddRules', { viommuId, rules: [IDLE_RULE] });
  const injected = await must('FaultService/InjectPageRequests', {
    viommuId,
    items: [{ endpointId: 1, item: pageRequest }],
  });
  const [closed] = injected['closedGroups'] as { groupCookie: bigint }[];
  await furnishTiny(world);
  await furnishSpace(world);
  await furnishQueues(world);
  return { groupCookie: closed!.groupCookie };
}

async function furnishTiny({ must }: World): Promise<void> {
  const viommuId = 'tiny';
  const limits = { maxEndpoints: 1, maxDomains: 1, maxMappings: 1, maxPartialPages: 1, maxGrantsPerEndpoint: 1 };
  const more = { maxOutstandingDma: 1, maxWaitingInvalidations: 1, maxRules: 1 };
  const config = { clock: 'CLOCK_KIND_VIRTUAL', limits: { ...limits, ...more } };
  await must('ViommuService/CreateViommu', { viommuId, config });
  await must('EndpointService/CreateEndpoint', { viommuId, endpointId: 1, config: { ats: {}, pri: {} } });
  await must('DomainService/CreateDomain', { viommuId, domainId: 1, pageRequests: true });
  await must('DomainService/Attach', { viommuId, endpointId: 1, domainId: 1 });
  await must('DomainService/Map', {
    viommuId,
    domainId: 1,
    items: [{ range: pages(1n), outputAddress: 0n, permissions: RW }],
  });
  await must('EndpointService/EnablePri', { viommuId, endpointId: 1 });
}

async function furnishSpace({ must }: World): Promise<void> {
  const vm = { viommuId: 'space' };
  const widths = { iovaWidthBits: 48, outputWidthBits: 48 };
  const reservedIovaRanges = [pages(0xfee00n, 0x100n)];
  await must('ViommuService/CreateViommu', {
    ...vm,
    config: { clock: 'CLOCK_KIND_VIRTUAL', ...widths, reservedIovaRanges },
  });
  const domain = (domainId: number, rest: Json) => must('DomainService/CreateDomain', { ...vm, domainId, ...rest });
  const kind = 'DOMAIN_KIND_NESTED';
  await domain(1, { dirtyTracking: true });
  await domain(2, { kind: 'DOMAIN_KIND_IDENTITY' });
  await domain(3, { kind, nested: { stage2DomainId: 1, x86: { root: 0n, levels: 4 } } });
  await domain(4, { kind, nested: { riscv: { mode: 'RISCV_MODE_SV39X4', root: 0n } } });
  await domain(5, {});
  await domain(6, { kind, nested: { stage2DomainId: 5, riscv: { mode: 'RISCV_MODE_SV39', root: 0n } } });
  const endpoint = (endpointId: number, ranges: Json[]) =>
    must('EndpointService/CreateEndpoint', { ...vm, endpointId, config: { reservedIovaRanges: ranges } });
  await endpoint(1, []);
  await endpoint(2, [pages(1n)]);
  await endpoint(3, [pages(1n), pages(500n, 4n)]);
  await endpoint(4, [pages(20n)]);
  await must('DomainService/Attach', { ...vm, endpointId: 1, domainId: 1 });
  await must('DomainService/Attach', { ...vm, endpointId: 3, domainId: 5 });
  const items = [1n, 2n].map((page) => ({ range: pages(page), outputAddress: 0n, permissions: RW }));
  await must('DomainService/Map', { ...vm, domainId: 1, items });
  await must('DomainService/SetAllowedIovaRanges', { ...vm, domainId: 1, ranges: [pages(16n, 16n)] });
  await must('DomainService/SetDirtyTracking', { ...vm, domainId: 1, enabled: true });
  const ram = { regionId: 1, lengthBytes: 1n << 20n, anonymous: {} };
  const rom = { regionId: 2, guestAddress: 1n << 24n, lengthBytes: PAGE, readOnly: true, anonymous: {} };
  for (const region of [ram, rom]) await must('GuestMemoryService/RegisterGuestMemory', { ...vm, region });
  await must('EndpointService/IssueDma', { ...vm, endpointId: 1, iova: PAGE, write: { data: Buffer.from('dirty') } });
  await must('ViommuService/CreateViommu', { viommuId: 'coarse', config: { granuleBits: 16 } });
  await must('DomainService/CreateDomain', { viommuId: 'coarse', domainId: 1, dirtyTracking: true });
}

async function furnishQueues({ must }: World): Promise<void> {
  const config = { clock: 'CLOCK_KIND_VIRTUAL', profile: 'PROFILE_RISCV' };
  for (const viommuId of QUEUES) await must('ViommuService/CreateViommu', { viommuId, config });
  const control = (viommuId: string, queue: string, change: Json) =>
    must('GuestQueueService/ControlQueue', { viommuId, queue: `GUEST_QUEUE_KIND_${queue}`, ...change });
  await control('native-off', 'COMMAND', { enabled: false });
  await control('native-ring', 'COMMAND', { base: 0n, entries: 4 });
  await control('native-ring', 'PAGE_REQUEST', { base: PAGE, entries: 4, enabled: true });
  await must('GuestQueueService/SubmitCommands', { viommuId: 'native-stopped', entries: Buffer.alloc(16, 0xff) });
}

/** vIOMMUs whose guest-native queues can be seen. */
const QUEUES = ['native', 'native-off', 'native-stopped', 'native-ring'];

/** A rule that is expected to act, and has nothing to act on. */
const IDLE_RULE = { ruleId: 1, match: { event: 1, endpointId: 4 }, fault: { reason: 1 }, expectation: {} };

const LISTS: readonly (readonly [string, Json])[] = [
  ['ViommuService/GetViommu', {}],
  ['EndpointService/ListEndpoints', {}],
  ['DomainService/ListDomains', {}],
  ['DomainService/ListAttachments', {}],
  ['DomainService/ListMappings', { domainId: 1 }],
  ['GuestMemoryService/ListGuestMemory', {}],
  ['FaultService/ListPageRequestGroups', {}],
  ['InvalidationService/ListOutstandingInvalidations', {}],
  ['FaultService/GetQueueStatistics', {}],
  ['FaultService/ListViolations', {}],
  ['RuleService/ListRules', {}],
];

/** What can be seen of `space` besides. */
const SPACE_LISTS: readonly (readonly [string, Json])[] = [
  ['DomainService/GetIovaRanges', { domainId: 1 }],
  ['DomainService/GetIovaRanges', { domainId: 5 }],
  ['DomainService/ListMappings', { domainId: 5 }],
];

/** Everything that can be seen of `vm`, `tiny` and `space`, which vIOMMUs there are, and what is in the empty ones. */
export async function stateOf(world: World): Promise<Json> {
  const state: Json = {};
  const { viommus } = (await world.must('ViommuService/ListViommus', { pageSize: 1000 })) as { viommus: Json[] };
  state['viommus'] = viommus.map(({ viommuId, endpointCount, domainCount }) => [viommuId, endpointCount, domainCount]);
  for (const viommuId of ['vm', 'tiny', 'space']) {
    for (const [rpc, request] of viommuId === 'space' ? [...LISTS, ...SPACE_LISTS] : LISTS) {
      state[`${viommuId} ${rpc} ${String(request['domainId'])}`] = await world.must(rpc, { viommuId, ...request });
    }
  }
  for (const viommuId of QUEUES) {
    state[`${viommuId} queues`] = await world.must('GuestQueueService/ListGuestQueues', { viommuId });
  }
  // The places that rows write to.
  for (const guestAddress of [0n, (1n << 20n) - 16n]) {
    const request = { viommuId: 'space', guestAddress, lengthBytes: 16 };
    state[`memory ${guestAddress}`] = await world.must('GuestMemoryService/ReadGuestMemory', request);
  }
  state['dirty'] = await dirtyParts(world, { viommuId: 'space', domainId: 1, keep: true });
  return state;
}

/** What ReadDirtyPages tells, in the whole space unless the request says otherwise. */
export async function dirtyParts(world: World, request: Json): Promise<Json[]> {
  const everything = { range: { first: 0n, last: U64 } };
  const parts: Json[] = [];
  for await (const part of watch(world.client('DomainService'), 'ReadDirtyPages', { ...everything, ...request })) {
    parts.push(part as Json);
  }
  return parts;
}

/** One record of a batch of mappings, or of ranges. */
export interface MappingRecord {
  readonly first: bigint;
  readonly last: bigint;
  readonly output?: bigint;
  readonly permissions?: number;
  readonly ifMapped?: number;
}

/** Records of mappings to make (kind 1), or of ranges to unmap (kind 2), as the contract draws them. */
export function records(kind: 1 | 2, list: readonly MappingRecord[]): Buffer {
  const header = Buffer.from([1, kind, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(list.length, 4);
  const bodies = list.map(({ first, last, output = 0n, permissions = 3, ifMapped = 0 }) => {
    const body = Buffer.alloc(kind === 1 ? 32 : 16);
    body.writeBigUInt64LE(first, 0);
    body.writeBigUInt64LE(last, 8);
    if (kind === 1) {
      body.writeBigUInt64LE(output, 16);
      body.writeUInt8(permissions, 24);
      body.writeUInt8(ifMapped, 25);
    }
    return body;
  });
  return Buffer.concat([header, ...bodies]);
}

/** A path in the server's memory directory. */
export const inMemoryDirectory = (world: World, name: string): string => path.join(world.memoryDirectory, name);
