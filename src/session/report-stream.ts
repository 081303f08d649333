import type { PageRequestGroup } from '../model/page-request';
import type { GroupQueued, Report } from '../model/report';
import { IommuError } from '../model/errors';
import type { Iommu } from '../core/iommu';
import type { Eventually } from './eventually';
import type { IommuRunner } from './iommu-runner';
import { SESSION_LIMITS } from './limits';
import { OpenStream } from './open-stream';
import type { Selection } from './selection';
import { SkipLog } from './skip-log';
import type { EventItem, OpenedItem, ReportStreamItem, ResumePoint } from './stream-items';

/** Reports left out in one pull, so that a stream which wants few of them does not hold up the others. */
const MAX_SKIPPED = 4096;

/** Ranges that a quiet stream keeps to itself; more are said although nothing else is. */
const MAX_UNSAID = 64;

/** A group this stream controls and has not been given. */
interface Undelivered {
  readonly cookie: bigint;
  readonly domainId: number;
}

/** What a report stream is opened with. */
export interface ReportStreamStart {
  readonly selection: Selection;
  readonly excludeEvents: boolean;
  readonly credits: number;
  readonly opened: OpenedItem;
  /** Undelivered groups of the controlled domains, in the order of their sequences. */
  readonly undelivered: readonly PageRequestGroup[];
  /** Called once when the stream ends, with the groups it was given and that are unanswered, in order. */
  readonly onRelease: (stream: ReportStream, heldCookies: bigint[]) => void;
}

/**
 * Checks a number of credits that a client chose.
 *
 * @param credits the number
 * @param selection of the stream they are for
 * @throws IommuError CREDITS_OUT_OF_RANGE, FIELD_NOT_APPLICABLE
 */
export function checkCredits(credits: number, selection: Selection): void {
  const { maximum } = SESSION_LIMITS.max_credits;
  if (credits > maximum) {
    const text = `credits ${credits} are too many; at most ${maximum} are allowed`;
    throw new IommuError('CREDITS_OUT_OF_RANGE', text, { field: 'credits' });
  }
  if (!selection.controlsAny) {
    const text = 'credits are for domains that the stream controls, and it controls none; leave them out, or control';
    throw new IommuError('FIELD_NOT_APPLICABLE', text, { field: 'credits' });
  }
}

/**
 * One reader of the report log. A cursor into the log is all it costs, however slow it is.
 *
 * Every sequence from the first on is, once the cursor has passed it, in exactly one of three places: delivered,
 * explained as skipped, or owed. A report is owed while it announces a group that this stream controls and that waits
 * for credits.
 */
export class ReportStream extends OpenStream<ReportStreamItem> {
  private readonly selection: Selection;
  private readonly excludeEvents: boolean;
  private readonly firstSequence: bigint;
  private readonly epoch: number;
  private readonly onRelease: ReportStreamStart['onRelease'];
  private readonly skips = new SkipLog();
  /** By sequence, ascending. Those the cursor has passed are owed. */
  private readonly undelivered = new Map<bigint, Undelivered>();
  /** Cookies, in the order of delivery. */
  private readonly held = new Set<bigint>();
  /** Reports of answers that came from this stream, and that the cursor has not passed. */
  private readonly own = new Set<bigint>();
  private opened: OpenedItem | undefined;
  private cursor: bigint;
  private credits: number;

  constructor(runner: IommuRunner, onReadable: () => void, start: ReportStreamStart) {
    super(runner, onReadable);
    this.selection = start.selection;
    this.excludeEvents = start.excludeEvents;
    this.credits = start.credits;
    this.opened = start.opened;
    this.firstSequence = start.opened.nextSequence;
    this.epoch = start.opened.epoch;
    this.cursor = start.opened.nextSequence;
    this.onRelease = start.onRelease;
    for (const { sequence, cookie, domainId } of start.undelivered) {
      this.undelivered.set(sequence, { cookie, domainId });
    }
  }

  /** Which domains this stream observes and controls. */
  get domains(): Selection {
    return this.selection;
  }

  /**
   * Changes how many unanswered groups the stream may hold. Fewer than it holds: nothing more is delivered until enough
   * of them have ended.
   *
   * @throws IommuError CREDITS_OUT_OF_RANGE, FIELD_NOT_APPLICABLE
   */
  setCredits(credits: number): void {
    checkCredits(credits, this.selection);
    this.runner.post(() => {
      this.credits = credits;
      this.announce();
    });
  }

  /**
   * Runs a command in the name of this stream, which then is not told of the answers it gives.
   *
   * @param command what is asked of the core
   */
  executeAs<T>(command: (iommu: Iommu) => T): Eventually<T> {
    return this.runner.execute((iommu) => {
      const first = iommu.nextSequence;
      const result = command(iommu);
      for (let sequence = first; sequence < iommu.nextSequence; sequence += 1n) {
        if (iommu.report(sequence)?.record.kind === 'GROUP_ANSWERED') {
          this.own.add(sequence);
        }
      }
      // Its client may answer without ever reading.
      this.forgetOwn(iommu.oldestSequence);
      return result;
    });
  }

  /** A report was appended to the log. */
  onReport(report: Report): void {
    const { record, sequence } = report;
    if (record.kind === 'GROUP_QUEUED' && this.selection.roleOf(record.domainId) === 'CONTROLLER') {
      this.undelivered.set(sequence, { cookie: record.cookie, domainId: record.domainId });
    } else if ('groupSequence' in record && record.groupSequence !== undefined && record.cookie !== undefined) {
      this.onGroupEnded(record.cookie, record.groupSequence);
    }
    if (this.wants(report)) {
      this.announce();
    } else if (this.cursor === sequence) {
      this.own.delete(sequence);
      this.skips.add(sequence, sequence, 'FILTERED');
      this.cursor = sequence + 1n;
    }
  }

