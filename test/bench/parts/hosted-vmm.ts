/**
 * A VMM with a hosted endpoint. Its DMA wants a page that is never mapped: each answer Success makes the endpoint ask
 * again, so that one DMA keeps the round trip group, answer going, one at a time, without any other call. Arguments: where
 * the server is, the id of the vIOMMU, `stub` or `sdk`, and milliseconds from one round trip to the next or `fast`.
 */
import { EventEmitter, once } from 'node:events';
import { connect, type VmmChannelItem } from '../../../clients/typescript';
import { argument, fail, play } from '../part';
import { RoundTrips } from '../round-trips';
import { createViommu, ENDPOINT_ID, openVmmStream, respond } from '../vmm';

/** As often as the server allows; then the DMA ends and another one begins. */
const RETRY_LIMIT = 1_000_000;

play(async () => {
  const [target, viommuId, layer, pace] = [argument(0), argument(1), argument(2), argument(3)];
  const client = connect(target);
  await createViommu(client, viommuId, { ats: {}, pri: { retryLimit: RETRY_LIMIT } });
  await client.endpoints.enablePri({ viommuId, endpointId: ENDPOINT_ID });
  const arrivals = new EventEmitter();
  let held = 0n;
  const arrived = (cookie: bigint): void => {
    held = cookie;
    arrivals.emit('group');
  };
  const answer = layer === 'sdk' ? await answerBySdk(arrived) : answerByStub(arrived);
  const trips = new RoundTrips(() => answer(held), pace === 'fast' ? undefined : Number(pace));
  keepAsking().catch(fail);
  await once(arrivals, 'group');
  arrivals.on('group', () => trips.arrived());
  return (ms) => trips.run(ms);

  function answerByStub(onGroup: (cookie: bigint) => void): (cookie: bigint) => void {
    const stream = openVmmStream(target, viommuId, onGroup);
    stream.on('error', fail);
    return (cookie) => respond(stream, cookie);
  }

  async function answerBySdk(onGroup: (cookie: bigint) => void): Promise<(cookie: bigint) => void> {
    const onItem = (item: VmmChannelItem): void => {
      if (item.kind !== 'reports') return;
      for (const report of item.reports) {
        if (report.record === 'pageRequestGroup') onGroup(report.pageRequestGroup.groupCookie);
      }
    };
    const channel = await client.openVmmChannel({ viommuId, onItem });
    return (groupCookie) => {
      channel.answer([{ groupCookie, code: 'PAGE_RESPONSE_CODE_SUCCESS' }]);
    };
  }

  async function keepAsking(): Promise<void> {
    for (;;) {
      const dma = { viommuId, endpointId: ENDPOINT_ID, iova: 0x4000_0000n, read: { lengthBytes: 1 } };
      const { result } = await client.endpoints.issueDma(dma, { deadlineMs: Infinity });
      if (result.status !== 'DMA_STATUS_RETRY_LIMIT') throw new Error(`the DMA ended ${result.status}`);
    }
  }
});
