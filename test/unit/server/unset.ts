/** Which fields of a message were left out. */
import path from 'node:path';
import protobuf from 'protobufjs';
import { packageRoot } from '../../../src/server/protos';

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => path.join(packageRoot(), 'proto', target);
root.loadSync(['channel_service', 'domain_service', 'viommu_service'].map((file) => `viommu/v1/${file}.proto`));

/** Fields that are not there, with the path to each: on the wire an unset field and one with its default look the same. */
export function unset(typeName: string, message: object): string[] {
  const type = root.lookupType(`viommu.v1.${typeName}`);
  type.resolveAll();
  const bytes = type.encode(type.fromObject(plain(message) as Record<string, unknown>)).finish();
  return unsetIn(type, type.decode(bytes) as unknown as Record<string, unknown>, '');
}

/** The arms of a oneof. */
export function armsOf(typeName: string, oneof: string): string[] {
  return root.lookupType(`viommu.v1.${typeName}`).oneofs[oneof]!.fieldsArray.map(({ name }) => name);
}

/** protobufjs takes 64-bit numbers as text. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined && field !== null)
      .map(([name, field]) => [name, plain(field)]),
  );
}

function unsetIn(type: protobuf.Type, message: Record<string, unknown>, prefix: string): string[] {
  return type.fieldsArray.flatMap((field) => {
    const name = `${prefix}${field.name}`;
    const value = message[field.name];
    const isSet = Object.hasOwn(message, field.name) && !(Array.isArray(value) && value.length === 0);
    // Of a oneof one arm is set.
    if (!isSet) return field.partOf && !field.partOf.name.startsWith('_') ? [] : [name];
    const first = (Array.isArray(value) ? value[0] : value) as Record<string, unknown>;
    return field.resolvedType instanceof protobuf.Type ? unsetIn(field.resolvedType, first, `${name}.`) : [];
  });
}
