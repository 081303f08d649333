/**
 * Every bound of the transport and every grpc-js default that would be dangerous, set on purpose, in one place.
 *
 * Not here because there is nothing to set: grpc-js never compresses responses; compressed requests are accepted, and
 * their decompressed size is what {@link MAX_RECEIVE_BYTES} bounds; the number of connections is bounded by whoever may
 * open the socket.
 */
import type * as grpc from '@grpc/grpc-js';

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND = 1000;

/**
 * The longest message taken, in bytes, also after decompression. Messages are decoded before any handler runs, so that
 * this and not the handler bounds what one message may cost. 256 KiB of DMA data, or 4096 items of a batch at 60 to
 * 120 bytes each, fit; more is refused with RESOURCE_EXHAUSTED and ends the stream that carried it. The default of
 * grpc-js is 4 MiB.
 */
export const MAX_RECEIVE_BYTES = 512 * KIB;

/**
 * The longest message sent, in bytes: what clients of every language take by default. Longer would fail at the client,
 * where it is harder to understand. The default of grpc-js is no limit.
 */
export const MAX_SEND_BYTES = 4 * MIB;

/**
 * Calls open at once on one connection. The default of grpc-js is no limit: 5000 open streams were taken on a single
 * connection, about 30 KiB each. Beyond the limit a client's calls wait inside the client until their deadline, so it is
 * twice the number of streams a vIOMMU may have: that limit is told, this one is not.
 */
export const MAX_CONCURRENT_STREAMS = 2048;

/**
 * How often a silent connection is asked whether it is still there, in milliseconds. The default of grpc-js is never: a
 * TCP peer that vanished would hold its streams, and what they control, for ever.
 */
export const KEEPALIVE_TIME_MS = 30 * SECOND;

/** How long the answer may take before the connection is closed, in milliseconds. */
export const KEEPALIVE_TIMEOUT_MS = 10 * SECOND;

/** How long a bidirectional stream may take to send its first message, in milliseconds; then OPEN_REQUIRED. */
export const FIRST_MESSAGE_TIMEOUT_MS = 10 * SECOND;

/**
 * Messages that may wait for a slow reader of a bidirectional stream before its requests are no longer read: twice the
 * buffer of 16, so that reports alone, which stop at 16, never stop a client's answers from being read.
 */
export const MAX_QUEUED_BEFORE_PAUSE = 32;

/** How long a graceful stop waits for calls to end before it cuts them off, in milliseconds. */
export const STOP_GRACE_MS = 5 * SECOND;

/** Options of every grpc-js server. */
export const SERVER_OPTIONS: grpc.ServerOptions = {
  'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
  'grpc.max_send_message_length': MAX_SEND_BYTES,
  'grpc.max_concurrent_streams': MAX_CONCURRENT_STREAMS,
  'grpc.keepalive_time_ms': KEEPALIVE_TIME_MS,
  'grpc.keepalive_timeout_ms': KEEPALIVE_TIMEOUT_MS,
  // Keeps memory for every connection, and nobody here reads it.
  'grpc.enable_channelz': 0,
  // In MB, that is: none, as grpc-js has it. Node kills or stalls whole connections at this limit; the memory of a
  // connection is bounded by its streams instead.
  'grpc-node.max_session_memory': Number.MAX_SAFE_INTEGER,
};
