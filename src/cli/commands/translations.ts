/** `viommuctl translate` and `viommuctl ats`. */
import {
  isReason,
  type TranslationEntry,
  type TranslationExplanation,
  type TranslationFault,
  type TranslationFound,
} from '../../../clients/typescript';
import { command, EXIT, type Context } from '../command';
import { explanationText } from '../explanation';
import { parseU32, parseU64 } from '../numbers';
import { endpoint, pasid, requestId } from '../options';
import { defaulted, flag, optional, required } from '../parameters';
import { nestedText } from '../reports';
import { FLAG_DETAILS, type TableFormat } from '../table-entries';
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
  const nested = fault.nested ? `, ${nestedText(fault.nested)}` : '';
  return `${hex(address)} -> ${short(fault.reason)}${where}${allowed}${nested}`;
}

/** The formats of the tables an explanation shows; a domain that is gone by now has none. */
async function formatsIn({ client, call, viommu }: Context, { steps }: TranslationExplanation) {
  const formats = new Map<number, TableFormat>();
  const domainIds = new Set(steps.flatMap((step) => (step.table ? [step.table.domainId] : [])));
  for (const domainId of domainIds) {
    try {
      const { domain } = await client.domains.get({ viommuId: viommu(), domainId }, call);
      if (domain.nested?.tables) formats.set(domainId, domain.nested.tables);
    } catch (error) {
      if (!isReason(error, 'DOMAIN_NOT_FOUND')) throw error;
    }
  }
  return formats;
}

/** Probes a translation. */
export const translate = command({
  name: 'translate',
  summary: 'says what an access would meet, and on request why, without any side effect',
  details: `With --explain each thing the vIOMMU looks at has a line: where the access goes, each entry of the guest's tables, the
mappings, and last what the IOTLB and the ATC hold, STALE where that is not what the rest says. Then comes the verdict.

${FLAG_DETAILS}`,
  args: { endpoint, iova },
  options: {
    pasid,
    permissions: defaulted('PERMISSIONS', 'what the access wants', parsePermissions, 'r'),
    explain: flag('say why'),
  },
  async run(context, { endpoint: endpointId, iova: address }, options) {
    const { client, call, output, style, viommu } = context;
    const { pasid: space, permissions: wanted, explain } = options;
    const request = { viommuId: viommu(), endpointId, pasid: space, iova: address, permissions: wanted, explain };
    const response = await client.domains.translate(request, call);
    const { found, fault, explanation } = response;
    if (explanation && !output.json) {
      const explained = {
        explanation,
        endpoint: `endpoint ${endpointId}${space === undefined ? '' : `, PASID ${space}`}`,
        iova: address,
        allowed: (found ?? fault)?.permissions,
        output: found?.outputAddress,
        fault: fault?.reason,
        formats: await formatsIn(context, explanation),
      };
      for (const line of explanationText(explained, style)) output.line(line);
      return found ? EXIT.ok : EXIT.notAsAsked;
    }
    output.result(response, () => [
      ...(found ? [foundText(address, found)] : []),
      ...(fault ? [faultText(address, fault)] : []),
    ]);
    return found ? EXIT.ok : EXIT.notAsAsked;
  },
});

function entryText({ range: pages, outputAddress, permissions: granted, global }: TranslationEntry): string {
  if (!granted?.read && !granted?.write) return `${range(pages)} -> nothing`;
  return `${range(pages)} -> ${hex(outputAddress)} ${permissions(granted)}${global ? ' global' : ''}`;
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
