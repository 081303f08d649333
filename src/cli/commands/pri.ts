/** `viommuctl endpoint pri …`. */
import { command, EXIT, group } from '../command';
import { details } from '../details';
import { parseU32 } from '../numbers';
import { allowViolation, endpoint, requestId } from '../options';
import { flag, optional } from '../parameters';
import { teardownText } from '../results';

const enable = command({
  name: 'enable',
  summary: 'sets PRI Enable with an allocation of credits',
  args: { endpoint },
  options: {
    allocation: optional('COUNT', 'credits, in page requests; default: the capacity', parseU32),
    allowViolation,
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, options) {
    output.message((await client.endpoints.enablePri({ viommuId: viommu(), endpointId, ...options }, call)).endpoint);
    return EXIT.ok;
  },
});

const disable = command({
  name: 'disable',
  summary: 'clears PRI Enable; what is outstanding stays answerable',
  args: { endpoint },
  options: { requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, options) {
    output.message((await client.endpoints.disablePri({ viommuId: viommu(), endpointId, ...options }, call)).endpoint);
    return EXIT.ok;
  },
});

const reset = command({
  name: 'reset',
  summary: 'sets PRI Reset: credits and unclosed groups are forgotten',
  args: { endpoint },
  options: { allowViolation, requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, options) {
    const response = await client.endpoints.resetPri({ viommuId: viommu(), endpointId, ...options }, call);
    output.result(response, () => [...details(response.endpoint), ...teardownText(response)]);
    return EXIT.ok;
  },
});

const clear = command({
  name: 'clear',
  summary: 'clears PRI status bits, as writing 1 to them does',
  args: { endpoint },
  options: {
    responseFailure: flag('clear Response Failure'),
    unexpectedPrgi: flag('clear Unexpected Page Request Group Index'),
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, options) {
    const request = { viommuId: viommu(), endpointId, ...options };
    output.message((await client.endpoints.clearPriStatus(request, call)).endpoint);
    return EXIT.ok;
  },
});

/** Operates the page request interface of an endpoint. */
export const pri = group('pri', 'operates the page request interface', [enable, disable, reset, clear]);
