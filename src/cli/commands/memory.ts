/** `viommuctl memory …`. */
import { openOutput } from '../binary-output';
import { command, EXIT, group } from '../command';
import { parseLength, parseRange, parseU32, parseU64, rangeOf } from '../numbers';
import { invalidationTimeout, requestId } from '../options';
import { asText, flag, optional, required } from '../parameters';
import { operationText } from '../operations';
import { endOfOperation } from '../results';
import { bytes, counted, dump, hex } from '../text';
import { UsageError } from '../usage-error';
import { parseData } from '../words';

const register = command({
  name: 'register',
  summary: 'registers guest RAM: anonymous, or a file shared with the VMM',
  args: { range: required('RANGE', 'guest addresses: FIRST-LAST or FIRST+LENGTH', parseRange) },
  options: {
    region: optional('REGION', 'id of the region; default: the server chooses', parseU32),
    readOnly: flag('DMA may only read it'),
    file: optional('PATH', "a file below the server's --memory-dir; default: anonymous memory", asText),
    offset: optional('BYTES', 'where in the file the region begins; default 0', parseLength),
    requestId,
  },
  async run({ client, call, output, viommu }, { range }, { region, readOnly, file, offset, requestId: request }) {
    if (offset !== undefined && file === undefined) throw new UsageError('--offset goes with --file');
    const backing = file === undefined ? { anonymous: {} } : { sharedFile: { path: file, offsetBytes: offset ?? 0n } };
    const lengthBytes = range.last - range.first + 1n;
    const wanted = { regionId: region, guestAddress: range.first, lengthBytes, readOnly, ...backing };
    const response = await client.memory.register({ viommuId: viommu(), requestId: request, region: wanted }, call);
    output.message(response.region);
    return EXIT.ok;
  },
});

const list = command({
  name: 'list',
  summary: 'lists guest RAM',
  args: {},
  options: {},
  async run({ client, call, output, viommu }) {
    await output.list(client.memory.list({ viommuId: viommu() }, call), [
      ['REGION', (item) => item.regionId],
      ['ADDRESS', (item) => hex(item.guestAddress)],
      ['LENGTH', (item) => bytes(item.lengthBytes)],
      ['ACCESS', (item) => (item.readOnly ? 'r' : 'rw')],
      [
        'BACKING',
        (item) => (item.sharedFile ? `${item.sharedFile.path}+${bytes(item.sharedFile.offsetBytes)}` : 'anonymous'),
      ],
    ]);
    return EXIT.ok;
  },
});

const unregister = command({
  name: 'unregister',
  summary: 'forgets a region',
  waits: true,
  args: { region: required('REGION', 'id of the region', parseU32) },
  options: { force: flag('remove mappings that refer to it first'), invalidationTimeout, requestId },
  async run({ client, call, output, viommu }, { region }, options) {
    const response = await client.memory.unregister(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        regionId: region,
        force: options.force,
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    const { operation } = response;
    output.result(response, () => [`unregistered region ${region}`, ...(operation ? [operationText(operation)] : [])]);
    return endOfOperation(operation);
  },
});

/** The most bytes of one call. */
const MAX_BYTES = 262_144;

const address = required('ADDRESS', 'guest-physical address of the first byte', parseU64);

const read = command({
  name: 'read',
  summary: 'reads guest memory, as a processor of the guest would',
  args: { address, length: required('LENGTH', 'how many bytes', parseLength) },
  options: { out: optional('FILE', 'write the bytes to a file; - is the standard output', asText) },
  async run(context, { address: from, length }, { out }) {
    const { client, call, output, viommu } = context;
    const { last } = rangeOf(from, length);
    const file = out === undefined ? undefined : openOutput(context, out);
    try {
      for (let guestAddress = from; guestAddress <= last;) {
        const left = last - guestAddress + 1n;
        const lengthBytes = left < MAX_BYTES ? Number(left) : MAX_BYTES;
        const { data } = await client.memory.read({ viommuId: viommu(), guestAddress, lengthBytes }, call);
        const at = guestAddress;
        if (file === undefined) output.result({ guestAddress, data }, () => dump(data, at));
        else file.write(data);
        await context.drained();
        guestAddress += BigInt(lengthBytes);
      }
    } finally {
      file?.close();
    }
    return EXIT.ok;
  },
});

const write = command({
  name: 'write',
  summary: 'writes guest memory, as a processor of the guest would: page tables, for instance',
  details: 'More than 256K are written piece by piece.',
  args: { address, data: required('DATA', 'hex:…, u64:NUMBER,…, text:…, @file or @-', parseData) },
  options: { requestId },
  async run({ client, call, output, viommu }, { address: from, data }, { requestId: request }) {
    if (data.length > 0) rangeOf(from, BigInt(data.length));
    let written = 0;
    do {
      const piece = data.subarray(written, written + MAX_BYTES);
      const isWhole = piece.length === data.length;
      await client.memory.write(
        {
          viommuId: viommu(),
          requestId: request === undefined || isWhole ? request : `${request}/${written}`,
          guestAddress: from + BigInt(written),
          data: piece,
        },
        call,
      );
      written += piece.length;
    } while (written < data.length);
    output.result({ guestAddress: from, writtenBytes: BigInt(written) }, () => [
      `wrote ${counted(written, 'byte')} at ${hex(from)}`,
    ]);
    return EXIT.ok;
  },
});

/** Tells a vIOMMU where guest RAM is, and shows and changes what is in it. */
export const memory = group('memory', 'registers guest RAM, reads and writes it', [
  register,
  list,
  unregister,
  read,
  write,
]);
