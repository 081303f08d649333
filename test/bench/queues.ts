/** Queues of pending groups to compare: what a group brings is the same for all of them. */
import { GroupStore, type GroupFields } from '../../src/core/group-store';

/** Where the page of a group comes from: any 52-bit number. */
const FIRST_PAGE = 0x7_f3a9_4c00_0000;

/** Pending groups, by a number that each queue chooses. */
export interface Queue {
  /**
   * A group arrives.
   * @param i makes it differ from the one before
   * @returns its number
   */
  enqueue(i: number): number;
  /**
   * A group is answered and gone.
   * @returns something of it
   */
  respond(id: number): number;
}

/** A Map of objects with twelve numbers, and nothing else. */
export class MapQueue implements Queue {
  private readonly pending = new Map<number, PlainGroup>();
  private next = 1;

  enqueue(i: number): number {
    const id = this.next++;
    this.pending.set(id, new PlainGroup(id, i));
    return id;
  }

  respond(id: number): number {
    const group = this.pending.get(id);
    this.pending.delete(id);
    return group?.prgi ?? -1;
  }
}

/** Made by a constructor: V8 may move the literals of a hot place to the old generation, which triples their cost. */
class PlainGroup {
  readonly incarnation = 1;
  readonly domain = 1;
  readonly endpoint = 2;
  readonly pasid: number;
  readonly prgi: number;
  readonly iovaHigh = 0x7f3a;
  readonly iovaLow: number;
  readonly permissions = 3;
  readonly generation = 5;
  readonly queueTag = 6;

  constructor(
    readonly cookie: number,
    readonly time: number,
  ) {
    this.pasid = time & 1023;
    this.prgi = time & 511;
    this.iovaLow = (0x94c0_0000 + time * 4096) >>> 0;
  }
}

/** The server's store of pending groups. */
export class StoreQueue implements Queue {
  private readonly store = new GroupStore({ capacity: 65_536, pageCapacity: 2 ** 20 });
  private readonly fields = {
    sequence: 1n,
    timeNs: 2n,
    deviceCookie: 0xd00dn,
    lengthHint: 0n,
    domain: this.store.openDomain(1),
    endpoint: this.store.openEndpoint(2),
    pasid: 0,
    prgi: 0,
    attachmentGeneration: 5,
    priGeneration: 1,
    endpointGeneration: 1,
    queueTag: 6,
    flags: 0,
  };

  enqueue(i: number): number {
    const { store, fields } = this;
    fields.pasid = i & 1023;
    fields.prgi = i & 511;
    return store.counterOf(store.insert(fields, store.pages.append(-1, FIRST_PAGE + i, 3), 1));
  }

  respond(id: number): number {
    const { store } = this;
    const slot = store.find(id);
    const prgi = store.fields.prgi(slot);
    store.end(slot, 1, 0);
    return prgi;
  }
}

/** How many ends are remembered. */
const REMEMBERED = 65_536;

class StoredGroup implements GroupFields {
  readonly sequence = 1n;
  readonly timeNs = 2n;
  readonly deviceCookie = 0xd00dn;
  readonly lengthHint = 0n;
  readonly domain = 1;
  readonly endpoint = 2;
  readonly pasid: number;
  readonly prgi: number;
  readonly attachmentGeneration = 5;
  readonly priGeneration = 1;
  readonly endpointGeneration = 1;
  readonly queueTag = 6;
  readonly flags = 0;
  readonly pages: readonly { readonly page: number; readonly flags: number }[];

  constructor(i: number) {
    this.pasid = i & 1023;
    this.prgi = i & 511;
    this.pages = [{ page: FIRST_PAGE + i, flags: 3 }];
  }
}

/** What the server's store does, out of Maps and Sets: lists of a domain, an endpoint and all; pages; ends. */
export class MapStoreQueue implements Queue {
  private readonly pending = new Map<number, StoredGroup>();
  private readonly queues = new Map<number, Set<number>>([[1, new Set()]]);
  private readonly endpoints = new Map<number, Set<number>>([[2, new Set()]]);
  private readonly ends = new Map<number, { readonly code: number; readonly detail: number }>();
  /** Counters in the order of their ends: to find the oldest one in the Map itself takes time in proportion to it. */
  private readonly ended: number[] = [];
  private endCount = 0;
  private counter = 1;

  enqueue(i: number): number {
    const counter = this.counter++;
    this.pending.set(counter, new StoredGroup(i));
    this.queues.get(1)?.add(counter);
    this.endpoints.get(2)?.add(counter);
    return counter;
  }

  respond(id: number): number {
    const group = this.pending.get(id);
    if (group === undefined) return -1;
    this.pending.delete(id);
    this.queues.get(group.domain)?.delete(id);
    this.endpoints.get(group.endpoint)?.delete(id);
    const place = this.endCount++ % REMEMBERED;
    this.ends.delete(this.ended[place] ?? 0);
    this.ended[place] = id;
    this.ends.set(id, { code: 1, detail: 0 });
    return group.prgi;
  }
}
