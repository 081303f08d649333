/** `viommuctl endpoint pri …`. */
import { command, EXIT, group } from '../command';
import { parseU32 } from '../numbers';
import { endpoint, requestId } from '../options';
import { optional } from '../parameters';

const enable = command({
  name: 'enable',
  summary: 'sets PRI Enable with an allocation of credits',
  args: { endpoint },
  options: { allocation: optional('COUNT', 'credits, in page requests; default: the capacity', parseU32), requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, { allocation, requestId: request }) {
    const wanted = { viommuId: viommu(), requestId: request, endpointId, allocation };
    output.message((await client.endpoints.enablePri(wanted, call)).endpoint);
    return EXIT.ok;
  },
});

const disable = command({
  name: 'disable',
  summary: 'clears PRI Enable; what is outstanding stays answerable',
  args: { endpoint },
  options: { requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, { requestId: request }) {
    const wanted = { viommuId: viommu(), requestId: request, endpointId };
    output.message((await client.endpoints.disablePri(wanted, call)).endpoint);
    return EXIT.ok;
  },
});

const reset = command({
  name: 'reset',
  summary: 'sets PRI Reset: credits and unclosed groups are forgotten',
  args: { endpoint },
  options: { requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, { requestId: request }) {
    const wanted = { viommuId: viommu(), requestId: request, endpointId };
    output.message((await client.endpoints.resetPri(wanted, call)).endpoint);
    return EXIT.ok;
  },
});

/** Operates the page request interface of an endpoint. */
export const pri = group('pri', 'operates the page request interface', [enable, disable, reset]);
