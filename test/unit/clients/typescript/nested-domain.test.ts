import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { nestedDomain, type GuestTables } from '../../../../clients/typescript/nested-domain';
import { ContractServer } from './contract-server';

test.each<[string, GuestTables]>([
  ['x86', { x86: { root: 0x1000n, levels: 4, executeDisable: false } }],
  ['aarch64', { aarch64: { upper: { root: 0x2000n, widthBits: 48 } } }],
  ['riscv', { riscv: { root: 0x4000n, mode: 'RISCV_MODE_SV48X4' } }],
])('tables of %s become those of a NESTED domain', (_name, tables) => {
  expect(nestedDomain({ viommuId: 'vm', domainId: 2, pageRequests: true, stage2DomainId: 0, tables })).toEqual({
    viommuId: 'vm',
    domainId: 2,
    pageRequests: true,
    kind: 'DOMAIN_KIND_NESTED',
    nested: { stage2DomainId: 0, tableUpdates: undefined, ...tables },
  });
});

test('createNested sends it, and returns the domain', async () => {
  const asked: object[] = [];
  const server = await new ContractServer({
    domain: {
      CreateDomain: (call: ServerUnaryCall<object, object>, callback: sendUnaryData<object>) => {
        asked.push(call.request);
        callback(null, { domain: { domainId: 9 } });
      },
    },
  }).start();
  const created = await server.client().domains.createNested({
    viommuId: 'vm',
    tableUpdates: 'TABLE_UPDATES_NEVER',
    tables: { x86: { root: 0n, levels: 5 } },
  });
  expect(created.domain.domainId).toBe(9);
  expect(asked).toEqual([
    expect.objectContaining({
      kind: 'DOMAIN_KIND_NESTED',
      nested: expect.objectContaining({ tables: 'x86', tableUpdates: 'TABLE_UPDATES_NEVER' }) as unknown,
    }),
  ]);
  server.stop();
});
