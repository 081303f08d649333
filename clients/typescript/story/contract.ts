/** The contract as its committed descriptor set says it: methods, messages as JSON, refusals. */
import fs from 'node:fs';
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import * as descriptor from 'protobufjs/ext/descriptor';
import { packageRoot } from '../proto';
import type { Refusal } from './driver';
import type { JsonObject } from './json';
import { messageFromJson, messageToJson } from './proto-json';

/** The package of the contract. */
const PACKAGE = 'viommu.v1';

const DESCRIPTOR_SET = path.join(packageRoot(), 'proto/viommu.fds.binpb');

/** By convention of all gRPC implementations. */
const DETAILS_TRAILER = 'grpc-status-details-bin';

/** A method of the contract. */
export interface Method {
  /** As stories call it: `EndpointService.CreateEndpoint`. */
  readonly name: string;
  /** As HTTP/2 calls it: `/viommu.v1.EndpointService/CreateEndpoint`. */
  readonly path: string;
  readonly kind: 'unary' | 'serverStream' | 'bidi';
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
}

/** The status a call ended with. */
export interface CallStatus {
  readonly code: grpc.status;
  readonly details: string;
  readonly metadata: grpc.Metadata;
}

/** The part of a decoded `google.rpc.Status` that is read. */
interface StatusDetails {
  readonly details: readonly { readonly type_url: string; readonly value: string }[];
}

/** Methods and messages of the contract. */
export class Contract {
  private readonly methods = new Map<string, Method>();
  private readonly encoded = new WeakMap<JsonObject, { readonly type: protobuf.Type; readonly bytes: Buffer }>();

  private constructor(private readonly root: protobuf.Root) {
    const { nestedArray } = root.lookup(PACKAGE) as protobuf.Namespace;
    for (const service of nestedArray) {
      if (service instanceof protobuf.Service) for (const method of service.methodsArray) this.add(service, method);
    }
  }

  /** Reads the committed descriptor set. */
  static load(): Contract {
    const set = descriptor.FileDescriptorSet.decode(fs.readFileSync(DESCRIPTOR_SET));
    const root = (protobuf.Root as unknown as { fromDescriptor(set: unknown): protobuf.Root }).fromDescriptor(set);
    root.resolveAll();
    return new Contract(root);
  }

  /**
   * A method by the name stories use.
   *
   * @throws Error when the contract has none of that name
   */
  method(name: string): Method {
    const method = this.methods.get(name);
    if (method === undefined) throw new Error(`the contract has no method ${name}; write Service.Method`);
    return method;
  }

  /**
   * A request as the bytes of its message. The same object is encoded once, for a story may send it many times.
   *
   * @throws Error when it is not one
   */
  encode(type: protobuf.Type, json: JsonObject): Buffer {
    const known = this.encoded.get(json);
    if (known?.type === type) return known.bytes;
    const bytes = Buffer.from(type.encode(messageFromJson(type, json)).finish());
    this.encoded.set(json, { type, bytes });
    return bytes;
  }

  /** The JSON of a message's bytes. */
  decode(type: protobuf.Type, bytes: Uint8Array): JsonObject {
    return messageToJson(type, type.decode(bytes));
  }

  /** A status as the refusal it says; undefined for OK. */
  refusal({ code, details, metadata }: CallStatus): Refusal | undefined {
    if (code === grpc.status.OK) return undefined;
    const found = new Map<string, JsonObject>();
    const [trailer] = metadata.get(DETAILS_TRAILER);
    if (trailer !== undefined) {
      const status = this.decode(
        this.root.lookupType('google.rpc.Status'),
        trailer as Buffer,
      ) as unknown as StatusDetails;
      for (const { type_url: url, value } of status.details) {
        const name = url.slice(url.indexOf('/') + 1);
        found.set(name, this.decode(this.root.lookupType(name), Buffer.from(value, 'base64')));
      }
    }
    const info = found.get('google.rpc.ErrorInfo');
    const violations = found.get('google.rpc.BadRequest')?.['field_violations'] as
      { readonly field: string }[] | undefined;
    return {
      code: grpc.status[code],
      reason: (info?.['reason'] ?? '') as string,
      message: details,
      metadata: (info?.['metadata'] ?? {}) as Record<string, string>,
      field: violations?.[0]?.field,
    };
  }

  private add(service: protobuf.Service, method: protobuf.Method): void {
    const { requestStream, responseStream } = method;
    const name = `${service.name}.${method.name}`;
    this.methods.set(name, {
      name,
      path: `/${PACKAGE}.${service.name}/${method.name}`,
      kind: requestStream === true ? 'bidi' : responseStream === true ? 'serverStream' : 'unary',
      request: service.lookupType(method.requestType),
      response: service.lookupType(method.responseType),
    });
  }
}
