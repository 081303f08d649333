/** Guest-native queues: each field, each state a queue can be in. */
import { rowsOf, viommuRows, type Row } from './rows';
import { many, U64 } from './world';

const service = (method: string) => `GuestQueueService/${method}`;
const riscv = { viommuId: 'native' };
const submit = rowsOf(service('SubmitCommands'), riscv);
const control = rowsOf(service('ControlQueue'), riscv);
const read = rowsOf(service('ReadRecords'), riscv);
const watch = rowsOf(service('WatchRecords'), riscv);
const tags = rowsOf(service('SetDomainTags'));
const COMMAND = { queue: 'GUEST_QUEUE_KIND_COMMAND' };
const EVENT = { queue: 'GUEST_QUEUE_KIND_EVENT' };
const PAGE_REQUEST = { queue: 'GUEST_QUEUE_KIND_PAGE_REQUEST' };
const ENTRY = { entries: Buffer.alloc(16) };
const register = (name: string, value: bigint) => ({ ...COMMAND, registers: [{ name, value }] });

export const QUEUE_ROWS: readonly Row[] = [
  ...viommuRows(service('SubmitCommands'), true),
  submit('a profile without queues', { viommuId: 'vm', ...ENTRY }, 'GUEST_QUEUE_NOT_SUPPORTED', 'queue'),
  submit('an unknown queue', { queue: 99, ...ENTRY }, 'ENUM_VALUE_UNKNOWN', 'queue'),
  submit('a queue of records', { ...EVENT, ...ENTRY }, 'GUEST_QUEUE_KIND_INVALID', 'queue'),
  submit('no entries', {}, 'ITEMS_REQUIRED', 'entries'),
  submit('4097 entries', { entries: Buffer.alloc(4097 * 16) }, 'TOO_MANY_ITEMS', 'entries'),
  submit('half an entry', { entries: Buffer.alloc(24) }, 'ENTRIES_INVALID', 'entries'),
  submit('buffers', { buffers: [{ readable: Buffer.alloc(16), writableBytes: 4 }] }, 'FIELD_NOT_APPLICABLE', 'buffers'),
  submit('4097 buffers', { buffers: many(4097, {}) }, 'TOO_MANY_ITEMS', 'buffers'),
  submit('a queue that is off', { viommuId: 'native-off', ...ENTRY }, 'GUEST_QUEUE_OFF'),
  submit('a queue that stopped', { viommuId: 'native-stopped', ...ENTRY }, 'GUEST_QUEUE_STOPPED'),
  submit('a queue with a ring', { viommuId: 'native-ring', ...ENTRY }, 'GUEST_QUEUE_HAS_RING'),
  ...viommuRows(service('ControlQueue'), true),
  control('no queue', {}, 'FIELD_REQUIRED', 'queue'),
  control('an unknown queue', { queue: 99 }, 'ENUM_VALUE_UNKNOWN', 'queue'),
  control('a profile without queues', { viommuId: 'vm', ...COMMAND }, 'GUEST_QUEUE_NOT_SUPPORTED', 'queue'),
  control('an unknown flag', { ...COMMAND, clear: ['FSTS.IQE'] }, 'REGISTER_UNKNOWN', 'clear[0]'),
  control('an unknown register', register('IQA', 1n), 'REGISTER_UNKNOWN', 'registers[0].name'),
  control('a value too large', register('fctl.WSI', 2n), 'REGISTER_VALUE_INVALID', 'registers[0].value'),
  control('4097 flags', { ...COMMAND, clear: many(4097, 'cqcsr.cqmf') }, 'TOO_MANY_ITEMS', 'clear'),
  control('three entries', { ...COMMAND, entries: 3 }, 'RING_INVALID', 'entries'),
  control('a million entries', { ...COMMAND, entries: 2 ** 20 }, 'RING_INVALID', 'entries'),
  control('a base and no entries', { ...COMMAND, base: 0n }, 'RING_INVALID', 'base'),
  control('a base inside an entry', { ...COMMAND, base: 8n, entries: 4 }, 'RING_INVALID', 'base'),
  control('a head without a ring', { ...COMMAND, head: 0n }, 'FIELD_NOT_APPLICABLE', 'head'),
  control('a tail without a base', { ...COMMAND, entries: 4, tail: 1n }, 'FIELD_NOT_APPLICABLE', 'tail'),
  control('a head beyond the ring', { ...COMMAND, entries: 4, head: 4n }, 'POINTER_INVALID', 'head'),
  control('a tail beyond the ring', { viommuId: 'native-ring', ...COMMAND, tail: U64 }, 'POINTER_INVALID', 'tail'),
  control('an unknown quirk', { ...COMMAND, quirks: { names: ['NONE'] } }, 'QUIRK_UNKNOWN', 'quirks.names[0]'),
  control('32-byte commands', { ...COMMAND, entryBytes: 32 }, 'FIELD_NOT_APPLICABLE', 'entry_bytes'),
  ...viommuRows(service('ListGuestQueues'), false),
  ...viommuRows(service('ReadRecords'), false),
  read('no queue', {}, 'FIELD_REQUIRED', 'queue'),
  read('a queue of commands', COMMAND, 'GUEST_QUEUE_KIND_INVALID', 'queue'),
  read('a profile without queues', { viommuId: 'vm', ...EVENT }, 'GUEST_QUEUE_NOT_SUPPORTED', 'queue'),
  read('a queue with a ring', { viommuId: 'native-ring', ...PAGE_REQUEST }, 'GUEST_QUEUE_HAS_RING', 'queue'),
  read('no records', { ...EVENT, maxCount: 0 }, 'COUNT_OUT_OF_RANGE', 'max_count'),
  read('4097 records', { ...EVENT, maxCount: 4097 }, 'COUNT_OUT_OF_RANGE', 'max_count'),
  ...viommuRows(service('WatchRecords'), false),
  watch('a queue of commands', { queues: [COMMAND.queue] }, 'GUEST_QUEUE_KIND_INVALID', 'queue'),
  watch('an unspecified queue', { queues: [EVENT.queue, 0] }, 'FIELD_REQUIRED', 'queues[1]'),
  watch('a heartbeat of 99 ms', { heartbeatIntervalMs: 99 }, 'HEARTBEAT_OUT_OF_RANGE', 'heartbeat_interval_ms'),
  ...viommuRows(service('SetDomainTags'), true),
  tags('a domain that does not exist', { domainId: 999 }, 'DOMAIN_NOT_FOUND', 'domain_id'),
  tags('21 bits', { domainId: 1, addressSpaceTag: 2 ** 20 }, 'DOMAIN_TAG_INVALID', 'address_space_tag'),
];
