/** `viommuctl map`, `unmap`, `mappings`. */
import { command, EXIT } from '../command';
import { parseRange } from '../numbers';
import { domain, ifMapped, invalidationTimeout, onError, requestId, stop } from '../options';
import { repeated } from '../parameters';
import { operationText } from '../reports';
import { endOfBatch, endOfOperation, first } from '../results';
import { counted, hex, permissions, range } from '../text';
import { parseMapping } from '../words';

const MAPPING_DETAILS = `A mapping is IOVA=OUTPUT[:LENGTH][:PERMISSIONS], one page with rw by default, as in 0x1000=0x80000000:64K:r.
A range in the place of the IOVA says its length: 0x1000-0x1fff=0x80000000, 0x1000+1M=0x80000000:rw, all=0.`;

/** Makes mappings. */
export const map = command({
  name: 'map',
  summary: 'makes mappings in a paging domain',
  details: MAPPING_DETAILS,
  waits: true,
  args: { domain, mappings: repeated('MAPPING', 'what to map, and to where', parseMapping, 1) },
  options: { ifMapped, stop, invalidationTimeout, requestId },
  async run(context, { domain: domainId, mappings: items }, options) {
    const { client, call, output, viommu } = context;
    const response = await client.domains.map(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        domainId,
        items: items.map((item) => ({ ...item, ifMapped: options.ifMapped })),
        onError: onError(options.stop),
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
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
  waits: true,
  args: { domain, ranges: repeated('RANGE', 'FIRST-LAST, FIRST+LENGTH or all', parseRange, 1) },
  options: { stop, invalidationTimeout, requestId },
  async run(context, { domain: domainId, ranges }, options) {
    const { client, call, output, viommu } = context;
    const response = await client.domains.unmap(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        domainId,
        ranges,
        onError: onError(options.stop),
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
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
