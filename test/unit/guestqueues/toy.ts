/** The queues of an architecture that does not exist. Its entries have 8 bytes; numbers of 16 and 32 bits are little-endian. */
import type {
  Architecture,
  Command,
  CommandAction,
  CommandDialect,
  QueueParts,
  RecordDialect,
  RecordItem,
} from '../../../src/guestqueues/dialect';
import { invalidateDeviceTlb, respondToDevice } from '../../../src/guestqueues/device-commands';
import { bit, clearable } from '../../../src/guestqueues/flag-bits';
import { recordedRequests } from '../../../src/guestqueues/recorded-requests';

/** Its only register, and the bits of it: an error stopped the commands, records overflowed. */
const STATUS = 'STATUS';
const ERROR = { ERROR: 0 };
const OVERFLOW = { OVERFLOW: 1 };

const COMMON = {
  entryBytes: [8],
  pointers: 'INDEX',
  startsAtZero: true,
  quirks: {},
  orders: ['little'],
  registers: [STATUS],
  writable: {},
  setForm: () => undefined,
  setEnabled: () => undefined,
} as const;

/** An entry: a letter, a byte, 16 bits and 32 bits. */
export function toyEntry(letter: string, small = 0, medium = 0, large = 0): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint8(0, letter.charCodeAt(0));
  view.setUint8(1, small);
  view.setUint16(2, medium, true);
  view.setUint32(4, large, true);
  return new Uint8Array(view.buffer);
}

/** `I` device: forget it; `W` value address: wait, and write; `R` code index device: answer. Nothing else is legal. */
function understand(parts: QueueParts, entry: Uint8Array): CommandAction {
  const view = new DataView(entry.buffer, entry.byteOffset);
  const [letter, small, medium] = [String.fromCharCode(entry[0]!), view.getUint8(1), view.getUint16(2, true)];
  const large = view.getUint32(4, true);
  switch (letter) {
    case 'I':
      return invalidateDeviceTlb(parts, medium, { first: 0n, last: 0xffff_ffffn }, undefined, false);
    case 'R':
      return respondToDevice(parts, large, undefined, medium, small);
    case 'W':
      return {
        kind: 'SYNC',
        sync: {
          blocks: true,
          drains: false,
          complete: (effects, store) => {
            store(BigInt(large), new Uint8Array([small]));
            effects.interrupt({ cause: 'COMMAND' });
            return undefined;
          },
        },
      };
    default:
      return { kind: 'ILLEGAL', why: `nothing is called ${letter}` };
  }
}

function commands(parts: QueueParts): CommandDialect {
  const fail: CommandDialect['timedOut'] = (_why, effects) => {
    effects.raise(STATUS, bit(ERROR.ERROR));
    effects.interrupt({ cause: 'COMMAND_ERROR' });
  };
  return {
    ...COMMON,
    name: 'toy-in',
    timeouts: 'AT_SYNC',
    flags: clearable(STATUS, ERROR),
    get stopped() {
      return parts.registers.has(STATUS, bit(ERROR.ERROR));
    },
    decode: (entry): Command => ({ kind: String.fromCharCode(entry[0]!), action: understand(parts, entry) }),
    stop: (_action, _address, effects) => {
      fail({ endpointIds: [] }, effects);
    },
    fetchFailed: (_address, effects) => {
      fail({ endpointIds: [] }, effects);
    },
    timedOut: fail,
  };
}

function records(parts: QueueParts, name: string, encode: (item: RecordItem) => readonly Uint8Array[]): RecordDialect {
  const tell: RecordDialect['recorded'] = (effects) => {
    effects.interrupt({ cause: 'EVENT' });
  };
  const overflow: RecordDialect['writeFailed'] = (effects) => {
    effects.raise(STATUS, bit(OVERFLOW.OVERFLOW));
  };
  return {
    ...COMMON,
    name,
    defaultEntries: 4,
    flags: clearable(STATUS, OVERFLOW),
    get blocked() {
      return parts.registers.has(STATUS, bit(OVERFLOW.OVERFLOW));
    },
    records: encode,
    waits: () => false,
    overflow,
    recorded: tell,
    writeFailed: overflow,
  };
}

/** Makes its queues: `P` last index page for page requests, `F` reason device for faults. */
export function toy(parts: QueueParts): Architecture {
  return {
    command: commands(parts),
    pageRequest: records(parts, 'toy-requests', (item) =>
      recordedRequests(item).map(({ last, prgi, page }) => toyEntry('P', last ? 1 : 0, prgi, page)),
    ),
    event: records(parts, 'toy-faults', (item) =>
      item.kind === 'EVENT' ? [toyEntry('F', item.event.reason.length, 0, Number(item.event.virtualId))] : [],
    ),
  };
}
