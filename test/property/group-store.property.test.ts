import fc from 'fast-check';
import { GroupFlag, GroupStore, type GroupFate } from '../../src/core/group-store';

/** The oracle: one object per pending group in a Map that keeps their order, and every end there ever was. */
interface ModelGroup {
  readonly counter: number;
  readonly domain: number;
  readonly endpoint: number;
  readonly sequence: bigint;
  readonly pages: readonly number[];
  flags: number;
}

const CAPACITY = 40;
const PAGE_CAPACITY = 90;

const step = fc.record({
  kind: fc.constantFrom(
    'insert',
    'insert',
    'insert',
    'deliver',
    'deliver',
    'giveBack',
    'end',
    'end',
    'endHead',
    'reopen',
  ),
  pick: fc.nat(),
  domain: fc.nat({ max: 2 }),
  endpoint: fc.nat({ max: 3 }),
  pages: fc.nat({ max: 4 }),
});

class Pair {
  readonly store = new GroupStore({ capacity: CAPACITY, pageCapacity: PAGE_CAPACITY });
  readonly domains = [70, 71, 72].map((id) => this.store.openDomain(id));
  readonly endpoints = [0, 1, 2, 2 ** 32 - 1].map((id) => this.store.openEndpoint(id));
  readonly pending = new Map<number, ModelGroup>();
  readonly queues: number[][] = [[], [], []];
  readonly ends = new Map<number, { code: number; detail: number }>();
  minted = 0;

  insert(domain: number, endpoint: number, pages: readonly number[]): void {
    const counter = this.minted + 1;
    const used = [...this.pending.values()].reduce((sum, g) => sum + g.pages.length, 0);
    const fits = this.pending.size < CAPACITY && used + pages.length <= PAGE_CAPACITY;
    const group = { counter, domain, endpoint, sequence: BigInt(counter) << 40n, pages, flags: counter & 7 };
    // The pool says before anything is stored whether another page fits.
    let first = -1;
    let tail = -1;
    let stored = 0;
    for (; stored < pages.length && this.store.pages.hasRoom; stored += 1) {
      tail = this.store.pages.append(tail, pages[stored]!, stored + 1);
      first = first === -1 ? tail : first;
    }
    expect(stored === pages.length).toBe(used + pages.length <= PAGE_CAPACITY);
    if (stored < pages.length) {
      this.store.pages.free(first);
      return;
    }
    const slot = this.store.insert(
      {
        sequence: group.sequence,
        timeNs: BigInt(counter),
        deviceCookie: 2n ** 64n - BigInt(counter),
        lengthHint: 4096n,
        domain: this.domains[domain]!,
        endpoint: this.endpoints[endpoint]!,
        pasid: (counter % 5) - 1,
        prgi: 0xffff - counter,
        attachmentGeneration: 2 ** 32 - counter,
        priGeneration: counter,
        endpointGeneration: counter + 1,
        queueTag: 2 ** 32 - 1,
        flags: group.flags,
      },
      first,
      pages.length,
    );
    expect(slot !== -1).toBe(fits);
    if (!fits) {
      this.store.pages.free(first);
    }
    if (fits) {
      this.minted = counter;
      this.pending.set(counter, group);
      this.queues[domain]!.push(counter);
    }
  }

  end(counter: number, code: number, detail: number): void {
    const group = this.pending.get(counter)!;
    this.store.end(this.store.find(counter), code, detail);
    this.pending.delete(counter);
    this.queues[group.domain] = this.queues[group.domain]!.filter((c) => c !== counter);
    this.ends.set(counter, { code, detail });
  }

  check(): void {
    const { store } = this;
    const groups = [...this.pending.values()];
    expect(store.size).toBe(groups.length);
    expect(store.nextCounter).toBe(this.minted + 1);
    expect(store.pages.size).toBe(groups.reduce((sum, g) => sum + g.pages.length, 0));
    expect(this.walk(store.oldest(), (s) => store.younger(s))).toEqual(groups.map((g) => g.counter));
    expect(this.walk(store.youngest(), (s) => store.older(s))).toEqual(groups.map((g) => g.counter).reverse());
    this.domains.forEach((handle, d) => {
      expect(this.walk(store.queueHead(handle), (s) => store.queueNext(s))).toEqual(this.queues[d]);
      expect(store.queueLength(handle)).toBe(this.queues[d]!.length);
      expect(store.pendingCount(handle)).toBe(groups.filter((g) => g.domain === d).length);
    });
    this.endpoints.forEach((handle, e) => {
      const own = groups.filter((g) => g.endpoint === e).map((g) => g.counter);
      expect(this.walk(store.endpointHead(handle), (s) => store.endpointNext(s))).toEqual(own);
      expect(store.pendingCount(handle)).toBe(own.length);
    });
    groups.forEach((group) => this.checkGroup(group));
    for (let counter = 0; counter <= this.minted + 1; counter += 1) {
      expect(store.fate(counter)).toEqual(this.fate(counter));
    }
  }

