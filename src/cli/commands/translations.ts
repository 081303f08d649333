/** `viommuctl translate` and `viommuctl ats`. */
import type { TranslationEntry, TranslationFault, TranslationFound } from '../../../clients/typescript';
import { command, EXIT } from '../command';
import { parseU32, parseU64 } from '../numbers';
import { endpoint, pasid, requestId } from '../options';
import { defaulted, optional, required } from '../parameters';
import { hex, permissions, range, short } from '../text';
import { parsePermissions } from '../words';

const iova = required('IOVA', 'the address', parseU64);

function foundText(address: bigint, found: TranslationFound): string {
  const where = found.domainId === undefined ? 'bypass' : `domain ${found.domainId}`;
  return `${hex(address)} -> ${hex(found.outputAddress)} ${permissions(found.permissions)} of ${range(found.range)}, ${where}`;
}

function faultText(address: bigint, fault: TranslationFault): string {
  const where = fault.domainId === undefined ? '' : `, domain ${fault.domainId}`;
  const allowed = fault.permissions ? `, allowed ${permissions(fault.permissions)}` : '';
  return `${hex(address)} -> ${short(fault.reason)}${where}${allowed}`;
}

/** Probes a translation. */
export const translate = command({
  name: 'translate',
  summary: 'says what an access would meet, without any side effect',
  args: { endpoint, iova },
  options: { pasid, permissions: defaulted('PERMISSIONS', 'what the access wants', parsePermissions, 'r') },
  async run({ client, call, output, viommu }, { endpoint: endpointId, iova: address }, options) {
    const request = { viommuId: viommu(), endpointId, pasid: options.pasid, iova: address };
    const response = await client.domains.translate({ ...request, permissions: options.permissions }, call);
    const { found, fault } = response;
    output.result(response, () => [
      ...(found ? [foundText(address, found)] : []),
      ...(fault ? [faultText(address, fault)] : []),
    ]);
    return found ? EXIT.ok : EXIT.notAsAsked;
  },
});

function entryText({ range: pages, outputAddress, permissions: granted }: TranslationEntry): string {
  const isHole = !granted?.read && !granted?.write;
  return isHole ? `${range(pages)} -> nothing` : `${range(pages)} -> ${hex(outputAddress)} ${permissions(granted)}`;
}

/** Lets an endpoint ask for translations. */
export const ats = command({
  name: 'ats',
  summary: 'makes a hosted endpoint ask for translations, which go to its ATC',
  args: { endpoint, iova },
  options: {
    pages: optional('COUNT', 'pages, 1 to 512; default 1', parseU32),
    pasid,
    permissions: defaulted('PERMISSIONS', 'what the endpoint wants to do there', parsePermissions, 'rw'),
    requestId,
  },
  async run({ client, call, output, viommu }, { endpoint: endpointId, iova: address }, options) {
    const { completion } = await client.endpoints.issueTranslationRequest(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId,
        pasid: options.pasid,
        iova: address,
        pageCount: options.pages,
        permissions: options.permissions,
      },
      call,
    );
    output.result(completion, () => [short(completion.status), ...completion.entries.map(entryText)]);
    return completion.status === 'TRANSLATION_STATUS_SUCCESS' ? EXIT.ok : EXIT.notAsAsked;
  },
});
