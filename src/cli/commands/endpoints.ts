/** `viommuctl endpoint …`. */
import type { Endpoint } from '../../../clients/typescript';
import { command, EXIT, group } from '../command';
import { parseDuration, parseU32 } from '../numbers';
import { endpoint as endpointId, invalidationTimeout, requestId } from '../options';
import { flag, optional, required } from '../parameters';
import { endOfOperation, teardownText } from '../results';
import { details } from '../details';
import { requesterId, short } from '../text';
import { UsageError } from '../usage-error';
import { choice, parseSwitch } from '../words';
import { configOf, configOptions, contextOf, contextOptions } from './endpoint-config';
import { pri } from './pri';

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

/** Whether it is on and how many credits are out; of whom, when it is shared; and status bits that are set. */
function priText({ pri: status }: Endpoint): string {
  if (!status) return '-';
  const credits = `${status.outstandingPageRequestCount}/${status.allocation}`;
  const state = status.responseFailure ? 'failed' : status.stopped ? 'off' : `stopping ${credits}`;
  return [
    status.enabled ? `on ${credits}` : state,
    ...(status.parentEndpointId === 0 ? [] : [`of ${status.parentEndpointId}`]),
    ...(status.unexpectedPrgi ? ['uprgi'] : []),
  ].join(' ');
}

/** Its state, and what keeps it from its work. */
function stateText({ state, fenced, linkDown }: Endpoint): string {
  return [short(state), ...(fenced ? ['fenced'] : []), ...(linkDown ? ['link-down'] : [])].join(' ');
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
      ['STATE', stateText],
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
  summary: "enables or disables ATS, and changes the vIOMMU's entry for the endpoint",
  waits: true,
  args: { endpoint: endpointId },
  options: {
    ats: optional('on|off', 'ATS Enable', parseSwitch),
    ...contextOptions,
    invalidationTimeout,
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: id }, options) {
    const context = contextOf(options);
    if (options.ats === undefined && context === undefined) {
      throw new UsageError('give --ats on, --ats off, or an option of the context');
    }
    const response = await client.endpoints.update(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId: id,
        atsEnabled: options.ats,
        context,
        invalidationTimeoutNs: options.invalidationTimeout,
      },
      call,
    );
    output.result(response, () => [...details(response.endpoint), ...teardownText(response)]);
    return endOfOperation(response.operation);
  },
});

const remove = command({
  name: 'delete',
  summary: 'deletes an endpoint',
  args: { endpoint: endpointId },
  options: { force: flag('detach it first, and delete those that share its page request interface'), requestId },
  async run({ client, call, output, viommu }, { endpoint: id }, { force, requestId: request }) {
    const response = await client.endpoints.delete(
      { viommuId: viommu(), requestId: request, endpointId: id, force },
      call,
    );
    output.result(response, () => [`deleted endpoint ${id}`, ...teardownText(response)]);
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
    const response = await client.endpoints.resetFunction(request, call);
    output.result(response, () => [...details(response.endpoint), ...teardownText(response)]);
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
    const response = await client.endpoints.surpriseRemove(request, call);
    output.result(response, () => [...details(response.endpoint), ...teardownText(response)]);
    return EXIT.ok;
  },
});

const link = command({
  name: 'link',
  summary: 'takes the link of an endpoint down, which nobody notices, or up again, which resets the function',
  args: { endpoint: endpointId },
  options: {
    down: flag('take it down'),
    up: flag('take it up'),
    keepState: flag('with --up: the function goes on as if nothing had happened'),
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: id }, { down, up, ...options }) {
    if (down === up) throw new UsageError('give --down or --up');
    const response = await client.endpoints.setLink({ viommuId: viommu(), endpointId: id, down, ...options }, call);
    output.result(response, () => [...details(response.endpoint), ...teardownText(response)]);
    return EXIT.ok;
  },
});

const stopPasid = command({
  name: 'stop-pasid',
  summary: 'makes a hosted endpoint stop using a PASID, and waits until it has',
  waits: true,
  args: { endpoint: endpointId, pasid: required('PASID', 'the PASID', parseU32) },
  options: {
    style: optional(
      'STYLE',
      'wait-for-responses (default), or stop-marker: what is outstanding is stale at once',
      choice('STOP_PASID_STYLE_', ['WAIT_FOR_RESPONSES', 'STOP_MARKER']),
    ),
    responseTimeout: optional('TIME', "bounds the wait for responses, on the vIOMMU's clock", parseDuration),
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: id, pasid }, { style, responseTimeout, ...options }) {
    const request = { viommuId: viommu(), endpointId: id, pasid, style, responseTimeoutNs: responseTimeout };
    const response = await client.endpoints.stopPasid({ ...request, ...options }, call);
    const { operation } = response;
    output.result(response, () => (operation ? teardownText(response) : ['nothing changed']));
    return endOfOperation(operation);
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
  link,
  pri,
  stopPasid,
]);
