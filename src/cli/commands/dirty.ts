/** `viommuctl dirty …`. */
import type { CallOptions, DirtyPages, DirtyPart, IovaRange } from '../../../clients/typescript';
import { command, EXIT, group, type Context } from '../command';
import { parseLength, parseRange } from '../numbers';
import { domain, requestId } from '../options';
import { flag, optional } from '../parameters';
import { bytes, counted, hex, lengthOf, range } from '../text';

function switching(name: string, summary: string, enabled: boolean) {
  return command({
    name,
    summary,
    args: { domain },
    options: { requestId },
    async run({ client, call, output, viommu }, { domain: domainId }, { requestId: request }) {
      const response = await client.domains.setDirtyTracking(
        { viommuId: viommu(), requestId: request, domainId, enabled },
        call,
      );
      output.result(response, () => [`dirty tracking of domain ${domainId} is ${enabled ? 'on' : 'off'}`]);
      return EXIT.ok;
    },
  });
}

/** Prints the parts of a bitmap as they come. */
async function printParts({ output }: Context, parts: AsyncIterable<DirtyPart>): Promise<void> {
  await output.list(parts, [
    ['FIRST', ({ first }) => hex(first)],
    ['DIRTY', ({ dirtyPageCount }) => dirtyPageCount],
    ['BITMAP', ({ bitmap }) => Buffer.from(bitmap).toString('hex')],
  ]);
}

/** Prints ranges as they come, and how much they are. */
async function printRanges({ output }: Context, pages: DirtyPages): Promise<void> {
  let count = 0;
  let length = 0n;
  async function* counting(): AsyncGenerator<IovaRange> {
    for await (const each of pages.ranges()) {
      count += 1;
      length += each.last - each.first + 1n;
      yield each;
    }
  }
  await output.list(counting(), [
    ['RANGE', range],
    ['LENGTH', lengthOf],
  ]);
  if (!output.json) output.line(`${bytes(length)} in ${counted(count, 'range')}`);
}

const read = command({
  name: 'read',
  summary: 'says which pages endpoints have written, and forgets it unless told to keep it',
  details: `Ranges come as whole pages that were written. With --bitmap they come as the contract has them: bit i, from the lowest
bit of the first byte on, is the page at FIRST + i * page size.`,
  waits: true,
  args: { domain, range: optional('RANGE', 'FIRST-LAST, FIRST+LENGTH or all; default: all', parseRange) },
  options: {
    pageSize: optional('LENGTH', 'what counts as a page: a power of two; default: the granule', parseLength),
    keep: flag('leave the pages marked'),
    bitmap: flag('print the bitmap in parts'),
  },
  async run(context, { domain: domainId, range: wanted = parseRange('all') }, { pageSize, keep, bitmap }) {
    const { client, signal, viommu } = context;
    const call: CallOptions = context.call;
    const request = { viommuId: viommu(), domainId, range: wanted, pageSizeBytes: pageSize, keep };
    const pages = client.readDirtyPages(request, call);
    await (bitmap ? printParts(context, pages) : printRanges(context, pages));
    return signal.aborted ? EXIT.interrupted : EXIT.ok;
  },
});

/** Records and shows which pages endpoints write. */
export const dirty = group('dirty', 'records and shows which pages endpoints write', [
  switching('on', 'begins to record, from nothing', true),
  switching('off', 'records no more', false),
  read,
]);
