import { addressOf, offsetOf, pageOf } from '../../../src/base/u64';
import type { FaultReason } from '../../../src/model/fault';
import { READ, WRITE } from '../../../src/model/permissions';
import type { DmaRequest } from '../../../src/model/transfer';
import type { Ram } from '../../unit/core/fixture';
import type { AccessModel } from './access-model';
import type { DomainModel } from './domain-model';
import { SECOND_STAGE, SV, X86 } from './guest';
import { GuestWalk } from './guest-walk';

/** How an untranslated DMA ends. */
export interface Ending {
  readonly status: string;
  readonly transferredBytes: number;
  readonly faultReason?: FaultReason;
}

/** What an untranslated DMA does without any cache. */
export interface Simulated {
  readonly ending: Ending;
  /** Nested domains it went through. */
  readonly through: ReadonlySet<DomainModel>;
  /** Whether what made it fail is a second stage. */
  readonly failedBelow: boolean;
  /** How it looked at tables. */
  readonly walk: GuestWalk;
  /** Whether the IOTLB may know better, or tables were written as data. */
  readonly unsure: boolean;
}

/** Marks that a walk sets. */
const MARKS_X86 = Number(X86.accessed | X86.dirty);
const MARKS_SV = Number(SV.accessed | SV.dirty);

/** Plays an untranslated DMA, page by page, on the memory given. */
export function simulate(
  model: AccessModel,
  ram: Ram,
  endpointId: number,
  { pasid, address, transfer }: DmaRequest,
): Simulated {
  const length = transfer.kind === 'WRITE' ? transfer.data.length : transfer.length;
  const source = transfer.kind === 'READ' ? address : transfer.kind === 'COPY' ? transfer.source : undefined;
  const target = transfer.kind === 'READ' ? undefined : address;
  const walk = new GuestWalk(ram.bytes, true);
  const through = new Set<DomainModel>();
  const written = new Set<number>();
  let unsure = false;
  let done = 0;
  const ends = (ending: Ending): Simulated => ({
    ending,
    through,
    failedBelow,
    walk,
    unsure: unsure || [...written].some((page) => walk.tablePages.has(page)),
  });
  const failed = (faultReason: FaultReason) => ends({ status: 'FAULTED', faultReason, transferredBytes: done });
  let failedBelow = false;
  while (done < length) {
    const places: bigint[] = [];
    let size = length - done;
    for (const [side, access] of [[source, READ] as const, [target, WRITE] as const]) {
      if (side !== undefined) {
        const at = side + BigInt(done);
        const { to, domain } = model.translate(endpointId, pasid, pageOf(at), access, walk);
        if (domain !== undefined) {
          failedBelow = walk.failedBelow;
          through.add(domain);
          unsure ||= model.isUnsure(domain, pageOf(at), access, to);
        }
        if (typeof to !== 'number') {
          return failed(to);
        }
        places.push(addressOf(to, offsetOf(at)));
        size = Math.min(size, 4096 - offsetOf(at));
      }
    }
    const bytes = new Uint8Array(size);
    if (transfer.kind === 'WRITE') {
      bytes.set(transfer.data.subarray(done, done + size));
    } else if (transfer.kind === 'FILL') {
      bytes.forEach((_, i) => {
        bytes[i] = transfer.pattern[(done + i) % transfer.pattern.length]!;
      });
    }
    const read = source === undefined || ram.read(places[0]!, bytes);
    if (!read || (target !== undefined && !ram.write(places.at(-1)!, bytes))) {
      return failed('MEMORY_ABORT');
    }
    if (target !== undefined) {
      written.add(pageOf(places.at(-1)!));
    }
    done += size;
  }
  return ends({ status: 'COMPLETED', transferredBytes: length });
}

/** What walks that found something cached did not mark: copies it, so that the rest can be compared. */
export function adoptMarks(expected: Uint8Array, actual: Uint8Array, tablePages: ReadonlySet<number>): void {
  for (const page of tablePages) {
    const mask = page >= SECOND_STAGE && page < SECOND_STAGE + 4 ? MARKS_SV : MARKS_X86;
    for (let at = page * 4096; at < Math.min((page + 1) * 4096, expected.length); at += 8) {
      // Nothing is marked that a walk would not mark.
      if ((actual[at]! & ~expected[at]! & mask) === 0) {
        expected[at] = (expected[at]! & ~mask) | (actual[at]! & mask);
      }
    }
  }
}
