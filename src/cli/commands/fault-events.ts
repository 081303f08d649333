/** `viommuctl inject-fault`. */
import { FAULT_REASONS } from '../../model/fault';
import { command, EXIT } from '../command';
import { parseU32, parseU64 } from '../numbers';
import { endpoint, lengthHint, pasid, queue, requestId } from '../options';
import { optional, required } from '../parameters';
import { choice, parsePermissions, spelling } from '../words';

/** Reports a fault event that did not happen. */
export const injectFault = command({
  name: 'inject-fault',
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
