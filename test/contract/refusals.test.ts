/** Every unary and server-streaming call with bad input: a clear status, nothing changed, the server alive. */
import * as grpc from '@grpc/grpc-js';
import { REASONS } from '../../src/model/errors';
import { call, cleanUp, client, detailsOf, statusOf } from '../unit/server/harness';
import type { Row } from './rows';
import { DOMAIN_ROWS } from './rows-domain';
import { ENDPOINT_ROWS } from './rows-endpoint';
import { faultRows } from './rows-fault';
import { MEMORY_ROWS } from './rows-memory';
import { PRI_ROWS } from './rows-pri';
import { QUEUE_ROWS } from './rows-queue';
import { SPACE_ROWS } from './rows-space';
import { RULE_ROWS } from './rows-rule';
import { VIOMMU_ROWS } from './rows-viommu';
import { furnish, startWorld, stateOf, type Json, type World } from './world';

let world: World;
let deviceClient: grpc.Client;
let cookie = 0n;
/** As it was after the row before. */
let before: Json;

beforeAll(async () => {
  world = await startWorld();
  ({ groupCookie: cookie } = await furnish(world));
  deviceClient = client(world.deviceTarget, 'ViommuService');
  before = await stateOf(world);
});
afterAll(cleanUp);

const STREAMS = [
  'FaultService/WatchFaults',
  'EndpointService/WatchEndpoint',
  'DomainService/ReadDirtyPages',
  'GuestQueueService/WatchRecords',
];

/** How the call of a row ends: with a status, or with a response. */
async function outcomeOf(row: Row): Promise<{ error?: grpc.StatusObject; response?: Json }> {
  const [service = '', method = ''] = row.rpc.split('/');
  const metadata = new grpc.Metadata();
  if (row.router !== undefined) metadata.set('viommu-id', row.router);
  if (STREAMS.includes(row.rpc)) {
    const made = world.client(service) as unknown as Record<string, (...args: unknown[]) => never>;
    return { error: await statusOf(made[method]!.call(made, row.request, metadata)) };
  }
  if (row.device === true) {
    const { error } = await call(deviceClient, method, row.request).outcome;
    return error === undefined ? {} : { error };
  }
  const { error, response } = await world.call(row.rpc, row.request, metadata);
  return error === undefined ? { response: response! } : { error };
}

function expectRefused(row: Row, error: grpc.StatusObject | undefined): void {
  expect(error?.code).toBe(grpc.status[REASONS[row.reason]]);
  const { ErrorInfo, BadRequest } = detailsOf(error!);
  expect(ErrorInfo).toMatchObject({ reason: row.reason, domain: 'viommu' });
  if (row.field === undefined) return;
  expect(BadRequest).toMatchObject({
    fieldViolations: [{ field: row.field, description: expect.any(String) as unknown }],
  });
}

function expectItemRefused(row: Row, response: Json | undefined): void {
  const { failures } = response as { failures: Json[] };
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ index: 0, reason: row.reason, code: grpc.status[REASONS[row.reason]] });
  expect(failures[0]!['message']).not.toBe('');
}

const allRows = (groupCookie: bigint): readonly Row[] => [
  ...VIOMMU_ROWS,
  ...ENDPOINT_ROWS,
  ...PRI_ROWS,
  ...DOMAIN_ROWS,
  ...SPACE_ROWS,
  ...MEMORY_ROWS,
  ...RULE_ROWS,
  ...QUEUE_ROWS,
  ...faultRows(groupCookie),
];

test.each(allRows(0n).map((row, index) => [`${row.rpc}: ${row.name}`, index] as const))('%s', async (_name, index) => {
  // The cookie of the pending group is known only now.
  const row = allRows(cookie)[index]!;
  const { error, response } = await outcomeOf(row);
  if (row.item === true) expectItemRefused(row, response);
  else expectRefused(row, error);
  const wasBefore = before;
  before = await stateOf(world);
  expect(before).toEqual(wasBefore);
});

test('none of this was a failure of the server', () => {
  expect(world.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
});
