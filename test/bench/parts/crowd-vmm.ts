/**
 * A VMM with 64 hosted endpoints, all but one of which are measured: their DMAs keep the round trip group, answer going, as
 * in hosted-vmm, and their device TLBs are invalidated, one after the other. Meanwhile the last one gets unmaps and
 * invalidations at a pace. Arguments: where the server is, the id of the vIOMMU, and whether the last one is `dead`: it
 * never completes an invalidation; or `alive`.
 */
import { EventEmitter } from 'node:events';
import { connect } from '../../../clients/typescript';
import type { VmmChannelResponse__Output } from '../../../clients/typescript/gen/viommu/v1/VmmChannelResponse';
import { services } from '../../../clients/typescript/proto';
import { argument, fail, play } from '../part';
import { RoundTrips } from '../round-trips';
import { openStream } from '../stub';
import { respond } from '../vmm';

const ENDPOINTS = 64;
const LAST = ENDPOINTS;

/** Domain of all but the last, and domain of the last. */
const DOMAIN = 1;
const LAST_DOMAIN = 2;

/** As often as the server allows. */
const RETRY_LIMIT = 1_000_000;

/** From one unmap and invalidation of the last one to the next, and how long its VMM waits for each. */
const LOAD_PACE_MS = 2;
const TIMEOUT_NS = 100_000_000n;

/** Pages of the last one: far more than are unmapped while one unmap waits. */
const PAGES = 256;
const FIRST = 0x1000_0000n;

const PERMISSIONS = { read: true, write: true };
const MEASURED = 1n;
const LOAD = 2n;

function rangeOf(page: number): { first: bigint; last: bigint } {
  const first = FIRST + BigInt(page % PAGES) * 4096n;
  return { first, last: first + 0xfffn };
}

function itemOf(page: number): object {
  const range = rangeOf(page);
  return { range, outputAddress: range.first, permissions: PERMISSIONS };
}

play(async () => {
  const [target, viommuId, last] = [argument(0), argument(1), argument(2)];
  const client = connect(target);
  await client.viommus.create({ viommuId });
  for (const domainId of [DOMAIN, LAST_DOMAIN]) await client.domains.create({ viommuId, domainId, pageRequests: true });
  for (let endpointId = 1; endpointId <= ENDPOINTS; endpointId += 1) {
    const isDead = endpointId === LAST && last === 'dead';
    const config = {
      ats: {},
      pri: { retryLimit: RETRY_LIMIT },
      invalidationCompletion: isDead ? ('INVALIDATION_COMPLETION_MANUAL' as const) : undefined,
    };
    await client.endpoints.create({ viommuId, endpointId, config });
    const domainId = endpointId === LAST ? LAST_DOMAIN : DOMAIN;
    await client.domains.attach({ viommuId, endpointId, domainId, deviceCookie: BigInt(endpointId) });
    await client.endpoints.enablePri({ viommuId, endpointId });
  }
  const items = Array.from({ length: PAGES }, (_, page) => itemOf(page));
  await client.domains.map({ viommuId, domainId: LAST_DOMAIN, items });
  const asked = { viommuId, endpointId: LAST, iova: FIRST, pageCount: PAGES, permissions: PERMISSIONS };
  await client.endpoints.issueTranslationRequest(asked);

  const held: bigint[] = [];
  const arrivals = new EventEmitter();
  const stream = openStream(target, services.channel.VmmChannel);
  stream.on('error', fail);
  const faults = new RoundTrips(() => respond(stream, held.shift() as bigint));
  let invalidated = 0;
  let timedOut = 0;
  const invalidations = new RoundTrips(() => {
    invalidated += 1;
    const deviceTlb = { endpointId: 1 + (invalidated % (ENDPOINTS - 1)) };
    stream.write({ tag: MEASURED, invalidate: { entries: [{ deviceTlb }] } });
  });
  stream.on('data', (message: VmmChannelResponse__Output) => {
    if (message.payload === 'refused') fail(new Error(message.refused?.message));
    if (message.tag === MEASURED) invalidations.arrived();
    if (message.invalidateResult?.operation?.outcome === 'OPERATION_OUTCOME_TIMED_OUT') timedOut += 1;
    for (const { pageRequestGroup } of message.reports?.reports ?? []) {
      if (pageRequestGroup) {
        held.push(pageRequestGroup.groupCookie);
        faults.arrived();
        arrivals.emit('group');
      }
    }
  });
  stream.write({ open: { viommuId } });
  for (let endpointId = 1; endpointId < LAST; endpointId += 1) keepAsking(endpointId).catch(fail);
  await new Promise<void>((resolve) => {
    arrivals.on('group', () => {
      if (held.length === ENDPOINTS - 1) resolve();
    });
  });

  let page = 0;
  return async (ms) => {
    const load = setInterval(() => {
      page += 1;
      const invalidationTimeoutNs = TIMEOUT_NS;
      // What was unmapped half a round ago has ended by now.
      stream.write({ tag: LOAD, map: { domainId: LAST_DOMAIN, items: [itemOf(page + PAGES / 2)] } });
      stream.write({ tag: LOAD, unmap: { domainId: LAST_DOMAIN, ranges: [rangeOf(page)], invalidationTimeoutNs } });
      const deviceTlb = { endpointId: LAST, range: rangeOf(page) };
      stream.write({ tag: LOAD, invalidate: { entries: [{ deviceTlb }], invalidationTimeoutNs } });
    }, LOAD_PACE_MS);
    const [fault, invalidation] = await Promise.all([faults.run(ms), invalidations.run(ms)]);
    clearInterval(load);
    if (timedOut > 0 !== (last === 'dead')) throw new Error(`${timedOut} invalidations of the last one timed out`);
    return {
      count: (fault['count'] ?? 0) + (invalidation['count'] ?? 0),
      faultP50Us: fault['p50Us'] ?? Number.NaN,
      faultP99Us: fault['p99Us'] ?? Number.NaN,
      invalidationP50Us: invalidation['p50Us'] ?? Number.NaN,
      invalidationP99Us: invalidation['p99Us'] ?? Number.NaN,
    };
  };

  async function keepAsking(endpointId: number): Promise<void> {
    for (;;) {
      const dma = { viommuId, endpointId, iova: 0x4000_0000n, read: { lengthBytes: 1 } };
      const { result } = await client.endpoints.issueDma(dma, { deadlineMs: Infinity });
      if (result.status !== 'DMA_STATUS_RETRY_LIMIT') throw new Error(`the DMA ended ${result.status}`);
    }
  }
});
