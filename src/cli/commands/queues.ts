/** `viommuctl queue …`. */
import { command, EXIT, group, type ExitCode } from '../command';
import {
  commandText,
  effectLines,
  explainer,
  parseQueueKind,
  parseRegister,
  QUEUE_KINDS,
  recordText,
} from '../guest-queues';
import { parseU32, parseU64 } from '../numbers';
import { domain, requestId } from '../options';
import { asText, flag, optional, repeated, required } from '../parameters';
import { parseHex } from '../records';
import { counted, hex, short } from '../text';
import { UsageError } from '../usage-error';
import { parseSwitch, spelling } from '../words';
import type { GuestCommandResult } from '../../../clients/typescript';

/** Says that the server copies no ring any more. */
const NO_BASE = 2n ** 64n - 1n;

const kind = required('QUEUE', `which queue: ${QUEUE_KINDS.map(spelling).join(', ')}`, parseQueueKind);

/** Bytes as they are typed. */
function bytesOf(texts: readonly string[]): Uint8Array {
  const bytes = parseHex(texts.join(' '));
  if (typeof bytes === 'string') throw new UsageError(bytes);
  return bytes;
}

/** A virtio-iommu request: `HEX:BYTES`. */
function parseBuffer(text: string): { readable: Buffer; writableBytes: number } {
  const [digits = '', writable = '', ...more] = text.split(':');
  if (writable === '' || more.length > 0) throw new UsageError(`"${text}" is no request; write HEX:WRITABLE-BYTES`);
  return { readable: Buffer.from(bytesOf([digits])), writableBytes: parseU32(writable) };
}

const list = command({
  name: 'list',
  summary: 'lists the guest-native queues of the profile',
  args: {},
  options: {},
  async run({ client, call, output, viommu }) {
    const { queues } = await client.guestQueues.list({ viommuId: viommu() }, call);
    await output.list(queues, [
      ['QUEUE', (queue) => spelling(short(queue.kind))],
      ['NAME', (queue) => queue.name],
      ['STATE', (queue) => (queue.stopped ? 'stopped' : queue.enabled ? 'on' : 'off')],
      ['ENTRY', (queue) => (queue.entryBytes === 0 ? '-' : queue.entryBytes)],
      ['ENTRIES', (queue) => (queue.entries === 0 ? '-' : queue.entries)],
      ['RING', (queue) => (queue.base === undefined ? '-' : hex(queue.base))],
      ['HEAD', (queue) => hex(queue.head)],
      ['TAIL', (queue) => hex(queue.tail)],
      ['WAITING', (queue) => queue.waitingCount],
      ['LOST', (queue) => queue.lostCount],
      ['REGISTERS', (queue) => queue.registers.map(({ name, value }) => `${name}=${hex(value)}`).join(' ') || '-'],
    ]);
    return EXIT.ok;
  },
});

/** The exit code of commands. */
function endOf(results: readonly GuestCommandResult[]): ExitCode {
  const isAsked = ({ outcome }: GuestCommandResult): boolean => outcome === 'GUEST_COMMAND_OUTCOME_COMPLETED';
  return results.every(isAsked) ? EXIT.ok : EXIT.notAsAsked;
}

