import { PAGE_SIZE, U64_MAX, hex, offsetOf, pageOf } from '../base/u64';
import type { MemoryPort } from '../core/memory-port';
import { IommuError, limitExceeded } from '../model/errors';
import { SESSION_LIMITS } from './limits';
import { AnonymousBytes, FileBytes, type RegionBytes } from './memory-backing';
import { openMemoryFile } from './memory-file';
import { checkRegion, lastAddressOfRegion, type MemoryRegion } from './memory-region';

interface Registered {
  readonly region: MemoryRegion;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly bytes: RegionBytes;
}

/**
 * The guest RAM of one vIOMMU: regions that do not overlap, in the order of their addresses. An access may pass from
 * one region into the next where they touch.
 */
export class GuestMemory implements MemoryPort {
  private readonly directory: string | undefined;
  /** Ordered by address. */
  private readonly registered: Registered[] = [];
  /** Where the last access hit; the next one usually hits there too. */
  private recent: Registered | undefined;
  private nextId = 1;
  private anonymousBytes = 0n;

  /** @param directory below which shared files must be; undefined: there are none */
  constructor(directory: string | undefined) {
    this.directory = directory;
  }

  /**
   * The regions, ordered by guest address.
   *
   * @param afterGuestAddress only regions behind the one at this address; undefined: from the first
   * @param limit the most to return
   */
  regions(afterGuestAddress: bigint | undefined, limit: number): MemoryRegion[] {
    const all = this.registered.map(({ region }) => region);
    const behind = afterGuestAddress === undefined ? all : all.filter((r) => r.guestAddress > afterGuestAddress);
    return behind.slice(0, limit);
  }

  /**
   * Finds a region.
   *
   * @throws IommuError REGION_NOT_FOUND
   */
  region(regionId: number): MemoryRegion {
    return this.entry(regionId).region;
  }

  /**
   * Adds a region.
   *
   * @returns the region as it was registered
   * @throws IommuError as `GuestMemoryService.RegisterGuestMemory` lists them
   */
  register(request: MemoryRegion): MemoryRegion {
    checkRegion(request);
    this.checkId(request.regionId);
    this.checkFree(request);
    this.checkLimits(request);
    const bytes = this.open(request);
    const region = { ...request, regionId: request.regionId === 0 ? this.freeId() : request.regionId };
    this.registered.push({
      region,
      firstPage: pageOf(region.guestAddress),
      lastPage: pageOf(lastAddressOfRegion(region)),
      bytes,
    });
    this.registered.sort((a, b) => a.firstPage - b.firstPage);
    this.anonymousBytes += anonymousBytesOf(region);
    return region;
  }

  /**
   * Takes a region away. Accesses to it fail from now on.
   *
   * @throws IommuError REGION_NOT_FOUND
   */
  unregister(regionId: number): void {
    const entry = this.entry(regionId);
    this.registered.splice(this.registered.indexOf(entry), 1);
    this.recent = undefined;
    this.anonymousBytes -= anonymousBytesOf(entry.region);
    entry.bytes.close();
  }

  /** Takes every region away. */
  close(): void {
    for (const { region } of [...this.registered]) {
      this.unregister(region.regionId);
    }
  }

  read(address: bigint, into: Uint8Array): boolean {
    return this.access(address, into, false);
  }

  write(address: bigint, bytes: Uint8Array): boolean {
    return this.access(address, bytes, true);
  }

  isWritable(firstPage: number, length: number): boolean {
    for (let page = firstPage; length > 0;) {
      const entry = this.find(page);
      if (entry === undefined || entry.region.readOnly) {
        return false;
      }
      const start = (page - entry.firstPage) * PAGE_SIZE;
      const inside = Math.min(length, (entry.lastPage + 1 - page) * PAGE_SIZE);
      if (!entry.bytes.reaches(start + inside)) {
        return false;
      }
      length -= inside;
      page = entry.lastPage + 1;
    }
    return true;
  }

  isShared(page: number): boolean {
    return this.find(page)?.region.backing.kind === 'SHARED_FILE';
  }

  /**
   * Reads as a processor of the guest would.
   *
   * @param address first byte
   * @param length bytes, at least 1
   * @throws IommuError ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE
   */
  readBytes(address: bigint, length: number): Uint8Array {
    requireAddresses(address, length);
    const bytes = new Uint8Array(length);
    if (!this.read(address, bytes)) {
      throw inaccessible(address, length, 'registered; register the memory, or read less');
    }
    return bytes;
  }

  /**
   * Writes as a processor of the guest would, all or nothing.
   *
   * @param address first byte
   * @param bytes at least 1
   * @throws IommuError ADDRESS_OVERFLOW, MEMORY_NOT_ACCESSIBLE
   */
  writeBytes(address: bigint, bytes: Uint8Array): void {
    requireAddresses(address, bytes.length);
    if (!this.write(address, bytes)) {
      throw inaccessible(address, bytes.length, 'registered and writable; register the memory, or write less');
    }
  }

