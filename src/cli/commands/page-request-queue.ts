/** `viommuctl drain`, `ack-overflow`, `send-response`. */
import { command, EXIT } from '../command';
import { parseU32 } from '../numbers';
import { domain, endpoint, requestId } from '../options';
import { flag, optional, required } from '../parameters';
import { flushedText } from '../operations';
import { overflowText } from '../reports';
import { endOfResponse } from '../results';
import { hex, short } from '../text';
import { UsageError } from '../usage-error';
import { parseResponseCode } from '../words';

/** Ends what is pending. */
export const drain = command({
  name: 'drain',
  summary: 'ends what is pending: unclosed groups are dropped, complete ones answered Invalid Request',
  args: {},
  options: {
    domain: optional('DOMAIN', 'only of this domain', parseU32),
    endpoint: optional('ENDPOINT', 'only of this endpoint', parseU32),
    pasid: optional('PASID', 'only of this PASID of the endpoint', parseU32),
    withoutPasid: flag("only of the endpoint's requests without PASID"),
    requestId,
  },
  async run({ client, call, output, viommu }, _args, options) {
    const { domain: domainId, endpoint: endpointId, ...rest } = options;
    if (domainId === undefined && endpointId === undefined) throw new UsageError('give --domain or --endpoint');
    const response = await client.faults.drainPageRequests({ viommuId: viommu(), domainId, endpointId, ...rest }, call);
    output.result(response, () => [flushedText(response.flushed)]);
    return EXIT.ok;
  },
});

/** Ends an overflow. */
export const ackOverflow = command({
  name: 'ack-overflow',
  summary: "ends the overflow of a domain's queue: page requests are queued again",
  args: { domain },
  options: { requestId },
  async run({ client, call, output, viommu }, { domain: domainId }, options) {
    const response = await client.faults.acknowledgeOverflow({ viommuId: viommu(), domainId, ...options }, call);
    const { overflow } = response;
    output.result(response, () => [overflow ? `acknowledged ${overflowText(overflow)}` : 'there was no overflow']);
    return EXIT.ok;
  },
});

/** Sends a PRG response as a native command queue would. */
export const sendResponse = command({
  name: 'send-response',
  summary: 'sends an endpoint a PRG response exactly as written, checked against no cookie',
  args: {
    endpoint,
    prgi: required('INDEX', 'page-request group index, 0 to 511', parseU32),
    code: required('CODE', 'success, invalid, failure, or the raw 4-bit code as 0x0 to 0xf', parseResponseCode),
  },
  options: { pasid: optional('PASID', 'the PASID it carries; default: none, which is not 0', parseU32), requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId, prgi, code }, options) {
    const request = { viommuId: viommu(), endpointId, prgi, ...code, ...options };
    const response = await client.faults.sendPageResponse(request, call);
    const { effect, groupCookie } = response;
    output.result(response, () => [
      groupCookie === undefined ? short(effect) : `${short(effect)}, ended group ${hex(groupCookie)}`,
    ]);
    return endOfResponse(effect);
  },
});
