import fs from 'node:fs';
import * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';
import path from 'node:path';
import protobuf from 'protobufjs';
import * as descriptor from 'protobufjs/ext/descriptor';
import { contractServices, descriptorSetPath, packageRoot } from '../../../src/server/protos';
import { descriptorFiles } from '../../../src/server/reflection';
import { cleanUp, filled, later, serve } from './harness';

afterEach(cleanUp);

interface FileDescriptor {
  readonly name: string;
  readonly dependency: readonly string[];
  readonly package: string;
}

const fileOf = (encoded: Uint8Array): FileDescriptor =>
  descriptor.FileDescriptorProto.decode(encoded) as unknown as FileDescriptor;

/** A reflection stream of one version: asks one thing, gets one answer. */
function reflect(target: string, version: 'v1' | 'v1alpha') {
  const file = path.join(
    packageRoot(),
    `node_modules/@grpc/reflection/build/proto/grpc/reflection/${version}/reflection.proto`,
  );
  const definition = protoLoader.loadSync(file, { oneofs: true, defaults: false })[
    `grpc.reflection.${version}.ServerReflection`
  ] as unknown as grpc.ServiceDefinition;
  const Client = grpc.makeClientConstructor(definition, 'ServerReflection');
  const made = new Client(target, grpc.credentials.createInsecure());
  later(() => {
    made.close();
  });
  const stream = (
    made as unknown as { serverReflectionInfo(): grpc.ClientDuplexStream<object, Answer> }
  ).serverReflectionInfo();
  stream.on('error', () => undefined);
  return stream;
}

interface Answer {
  readonly listServicesResponse?: { readonly service: readonly { readonly name: string }[] };
  readonly fileDescriptorResponse?: { readonly fileDescriptorProto: readonly Buffer[] };
  readonly errorResponse?: { readonly errorCode: number };
}

const ask = (stream: grpc.ClientDuplexStream<object, Answer>, request: object): Promise<Answer> =>
  new Promise((resolve) => {
    stream.once('data', resolve);
    stream.write(request);
  });

/** All files reachable from one, fetched by name only when they were not sent along, as strict clients do. */
async function closure(stream: grpc.ClientDuplexStream<object, Answer>, symbol: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const take = (answer: Answer): void => {
    for (const encoded of answer.fileDescriptorResponse!.fileDescriptorProto) {
      files.set(fileOf(encoded).name, encoded);
    }
  };
  take(await ask(stream, { fileContainingSymbol: symbol }));
  for (;;) {
    const missing = [...files.values()].flatMap((file) => fileOf(file).dependency).find((name) => !files.has(name));
    if (missing === undefined) return files;
    take(await ask(stream, { fileByFilename: missing }));
  }
}

const names = ['ChannelService', 'DomainService', 'EndpointService', 'FaultService', 'ViommuService'];

describe.each(['v1', 'v1alpha'] as const)('reflection %s', (version) => {
  test('lists what is served and health', async () => {
    const { target } = await serve(names.map((name) => filled(name, {})));
    const answer = await ask(reflect(target, version), { listServices: '*' });
    expect(answer.listServicesResponse!.service.map((service) => service.name).sort()).toEqual([
      'grpc.health.v1.Health',
      ...names.map((name) => `viommu.v1.${name}`),
    ]);
  });

  test('gives files from which a strict pool can be built, with the names of the contract', async () => {
    const { target } = await serve(names.map((name) => filled(name, {})));
    const stream = reflect(target, version);
    const original = new Map(
      descriptorFiles(fs.readFileSync(descriptorSetPath())).map((file) => [fileOf(file).name, file]),
    );
    for (const symbol of [...names.map((name) => `viommu.v1.${name}`), 'grpc.health.v1.Health']) {
      const files = await closure(stream, symbol);
      const root = (protobuf.Root as unknown as { fromDescriptor(set: object): protobuf.Root }).fromDescriptor({
        file: [...files.values()].map((file) => descriptor.FileDescriptorProto.decode(file)),
      });
      root.resolveAll();
      expect(root.lookupService(symbol).methodsArray.length).toBeGreaterThan(0);
      for (const [name, file] of files) {
        expect(fileOf(file)).toEqual(fileOf(original.get(name)!));
      }
    }
    const root = (protobuf.Root as unknown as { fromDescriptor(set: object): protobuf.Root }).fromDescriptor({
      file: [...(await closure(stream, 'viommu.v1.DomainService')).values()].map((file) =>
        descriptor.FileDescriptorProto.decode(file),
      ),
    });
    expect(Object.keys(root.lookupType('viommu.v1.CreateDomainRequest').fields)).toContain('viommu_id');
  });

  test('does not know what is not there', async () => {
    const { target } = await serve([]);
    const answer = await ask(reflect(target, version), { fileContainingSymbol: 'viommu.v1.Nothing' });
    expect(answer.errorResponse?.errorCode).toBe(grpc.status.NOT_FOUND);
  });
});

test('every service of the contract is loaded', () => {
  const protos = fs
    .readdirSync(path.join(packageRoot(), 'proto/viommu/v1'))
    .filter((f) => f.endsWith('_service.proto'));
  expect(contractServices().size).toBe(protos.length);
  for (const { fullName, definition } of contractServices().values()) {
    expect(fullName).toMatch(/^viommu\.v1\.\w+Service$/);
    expect(Object.keys(definition).length).toBeGreaterThan(0);
  }
});
