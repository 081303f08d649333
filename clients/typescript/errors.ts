/** What calls fail with. */
import { status as Code, Metadata, type ServiceError } from '@grpc/grpc-js';
import { descriptors } from './proto';

/** A field of a request that was refused. */
export interface FieldViolation {
  /** Path of the field, as in `items[3].range.first`. */
  readonly field: string;
  /** What is wrong with it, and the way out. */
  readonly description: string;
}

/** What a `ViommuError` is made of. */
export interface ViommuErrorFields {
  readonly code: Code;
  readonly reason?: string | undefined;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly fieldViolations?: readonly FieldViolation[];
  readonly cause?: unknown;
}

/** A call, a message on a channel, or an item of a batch was refused or failed. */
export class ViommuError extends Error {
  override readonly name: string = 'ViommuError';
  /** The gRPC status code. */
  readonly code: Code;
  /** Machine-readable, UPPER_SNAKE_CASE, part of the API; undefined when the transport failed. */
  readonly reason: string | undefined;
  /** Structured facts about this refusal: ids, limits, values. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The fields at fault. */
  readonly fieldViolations: readonly FieldViolation[];

  constructor(fields: ViommuErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.reason = fields.reason;
    this.metadata = fields.metadata ?? {};
    this.fieldViolations = fields.fieldViolations ?? [];
  }

  /** The name of `code`, as in `NOT_FOUND`. */
  get codeName(): string {
    return Code[this.code] ?? String(this.code);
  }
}

/** A request that cannot be encoded as it stands; nothing was sent. */
export class InvalidRequestError extends ViommuError {
  override readonly name = 'InvalidRequestError';
  /** Path of the field at fault, as in `items[3].range.first`; empty for the message itself. */
  readonly field: string;

  constructor(message: string, field: string, description: string) {
    const text = `${message}${field === '' ? '' : `.${field}`} ${description}`;
    const fieldViolations = [{ field, description }];
    super({ code: Code.INVALID_ARGUMENT, reason: 'INVALID_REQUEST', message: text, fieldViolations });
    this.field = field;
  }
}

/** The channel a request was made on was lost before its result came. */
export class ConnectionLostError extends ViommuError {
  override readonly name = 'ConnectionLostError';
  /** Whether the request may have been executed. False: it never left, and can be made again safely. */
  readonly sent: boolean;

  constructor(message: string, sent: boolean, cause?: unknown) {
    super({ code: Code.UNAVAILABLE, reason: 'CHANNEL_LOST', message, cause });
    this.sent = sent;
  }
}

/** The server refused to let an external endpoint go on (hello RESUME), or to begin it anew in its stead. */
export class ResumeRefusedError extends ViommuError {
  override readonly name = 'ResumeRefusedError';
  readonly endpointId: number;
  /** With reason ENDPOINT_GENERATION_DIFFERS the generation the endpoint has now; undefined with any other. */
  readonly endpointGeneration: number | undefined;

  constructor(endpointId: number, refusal: ViommuError) {
    const { code, reason, message, metadata } = refusal;
    super({ code, reason, message, metadata, cause: refusal });
    this.endpointId = endpointId;
    const generation = metadata['endpoint_generation'];
    this.endpointGeneration = generation === undefined ? undefined : Number(generation);
  }
}

/**
 * Whether an error is a `ViommuError` with this reason.
 * @example if (isReason(error, 'VIOMMU_NOT_FOUND')) await client.viommus.create({ viommuId });
 */
export function isReason(error: unknown, reason: string): error is ViommuError {
  return error instanceof ViommuError && error.reason === reason;
}

/** A refusal inside a response: of one item of a batch, or of one message on a channel. */
export interface Refusal {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Turns a refused item (`failures` of a batch response) or message into an error that can be thrown. */
export function errorOfRefusal(refusal: Refusal): ViommuError {
  const { reason, message, metadata } = refusal;
  return new ViommuError({ code: refusal.code, reason, message, metadata });
}

const DETAILS = 'grpc-status-details-bin';
const DOMAIN = 'viommu';
const statusType = descriptors.lookupType('google.rpc.Status');
const errorInfoType = descriptors.lookupType('google.rpc.ErrorInfo');
const badRequestType = descriptors.lookupType('google.rpc.BadRequest');

interface Any {
  type_url?: string;
  value?: Uint8Array;
}
interface ErrorInfo {
  reason: string;
  domain: string;
  metadata: Record<string, string>;
}
interface BadRequest {
  fieldViolations: { field: string; description: string }[];
}

/** The details of a google.rpc.Status; none of it when the trailer is absent or not of this contract. */
function detailsOf(trailers: Metadata): Pick<ViommuErrorFields, 'reason' | 'metadata' | 'fieldViolations'> {
  const [encoded] = trailers.get(DETAILS);
  if (!Buffer.isBuffer(encoded)) return {};
  try {
    const { details } = statusType.decode(encoded) as unknown as { details: Any[] };
    const valueOf = (name: string): Uint8Array | undefined =>
      details.find((any) => any.type_url?.endsWith(`/${name}`))?.value;
    const [info, bad] = [valueOf('google.rpc.ErrorInfo'), valueOf('google.rpc.BadRequest')];
    const { reason, domain, metadata } = info
      ? (errorInfoType.toObject(errorInfoType.decode(info), { defaults: true }) as ErrorInfo)
      : { reason: '', domain: '', metadata: {} };
    const { fieldViolations } = bad
      ? (badRequestType.toObject(badRequestType.decode(bad), { defaults: true }) as BadRequest)
      : { fieldViolations: [] };
    const ours = domain === DOMAIN;
    return {
      reason: ours ? reason : undefined,
      metadata: ours ? metadata : {},
      fieldViolations: fieldViolations.map(({ field, description }) => ({ field, description })),
    };
  } catch {
    return {};
  }
}

/** Turns what grpc-js reports into a `ViommuError`; one that already is stays as it is. */
export function toViommuError(error: unknown): ViommuError {
  if (error instanceof ViommuError) return error;
  const { code, details, metadata, message } = error as Partial<ServiceError>;
  return new ViommuError({
    code: code ?? Code.UNKNOWN,
    message: details ?? message ?? String(error),
    cause: error,
    ...(metadata instanceof Metadata ? detailsOf(metadata) : {}),
  });
}
