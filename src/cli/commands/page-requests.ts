/** `viommuctl page-request` and `viommuctl inject page-requests`. */
import type { ClosedGroup, PageRequestItem } from '../../../clients/typescript';
import { command } from '../command';
import { parseU32 } from '../numbers';
import { allowViolation, endpoint, lengthHint, onError, pasid, queue, requestId, stop } from '../options';
import { defaulted, flag, repeated, type Values } from '../parameters';
import { endOfBatch } from '../results';
import { counted, hex, short } from '../text';
import { parseWantedPage, type WantedPage } from '../words';

const pages = repeated('PAGE', 'IOVA[:PERMISSIONS], as in 0x1000:rw; rw by default', parseWantedPage, 1);

const STOP_MARKER = 'A last page with neither read nor write is a Stop Marker, as in 0:- --pasid 5.';

const groupOptions = {
  prgi: defaulted('INDEX', 'page-request group index, 0 to 511', parseU32, '0'),
  pasid,
  open: flag('do not close the group: its last page comes with another command'),
  queue,
  lengthHint,
  allowViolation,
  stop,
  requestId,
};

/** The pages as the members of one group, which the last one closes. */
function itemsOf(wanted: readonly WantedPage[], options: Values<typeof groupOptions>): PageRequestItem[] {
  return wanted.map((page, index) => ({
    ...page,
    prgi: options.prgi,
    pasid: options.pasid,
    last: !options.open && index === wanted.length - 1,
    queueTag: options.queue,
    lengthHintBytes: options.lengthHint,
  }));
}

function closedText({ groupCookie, automaticCode, rule, closedByLastCredit, unanswered }: ClosedGroup): string {
  const how = closedByLastCredit ? ', closed by the last credit' : '';
  if (groupCookie !== undefined) return `group ${hex(groupCookie)} queued${how}`;
  if (unanswered) return `group discarded without an answer (${rule})${how}`;
  return `group answered automatically: ${short(automaticCode)} (${rule})${how}`;
}

interface Accepted {
  readonly acceptedCount: number;
  readonly closedGroups: readonly ClosedGroup[];
}

function* acceptedText({ acceptedCount, closedGroups }: Accepted): Generator<string> {
  yield `accepted ${counted(acceptedCount, 'page request')}`;
  for (const closed of closedGroups) yield closedText(closed);
}

/** Lets a hosted endpoint send page requests. */
export const pageRequest = command({
  name: 'page-request',
  summary: 'makes a hosted endpoint send page requests; PRI enable, credits and indexes apply',
  details: STOP_MARKER,
  args: { endpoint, pages },
  options: groupOptions,
  async run(context, { endpoint: endpointId, pages: wanted }, options) {
    const { client, call, output, viommu } = context;
    const response = await client.endpoints.submitPageRequests(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        endpointId,
        items: itemsOf(wanted, options),
        onError: onError(options.stop),
        allowViolation: options.allowViolation,
      },
      call,
    );
    output.result(response, () => acceptedText(response));
    return endOfBatch(context, response);
  },
});

/** Lets page requests arrive at the vIOMMU. */
export const injectPageRequests = command({
  name: 'page-requests',
  summary: 'lets page requests arrive at the vIOMMU as if an endpoint had sent them',
  details: STOP_MARKER,
  args: { endpoint, pages },
  options: groupOptions,
  async run(context, { endpoint: endpointId, pages: wanted }, options) {
    const { client, call, output, viommu } = context;
    const response = await client.faults.injectPageRequests(
      {
        viommuId: viommu(),
        requestId: options.requestId,
        items: itemsOf(wanted, options).map((item) => ({ endpointId, item })),
        onError: onError(options.stop),
        allowViolation: options.allowViolation,
      },
      call,
    );
    output.result(response, () => acceptedText(response));
    return endOfBatch(context, response);
  },
});
