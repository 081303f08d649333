/** A device model: asks for a page whenever the answer to its last page request has come. */
import { once } from 'node:events';
import { connect } from '../../../clients/typescript';
import type { EndpointChannelResponse__Output } from '../../../clients/typescript/gen/viommu/v1/EndpointChannelResponse';
import { services } from '../../../clients/typescript/proto';
import { argument, fail, play } from '../part';
import { RoundTrips } from '../round-trips';
import { openStream } from '../stub';
import { ENDPOINT_ID } from '../vmm';

const ITEM = { iova: 0x4000_0000n, permissions: { read: true }, prgi: 5, last: true };

play(async () => {
  const [target, viommuId] = [argument(0), argument(1)];
  const endpoint = { viommuId, endpointId: ENDPOINT_ID };
  const stream = openStream(target, services.channel.EndpointChannel);
  stream.on('error', fail);
  stream.write({ tag: 1n, endpointId: ENDPOINT_ID, hello: { viommuId, reset: {} } });
  await once(stream, 'data');
  const client = connect(target);
  await client.endpoints.update({ ...endpoint, atsEnabled: true });
  await client.endpoints.enablePri(endpoint);
  const trips = new RoundTrips(() => {
    stream.write({ tag: 0n, endpointId: ENDPOINT_ID, pageRequests: { items: [ITEM] } });
  });
  stream.on('data', ({ payload, pageRequestsResult }: EndpointChannelResponse__Output) => {
    if (pageRequestsResult?.failures.length) throw new Error('a page request was refused');
    if (payload === 'pageResponse') trips.arrived();
  });
  return (ms) => trips.run(ms);
});
