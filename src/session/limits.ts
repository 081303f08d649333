import type { LimitSpec } from '../model/viommu';

const GIB = 1_073_741_824;

/** A limit nobody can change. */
const fixed = (value: number, description: string): LimitSpec => ({ defaultValue: value, maximum: value, description });

/** Limits of the server and of what is connected to one vIOMMU, by the names that refusals give. */
export const SESSION_LIMITS = {
  max_viommus: fixed(256, 'vIOMMUs of a server'),
  // 14.6 MB for a vIOMMU with default limits, 335 MB for one with the highest.
  max_preallocated_bytes: fixed(GIB, 'bytes of page-request pools taken at once, of all vIOMMUs of a server'),
  // About 15 KB each.
  max_streams: fixed(1024, 'open streams of a vIOMMU, of every kind together'),
  max_credits: { defaultValue: 64, maximum: 65_536, description: 'unanswered groups that a stream may hold' },
  max_memory_regions: fixed(64, 'regions of guest memory of a vIOMMU'),
  max_anonymous_memory_bytes: fixed(GIB, 'bytes in the anonymous regions of a vIOMMU together'),
  max_request_ids: fixed(1024, 'request ids that are remembered, per vIOMMU'),
  // A thousand results of the largest kind would be a gigabyte.
  max_request_result_bytes: fixed(16_777_216, 'bytes of remembered results, per vIOMMU'),
  max_request_id_length: fixed(64, 'characters of a request id'),
  max_viommu_id_length: fixed(64, 'characters of the id of a vIOMMU'),
  max_watch_messages: fixed(1024, 'messages that wait for the reader of one endpoint watch'),
  // Credits bound what an endpoint can be sent; a channel that leaves this much unread has stopped reading.
  max_channel_messages: fixed(65_536, 'messages, and groups listed in them, that wait for the reader of one channel'),
  max_unanswered_barriers: fixed(1024, 'barriers that the device model of one endpoint has not answered'),
} as const satisfies Record<string, LimitSpec>;
