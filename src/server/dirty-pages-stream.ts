/** `DomainService.ReadDirtyPages`: a stream of the pages that endpoints have written. */
import { addressOf, hex, PAGE_SHIFT } from '../base/u64';
import type { ReadDirtyPagesRequest__Output } from '../gen/viommu/v1/ReadDirtyPagesRequest';
import type { ReadDirtyPagesResponse } from '../gen/viommu/v1/ReadDirtyPagesResponse';
import type { DirtyPart } from '../model/domain';
import type { DirtyRead, Registry } from '../session';
import { refusal } from './convert';
import { fromRange } from './convert-range';
import { serverStream, type ServerStreamHandler } from './handler';
import { hostOf } from './host-call';
import type { StreamWriter } from './stream-writer';

/**
 * Makes the handler.
 *
 * @param registry the vIOMMUs of the server
 */
export function readDirtyPages(
  registry: Registry,
): ServerStreamHandler<ReadDirtyPagesRequest__Output, ReadDirtyPagesResponse> {
  return serverStream(async (request, _ctx, out) => {
    const host = hostOf(registry, request.viommuId);
    const query = fromReadDirtyPages(request, host.config.granuleBits);
    const read = await host.readDirtyPages({ domainId: request.domainId, ...query });
    out.onClose(() => {
      read.close();
    });
    new DirtyFeed(out, read).begin();
  });
}

/**
 * What is to be read.
 *
 * @param granuleBits of the vIOMMU
 * @throws IommuError FIELD_REQUIRED, RANGE_INVALID, ADDRESS_MISALIGNED, PAGE_SIZE_INVALID
 */
export function fromReadDirtyPages(request: ReadDirtyPagesRequest__Output, granuleBits: number) {
  const granule = 1n << BigInt(granuleBits);
  const pageSize = request.pageSizeBytes === 0n ? granule : request.pageSizeBytes;
  if (pageSize < granule || (pageSize & (pageSize - 1n)) !== 0n) {
    const wayOut = `${pageSize} is no power of two of at least ${granule}, the granule`;
    throw refusal('PAGE_SIZE_INVALID', 'page_size_bytes', wayOut);
  }
  const { firstPage, lastPage } = fromRange(request.range);
  const pagesPerBit = Number(pageSize >> BigInt(PAGE_SHIFT));
  requireMultiple(firstPage, pagesPerBit, pageSize, 'range.first');
  requireMultiple(lastPage + 1, pagesPerBit, pageSize, 'range.last');
  return { firstPage, lastPage, pagesPerBit, keep: request.keep };
}

function requireMultiple(page: number, pagesPerBit: number, pageSize: bigint, field: string): void {
  if (page % pagesPerBit === 0) return;
  throw refusal('ADDRESS_MISALIGNED', field, `the range is not made of whole pages of ${hex(pageSize)} bytes`);
}

/**
 * Reads one part, which clears it, whenever the stream can take a message, and no more than one in a turn of the event loop:
 * other vIOMMUs have theirs in between.
 */
class DirtyFeed {
  private ready: ReadDirtyPagesResponse | undefined;
  /** Whether the next part comes in a later turn. */
  private waits = false;

  constructor(
    private readonly out: StreamWriter<ReadDirtyPagesResponse>,
    private readonly read: DirtyRead,
  ) {}

  begin(): void {
    this.out.pull(() => this.take());
  }

  private take(): ReadDirtyPagesResponse | undefined {
    const { ready } = this;
    this.ready = undefined;
    if (ready === undefined && !this.waits) this.readLater();
    return ready;
  }

  private readLater(): void {
    this.waits = true;
    setImmediate(() => {
      this.readNext().catch((error: unknown) => {
        this.out.fail(error);
      });
    });
  }

  private async readNext(): Promise<void> {
    const part = await this.read.next();
    this.waits = false;
    if (part === undefined) {
      this.out.end();
    } else {
      this.ready = toDirtyPart(part);
      this.out.wake();
    }
  }
}

function toDirtyPart({ firstPage, bitmap, dirtyCount }: DirtyPart): ReadDirtyPagesResponse {
  return { first: addressOf(firstPage), bitmap, dirtyPageCount: dirtyCount };
}