  private fate(counter: number): GroupFate {
    if (counter < 1 || counter > this.minted) {
      return 'UNKNOWN';
    }
    return this.pending.has(counter) ? 'PENDING' : this.ends.get(counter)!;
  }

  private checkGroup(group: ModelGroup): void {
    const { store } = this;
    const { counter } = group;
    const slot = store.find(counter);
    const pages: number[] = [];
    for (let entry = store.fields.firstPageEntry(slot); entry !== -1; entry = store.pages.next(entry)) {
      pages.push(store.pages.page(entry));
      expect(store.pages.flagsAt(entry)).toBe(pages.length);
    }
    expect(pages).toEqual(group.pages);
    const { fields } = store;
    expect({
      counter: store.counterOf(slot),
      domainId: store.domainId(slot),
      endpointId: store.endpointId(slot),
      sequence: fields.sequence(slot),
      timeNs: fields.timeNs(slot),
      deviceCookie: fields.deviceCookie(slot),
      lengthHint: fields.lengthHint(slot),
      pasid: fields.pasid(slot),
      prgi: fields.prgi(slot),
      generations: [fields.attachmentGeneration(slot), fields.priGeneration(slot), fields.endpointGeneration(slot)],
      queueTag: fields.queueTag(slot),
      flags: fields.flags(slot),
      pageCount: fields.pageCount(slot),
      queued: store.isQueued(slot),
    }).toEqual({
      counter,
      domainId: 70 + group.domain,
      endpointId: [0, 1, 2, 2 ** 32 - 1][group.endpoint],
      sequence: group.sequence,
      timeNs: BigInt(counter),
      deviceCookie: 2n ** 64n - BigInt(counter),
      lengthHint: 4096n,
      pasid: (counter % 5) - 1,
      prgi: 0xffff - counter,
      generations: [2 ** 32 - counter, counter, counter + 1],
      queueTag: 2 ** 32 - 1,
      flags: group.flags,
      pageCount: group.pages.length,
      queued: this.queues[group.domain]!.includes(counter),
    });
  }

  private walk(from: number, next: (slot: number) => number): number[] {
    const counters = [];
    for (let slot = from; slot !== -1; slot = next(slot)) {
      counters.push(this.store.counterOf(slot));
    }
    return counters;
  }
}

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function apply(pair: Pair, { kind, pick, domain, endpoint, pages }: Step): void {
  const { store, pending, queues } = pair;
  const some = [...pending.keys()][pick % Math.max(1, pending.size)];
  switch (kind) {
    case 'insert':
      pair.insert(
        domain,
        endpoint,
        Array.from({ length: pages }, (_, i) => 2 ** 52 - 1 - i),
      );
      break;
    case 'deliver': {
      const slot = store.queueHead(pair.domains[domain]!);
      const counter = queues[domain]!.shift();
      expect(slot === -1 ? undefined : store.counterOf(slot)).toBe(counter);
      if (counter !== undefined) {
        store.unqueue(slot);
        const flags = store.fields.flags(slot) | GroupFlag.DELIVERED;
        store.fields.setFlags(slot, flags);
        pending.get(counter)!.flags = flags;
      }
      break;
    }
    case 'giveBack': {
      // What a vanished reader had goes back to the head, oldest first in the end.
      for (let slot = store.youngest(); slot !== -1; slot = store.older(slot)) {
        const counter = store.counterOf(slot);
        if (!store.isQueued(slot) && pending.get(counter)!.domain === domain) {
          store.requeue(slot);
          queues[domain]!.unshift(counter);
        }
      }
      break;
    }
    case 'end':
      if (some !== undefined) {
        pair.end(some, pick & 255, pick & 65_535);
      }
      break;
    case 'endHead': {
      const slot = store.endpointHead(pair.endpoints[endpoint]!);
      if (slot !== -1) {
        pair.end(store.counterOf(slot), 1, 2);
      }
      break;
    }
    case 'reopen': {
      const closed = store.close(pair.endpoints[endpoint]!);
      expect(closed).toBe(![...pending.values()].some((g) => g.endpoint === endpoint));
      if (closed) {
        pair.endpoints[endpoint] = store.openEndpoint([0, 1, 2, 2 ** 32 - 1][endpoint]!);
      }
      break;
    }
  }
}

test('any sequence of arrivals, deliveries and ends agrees with a Map of objects', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 250, size: 'max' }), (steps) => {
      const pair = new Pair();
      steps.forEach((one, i) => {
        apply(pair, one);
        if (i % 25 === 0) {
          pair.check();
        }
      });
      pair.check();
    }),
    { seed: 20_261_120, numRuns: 60 },
  );
});
