import { addressOf, offsetOf, PAGE_SIZE, pageOf } from '../base/u64';
import { IommuError } from '../model/errors';
import type { FaultReason } from '../model/fault';
import { READ, WRITE, type Permissions } from '../model/permissions';
import { MAX_DMA_BYTES, type DmaRequest, type Transfer } from '../model/transfer';
import { U64_MAX, hex } from '../base/u64';
import type { MemoryPort } from './memory-port';

/** One side of a DMA at its present position: where, and what for. */
export interface Side {
  readonly address: bigint;
  readonly access: Permissions;
}

/** How many bytes a transfer moves. */
export function lengthOf(transfer: Transfer): number {
  return transfer.kind === 'WRITE' ? transfer.data.length : transfer.length;
}

/**
 * Checks what a DMA says of itself.
 *
 * @param addressField how the caller calls the address
 * @throws IommuError LENGTH_OUT_OF_RANGE, ADDRESS_OVERFLOW
 */
export function requireTransfer({ address, transfer }: DmaRequest, addressField: 'iova' | 'address'): void {
  const length = lengthOf(transfer);
  if (length < 1 || length > MAX_DMA_BYTES) {
    throw new IommuError(
      'LENGTH_OUT_OF_RANGE',
      `length ${String(length)} is not within 1 to ${String(MAX_DMA_BYTES)} bytes; split the DMA`,
      {
        field: 'transfer',
      },
    );
  }
  if (transfer.kind === 'FILL' && (transfer.pattern.length < 1 || transfer.pattern.length > PAGE_SIZE)) {
    throw new IommuError(
      'LENGTH_OUT_OF_RANGE',
      `fill.pattern has ${String(transfer.pattern.length)} bytes, not 1 to ${String(PAGE_SIZE)}`,
      {
        field: 'fill.pattern',
      },
    );
  }
  requireEnd(address, length, addressField);
  if (transfer.kind === 'COPY') {
    requireEnd(transfer.source, length, 'copy.source_iova');
  }
}

function requireEnd(address: bigint, length: number, field: string): void {
  if (address + BigInt(length - 1) > U64_MAX) {
    throw new IommuError('ADDRESS_OVERFLOW', `${field} ${hex(address)} plus ${String(length)} bytes passes 2^64-1`, {
      field,
    });
  }
}

/** One DMA on its way: how far it is and what it read. */
export class DmaCursor {
  /** Bytes transferred. */
  done = 0;
  readonly length: number;
  private readonly buffer: Uint8Array;
  private readonly scratch: Uint8Array;

  /** @param request checked by {@link requireTransfer} */
  constructor(readonly request: DmaRequest) {
    const { transfer } = request;
    this.length = lengthOf(transfer);
    this.buffer = new Uint8Array(transfer.kind === 'READ' ? this.length : 0);
    this.scratch = new Uint8Array(transfer.kind === 'COPY' || transfer.kind === 'FILL' ? PAGE_SIZE : 0);
  }

  /** What was read so far. */
  get data(): Uint8Array {
    return this.buffer.subarray(0, this.done);
  }

  /** The sides at the present position: the source of a copy first. */
  get sides(): readonly Side[] {
    const { transfer, address } = this.request;
    const offset = BigInt(this.done);
    if (transfer.kind === 'READ') {
      return [{ address: address + offset, access: READ }];
    }
    const target = { address: address + offset, access: WRITE };
    return transfer.kind === 'COPY' ? [{ address: transfer.source + offset, access: READ }, target] : [target];
  }

  /** Bytes that can be moved now without crossing a page on any side. */
  get chunk(): number {
    let chunk = this.length - this.done;
    for (const { address } of this.sides) {
      chunk = Math.min(chunk, PAGE_SIZE - offsetOf(address));
    }
    return chunk;
  }

  /** Leaves one chunk out: what would have been read of it stays zeros. */
  skip(): void {
    this.done += this.chunk;
  }

  /** Where a side's address leads with its page at an output page. */
  outputAddress(side: Side, outputPage: number): bigint {
    return addressOf(outputPage, offsetOf(side.address));
  }

  /** The last page of a side, from its present position to the end of the DMA. */
  lastPageOf(side: Side): number {
    return pageOf(side.address + BigInt(this.length - this.done - 1));
  }

  /**
   * Moves one chunk.
   *
   * @param memory guest memory
   * @param outputPages where each side's page leads, as {@link sides} orders them
   * @returns the index of the side whose memory could not be accessed; -1 when the chunk was moved
   */
  move(memory: MemoryPort, outputPages: readonly number[]): number {
    const chunk = this.chunk;
    const at = this.sides.map(({ address }, i) => addressOf(outputPages[i]!, offsetOf(address)));
    const failed = this.transferChunk(memory, at, chunk);
    if (failed === -1) {
      this.done += chunk;
    }
    return failed;
  }

  private transferChunk(memory: MemoryPort, at: readonly bigint[], chunk: number): number {
    const { transfer } = this.request;
    const from = this.done;
    switch (transfer.kind) {
      case 'READ':
        return memory.read(at[0]!, this.buffer.subarray(from, from + chunk)) ? -1 : 0;
      case 'WRITE':
        return memory.write(at[0]!, transfer.data.subarray(from, from + chunk)) ? -1 : 0;
      case 'FILL':
        return memory.write(at[0]!, this.patternAt(transfer.pattern, from, chunk)) ? -1 : 0;
      case 'COPY': {
        const bytes = this.scratch.subarray(0, chunk);
        if (!memory.read(at[0]!, bytes)) {
          return 0;
        }
        return memory.write(at[1]!, bytes) ? -1 : 1;
      }
    }
  }

  private patternAt(pattern: Uint8Array, from: number, chunk: number): Uint8Array {
    for (let i = 0; i < chunk; i += 1) {
      this.scratch[i] = pattern[(from + i) % pattern.length]!;
    }
    return this.scratch.subarray(0, chunk);
  }
}

/** Where and why an access failed. */
export interface AccessFault {
  readonly side: Side;
  readonly reason: FaultReason;
}
