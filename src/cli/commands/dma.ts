/** `viommuctl dma …`. */
import type { DmaResult, FailedResponse } from '../../../clients/typescript';
import { openOutput } from '../binary-output';
import { command, EXIT, group, type Context, type ExitCode } from '../command';
import { parseLength, parseU64 } from '../numbers';
import { endpoint, pasid, queue, requestId } from '../options';
import { asText, optional, required, type Values } from '../parameters';
import { counted, dump, hex, permissionLetters, short } from '../text';
import { choice, parseData } from '../words';

const iova = required('IOVA', 'the first address', parseU64);
const length = required('LENGTH', 'bytes, 1 to 256K', parseLength);

const dmaOptions = {
  pasid,
  addressType: optional(
    'TYPE',
    "automatic (default: the endpoint's engine decides), untranslated or translated",
    choice('ADDRESS_TYPE_', ['AUTOMATIC', 'UNTRANSLATED', 'TRANSLATED']),
  ),
  queue,
  requestId,
};

/** Who makes the access, and where. */
interface Access {
  readonly endpointId: number;
  readonly iova: bigint;
  readonly options: Values<typeof dmaOptions>;
}

type Transfer =
  | { readonly read: { readonly lengthBytes: bigint } }
  | { readonly write: { readonly data: Uint8Array } }
  | { readonly fill: { readonly pattern: Uint8Array; readonly lengthBytes: bigint } }
  | { readonly copy: { readonly sourceIova: bigint; readonly lengthBytes: bigint } };

async function transfer({ client, call, viommu }: Context, access: Access, what: Transfer): Promise<DmaResult> {
  const { endpointId, options } = access;
  const request = {
    viommuId: viommu(),
    requestId: options.requestId,
    endpointId,
    pasid: options.pasid,
    iova: access.iova,
    addressType: options.addressType,
    queueTag: options.queue,
    ...what,
  };
  return (await client.endpoints.issueDma(request, call)).result;
}

/** What happened, in one line: how it ended, how far it came, and why and where it stopped. */
function resultText(result: DmaResult): string {
  const { status, transferredBytes, faultReason, failedIova, failedAccess, failedResponse } = result;
  const { pageRequestGroupCount, retryCount } = result;
  const wanted = failedAccess ? ` for ${permissionLetters(failedAccess)}` : '';
  const facts = [
    `${short(status)} ${counted(transferredBytes, 'byte')}`,
    ...(faultReason === 'FAULT_REASON_UNSPECIFIED' ? [] : [`reason ${short(faultReason)}`]),
    ...(failedIova === undefined ? [] : [`failed at ${hex(failedIova)}${wanted}`]),
    ...(failedResponse ? [responseText(failedResponse)] : []),
    ...(retryCount === 0 ? [] : [`retried in vain ${counted(retryCount, 'time')}`]),
    ...(pageRequestGroupCount === 0 ? [] : [`after ${counted(pageRequestGroupCount, 'page-request group')}`]),
  ];
  return facts.join(', ');
}

/** Which answer made an access fail, and whose. */
function responseText({ groupCookie, prgi, rawCode, rule, stallTag }: FailedResponse): string {
  const what = stallTag === undefined ? `index ${prgi}` : `stall ${stallTag}`;
  const whose = [...(groupCookie === undefined ? [] : [hex(groupCookie)]), ...(rule === '' ? [] : [rule])];
  return `answered ${hex(rawCode)} to ${what}${whose.length > 0 ? ` (${whose.join(', ')})` : ''}`;
}

function endOfDma({ status }: DmaResult): ExitCode {
  return status === 'DMA_STATUS_COMPLETED' ? EXIT.ok : EXIT.notAsAsked;
}

/** Writes what was read to a file; `-` is the standard output, which then has nothing else. */
function save(context: Context, result: DmaResult, file: string): void {
  if (file === '-') {
    context.output.raw(result.data);
    context.note(resultText(result));
    return;
  }
  const out = openOutput(context, file);
  out.write(result.data);
  out.close();
  context.output.result(result, () => [resultText(result)]);
}

const read = command({
  name: 'read',
  summary: 'makes a hosted endpoint read memory',
  waits: true,
  args: { endpoint, iova, length },
  options: { ...dmaOptions, out: optional('FILE', 'write the bytes to a file; - is the standard output', asText) },
  async run(context, { endpoint: endpointId, iova: address, length: lengthBytes }, options) {
    const result = await transfer(context, { endpointId, iova: address, options }, { read: { lengthBytes } });
    if (options.out === undefined) {
      context.output.result(result, () => [resultText(result), ...dump(result.data, address)]);
    } else {
      save(context, result, options.out);
    }
    return endOfDma(result);
  },
});

const data = required(
  'DATA',
  'hex:00ff, 0x00ff (bytes in the order of memory), u64:NUMBER,..., text:hello, @file or @-',
  parseData,
);

const write = command({
  name: 'write',
  summary: 'makes a hosted endpoint write data',
  waits: true,
  args: { endpoint, iova, data },
  options: dmaOptions,
  async run(context, { endpoint: endpointId, iova: address, data: bytes }, options) {
    const result = await transfer(context, { endpointId, iova: address, options }, { write: { data: bytes } });
    context.output.result(result, () => [resultText(result)]);
    return endOfDma(result);
  },
});

const fill = command({
  name: 'fill',
  summary: 'makes a hosted endpoint write a repeated pattern',
  waits: true,
  args: { endpoint, iova, length, data },
  options: dmaOptions,
  async run(context, { endpoint: endpointId, iova: address, length: lengthBytes, data: pattern }, options) {
    const access = { endpointId, iova: address, options };
    const result = await transfer(context, access, { fill: { pattern, lengthBytes } });
    context.output.result(result, () => [resultText(result)]);
    return endOfDma(result);
  },
});

const copy = command({
  name: 'copy',
  summary: 'makes a hosted endpoint copy memory',
  waits: true,
  args: {
    endpoint,
    source: required('SOURCE', 'IOVA to read from', parseU64),
    destination: required('DESTINATION', 'IOVA to write to', parseU64),
    length,
  },
  options: dmaOptions,
  async run(context, { endpoint: endpointId, source: sourceIova, destination, length: lengthBytes }, options) {
    const access = { endpointId, iova: destination, options };
    const result = await transfer(context, access, { copy: { sourceIova, lengthBytes } });
    context.output.result(result, () => [resultText(result)]);
    return endOfDma(result);
  },
});

/** Makes a hosted endpoint transfer data. */
export const dma = group('dma', 'makes a hosted endpoint transfer data', [read, write, fill, copy]);
