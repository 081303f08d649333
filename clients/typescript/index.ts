/** The TypeScript client of viommud. Start with `connect`. */
export { connect, ViommuClient, type ConnectOptions } from './client';
export { status as Code } from '@grpc/grpc-js';
export { MAX_MESSAGE_BYTES, type CallOptions, type Pages, type Unary } from './call';
export {
  ConnectionLostError,
  errorOfRefusal,
  InvalidRequestError,
  isReason,
  ResumeRefusedError,
  ViommuError,
  type FieldViolation,
  type Refusal,
} from './errors';
export { MappingRecords, MAX_RECORDS, RangeRecords } from './records';
export type * from './channels';
export type { GuestTables, NestedDomainRequest } from './nested-domain';
export type { Domains, Endpoints, Faults, Invalidations, Memory, Viommus } from './services';
export type * from './types';
