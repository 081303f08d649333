/** A queue of a number of pending groups: answers one of them, whichever, and lets another arrive. */
import type { Figures } from '../figures';
import { argument, play } from '../part';
import { MapQueue, MapStoreQueue, StoreQueue, type Queue } from '../queues';

const KINDS: Readonly<Record<string, () => Queue>> = {
  map: () => new MapQueue(),
  store: () => new StoreQueue(),
  'map-store': () => new MapStoreQueue(),
};

/** Places in the order of answers, a power of two. */
const ORDER = 2 ** 20;
/** Groups between two looks at the clock. */
const BLOCK = 65_536;

play(async () => {
  const window = Number(argument(1));
  const create = KINDS[argument(0)] as () => Queue;
  const order = answerOrder(window);
  return async (ms) => {
    // A queue for each round: a Map that once reached the old generation stays there and costs three times as much.
    const queue = create();
    const pending = Float64Array.from({ length: window }, (_, i) => queue.enqueue(i));
    let seen = exchange(queue, pending, order, 0);
    const endAt = performance.now() + ms;
    const before = process.cpuUsage();
    let count = 0;
    while (performance.now() < endAt) {
      count += BLOCK;
      seen ^= exchange(queue, pending, order, count);
    }
    // What this process had of its CPU: others may have had the rest.
    const { user, system } = process.cpuUsage(before);
    return { nsPerGroup: ((user + system) * 1000) / count, count, seen } satisfies Figures;
  };
});

/** Pseudo-random places of the window, the same for every queue. */
function answerOrder(window: number): Int32Array {
  let state = 12_345;
  return Int32Array.from({ length: ORDER }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % window;
  });
}

function exchange(queue: Queue, pending: Float64Array, order: Int32Array, begun: number): number {
  let seen = 0;
  for (let i = begun; i < begun + BLOCK; i += 1) {
    const at = order[i & (ORDER - 1)] as number;
    seen ^= queue.respond(pending[at] as number);
    pending[at] = queue.enqueue(i);
  }
  return seen;
}