  private access(address: bigint, buffer: Uint8Array, isWrite: boolean): boolean {
    let page = pageOf(address);
    let offset = offsetOf(address);
    // Nothing is written unless all of it can be.
    if (isWrite && !this.isWritable(page, offset + buffer.length)) {
      return false;
    }
    for (let done = 0; done < buffer.length;) {
      const entry = this.find(page);
      if (entry === undefined) {
        return false;
      }
      const start = (page - entry.firstPage) * PAGE_SIZE + offset;
      const length = Math.min(buffer.length - done, (entry.lastPage + 1 - page) * PAGE_SIZE - offset);
      const { bytes } = entry;
      if (!(isWrite ? bytes.write(start, buffer, done, length) : bytes.read(start, buffer, done, length))) {
        return false;
      }
      done += length;
      page = entry.lastPage + 1;
      offset = 0;
    }
    return true;
  }

  private find(page: number): Registered | undefined {
    const { recent } = this;
    if (recent !== undefined && page >= recent.firstPage && page <= recent.lastPage) {
      return recent;
    }
    let low = 0;
    let high = this.registered.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.registered[middle]!.firstPage <= page) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const entry = this.registered[low - 1];
    if (entry === undefined || page > entry.lastPage) {
      return undefined;
    }
    this.recent = entry;
    return entry;
  }

  private entry(regionId: number): Registered {
    const entry = this.registered.find(({ region }) => region.regionId === regionId);
    if (entry === undefined) {
      throw new IommuError('REGION_NOT_FOUND', `there is no memory region ${regionId}`, { field: 'region_id' });
    }
    return entry;
  }

  private checkId(regionId: number): void {
    if (this.registered.some(({ region }) => region.regionId === regionId)) {
      const text = `memory region ${regionId} exists; use another id, or 0 and the server chooses`;
      throw new IommuError('REGION_EXISTS', text, { field: 'region.region_id' });
    }
  }

  private checkFree(request: MemoryRegion): void {
    const last = lastAddressOfRegion(request);
    for (const { region } of this.registered) {
      if (region.guestAddress <= last && request.guestAddress <= lastAddressOfRegion(region)) {
        const range = `${hex(region.guestAddress)}..${hex(lastAddressOfRegion(region))}`;
        throw new IommuError('REGION_OVERLAP', `region ${region.regionId} is at ${range}; choose another address`, {
          field: 'region.guest_address',
          metadata: { region_id: String(region.regionId) },
        });
      }
    }
  }

  private checkLimits(request: MemoryRegion): void {
    const { max_memory_regions: count, max_anonymous_memory_bytes: bytes } = SESSION_LIMITS;
    if (this.registered.length >= count.maximum) {
      throw limitExceeded('max_memory_regions', count.maximum, 'unregister one, or register a longer one instead');
    }
    if (this.anonymousBytes + anonymousBytesOf(request) > BigInt(bytes.maximum)) {
      throw limitExceeded('max_anonymous_memory_bytes', bytes.maximum, 'use a shared file for more');
    }
  }

  private open({ backing, length, readOnly }: MemoryRegion): RegionBytes {
    if (backing.kind === 'SHARED_FILE') {
      const end = backing.offset + length;
      const descriptor = openMemoryFile(this.directory, backing.path, readOnly, end);
      return new FileBytes(descriptor, Number(backing.offset));
    }
    try {
      return new AnonymousBytes(Number(length));
    } catch (error) {
      if (error instanceof RangeError) {
        throw limitExceeded('max_anonymous_memory_bytes', Number(this.anonymousBytes), 'the server has no memory left');
      }
      throw error;
    }
  }

  private freeId(): number {
    while (this.registered.some(({ region }) => region.regionId === this.nextId)) {
      this.nextId += 1;
    }
    return this.nextId++;
  }
}

function requireAddresses(address: bigint, length: number): void {
  if (address + BigInt(length) - 1n > U64_MAX) {
    const text = `${length} bytes at ${hex(address)} pass 2^64-1; end there at the latest`;
    throw new IommuError('ADDRESS_OVERFLOW', text, { field: 'guest_address' });
  }
}

function inaccessible(address: bigint, length: number, wanted: string): IommuError {
  const text = `not all of ${hex(address)}..${hex(address + BigInt(length) - 1n)} is ${wanted}`;
  return new IommuError('MEMORY_NOT_ACCESSIBLE', text, { field: 'guest_address' });
}

function anonymousBytesOf({ backing, length }: MemoryRegion): bigint {
  return backing.kind === 'ANONYMOUS' ? length : 0n;
}
