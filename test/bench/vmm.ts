/** What every VMM of the bench has: a vIOMMU with one endpoint, and a stream of its groups. */
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { EndpointConfigInput, ViommuClient } from '../../clients/typescript';
import type { VmmChannelRequest } from '../../clients/typescript/gen/viommu/v1/VmmChannelRequest';
import type { VmmChannelResponse__Output } from '../../clients/typescript/gen/viommu/v1/VmmChannelResponse';
import { services } from '../../clients/typescript/proto';
import { openStream } from './stub';

/** The endpoint, and the domain it is attached to. */
export const ENDPOINT_ID = 8;
const DOMAIN_ID = 1;

/** Creates a vIOMMU with an endpoint that is attached to a domain which takes page requests. */
export async function createViommu(client: ViommuClient, viommuId: string, config: EndpointConfigInput): Promise<void> {
  await client.viommus.create({ viommuId });
  await client.domains.create({ viommuId, domainId: DOMAIN_ID, pageRequests: true });
  await client.endpoints.create({ viommuId, endpointId: ENDPOINT_ID, config });
  await client.domains.attach({ viommuId, endpointId: ENDPOINT_ID, domainId: DOMAIN_ID, deviceCookie: 0xd00dn });
}

/** A VMM's stream. */
export type VmmStream = ClientDuplexStream<VmmChannelRequest, VmmChannelResponse__Output>;

/**
 * Opens a VMM's stream.
 * @param onGroup called with the cookie of each group
 */
export function openVmmStream(target: string, viommuId: string, onGroup: (cookie: bigint) => void): VmmStream {
  const stream = openStream(target, services.channel.VmmChannel);
  stream.on('data', (message: VmmChannelResponse__Output) => {
    if (message.payload === 'refused') throw new Error(`refused: ${message.refused?.message}`);
    if (message.respondResult && message.respondResult.sentCount !== 1) throw new Error('an answer was not sent');
    if (message.payload !== 'reports') return;
    for (const { pageRequestGroup } of message.reports?.reports ?? []) {
      if (pageRequestGroup) onGroup(pageRequestGroup.groupCookie);
    }
  });
  stream.write({ open: { viommuId } });
  return stream;
}

/** Answers a group Success. */
export function respond(stream: VmmStream, groupCookie: bigint): void {
  stream.write({ tag: 0n, respond: { responses: [{ groupCookie, code: 'PAGE_RESPONSE_CODE_SUCCESS' }] } });
}
