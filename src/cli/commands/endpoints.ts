/** `viommuctl endpoint …`. */
import type { Endpoint, EndpointConfigInput } from '../../../clients/typescript';
import { command, EXIT, group } from '../command';
import { parseMilliseconds, parseRequesterId, parseU32, parseU64 } from '../numbers';
import { endpoint as endpointId, invalidationTimeout, requestId } from '../options';
import { flag, optional, type Values } from '../parameters';
import { operationText, printedEndpointItem } from '../reports';
import { endOfOperation, follow } from '../results';
import { details } from '../details';
import { requesterId, short } from '../text';
import { UsageError } from '../usage-error';
import { parseSwitch } from '../words';
import { pri } from './pri';

const configOptions = {
  rid: optional('RID', 'requester id, as bb:dd.f or a number; default: the endpoint id', parseRequesterId),
  virtualId: optional('NUMBER', 'the id by which the guest knows it; default: the requester id', parseU64),
  external: flag('emulated by a device model on EndpointChannel instead of by the server'),
  ats: flag('with address translation services'),
  atsOff: flag('with ATS, disabled at first'),
  invalidateQueueDepth: optional('COUNT', 'device-TLB invalidations outstanding, 1 to 32', parseU32),
  atcPages: optional('COUNT', 'pages its ATC holds', parseU32),
  pri: flag('with a page request interface'),
  priCapacity: optional('COUNT', 'page requests it can have outstanding', parseU32),
  prgResponsePasid: flag('responses to requests with a PASID carry it'),
  retryLimit: optional('COUNT', 'how often it asks for the same page again', parseU32),
  pasid: flag('with process address space ids'),
  pasidWidth: optional('BITS', 'width of a PASID, 1 to 20', parseU32),
  manualInvalidation: flag('completes invalidations only when "viommuctl complete" says so'),
};

/** A capability is there when it is named, or anything about it is. */
function configOf(options: Values<typeof configOptions>): EndpointConfigInput {
  const { invalidateQueueDepth, atcPages, priCapacity, retryLimit, pasidWidth } = options;
  const hasAts = options.ats || options.atsOff || invalidateQueueDepth !== undefined || atcPages !== undefined;
  const hasPri = options.pri || options.prgResponsePasid || priCapacity !== undefined || retryLimit !== undefined;
  const ats = { invalidateQueueDepth, atcCapacityPages: atcPages, enabled: options.atsOff ? false : undefined };
  const priConfig = { capacity: priCapacity, prgResponsePasidRequired: options.prgResponsePasid, retryLimit };
  return {
    requesterId: options.rid,
    virtualId: options.virtualId,
    backend: options.external ? 'ENDPOINT_BACKEND_EXTERNAL' : undefined,
    ats: hasAts ? ats : undefined,
    pri: hasPri ? priConfig : undefined,
    pasid: options.pasid || pasidWidth !== undefined ? { widthBits: pasidWidth } : undefined,
    invalidationCompletion: options.manualInvalidation ? 'INVALIDATION_COMPLETION_MANUAL' : undefined,
  };
}

const create = command({
  name: 'create',
  summary: 'creates an endpoint',
  args: { id: optional('ENDPOINT', 'its id; default: the server chooses', parseU32) },
  options: { ...configOptions, requestId },
  async run({ client, call, output, viommu }, { id }, options) {
    const config = configOf(options);
    const request = { viommuId: viommu(), requestId: options.requestId, endpointId: id, config };
    output.message((await client.endpoints.create(request, call)).endpoint);
    return EXIT.ok;
  },
});

const get = command({
  name: 'get',
  summary: 'shows an endpoint',
  args: { endpoint: endpointId },
  options: {},
  async run({ client, call, output, viommu }, { endpoint: id }) {
    output.message((await client.endpoints.get({ viommuId: viommu(), endpointId: id }, call)).endpoint);
    return EXIT.ok;
  },
});

function priText({ pri: status }: Endpoint): string {
  if (!status) return '-';
  if (status.enabled) return `on ${status.outstandingPageRequestCount}/${status.allocation}`;
  return status.responseFailure ? 'failed' : 'off';
}

