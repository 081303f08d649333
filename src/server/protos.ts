/** The shipped contract: where its files are, and its services as the running server knows them. */
import fs from 'node:fs';
import path from 'node:path';
import type * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';

/** The package of the contract. */
export const API_PACKAGE = 'viommu.v1';

const PACKAGE_NAME = 'viommud';

let knownRoot: string | undefined;

/**
 * The folder of the installed package, which holds `proto/` and `third_party/`. It is found by walking up from this
 * file, because compiled and uncompiled sources lie at different depths.
 *
 * @throws Error when no folder above this file has a package.json named viommud: the installation is broken
 */
export function packageRoot(): string {
  knownRoot ??= findRoot(__dirname);
  return knownRoot;
}

function findRoot(start: string): string {
  for (let dir = start; ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (fs.existsSync(manifest)) {
      const { name } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { name?: unknown };
      if (name === PACKAGE_NAME) return dir;
    }
    if (dir === path.dirname(dir)) throw new Error(`no package.json named ${PACKAGE_NAME} above ${start}`);
  }
}

/** Path of the descriptor set of the contract and of the standard services, as reflection serves it. */
export function descriptorSetPath(): string {
  return path.join(packageRoot(), 'proto/viommu.fds.binpb');
}

/** Methods by name. grpc-js and proto-loader know them as taking any object; what they take is checked there. */
export type MethodDefinitions = Readonly<Record<string, grpc.MethodDefinition<unknown, unknown>>>;

/** A service of the contract. */
export interface ContractService {
  /** Its short name, for instance `DomainService`. */
  readonly name: string;
  /** Its name with the package, for instance `viommu.v1.DomainService`. */
  readonly fullName: string;
  /** Its methods by their name in the contract, for instance `CreateDomain`. */
  readonly definition: MethodDefinitions;
}

let loaded: ReadonlyMap<string, ContractService> | undefined;

/**
 * The services of the contract by short name, read from the shipped `.proto` files the first time.
 *
 * Decoded messages have camelCase fields, 64-bit integers as bigint, enum values as names (a number the contract does
 * not know stays a number), `null` for an absent message, and the name of the set arm under each oneof's own name.
 */
export function contractServices(): ReadonlyMap<string, ContractService> {
  loaded ??= loadServices();
  return loaded;
}

function loadServices(): ReadonlyMap<string, ContractService> {
  const proto = path.join(packageRoot(), 'proto');
  const folder = API_PACKAGE.replaceAll('.', '/');
  const files = fs.readdirSync(path.join(proto, folder)).filter((file) => file.endsWith('_service.proto'));
  const definitions = protoLoader.loadSync(
    files.map((file) => `${folder}/${file}`),
    {
      includeDirs: [proto, path.join(packageRoot(), 'third_party')],
      keepCase: false,
      longs: BigInt,
      enums: String,
      defaults: true,
      oneofs: true,
    },
  );
  const services = new Map<string, ContractService>();
  for (const [fullName, definition] of Object.entries(definitions)) {
    if (isService(definition)) {
      const name = fullName.slice(API_PACKAGE.length + 1);
      services.set(name, { name, fullName, definition: definition as unknown as MethodDefinitions });
    }
  }
  return services;
}

/** Messages and enums have a `format`, which tells them from services. */
function isService(definition: protoLoader.AnyDefinition): definition is protoLoader.ServiceDefinition {
  return !('format' in definition);
}
