/**
 * Server reflection, v1 and v1alpha.
 *
 * The implementation is fed with the files of the shipped descriptor set, byte for byte as the compiler wrote them. Left
 * to itself it would publish what proto-loader made of the contract, without imports and with camelCase field names,
 * which strict clients refuse.
 */
import fs from 'node:fs';
import type { PackageDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { Reader } from 'protobufjs';

/** `FileDescriptorSet.file`. */
const FILE_FIELD = 1;

/**
 * The files of an encoded `google.protobuf.FileDescriptorSet`, each as an encoded `FileDescriptorProto`.
 *
 * @param set the encoded set
 */
export function descriptorFiles(set: Uint8Array): Buffer[] {
  const reader = Reader.create(set);
  const files: Buffer[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === FILE_FIELD) files.push(Buffer.from(reader.bytes()));
    else reader.skipType(tag & 7);
  }
  return files;
}

/**
 * The reflection service of a contract.
 *
 * @param setPath path of the encoded descriptor set
 * @param services full names of the services to list; everything in the set can be looked up
 */
export function reflectionService(setPath: string, services: readonly string[]): ReflectionService {
  const fileDescriptorProtos = descriptorFiles(fs.readFileSync(setPath));
  // The implementation looks at nothing but this list, whatever the name of the definition.
  const files = { files: { fileDescriptorProtos } } as unknown as PackageDefinition;
  return new ReflectionService(files, { services: [...services] });
}
