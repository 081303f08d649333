/** `viommuctl domain …`. */
import type { Domain } from '../../../clients/typescript';
import { command, EXIT, group } from '../command';
import { parseU32 } from '../numbers';
import { domain as domainId, invalidationTimeout, requestId } from '../options';
import { flag, optional } from '../parameters';
import { endOfOperation, teardownText } from '../results';
import { short } from '../text';
import { choice } from '../words';
import { NESTED_DETAILS, nestedOf, nestedOptions } from './nested-tables';

const create = command({
  name: 'create',
  summary: 'creates a domain',
  details: NESTED_DETAILS,
  args: { id: optional('DOMAIN', 'its id; default: the server chooses', parseU32) },
  options: {
    kind: optional(
      'KIND',
      'paging (default), identity, blocked, or nested (default when tables are given)',
      choice('DOMAIN_KIND_', ['PAGING', 'IDENTITY', 'BLOCKED', 'NESTED']),
    ),
    pageRequests: flag('queue the page requests of attached endpoints here'),
    overflowPolicy: optional(
      'POLICY',
      'what becomes of a group that meets a full queue: native (default), drop-new, drop-old or hold-credits',
      choice('OVERFLOW_POLICY_', ['NATIVE', 'DROP_NEW', 'DROP_OLD', 'HOLD_CREDITS']),
    ),
    dirtyTracking: flag('lets written pages be recorded: see "viommuctl dirty"'),
    ...nestedOptions,
    requestId,
  },
  async run({ client, call, output, viommu }, { id }, options) {
    const { pageRequests, overflowPolicy, dirtyTracking } = options;
    const nested = nestedOf(options);
    const wanted = {
      viommuId: viommu(),
      requestId: options.requestId,
      domainId: id,
      kind: options.kind ?? (nested && 'DOMAIN_KIND_NESTED'),
      pageRequests,
      overflowPolicy,
      dirtyTracking,
      nested,
    };
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

function overflowCell({ pageRequests, overflowPolicy, overflowActive }: Domain): string {
  if (!pageRequests) return '-';
  return overflowActive ? `${short(overflowPolicy)}, active` : short(overflowPolicy);
}

function dirtyCell({ dirtyTracking, dirtyTrackingEnabled }: Domain): string {
  if (!dirtyTracking) return '-';
  return dirtyTrackingEnabled ? 'on' : 'off';
}

const list = command({
  name: 'list',
  summary: 'lists the domains of a vIOMMU',
  args: {},
  options: {},
  async run({ client, call, output, viommu }) {
    await output.list(client.domains.list({ viommuId: viommu() }, call), [
      ['DOMAIN', (item) => item.domainId],
      ['KIND', (item) => short(item.kind)],
      ['STAGE2', (item) => item.nested?.stage2DomainId ?? '-'],
      ['PAGE-REQUESTS', (item) => (item.pageRequests ? 'yes' : 'no')],
      ['ATTACHMENTS', (item) => item.attachmentCount],
      ['MAPPINGS', (item) => item.mappingCount],
      ['UNDELIVERED', (item) => item.undeliveredGroupCount],
      ['PENDING', (item) => item.pendingGroupCount],
      ['OVERFLOW', overflowCell],
      ['DIRTY', dirtyCell],
    ]);
    return EXIT.ok;
  },
});

const remove = command({
  name: 'delete',
  summary: 'deletes a domain and its mappings',
  waits: true,
  args: { domain: domainId },
  options: {
    force: flag('first detach what is attached, and delete domains that are nested on it'),
    invalidationTimeout,
    requestId,
  },
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
    output.result(response, () => teardownText(response));
    return endOfOperation(response.operation);
  },
});

/** Creates and keeps domains. */
export const domain = group('domain', 'creates and keeps domains', [create, get, list, remove]);
