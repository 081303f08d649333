/** The contract, loaded from the .proto files that come with the package. */
import fs from 'node:fs';
import path from 'node:path';
import * as protoLoader from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import type { ChannelServiceDefinition } from './gen/viommu/v1/ChannelService';
import type { DomainServiceDefinition } from './gen/viommu/v1/DomainService';
import type { EndpointServiceDefinition } from './gen/viommu/v1/EndpointService';
import type { FaultServiceDefinition } from './gen/viommu/v1/FaultService';
import type { GuestMemoryServiceDefinition } from './gen/viommu/v1/GuestMemoryService';
import type { GuestQueueServiceDefinition } from './gen/viommu/v1/GuestQueueService';
import type { InvalidationServiceDefinition } from './gen/viommu/v1/InvalidationService';
import type { RuleServiceDefinition } from './gen/viommu/v1/RuleService';
import type { ViommuServiceDefinition } from './gen/viommu/v1/ViommuService';

const PACKAGE = 'viommud';

/** The folder of the package this file belongs to, whether it runs from sources or compiled. */
export function packageRoot(): string {
  for (let dir = __dirname; ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (fs.existsSync(manifest)) {
      const { name } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { name?: unknown };
      if (name === PACKAGE) return dir;
    }
    if (dir === path.dirname(dir)) throw new Error(`the package ${PACKAGE} is incomplete: no package.json above`);
  }
}

const includeDirs = ['proto', 'third_party'].map((folder) => path.join(packageRoot(), folder));

const FILES = [
  ...['channel', 'domain', 'endpoint', 'fault', 'guest_memory', 'guest_queue', 'invalidation', 'rule', 'viommu'].map(
    (service) => `viommu/v1/${service}_service.proto`,
  ),
  'google/rpc/status.proto',
  'google/rpc/error_details.proto',
];

const loaded = protoLoader.loadSync(FILES, {
  longs: BigInt,
  enums: String,
  defaults: true,
  oneofs: true,
  keepCase: false,
  includeDirs,
});

function service<Definition>(name: string): Definition {
  const found = loaded[`viommu.v1.${name}`];
  if (found === undefined) throw new Error(`the contract has no service ${name}`);
  return found as unknown as Definition;
}

/** The methods of every service, with their encoders and decoders. */
export const services = {
  viommu: service<ViommuServiceDefinition>('ViommuService'),
  endpoint: service<EndpointServiceDefinition>('EndpointService'),
  domain: service<DomainServiceDefinition>('DomainService'),
  memory: service<GuestMemoryServiceDefinition>('GuestMemoryService'),
  guestQueue: service<GuestQueueServiceDefinition>('GuestQueueService'),
  fault: service<FaultServiceDefinition>('FaultService'),
  invalidation: service<InvalidationServiceDefinition>('InvalidationService'),
  rule: service<RuleServiceDefinition>('RuleService'),
  channel: service<ChannelServiceDefinition>('ChannelService'),
} as const;

/** The same files as descriptors: what fields a message has, and of what type. */
export const descriptors: protobuf.Root = (() => {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) =>
    includeDirs.map((dir) => path.join(dir, target)).find((file) => fs.existsSync(file)) ?? target;
  root.loadSync(FILES);
  root.resolveAll();
  return root;
})();
