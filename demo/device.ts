/** The device model: streams a file into the guest by DMA. A process of its own, started by main.ts. */
import { connect, isReason, type EndpointChangeKind, type ViommuClient } from '../clients/typescript';
import { Atc } from './atc';
import { DmaEngine } from './device-engine';
import { streamFile } from './device-stream';
import { count, hex, percentile } from './figures';
import { ENDPOINT_ID, GUARD, PAGE, pageNumber, RING, VIOMMU_ID } from './layout';
import type { FromDevice, ToDevice } from './messages';
import { play, type Part } from './part';

const READY_MS = 10_000;
/** Group index of everything but the file. */
const RING_PRGI = 100;
/** How far a transfer reaches into the guard, and how far it begins below. */
const BELOW_GUARD = 2 * PAGE;
const INTO_GUARD = 2 * PAGE;

type DevicePart = Part<ToDevice, FromDevice>;

/** The changes of the endpoint so far, for those who wait for one. */
class Changes {
  readonly #seen = new Set<EndpointChangeKind>();
  #wake: () => void = () => {};

  add(change: EndpointChangeKind): void {
    this.#seen.add(change);
    this.#wake();
  }

  async wait(change: EndpointChangeKind): Promise<void> {
    while (!this.#seen.has(change)) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}

play<ToDevice, FromDevice>(async (part) => {
  const { plan, say, tell } = part;
  const client = connect(`unix:${plan.deviceSocket}`);
  await client.waitForReady(READY_MS);
  await tryToAnswer(part, client);

  const atc = new Atc();
  const changes = new Changes();
  // The demo ends with the stream: its ATC is not emptied for another one.
  const channel = client.openEndpointChannel({ viommuId: VIOMMU_ID, reconnect: false });
  const endpoint = await channel.hello(ENDPOINT_ID, {
    onChanged: ({ change }) => changes.add(change),
    onInvalidation: ({ pasid, range }) => {
      if (range !== null) atc.drop(pasid, range);
    },
  });
  void channel.closed.then(({ error }) => error && part.fail(error));
  await changes.wait('ENDPOINT_CHANGE_KIND_ATS_ENABLED');
  await changes.wait('ENDPOINT_CHANGE_KIND_PRI_ENABLED');
  say('plugged in; the guest has enabled ATS and PRI');

  const engine = new DmaEngine(endpoint, atc);
  const begin = performance.now();
  const sha256 = await streamFile(engine, plan.file, plan.fileBytes, (bytes) => tell({ kind: 'progress', bytes }));
  const elapsedMs = performance.now() - begin;
  const [p50Ms, p99Ms] = [percentile(engine.latenciesMs, 50), percentile(engine.latenciesMs, 99)];
  await fillRing(engine, 1);
  await hitGuard(part, engine);
  tell({ kind: 'streamed', sha256, elapsedMs, p50Ms, p99Ms });

  part.onTold(async (message) => {
    if (message.kind === 'touch') {
      if (atc.lookup(RING.space.pasid, RING.iova, PAGE) !== undefined) throw new Error('the ring is still in the ATC');
      const groups = await fillRing(engine, 2);
      say(`the ring at ${hex(RING.iova)} was gone from the ATC and the guest: asked again, ${count(groups, 'group')}`);
      tell({ kind: 'touched', groups, counts: engine.counts });
      return;
    }
    await channel.end();
    client.close();
    process.exit(0);
  });
});

/** A device that answers page requests itself would be a hole in the wall: its socket does not allow it. */
async function tryToAnswer({ say }: DevicePart, client: ViommuClient): Promise<void> {
  const answer = { groupCookie: 1n, code: 'PAGE_RESPONSE_CODE_SUCCESS' } as const;
  try {
    await client.faults.respond({ viommuId: VIOMMU_ID, responses: [answer] });
  } catch (error) {
    if (!isReason(error, 'METHOD_NOT_ALLOWED_HERE')) throw error;
    say(`tried to answer a page request on the device's socket: ${error.reason}`);
    return;
  }
  throw new Error('the device could answer page requests');
}

/** Writes the whole ring; returns the groups it took. */
async function fillRing(engine: DmaEngine, lap: number): Promise<number> {
  const data = Buffer.alloc(RING.pages * PAGE, lap);
  const { iova, space } = RING;
  const { groups, failedIova } = await engine.write({ pasid: space.pasid, iova, data, prgi: RING_PRGI });
  if (failedIova !== undefined) throw new Error(`the guest refused the ring at ${hex(failedIova)}`);
  return groups;
}

/** Begins a transfer in the ring and runs into the guard. */
async function hitGuard({ say }: DevicePart, engine: DmaEngine): Promise<void> {
  const data = Buffer.alloc(BELOW_GUARD + INTO_GUARD, 0xee);
  const { pasid } = RING.space;
  const iova = GUARD.first - BigInt(BELOW_GUARD);
  const { transferredBytes, failedIova } = await engine.write({ pasid, iova, data, prgi: RING_PRGI });
  if (failedIova === undefined || pageNumber(failedIova) !== pageNumber(GUARD.first)) {
    throw new Error(`the guard at ${hex(GUARD.first)} was written`);
  }
  say(
    `transfer of ${data.length} bytes at ${hex(iova)}, PASID ${pasid}, failed at ${hex(failedIova)} ` +
      `after ${transferredBytes} bytes: Invalid Request`,
  );
}
