/** What streams bring, in what it is printed as. */
import type {
  Closing,
  EndpointPageResponse,
  EndpointWatchItem,
  FaultWatchItem,
  Report,
  ReportStreamOpened,
  SkippedReports,
} from '../../clients/typescript';
import { facts, hexOr, named, when } from './facts';
import { changedText, reportText } from './reports';
import { hex, range, seconds, short } from './text';

function openedText(opened: ReportStreamOpened): string {
  const controls = opened.controlledDomainIds.join(',');
  return facts({
    viommu: opened.viommuId,
    epoch: opened.epoch,
    next: `#${opened.nextSequence}`,
    resume: opened.resumeOutcome === 'RESUME_OUTCOME_UNSPECIFIED' ? undefined : short(opened.resumeOutcome),
    controls: controls === '' ? undefined : controls,
    credits: controls === '' ? undefined : opened.credits,
  });
}

function skippedText({ first, last, reason }: SkippedReports): string {
  return `${first === last ? `#${first}` : `#${first}-#${last}`} ${short(reason)}`;
}

/** The end of a stream. */
export function closingText({ reason, resume }: Closing): string {
  return `closing ${facts({ reason: short(reason), resume: resume ? `${resume.epoch}:${resume.sequence}` : undefined })}`;
}

/** What is printed of an item: as JSON, and for people. */
export interface Printed {
  readonly message: object;
  readonly text: string;
  /** Whether it is a report, or a message an endpoint received; else it is about the stream itself. */
  readonly counts: boolean;
}

/**
 * An item of `watch faults`, in what it is printed as: nothing for a heartbeat, a line for each report.
 *
 * @param wanted which reports are printed; all by default
 */
export function printedReports(item: FaultWatchItem, wanted = (_report: Report): boolean => true): Printed[] {
  switch (item.kind) {
    case 'opened':
      return [{ message: { opened: item.opened }, text: `opened ${openedText(item.opened)}`, counts: false }];
    case 'reports':
      return item.reports.filter(wanted).map((report) => ({ message: report, text: reportText(report), counts: true }));
    case 'skipped':
      return [{ message: { skipped: item.skipped }, text: `skipped ${skippedText(item.skipped)}`, counts: false }];
    case 'heartbeat':
      return [];
  }
}

function pageResponseText(response: EndpointPageResponse): string {
  return facts({
    prgi: response.stallTag === undefined ? response.prgi : undefined,
    stall: response.stallTag,
    pasid: response.pasid,
    code: short(response.code),
    raw: hex(response.rawCode),
    cookie: hexOr(response.groupCookie),
    effect: named(response.effect),
    queue: response.queueTag,
    length: response.lengthHintBytes,
    injected: when(response.injected),
    redelivery: when(response.redelivery),
  });
}

function endpointItemText(item: EndpointWatchItem): string | undefined {
  switch (item.kind) {
    case 'opened': {
      const { endpointId: endpoint, state, endpointGeneration: generation } = item.opened;
      return `opened ${facts({ endpoint, state: short(state), generation })}`;
    }
    case 'pageResponse': {
      return `page-response ${pageResponseText(item.pageResponse)}`;
    }
    case 'invalidationRequest': {
      const { itag, pasid, range: pages, global } = item.invalidationRequest;
      return `invalidation-request ${facts({ itag, pasid, range: range(pages), global: when(global) })}`;
    }
    case 'invalidationEnded': {
      const { itag, outcome } = item.invalidationEnded;
      return `invalidation-ended ${facts({ itag, outcome: short(outcome) })}`;
    }
    case 'changed':
      return `changed ${changedText(item.changed)}`;
    case 'skipped':
      return `skipped ${facts({ count: item.skipped.count })}`;
    case 'heartbeat':
    case 'closing':
      return undefined;
    case undefined:
      return 'a message of a newer server';
  }
}

/** An item of `watch endpoint`, in what it is printed as: nothing for a heartbeat. */
export function printedEndpointItem(item: EndpointWatchItem): Printed[] {
  const text = endpointItemText(item);
  if (text === undefined) return [];
  const { kind: _kind, ...message } = item;
  const counts = item.sequence !== 0n;
  return [{ message, text: counts ? `#${item.sequence} ${seconds(item.timeNs)} ${text}` : text, counts }];
}