  protected take(max: number): ReportStreamItem[] {
    const items: ReportStreamItem[] = [];
    if (this.opened !== undefined) {
      items.push(this.opened);
      this.opened = undefined;
    }
    this.passOverwritten();
    this.deliverOwed(items, max);
    this.readLog(items, max);
    if (this.skips.size > MAX_UNSAID) {
      this.skips.moveTo(items);
    }
    return items;
  }

  protected takeRest(): ReportStreamItem[] {
    const items: ReportStreamItem[] = this.opened === undefined ? [] : [this.opened];
    this.opened = undefined;
    this.skips.moveTo(items);
    return items;
  }

  protected release(): void {
    this.onRelease(this, [...this.held]);
    this.held.clear();
    this.undelivered.clear();
  }

  /** Before the first group that is owed, so that nothing is passed over. What came after it can come again. */
  protected resumePoint(): ResumePoint {
    for (const sequence of this.undelivered.keys()) {
      if (sequence >= this.cursor) {
        break;
      }
      if (sequence >= this.firstSequence) {
        return { epoch: this.epoch, sequence: sequence - 1n };
      }
    }
    return { epoch: this.epoch, sequence: this.cursor - 1n };
  }

  private wants({ record, sequence }: Report): boolean {
    if (this.own.has(sequence)) {
      return false;
    }
    if (record.kind === 'GROUP_QUEUED') {
      return this.selection.roleOf(record.domainId) !== undefined;
    }
    return !this.excludeEvents && this.selection.wantsEvent(record);
  }

  private onGroupEnded(cookie: bigint, sequence: bigint): void {
    if (this.held.delete(cookie)) {
      if (this.undelivered.size > 0) {
        this.announce();
      }
    } else if (this.undelivered.delete(sequence) && sequence < this.cursor && sequence >= this.firstSequence) {
      this.skips.add(sequence, sequence, 'ENDED');
    }
  }

  /** Explains reports that were overwritten before they were read. The groups among them are still owed. */
  private passOverwritten(): void {
    const oldest = this.runner.iommu.oldestSequence;
    if (this.cursor >= oldest) {
      return;
    }
    for (const sequence of this.undelivered.keys()) {
      if (sequence >= oldest) {
        break;
      }
      if (sequence >= this.cursor) {
        this.skips.add(this.cursor, sequence - 1n, 'OVERWRITTEN');
        this.cursor = sequence + 1n;
      }
    }
    this.skips.add(this.cursor, oldest - 1n, 'OVERWRITTEN');
    this.cursor = oldest;
    this.forgetOwn(oldest);
  }

  /** Reports before the oldest are overwritten, whoever caused them. */
  private forgetOwn(oldest: bigint): void {
    for (const sequence of this.own) {
      if (sequence >= oldest) {
        break;
      }
      this.own.delete(sequence);
    }
  }

  private deliverOwed(items: ReportStreamItem[], max: number): void {
    for (const [sequence, group] of this.undelivered) {
      if (sequence >= this.cursor || this.held.size >= this.credits || items.length >= max) {
        return;
      }
      this.deliver(sequence, group, items);
    }
  }

  private readLog(items: ReportStreamItem[], max: number): void {
    const { iommu } = this.runner;
    const next = iommu.nextSequence;
    for (let skipped = 0; this.cursor < next && items.length < max;) {
      const report = iommu.report(this.cursor);
      if (report === undefined || skipped === MAX_SKIPPED) {
        // So that the answer is not empty: there is more to pull.
        this.skips.moveTo(items);
        return;
      }
      this.cursor += 1n;
      if (!this.read(report, items)) {
        this.skips.add(report.sequence, report.sequence, this.wants(report) ? 'ENDED' : 'FILTERED');
        this.own.delete(report.sequence);
        skipped += 1;
      }
    }
  }

  /** Passes a report on, or leaves it owed. Returns false when the stream does not get it. */
  private read(report: Report, items: ReportStreamItem[]): boolean {
    const { record } = report;
    if (!this.wants(report)) {
      return false;
    }
    if (record.kind === 'GROUP_QUEUED') {
      return this.readGroup(record, report.sequence, items);
    }
    this.push({ kind: 'EVENT', report: report as EventItem['report'] }, items);
    return true;
  }

  private readGroup({ cookie, domainId }: GroupQueued, sequence: bigint, items: ReportStreamItem[]): boolean {
    if (this.selection.roleOf(domainId) === 'CONTROLLER') {
      const group = this.undelivered.get(sequence);
      if (group !== undefined && this.held.size < this.credits) {
        this.deliver(sequence, group, items);
      }
      return group !== undefined;
    }
    const group = this.runner.iommu.group(cookie);
    if (group !== undefined) {
      this.push({ kind: 'GROUP', group }, items);
    }
    return group !== undefined;
  }

  /** Takes the group, which is the first of its domain's queue, and passes it on. */
  private deliver(sequence: bigint, { cookie, domainId }: Undelivered, items: ReportStreamItem[]): void {
    this.undelivered.delete(sequence);
    this.held.add(cookie);
    for (const group of this.runner.iommu.deliver(domainId, 1)) {
      this.push({ kind: 'GROUP', group }, items);
    }
  }

  private push(item: ReportStreamItem, items: ReportStreamItem[]): void {
    this.skips.moveTo(items);
    items.push(item);
  }
}
