/**
 * The one place where what was thrown becomes what a client sees.
 *
 * A refusal ({@link IommuError}) becomes the gRPC status of its category with the trailer `grpc-status-details-bin`: a
 * `google.rpc.Status` holding one ErrorInfo (reason, domain `viommu`, metadata) and, when a field is at fault, one
 * BadRequest. Anything else that was thrown is a bug of the server: INTERNAL with reason INTERNAL and no word about
 * what happened; the stack goes to the log.
 */
import path from 'node:path';
import * as grpc from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { IommuError, type Reason } from '../model/errors';
import type { Logger } from './logging';
import { packageRoot } from './protos';

/** `domain` of every ErrorInfo. */
export const ERROR_DOMAIN = 'viommu';

/** The trailer that carries the typed details, by convention of all gRPC implementations. */
export const DETAILS_TRAILER = 'grpc-status-details-bin';

/**
 * The longest message and the longest metadata value sent, in characters. Both travel in trailers, which common clients
 * limit to 8 KiB in all; a longer text would cost the client the whole status.
 */
const MAX_TEXT = 400;

const TYPE_URL = 'type.googleapis.com/google.rpc.';

const INTERNAL_MESSAGE = 'the server failed; its log has the details';

/** The end of a failed call, as grpc-js takes it. */
export interface CallStatus {
  readonly code: grpc.status;
  readonly details: string;
  readonly metadata: grpc.Metadata;
}

/** A refusal inside a message: the common part of `ItemResult` and `Refused`. */
export interface RefusedItem {
  /** The gRPC status code, as a number. */
  readonly code: number;
  readonly reason: Reason;
  readonly message: string;
  readonly metadata: Record<string, string>;
}

/**
 * What was thrown, as the status of a call.
 *
 * @param error what was thrown
 * @param logger gets the stack when it is not a refusal
 */
export function toStatus(error: unknown, logger: Logger): CallStatus {
  const item = toItem(error, logger);
  const field = error instanceof IommuError ? error.field : undefined;
  const metadata = new grpc.Metadata();
  metadata.set(DETAILS_TRAILER, encodeDetails(item, field));
  return { code: item.code, details: item.message, metadata };
}

/**
 * What was thrown, as the content of an `ItemResult` or of a `Refused` message.
 *
 * @param error what was thrown
 * @param logger gets the stack when it is not a refusal
 */
export function toItem(error: unknown, logger: Logger): RefusedItem {
  if (!(error instanceof IommuError)) {
    logger.error({ err: error }, 'unexpected failure');
    return { code: grpc.status.INTERNAL, reason: 'INTERNAL', message: INTERNAL_MESSAGE, metadata: {} };
  }
  return refusedItem(error);
}

/**
 * A refusal, as the content of an `ItemResult` or of a `Refused` message. Neither has a BadRequest, so that the field at
 * fault is in the metadata as well.
 */
export function refusedItem(error: IommuError): RefusedItem {
  const metadata: Record<string, string> = error.field === undefined ? {} : { field: sendable(error.field) };
  for (const [key, value] of Object.entries(error.metadata)) metadata[key] = sendable(value);
  return { code: grpc.status[error.category], reason: error.reason, message: sendable(error.message), metadata };
}

/**
 * A text that may echo what a client sent, made fit for a trailer: shortened, and without halves of surrogate pairs,
 * for which percent-encoding would throw.
 */
function sendable(text: string): string {
  const clipped = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
  return clipped.replace(/\p{Surrogate}/gu, '\ufffd');
}

interface DetailTypes {
  readonly status: protobuf.Type;
  readonly errorInfo: protobuf.Type;
  readonly badRequest: protobuf.Type;
}

let types: DetailTypes | undefined;

function detailTypes(): DetailTypes {
  if (types === undefined) {
    const root = new protobuf.Root();
    root.resolvePath = (_origin, target) => path.join(packageRoot(), 'third_party', target);
    root.loadSync(['google/rpc/status.proto', 'google/rpc/error_details.proto']);
    types = {
      status: root.lookupType('google.rpc.Status'),
      errorInfo: root.lookupType('google.rpc.ErrorInfo'),
      badRequest: root.lookupType('google.rpc.BadRequest'),
    };
  }
  return types;
}

/** The encoded `google.rpc.Status` of a refusal. */
function encodeDetails(item: RefusedItem, field: string | undefined): Buffer {
  const { status, errorInfo, badRequest } = detailTypes();
  const { code, reason, message, metadata } = item;
  const details = [packed(errorInfo, 'ErrorInfo', { reason, domain: ERROR_DOMAIN, metadata })];
  if (field !== undefined) {
    details.push(packed(badRequest, 'BadRequest', { fieldViolations: [{ field, description: message }] }));
  }
  return Buffer.from(status.encode({ code, message, details }).finish());
}

/** A message as `google.protobuf.Any`. */
function packed(type: protobuf.Type, name: string, content: Record<string, unknown>): object {
  return { type_url: `${TYPE_URL}${name}`, value: type.encode(content).finish() };
}
