/** `viommuctl inject …`. */
import { FAULT_REASONS } from '../../model/fault';
import { command, EXIT, group } from '../command';
import { parseU32, parseU64 } from '../numbers';
import { endpoint, lengthHint, pasid, queue, requestId } from '../options';
import { optional, required } from '../parameters';
import { ACTION_WORDS, choice, parseAction, parsePermissions, spelling } from '../words';
import { injectPageRequests } from './page-requests';

const fault = command({
  name: 'fault',
  summary: 'reports a fault event as if the access had happened',
  args: {
    endpoint,
    reason: required('REASON', FAULT_REASONS.map(spelling).join(', '), choice('FAULT_REASON_', FAULT_REASONS)),
  },
  options: {
    pasid,
    iova: optional('IOVA', 'the address of the access', parseU64),
    access: optional('PERMISSIONS', 'what the access wanted', parsePermissions),
    rawCode: optional('NUMBER', "the architecture's own number, echoed", parseU32),
    queue,
    lengthHint,
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: endpointId, reason }, options) {
    const response = await client.faults.injectFaultEvent(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId,
        reason,
        pasid: options.pasid,
        iova: options.iova,
        access: options.access,
        rawCode: options.rawCode,
        queueTag: options.queue,
        lengthHintBytes: options.lengthHint,
      },
      call,
    );
    output.result(response, () => [`report #${response.sequence}`]);
    return EXIT.ok;
  },
});

const exhaustion = command({
  name: 'exhaustion',
  summary: 'makes the next page requests or groups fail, as if memory had run out or the handler had refused',
  args: {
    stage: required(
      'STAGE',
      'partial (a page request of an unclosed group), group or handler',
      choice('EXHAUSTION_STAGE_', ['PARTIAL', 'GROUP', 'HANDLER']),
    ),
    count: required('COUNT', 'how many shall fail; 0: none any more', parseU64),
  },
  options: {
    endpoint: optional('ENDPOINT', 'only of this endpoint', parseU32),
    action: optional('ACTION', `how their groups end: ${ACTION_WORDS}; default: the policy's`, parseAction),
    requestId,
  },
  async run({ client, call, output, viommu }, { stage, count }, { endpoint: endpointId, ...options }) {
    const request = { viommuId: viommu(), endpointId, stage, count, ...options };
    const response = await client.faults.injectExhaustion(request, call);
    output.result(response, () => [`before: ${response.previousCount} still to fail`]);
    return EXIT.ok;
  },
});

/** Makes things happen that did not. */
export const inject = group('inject', 'lets page requests, fault events and failures happen that did not', [
  injectPageRequests,
  fault,
  exhaustion,
]);
