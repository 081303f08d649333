/** `ChannelService`: one bidirectional stream for a VMM, one for a device model. */
import type { ChannelServiceHandlers } from '../gen/viommu/v1/ChannelService';
import type { Registry } from '../session';
import { openEndpointChannel } from './endpoint-channel';
import { bidi, service, type Service } from './handler';
import { openVmmChannel } from './vmm-channel';

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function channelService(registry: Registry): Service {
  return service<ChannelServiceHandlers>('ChannelService', {
    vmmChannel: bidi((first, ctx, out) => openVmmChannel(registry, first, ctx, out)),
    endpointChannel: bidi((first, ctx, out) => openEndpointChannel(registry, first, ctx, out)),
  });
}