const list = command({
  name: 'list',
  summary: 'lists the endpoints of a vIOMMU',
  args: {},
  options: {},
  async run({ client, call, output, viommu }) {
    await output.list(client.endpoints.list({ viommuId: viommu() }, call), [
      ['ENDPOINT', (item) => item.endpointId],
      ['RID', (item) => requesterId(item.config?.requesterId ?? 0)],
      ['BACKEND', (item) => short(item.config?.backend ?? '')],
      ['STATE', (item) => short(item.state)],
      ['ATS', (item) => (item.config?.ats ? (item.atsEnabled ? 'on' : 'off') : '-')],
      ['PRI', priText],
      ['PASID', (item) => (item.config?.pasid ? `${item.config.pasid.widthBits ?? ''} bits` : '-')],
      ['GRANTED', (item) => item.grantedPageCount],
      ['INVALIDATIONS', (item) => item.outstandingInvalidationCount + item.waitingInvalidationCount],
      ['DMA', (item) => item.outstandingDmaCount],
    ]);
    return EXIT.ok;
  },
});

const update = command({
  name: 'update',
  summary: 'enables or disables ATS',
  waits: true,
  args: { endpoint: endpointId },
  options: { ats: optional('on|off', 'ATS Enable', parseSwitch), invalidationTimeout, requestId },
  async run({ client, call, output, viommu }, { endpoint: id }, options) {
    if (options.ats === undefined) throw new UsageError('give --ats on or --ats off');
    const response = await client.endpoints.update(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId: id,
        atsEnabled: options.ats,
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    const { endpoint: updated, operation } = response;
    output.result(response, () => [...details(updated), ...(operation ? [operationText(operation)] : [])]);
    return endOfOperation(operation);
  },
});

const remove = command({
  name: 'delete',
  summary: 'deletes an endpoint',
  args: { endpoint: endpointId },
  options: { force: flag('detach it first'), requestId },
  async run({ client, call, output, viommu }, { endpoint: id }, { force, requestId: request }) {
    const response = await client.endpoints.delete(
      { viommuId: viommu(), requestId: request, endpointId: id, force },
      call,
    );
    output.result(response, () => [`deleted endpoint ${id}`]);
    return EXIT.ok;
  },
});

const reset = command({
  name: 'reset',
  summary: 'resets the function: ATS and PRI off, the ATC empty',
  args: { endpoint: endpointId },
  options: { requestId },
  async run({ client, call, output, viommu }, { endpoint: id }, options) {
    const request = { viommuId: viommu(), requestId: options.requestId, endpointId: id };
    output.message((await client.endpoints.resetFunction(request, call)).endpoint);
    return EXIT.ok;
  },
});

const pull = command({
  name: 'remove',
  summary: 'removes the endpoint as if it had been pulled out',
  args: { endpoint: endpointId },
  options: { requestId },
  async run({ client, call, output, viommu }, { endpoint: id }, options) {
    const request = { viommuId: viommu(), requestId: options.requestId, endpointId: id };
    output.message((await client.endpoints.surpriseRemove(request, call)).endpoint);
    return EXIT.ok;
  },
});

const watch = command({
  name: 'watch',
  summary: 'shows what the endpoint receives, live',
  streams: true,
  args: { endpoint: endpointId },
  options: {
    count: optional('N', 'end after N messages', parseU32),
    heartbeat: optional('TIME', 'time between heartbeats, 100ms to 1h', parseMilliseconds),
  },
  async run(context, { endpoint: id }, { count, heartbeat }) {
    const request = { viommuId: context.viommu(), endpointId: id, heartbeatIntervalMs: heartbeat };
    const stream = context.client.watchEndpoint(request, { signal: context.signal });
    return follow(context, stream, printedEndpointItem, count);
  },
});

/** Creates endpoints and operates their registers. */
export const endpoint = group('endpoint', 'creates endpoints and operates their registers', [
  create,
  get,
  list,
  update,
  remove,
  reset,
  pull,
  pri,
  watch,
]);
