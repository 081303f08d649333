/** Which ends of a connection are the end of a channel, and which are losses it comes back from. */
import { status as Code } from '@grpc/grpc-js';
import type { StreamEnd } from './channels';
import { ConnectionLostError, ViommuError } from './errors';
import type { Closing, ClosingReason } from './types';

/** After these the stream is over; after any other, and after those a newer server may send, it goes on. */
const FINAL: ReadonlySet<ClosingReason> = new Set<ClosingReason>([
  'CLOSING_REASON_RESET',
  'CLOSING_REASON_VIOMMU_DELETED',
  'CLOSING_REASON_TAKEN_OVER',
  'CLOSING_REASON_ENDPOINT_DELETED',
  'CLOSING_REASON_CLIENT_DONE',
]);

/** Whether the connection failed, and not the request: with a reason, only UNAVAILABLE is worth another attempt. */
export function isLoss({ code, reason }: ViommuError): boolean {
  return code === Code.UNAVAILABLE || (reason === undefined && (code === Code.CANCELLED || code === Code.INTERNAL));
}

/** Why nothing can be asked for between two connections. */
export function connectionAway(): ConnectionLostError {
  return new ConnectionLostError('the connection is lost; the channel is coming back', false);
}

/** How a connection ended. */
export interface ConnectionEnd {
  /** How the channel ends, if it does not come back. */
  readonly end: StreamEnd;
  /** What another connection may make good; undefined: the stream was closed for good, or refused. */
  readonly loss: ViommuError | undefined;
  /** For people. */
  readonly why: string;
}

/**
 * Judges the end of a connection.
 * @param closing the server's last message, if one came
 * @param error what the connection ended with
 */
export function connectionEnd(closing: Closing | undefined, error: ViommuError | undefined): ConnectionEnd {
  const why = closing?.reason ?? error?.message ?? 'the server ended the stream';
  if (closing !== undefined && FINAL.has(closing.reason)) return { end: { closing }, loss: undefined, why };
  const cause = error ?? new ViommuError({ code: Code.UNAVAILABLE, message: why });
  const end = closing === undefined ? { error: cause } : { closing, error: cause };
  return { end, loss: isLoss(cause) ? cause : undefined, why };
}
