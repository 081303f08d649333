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
export { fromJson } from './json';
export { MappingRecords, MAX_RECORDS, RangeRecords } from './records';
export type * from './channels';
export type * from './message-options';
export type { GuestTables, NestedDomainRequest } from './nested-domain';
export type { Domains, Endpoints, Faults, GuestQueues, Invalidations, Memory, Rules, Viommus } from './services';
export type * from './types';
