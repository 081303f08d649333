/** `viommuctl domain …`. */
import { command, EXIT, group } from '../command';
import { parseU32 } from '../numbers';
import { domain as domainId, invalidationTimeout, requestId } from '../options';
import { flag, optional } from '../parameters';
import { operationText } from '../reports';
import { endOfOperation } from '../results';
import { short } from '../text';
import { choice } from '../words';

const create = command({
  name: 'create',
  summary: 'creates a domain',
  args: { id: optional('DOMAIN', 'its id; default: the server chooses', parseU32) },
  options: {
    kind: optional('KIND', 'paging, identity or blocked', choice('DOMAIN_KIND_', ['PAGING', 'IDENTITY', 'BLOCKED'])),
    pageRequests: flag('queue the page requests of attached endpoints here'),
    requestId,
  },
  async run({ client, call, output, viommu }, { id }, { kind, pageRequests, requestId: request }) {
    const wanted = { viommuId: viommu(), requestId: request, domainId: id, kind, pageRequests };
    output.message((await client.domains.create(wanted, call)).domain);
    return EXIT.ok;
  },
});

const get = command({
  name: 'get',
  summary: 'shows a domain',
  args: { domain: domainId },
  options: {},
  async run({ client, call, output, viommu }, { domain: id }) {
    output.message((await client.domains.get({ viommuId: viommu(), domainId: id }, call)).domain);
    return EXIT.ok;
  },
});

const list = command({
  name: 'list',
  summary: 'lists the domains of a vIOMMU',
  args: {},
  options: {},
  async run({ client, call, output, viommu }) {
    await output.list(client.domains.list({ viommuId: viommu() }, call), [
      ['DOMAIN', (item) => item.domainId],
      ['KIND', (item) => short(item.kind)],
      ['PAGE-REQUESTS', (item) => (item.pageRequests ? 'yes' : 'no')],
      ['ATTACHMENTS', (item) => item.attachmentCount],
      ['MAPPINGS', (item) => item.mappingCount],
      ['UNDELIVERED', (item) => item.undeliveredGroupCount],
      ['PENDING', (item) => item.pendingGroupCount],
    ]);
    return EXIT.ok;
  },
});

const remove = command({
  name: 'delete',
  summary: 'deletes a domain and its mappings',
  waits: true,
  args: { domain: domainId },
  options: { force: flag('detach what is attached first'), invalidationTimeout, requestId },
  async run({ client, call, output, viommu }, { domain: id }, options) {
    const response = await client.domains.delete(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        domainId: id,
        force: options.force,
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    output.result(response, () => [operationText(response.operation)]);
    return endOfOperation(response.operation);
  },
});

/** Creates and keeps domains. */
export const domain = group('domain', 'creates and keeps domains', [create, get, list, remove]);
