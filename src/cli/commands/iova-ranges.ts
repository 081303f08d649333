/** `viommuctl iova-ranges` and `allow`. */
import type { GetIovaRangesResponse, IovaRange } from '../../../clients/typescript';
import { command, EXIT } from '../command';
import { parseRange } from '../numbers';
import { domain, requestId } from '../options';
import { table } from '../output';
import { flag, repeated } from '../parameters';
import { bytes, counted, lengthOf, range } from '../text';
import { UsageError } from '../usage-error';

/** One range, and what is to be said of it. */
interface Row {
  readonly what: string;
  readonly range: IovaRange | null;
  readonly by: string;
}

function rowsOf({ usable, reserved, allowed }: GetIovaRangesResponse): Row[] {
  return [
    ...usable.map((each) => ({ what: 'usable', range: each, by: '-' })),
    ...reserved.map(({ range: each, endpointId }) => ({
      what: 'reserved',
      range: each,
      by: endpointId === undefined ? 'viommu' : `endpoint ${endpointId}`,
    })),
    ...allowed.map((each) => ({ what: 'allowed', range: each, by: '-' })),
  ];
}

/** Says which IOVAs can be mapped. */
export const iovaRanges = command({
  name: 'iova-ranges',
  summary: 'says which IOVAs of a paging domain can be mapped, and which are reserved',
  details:
    '"allowed" are those that "viommuctl allow" set: without any, map --anywhere chooses from all that is usable.',
  args: { domain },
  options: {},
  async run({ client, call, output, viommu }, { domain: domainId }) {
    const response = await client.domains.getIovaRanges({ viommuId: viommu(), domainId }, call);
    output.result(response, () => [
      ...table(rowsOf(response), [
        ['WHAT', ({ what }) => what],
        ['RANGE', (row) => range(row.range)],
        ['LENGTH', (row) => (row.range ? lengthOf(row.range) : '-')],
        ['BY', ({ by }) => by],
      ]),
      `granule ${bytes(1n << BigInt(response.granuleBits))}`,
    ]);
    return EXIT.ok;
  },
});

/** Says from which IOVAs `map --anywhere` may choose. */
export const allow = command({
  name: 'allow',
  summary: 'says from which IOVAs map --anywhere may choose, in place of what was said before',
  args: { domain, ranges: repeated('RANGE', 'FIRST-LAST or FIRST+LENGTH', parseRange) },
  options: { any: flag('from any that is usable'), requestId },
  async run({ client, call, output, viommu }, { domain: domainId, ranges }, { any, requestId: request }) {
    if (any === ranges.length > 0) throw new UsageError('give RANGE..., or --any');
    const response = await client.domains.setAllowedIovaRanges(
      { viommuId: viommu(), requestId: request, domainId, ranges },
      call,
    );
    output.result(response, () => [any ? 'any is allowed' : `allowed ${counted(ranges.length, 'range')}`]);
    return EXIT.ok;
  },
});
