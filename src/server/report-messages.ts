/** Items of report streams as messages; those of `WatchFaults` and `VmmChannel` have the same arms. */
import type { Closing } from '../gen/viommu/v1/Closing';
import type { Heartbeat } from '../gen/viommu/v1/Heartbeat';
import type { ReportBatch } from '../gen/viommu/v1/ReportBatch';
import type { ReportStreamOpened } from '../gen/viommu/v1/ReportStreamOpened';
import type { SkippedReports } from '../gen/viommu/v1/SkippedReports';
import type { ClosingItem, EventItem, GroupItem, ReportStreamItem } from '../session';
import { toClosing, toHeartbeat, toOpened, toReport, toSkipped } from './convert-report';
import { type FeedFormat, MAX_PULLED } from './stream-feed';

/** The most reports in one message. */
export const MAX_BATCH_REPORTS = MAX_PULLED;

/** A message is closed when it is about this long, in bytes. */
export const MAX_BATCH_BYTES = 65_536;

/** About how long a report is without its lists, in bytes. */
const REPORT_BYTES = 128;

/** About how long one page of a group, or one endpoint of an operation, is. */
const ENTRY_BYTES = 24;

/** A message of a report stream. */
export interface ReportStreamMessage {
  readonly opened?: ReportStreamOpened;
  readonly reports?: ReportBatch;
  readonly skipped?: SkippedReports;
  readonly heartbeat?: Heartbeat;
  readonly closing?: Closing;
}

/** Makes the messages of a report stream. */
export const REPORT_FORMAT: FeedFormat<ReportStreamItem, ReportStreamMessage> = {
  toMessages(items) {
    const messages: ReportStreamMessage[] = [];
    let batch: NonNullable<ReportBatch['reports']> = [];
    let bytes = 0;
    for (const item of items) {
      if (item.kind !== 'GROUP' && item.kind !== 'EVENT') {
        messages.push(toMessage(item));
        batch = [];
        continue;
      }
      const size = sizeOf(item);
      if (batch.length === 0 || batch.length === MAX_BATCH_REPORTS || bytes + size > MAX_BATCH_BYTES) {
        batch = [];
        bytes = 0;
        messages.push({ reports: { reports: batch } });
      }
      batch.push(toReport(item));
      bytes += size;
    }
    return messages;
  },
  toClosing: (closing) => ({ closing: toClosing(closing) }),
};

function toMessage(item: Exclude<ReportStreamItem, GroupItem | EventItem | ClosingItem>): ReportStreamMessage {
  switch (item.kind) {
    case 'OPENED':
      return { opened: toOpened(item) };
    case 'SKIPPED':
      return { skipped: toSkipped(item) };
    case 'HEARTBEAT':
      return { heartbeat: toHeartbeat(item) };
  }
}

function sizeOf(item: GroupItem | EventItem): number {
  if (item.kind === 'GROUP') return REPORT_BYTES + item.group.pages.length * ENTRY_BYTES;
  const { record } = item.report;
  return REPORT_BYTES + (record.kind === 'OPERATION_ENDED' ? record.endpoints.length * ENTRY_BYTES : 0);
}
