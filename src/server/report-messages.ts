/** Items of report streams as messages; those of `WatchFaults` and `VmmChannel` have the same arms. */
import type { Closing } from '../gen/viommu/v1/Closing';
import type { Heartbeat } from '../gen/viommu/v1/Heartbeat';
import type { ReportBatch } from '../gen/viommu/v1/ReportBatch';
import type { ReportStreamOpened } from '../gen/viommu/v1/ReportStreamOpened';
import type { SkippedReports } from '../gen/viommu/v1/SkippedReports';
import type { EventItem, GroupItem, HeartbeatItem, OpenedItem, ReportStreamItem } from '../session';
import { toClosing, toHeartbeat, toOpened, toReport, toSkipped } from './convert-report';
import { type FeedFormat, MAX_PULLED } from './stream-feed';

/** The most reports in one message. */
export const MAX_BATCH_REPORTS = MAX_PULLED;

/** The most ranges explained in one message of reports; more get messages of their own. */
export const MAX_BATCH_SKIPPED = 1024;

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
    let skipped: SkippedReports[] = [];
    let bytes = 0;
    for (const item of items) {
      if (item.kind === 'SKIPPED') {
        if (skipped.length === MAX_BATCH_SKIPPED) {
          messages.push(...skipped.map((range) => ({ skipped: range })));
          skipped = [];
        }
        skipped.push(toSkipped(item));
        batch = [];
        continue;
      }
      if (item.kind !== 'GROUP' && item.kind !== 'EVENT') {
        messages.push(...skipped.map((range) => ({ skipped: range })), toMessage(item));
        skipped = [];
        batch = [];
        continue;
      }
      const size = sizeOf(item);
      if (batch.length === 0 || batch.length === MAX_BATCH_REPORTS || bytes + size > MAX_BATCH_BYTES) {
        batch = [];
        bytes = 0;
        messages.push({ reports: skipped.length === 0 ? { reports: batch } : { reports: batch, skipped } });
        skipped = [];
      }
      batch.push(toReport(item));
      bytes += size;
    }
    return [...messages, ...skipped.map((range) => ({ skipped: range }))];
  },
  toClosing: (closing) => ({ closing: toClosing(closing) }),
};

function toMessage(item: OpenedItem | HeartbeatItem): ReportStreamMessage {
  return item.kind === 'OPENED' ? { opened: toOpened(item) } : { heartbeat: toHeartbeat(item) };
}

function sizeOf(item: GroupItem | EventItem): number {
  if (item.kind === 'GROUP') return REPORT_BYTES + item.group.pages.length * ENTRY_BYTES;
  const { record } = item.report;
  return REPORT_BYTES + (record.kind === 'OPERATION_ENDED' ? record.endpoints.length * ENTRY_BYTES : 0);
}
