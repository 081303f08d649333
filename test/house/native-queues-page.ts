import { DomainNames } from '../../src/guestqueues/domain-names';
import type { Architecture, CommandDialect, QueueDialect, RecordDialect } from '../../src/guestqueues/dialect';
import { Registers } from '../../src/guestqueues/effects';
import { architectureOf } from '../../src/guestqueues/registry';
import type { PointerFormat } from '../../src/guestqueues/ring-pointers';
import type { QueueKind } from '../../src/model/guest-queue';
import type { ProfileName } from '../../src/model/viommu';
import { PROFILES } from '../../src/profiles';
import { makeHost, now } from '../unit/session/support';
import { QUEUE_CONDUCT } from './native-queues-conduct';
import { table } from './profiles-page';

/** Places of the queues in an architecture, in the order of ListGuestQueues. */
const KINDS: Readonly<Record<keyof Architecture, QueueKind>> = {
  command: 'COMMAND',
  iommufdPageResponse: 'IOMMUFD_PAGE_RESPONSE',
  iommufdInvalidate: 'IOMMUFD_INVALIDATE',
  pageRequest: 'PAGE_REQUEST',
  event: 'EVENT',
  iommufdPageFault: 'IOMMUFD_PAGE_FAULT',
  iommufdVevent: 'IOMMUFD_VEVENT',
};

const POINTERS: Readonly<Record<PointerFormat, string>> = {
  BYTES: 'byte offset',
  INDEX: 'index',
  INDEX_AND_WRAP: 'index and wrap bit',
};

/** A queue of a profile, and the registers as they are at first. */
interface Queue {
  readonly kind: QueueKind;
  readonly dialect: CommandDialect | RecordDialect;
  readonly registers: Registers;
}

/** docs/native-queues.md, written from what the architectures say of their queues. */
export function nativeQueuesPage(): string {
  const profiles = Object.keys(PROFILES) as ProfileName[];
  return [INTRODUCTION, ...profiles.map(section)].join('\n');
}

const INTRODUCTION = `# Native queues

The queues between a guest and its IOMMU, profile by profile. How a VMM uses them is in
[the guide](guide/native-queues.md); the fields of every record are what \`viommuctl decode\` prints. The tables are written
from \`src/guestqueues\`, and a test compares them.

## How to read the tables

- *kind*: \`GuestQueueKind\` of the calls, without its prefix. *name*: as \`viommuctl decode\` and \`GuestQueue.name\` call it.
- *direction*: what the guest writes comes with \`SubmitCommands\` or from a ring; what the IOMMU writes goes out with
  \`ReadRecords\` and \`WatchRecords\`, or into a ring.
- *entry*: bytes of an entry; where there are two sizes, the first is the one it begins with (\`ControlQueue.entry_bytes\`). *varies*:
  a request says itself how long it is, and comes as a buffer.
- *head and tail*: what a value of these registers means. *byte offset*: bytes from the base, a multiple of an entry's
  size. *index*: number of an entry, from 0. Of a ring with one of these two, one entry stays empty. *index and wrap bit*: the bit
  above the index flips at each turn, so that every entry can be used. *none*: there is no ring that could be read or written
  from its base alone. A command queue goes from head to tail; a queue of records is written at its tail, and its head says
  what the guest has read.
- *entries*: most entries of a ring. *unread*: how many records can be unread where no number of entries was set.
- *turned on*: what becomes of head and tail then.
- *at first*: the value of a register in a new vIOMMU. *highest*: the most that software can write with
  \`ControlQueue.registers\`; empty: only hardware changes it. *cleared by software*: names for \`ControlQueue.clear\`.
- *quirks*: deviations of known software, for \`ControlQueue.quirks\`.

In every profile: a command queue is on from the start, the others are off. Commands behind the one that stopped a queue
are NOT_CONSUMED, and are to be submitted again. \`SubmitCommands\` is refused with GUEST_QUEUE_STOPPED until the queue
goes on; with a ring, it goes on reading where the head is by itself. What does not fit a record, or a queue, is counted
in \`lost_count\`. A domain's own queue that overflows sets the flag of the page-request queue, and clearing that is for
the domain as well.
`;

function section(profile: ProfileName): string {
  const queues = queuesOf(profile);
  const parts = [
    `## ${profile}\n`,
    table(
      ['kind', 'name', 'direction', 'entry', 'head and tail', 'entries', 'unread', 'turned on'],
      queues.map(summary),
    ),
    QUEUE_CONDUCT[profile],
    listed(['register', 'queue', 'at first', 'highest'], queues.flatMap(registerRows)),
    listed(
      ['cleared by software', 'queue'],
      grouped(queues, ({ flags }) => Object.keys(flags)),
    ),
    listed(
      ['quirk', 'queue', 'what it does'],
      grouped(queues, ({ quirks }) => Object.keys(quirks)).map(([quirk = '', names = '']) => [
        quirk,
        names,
        queues.map(({ dialect }) => dialect.quirks[quirk.slice(1, -1)]).find((text) => text !== undefined) ?? '',
      ]),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function summary({ kind, dialect }: Queue): string[] {
  const hasRecords = 'defaultEntries' in dialect;
  return [
    code(kind),
    code(dialect.name),
    hasRecords ? 'IOMMU to guest' : 'guest to IOMMU',
    dialect.entryBytes.join(' or ') || 'varies',
    dialect.ringless === true ? 'none' : POINTERS[dialect.pointers],
    ringOf(dialect),
    hasRecords ? unread(dialect) : '',
    dialect.ringless === true ? '' : dialect.startsAtZero ? 'both 0' : 'as they were',
  ];
}

function unread({ defaultEntries }: RecordDialect): string {
  return Number.isFinite(defaultEntries) ? String(defaultEntries) : 'no limit';
}

function ringOf({ ringless, registerCount }: QueueDialect): string {
  if (ringless === true) {
    return '';
  }
  return registerCount === undefined ? '2^19' : `${String(registerCount)} registers`;
}

function registerRows({ dialect, registers }: Queue): string[][] {
  const { name, registers: shown, writable } = dialect;
  return [...shown, ...Object.keys(writable)].map((register) => [
    code(register),
    code(name),
    hex(registers.get(register)),
    writable[register] === undefined ? '' : hex(writable[register]),
  ]);
}

/** What several queues have, each once with the names of its queues. */
function grouped(queues: readonly Queue[], names: (dialect: QueueDialect) => readonly string[]): string[][] {
  const owners = new Map<string, string[]>();
  for (const { dialect } of queues) {
    for (const name of names(dialect)) {
      owners.set(name, [...(owners.get(name) ?? []), code(dialect.name)]);
    }
  }
  return [...owners].map(([name, queueNames]) => [code(name), queueNames.join(', ')]);
}

function listed(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : table(head, rows);
}

function queuesOf(profile: ProfileName): Queue[] {
  const registers = new Registers();
  const architecture = now(
    makeHost({ profile }).execute((iommu) =>
      architectureOf(profile)({
        iommu,
        memory: { read: () => false, write: () => false, isWritable: () => false, isShared: () => false },
        registers,
        domains: new DomainNames(iommu),
        commandAddress: () => undefined,
        recordEvent: () => undefined,
      }),
    ),
  );
  return (Object.keys(KINDS) as (keyof Architecture)[]).flatMap((place) => {
    const dialect = architecture[place];
    return dialect === undefined ? [] : [{ kind: KINDS[place], dialect, registers }];
  });
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
