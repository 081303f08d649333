/** That nothing was forgotten: every call has a refusal, and every reason there is comes out of some call. */
import fs from 'node:fs';
import path from 'node:path';
import { REASONS } from '../../src/model/errors';
import { contractServices } from '../../src/server/protos';
import { CHANNEL_ROWS } from './rows-channel';
import { DOMAIN_ROWS } from './rows-domain';
import { ENDPOINT_ROWS } from './rows-endpoint';
import { faultRows } from './rows-fault';
import { MEMORY_ROWS } from './rows-memory';
import { PRI_ROWS } from './rows-pri';
import { QUEUE_ROWS } from './rows-queue';
import { SPACE_ROWS } from './rows-space';
import { RULE_ROWS } from './rows-rule';
import { VIOMMU_ROWS } from './rows-viommu';

const rows = [
  ...VIOMMU_ROWS,
  ...ENDPOINT_ROWS,
  ...PRI_ROWS,
  ...DOMAIN_ROWS,
  ...SPACE_ROWS,
  ...MEMORY_ROWS,
  ...RULE_ROWS,
  ...QUEUE_ROWS,
  ...faultRows(1n),
];

test('every RPC has a row', () => {
  const rpcs = [...contractServices().values()].flatMap(({ name, definition }) =>
    Object.keys(definition).map((method) => `${name}/${method}`),
  );
  expect(rpcs.length).toBeGreaterThan(40);
  const covered = new Set([
    ...rows.map(({ rpc }) => rpc),
    ...CHANNEL_ROWS.map(({ method }) => `ChannelService/${method}`),
  ]);
  expect(rpcs.filter((rpc) => !covered.has(rpc))).toEqual([]);
});

/** Reasons that need more than one call, by the test that has them. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  CONTROLLER_EXISTS: 'channels.test.ts',
  ENDPOINT_OWNED: 'channels.test.ts',
  GUEST_QUEUE_BUSY: 'guest-queues.test.ts',
  MEMORY_FILE_TOO_SHORT: 'circumstances.test.ts',
  MEMORY_PATH_REFUSED: 'circumstances.test.ts',
  REQUEST_ID_REUSED: 'circumstances.test.ts',
  SERVER_STOPPING: 'circumstances.test.ts',
  VIOMMU_DELETED: 'circumstances.test.ts',
};

/** Reasons that no call can have. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  INTERNAL: 'a bug of the server; test/unit/server tries it with handlers that fail',
};

test('every reason comes out of some call', () => {
  const produced = new Set<string>([...rows, ...CHANNEL_ROWS].map(({ reason }) => reason));
  const missing = Object.keys(REASONS).filter(
    (reason) => !produced.has(reason) && !(reason in ELSEWHERE) && !(reason in IMPOSSIBLE),
  );
  expect(missing).toEqual([]);
});

test.each(Object.entries(ELSEWHERE))('%s is in %s', (reason, file) => {
  expect(fs.readFileSync(path.join(__dirname, file), 'utf8')).toContain(`'${reason}'`);
});