const control = command({
  name: 'control',
  summary: 'sets what registers of a queue would set',
  details:
    'A flag to clear, a register and a quirk are named as the specification, `queue list` and `decode --help` have them.',
  waits: true,
  args: { queue: kind },
  options: {
    enabled: optional('on|off', 'whether it takes entries', parseSwitch),
    base: optional('ADDRESS', 'where the ring is that the server reads or writes itself', parseU64),
    noBase: flag('the VMM copies entries again'),
    entries: optional('COUNT', 'entries of the ring, a power of two; 0: none', parseU32),
    entryBytes: optional('BYTES', 'size of an entry, where there is a choice', parseU32),
    head: optional('VALUE', 'the head register', parseU64),
    tail: optional('VALUE', 'the tail register', parseU64),
    clear: repeated('FLAG', 'a flag to clear or acknowledge; may be repeated', asText),
    set: repeated('NAME=VALUE', 'a register to set; may be repeated', parseRegister),
    writeMemory: optional('on|off', 'whether the server writes to guest memory what commands ask for', parseSwitch),
    bigEndian: optional('on|off', 'whether entries are big-endian', parseSwitch),
    quirk: repeated('NAME', 'a deviation from the specification to turn on; may be repeated', asText),
    noQuirks: flag('turn all deviations off'),
    takeOver: flag('take page requests from the stream that controls their domain'),
    requestId,
  },
  async run({ client, call, output, viommu }, { queue }, options) {
    if (options.noBase && options.base !== undefined) throw new UsageError('give --base or --no-base');
    if (options.noQuirks && options.quirk.length > 0) throw new UsageError('give --quirk or --no-quirks');
    const { enabled, entries, entryBytes, head, tail, clear, writeMemory, bigEndian, takeOver } = options;
    const response = await client.guestQueues.control(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        queue,
        enabled,
        base: options.noBase ? NO_BASE : options.base,
        entries,
        entryBytes,
        head,
        tail,
        clear,
        registers: options.set,
        writeMemory,
        bigEndian,
        quirks: options.noQuirks || options.quirk.length > 0 ? { names: options.quirk } : undefined,
        takeOver,
      },
      call,
    );
    output.result(response, () => [
      ...(response.consumedCount > 0 ? [`consumed ${counted(response.consumedCount, 'command')}`] : []),
      ...response.results.map(commandText),
      ...effectLines(response.effects),
    ]);
    return endOf(response.results);
  },
});

const submit = command({
  name: 'submit',
  summary: 'executes commands as a guest wrote them',
  details: 'HEX is whole entries in the order of memory; `encode` makes them.',
  waits: true,
  args: { hex: repeated('HEX', 'the entries; white space and 0x are left out', asText) },
  options: {
    queue: optional('QUEUE', 'which queue; default command', parseQueueKind),
    buffer: repeated(
      'HEX:BYTES',
      'a virtio-iommu request, and how much the device may write; may be repeated',
      parseBuffer,
    ),
    requestId,
  },
  async run({ client, call, output, viommu }, { hex: texts }, { queue, buffer, requestId: request }) {
    const entries = Buffer.from(bytesOf(texts));
    if (entries.length === 0 && buffer.length === 0) throw new UsageError('HEX is missing: give entries, or --buffer');
    const response = await client.guestQueues.submit(
      { viommuId: viommu(), requestId: request, queue, entries, buffers: buffer },
      call,
    );
    output.result(response, () => [
      `consumed ${response.consumedCount}, head=${hex(response.head)}${response.stopped ? ', stopped' : ''}`,
      ...response.results.map(commandText),
      ...effectLines(response.effects),
    ]);
    return endOf(response.results);
  },
});

const read = command({
  name: 'read',
  summary: 'takes records for the guest, and explains them',
  args: { queue: kind },
  options: { max: optional('COUNT', 'the most records; default 256', parseU32) },
  async run(context, { queue }, { max }) {
    const { client, call, output, viommu } = context;
    const response = await client.guestQueues.readRecords({ viommuId: viommu(), queue, maxCount: max }, call);
    const explain = output.json ? undefined : await explainer(context);
    output.result(response, () => {
      const codec = response.queue ? explain?.(response.queue) : undefined;
      return [...response.records.map((record) => recordText(record, codec)), ...effectLines(response.effects)];
    });
    return EXIT.ok;
  },
});

const tags = command({
  name: 'tags',
  summary: 'says which numbers a guest’s commands name a domain by; without a number: its id',
  args: { domain },
  options: {
    tag: optional('TAG', 'VT-d DID, SMMUv3 VMID, RISC-V GSCID, AMD-Vi DomainID', parseU32),
    addressSpace: optional('TAG', 'SMMUv3 ASID, RISC-V PSCID', parseU32),
    requestId,
  },
  async run({ client, call, output, viommu }, { domain: domainId }, { tag, addressSpace, requestId: request }) {
    const response = await client.guestQueues.setDomainTags(
      { viommuId: viommu(), requestId: request, domainId, domainTag: tag, addressSpaceTag: addressSpace },
      call,
    );
    const any = tag === undefined ? `its id` : `tag ${tag}`;
    output.result(response, () => [
      `domain ${domainId} is named by ${any}${addressSpace === undefined ? '' : ` and ${addressSpace}`}`,
    ]);
    return EXIT.ok;
  },
});

/** Bytes in, bytes out. */
export const queue = group('queue', 'guest-native queues: commands in, records out, registers', [
  list,
  control,
  submit,
  read,
  tags,
]);
