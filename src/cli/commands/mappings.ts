/** `viommuctl map`, `unmap`, `mappings`. */
import { PAGE_SIZE } from '../../base/u64';
import { sendAll } from '../bulk';
import { command, EXIT, type Context, type ExitCode } from '../command';
import { FILE_DETAILS, mappingsIn, rangesIn } from '../mapping-file';
import { parseRange } from '../numbers';
import { domain, ifMapped, invalidationTimeout, onError, requestId, stop } from '../options';
import { asText, optional, repeated } from '../parameters';
import { operationText } from '../operations';
import { endOfBatch, endOfOperation, first } from '../results';
import { counted, hex, permissions, range } from '../text';
import { UsageError } from '../usage-error';
import { parseMapping, parseTarget, type MappingTarget } from '../words';

const MAPPING_DETAILS = `A mapping is IOVA=OUTPUT[:LENGTH][:PERMISSIONS], one page with rw by default, as in 0x1000=0x80000000:64K:r.
A range in the place of the IOVA says its length: 0x1000-0x1fff=0x80000000, 0x1000+1M=0x80000000:rw, all=0.
With --anywhere the vIOMMU chooses the lowest free IOVA: within those that "viommuctl allow" set, if there are any.

${FILE_DETAILS}`;

const file = optional(
  'FILE',
  'take what to do from the lines of a file, in any number; - is the standard input',
  asText,
);

/** Refuses a command line that says what to do in several ways, or in none. */
function requireOne(ways: string, ...given: readonly boolean[]): void {
  if (given.filter((isGiven) => isGiven).length !== 1) throw new UsageError(`give one of ${ways}`);
}

/** What every batch says, of mappings or ranges, as items or records. */
function batchFor(
  { viommu }: Context,
  domainId: number,
  options: { readonly stop: boolean; readonly invalidationTimeout: bigint | undefined },
) {
  const invalidationTimeoutNs = options.invalidationTimeout;
  return { viommuId: viommu(), domainId, onError: onError(options.stop), invalidationTimeoutNs };
}

/** Makes a mapping wherever there is room. */
async function mapAnywhere(
  { client, call, output, viommu }: Context,
  domainId: number,
  { length = BigInt(PAGE_SIZE), ...target }: MappingTarget,
  request: string | undefined,
): Promise<ExitCode> {
  const wanted = { viommuId: viommu(), requestId: request, domainId, lengthBytes: length, ...target };
  const response = await client.domains.mapAnywhere(wanted, call);
  const { mapping } = response;
  output.result(response, () => [
    `${range(mapping.range)} -> ${hex(mapping.outputAddress)} ${permissions(mapping.permissions)}`,
  ]);
  return EXIT.ok;
}

/** Makes mappings. */
export const map = command({
  name: 'map',
  summary: 'makes mappings in a paging domain',
  details: MAPPING_DETAILS,
  waits: true,
  args: { domain, mappings: repeated('MAPPING', 'what to map, and to where', parseMapping) },
  options: {
    anywhere: optional('OUTPUT[:LENGTH][:PERMISSIONS]', 'let the vIOMMU choose the IOVA', parseTarget),
    file,
    ifMapped,
    stop,
    invalidationTimeout,
    requestId,
  },
  async run(context, { domain: domainId, mappings: items }, options) {
    const { anywhere, requestId: request } = options;
    const isListed = items.length > 0;
    requireOne('MAPPING..., --anywhere and --file', isListed, anywhere !== undefined, options.file !== undefined);
    if (anywhere !== undefined) return mapAnywhere(context, domainId, anywhere, request);
    const { client, call, output } = context;
    const common = batchFor(context, domainId, options);
    if (options.file !== undefined) {
      return sendAll(context, await mappingsIn(context, options.file, options.ifMapped), {
        noun: 'mapping',
        requestId: request,
        stops: options.stop,
        send: ({ bytes }, id) => client.domains.map({ ...common, requestId: id, records: bytes }, call),
        counts: ({ mappedCount }) => ({ mappedCount }),
        text: ({ mappedCount = 0n }) => `mapped ${counted(mappedCount, 'item')}`,
      });
    }
    const wanted = items.map((item) => ({ ...item, ifMapped: options.ifMapped }));
    const response = await client.domains.map({ ...common, requestId: request, items: wanted }, call);
    const { mappedCount, operation } = response;
    output.result(response, () => [
      `mapped ${counted(mappedCount, 'item')}`,
      ...(operation ? [operationText(operation)] : []),
    ]);
    return first(endOfBatch(context, response), endOfOperation(operation));
  },
});

/** Removes mappings. */
export const unmap = command({
  name: 'unmap',
  summary: 'removes mappings and waits until no endpoint can use them any more',
  details: `${FILE_DETAILS}
What follows the last address in a line does not matter.`,
  waits: true,
  args: { domain, ranges: repeated('RANGE', 'FIRST-LAST, FIRST+LENGTH or all', parseRange) },
  options: { file, stop, invalidationTimeout, requestId },
  async run(context, { domain: domainId, ranges }, options) {
    requireOne('RANGE... and --file', ranges.length > 0, options.file !== undefined);
    const { client, call, output } = context;
    const common = batchFor(context, domainId, options);
    if (options.file !== undefined) {
      return sendAll(context, await rangesIn(context, options.file), {
        noun: 'range',
        requestId: options.requestId,
        stops: options.stop,
        send: ({ bytes }, id) => client.domains.unmap({ ...common, requestId: id, records: bytes }, call),
        counts: ({ removedMappingCount }) => ({ removedMappingCount }),
        text: ({ removedMappingCount = 0n }) => `removed ${counted(removedMappingCount, 'mapping')}`,
      });
    }
    const response = await client.domains.unmap({ ...common, requestId: options.requestId, ranges }, call);
    const { removedMappingCount, operation } = response;
    output.result(response, () => [
      `removed ${counted(removedMappingCount, 'mapping')}`,
      ...(operation ? [operationText(operation)] : []),
    ]);
    return first(endOfBatch(context, response), endOfOperation(operation));
  },
});

/** Lists mappings. */
export const mappings = command({
  name: 'mappings',
  summary: 'lists the mappings of a paging domain',
  args: { domain },
  options: {},
  async run({ client, call, output, viommu }, { domain: domainId }) {
    await output.list(client.domains.listMappings({ viommuId: viommu(), domainId }, call), [
      ['IOVA', (item) => range(item.range)],
      ['OUTPUT', (item) => hex(item.outputAddress)],
      ['PERMISSIONS', (item) => permissions(item.permissions)],
    ]);
    return EXIT.ok;
  },
});
