/** `viommuctl memory …`. */
import { command, EXIT, group } from '../command';
import { parseLength, parseRange, parseU32 } from '../numbers';
import { invalidationTimeout, requestId } from '../options';
import { asText, flag, optional, required } from '../parameters';
import { operationText } from '../reports';
import { endOfOperation } from '../results';
import { bytes, hex } from '../text';
import { UsageError } from '../usage-error';

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

/** Tells a vIOMMU where guest RAM is. */
export const memory = group('memory', 'registers guest RAM', [register, list, unregister]);
