/** `viommuctl attach`, `replace`, `detach`, `attachments`. */
import type { Attachment } from '../../../clients/typescript';
import { command, EXIT } from '../command';
import { parseU32, parseU64 } from '../numbers';
import { domain, endpoint, invalidationTimeout, pasid, requestId } from '../options';
import { defaulted, optional } from '../parameters';
import { endOfOperation, teardownText } from '../results';
import { details } from '../details';
import { hex } from '../text';

const cookie = defaulted('NUMBER', 'the device cookie, echoed in every report', parseU64, '0');

/** Attaches an endpoint, or one PASID of it. */
export const attach = command({
  name: 'attach',
  summary: 'attaches an endpoint, or one PASID of it, to a domain',
  args: { endpoint, domain },
  options: { pasid, cookie, requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId, domain: domainId }, options) {
    const { attachment } = await client.domains.attach(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId,
        pasid: options.pasid,
        domainId,
        deviceCookie: options.cookie,
      },
      call,
    );
    output.message(attachment);
    return EXIT.ok;
  },
});

/** Moves an endpoint to another domain. */
export const replace = command({
  name: 'replace',
  summary: 'moves an attached endpoint or PASID to another domain',
  waits: true,
  args: { endpoint, domain },
  options: { pasid, cookie, invalidationTimeout, requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId, domain: domainId }, options) {
    const response = await client.domains.replace(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId,
        pasid: options.pasid,
        domainId,
        deviceCookie: options.cookie,
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    const { attachment, operation } = response;
    output.result(response, () => [
      ...details(attachment),
      ...(operation ? teardownText(response) : ['nothing changed']),
    ]);
    return endOfOperation(operation);
  },
});

/** Detaches an endpoint, or one PASID of it. */
export const detach = command({
  name: 'detach',
  summary: 'detaches an endpoint or PASID',
  waits: true,
  args: { endpoint },
  options: { pasid, invalidationTimeout, requestId },
  async run({ client, call, output, viommu }, { endpoint: endpointId }, options) {
    const response = await client.domains.detach(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId,
        pasid: options.pasid,
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    output.result(response, () => teardownText(response));
    return endOfOperation(response.operation);
  },
});

/** Lists attachments. */
export const attachments = command({
  name: 'attachments',
  summary: 'lists attachments',
  args: {},
  options: { domain: optional('DOMAIN', 'only of this domain', parseU32) },
  async run({ client, call, output, viommu }, _args, { domain: domainId }) {
    await output.list(client.domains.listAttachments({ viommuId: viommu(), domainId }, call), [
      ['ENDPOINT', (item: Attachment) => item.endpointId],
      ['PASID', (item) => item.pasid ?? '-'],
      ['DOMAIN', (item) => item.domainId],
      ['COOKIE', (item) => hex(item.deviceCookie)],
      ['GENERATION', (item) => item.attachmentGeneration],
    ]);
    return EXIT.ok;
  },
});
