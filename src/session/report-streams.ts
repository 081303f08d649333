import { IommuError } from '../model/errors';
import type { PageRequestGroup } from '../model/page-request';
import type { Report } from '../model/report';
import { SESSION_LIMITS } from './limits';
import type { IommuRunner } from './iommu-runner';
import { ReportStream, checkCredits } from './report-stream';
import { Selection, type Conflict } from './selection';
import type { ClosingReason, ReportStreamRequest, ResumeOutcome, ResumePoint } from './stream-items';

/** Pending groups looked at in one go when a stream begins. */
const PAGE = 1024;

/** Where a stream begins. */
interface Beginning {
  /** The first sequence the stream delivers or explains. */
  readonly next: bigint;
  readonly outcome: ResumeOutcome;
}

/** The report streams of one vIOMMU. A domain is controlled by one of them at most. */
export class ReportStreams {
  private readonly viommuId: string;
  private readonly runner: IommuRunner;
  private readonly streams = new Set<ReportStream>();

  /**
   * @param viommuId the vIOMMU's id
   * @param runner runs its commands
   */
  constructor(viommuId: string, runner: IommuRunner) {
    this.viommuId = viommuId;
    this.runner = runner;
  }

  /** How many are open. */
  get size(): number {
    return this.streams.size;
  }

  /**
   * Opens a stream. To be called inside of a command.
   *
   * @throws IommuError as `FaultService.WatchFaults` lists them
   */
  open(request: ReportStreamRequest, onReadable: () => void): ReportStream {
    const selection = new Selection(request.domains, request.defaultRole);
    this.checkSelection(selection, request);
    const credits = selection.controlsAny ? (request.credits ?? SESSION_LIMITS.max_credits.defaultValue) : 0;
    const beginning = this.beginningOf(request.resume);
    for (const stream of this.controllersToReplace(selection)) {
      stream.close('TAKEN_OVER');
    }
    const { iommu } = this.runner;
    const stream = new ReportStream(this.runner, onReadable, {
      selection,
      excludeEvents: request.excludeEvents,
      credits,
      opened: {
        kind: 'OPENED',
        viommuId: this.viommuId,
        epoch: iommu.incarnation,
        nextSequence: beginning.next,
        oldestSequence: iommu.oldestSequence,
        resumeOutcome: beginning.outcome,
        controlledDomainIds: this.controlledBy(selection),
        credits,
      },
      undelivered: this.pendingFor(selection),
      onRelease: (released, held) => {
        this.streams.delete(released);
        iommu.undeliver(held);
      },
    });
    this.streams.add(stream);
    return stream;
  }

  /** A report was appended to the log. */
  onReport(report: Report): void {
    for (const stream of this.streams) {
      stream.onReport(report);
    }
  }

  /** Ends all of them. */
  closeAll(reason: ClosingReason): void {
    for (const stream of [...this.streams]) {
      stream.close(reason);
    }
  }

  private checkSelection(selection: Selection, { credits, creditsFixed }: ReportStreamRequest): void {
    for (const id of selection.namedIds) {
      this.runner.iommu.domain(id);
    }
    if (credits === undefined) {
      return;
    }
    checkCredits(credits, selection);
    if (credits === 0 && creditsFixed) {
      const text = 'a controller without credits would never get a group; give some, or observe';
      throw new IommuError('CREDITS_REQUIRED', text, { field: 'credits' });
    }
  }

  private beginningOf(resume: ResumePoint | undefined): Beginning {
    const { iommu } = this.runner;
    const { nextSequence, oldestSequence } = iommu;
    if (resume === undefined) {
      return { next: nextSequence, outcome: undefined };
    }
    if (resume.epoch !== iommu.incarnation) {
      return { next: oldestSequence, outcome: 'OTHER_EPOCH' };
    }
    if (resume.sequence >= nextSequence) {
      const text = `selection.resume.sequence ${resume.sequence} is not reached yet; the last is ${nextSequence - 1n}`;
      throw new IommuError('RESUME_POINT_INVALID', text, { field: 'selection.resume.sequence' });
    }
    const next = resume.sequence + 1n;
    return { next, outcome: next < oldestSequence ? 'TOO_OLD' : 'RESUMED' };
  }

  /** The streams that have what this selection wants to control, all of which it may take over. */
  private controllersToReplace(selection: Selection): ReportStream[] {
    return [...this.streams].filter((stream) => {
      const conflicts = selection.conflictsWith(stream.domains);
      const refused = conflicts.find((conflict) => !selection.takesOver(conflict));
      if (refused !== undefined) {
        throw controllerExists(refused);
      }
      return conflicts.length > 0;
    });
  }

  private controlledBy(selection: Selection): number[] {
    const ids = selection.controlsOthers ? this.runner.iommu.domainIds() : selection.namedIds;
    return ids.filter((id) => selection.roleOf(id) === 'CONTROLLER').sort((a, b) => a - b);
  }

  /** Pending groups of the domains it controls. Nobody else controls them, so none is delivered. */
  private pendingFor(selection: Selection): PageRequestGroup[] {
    if (!selection.controlsAny) {
      return [];
    }
    const { iommu } = this.runner;
    const found: PageRequestGroup[] = [];
    for (let after = 0n; ;) {
      const page = iommu.pendingGroups(undefined, after, PAGE);
      for (const group of page) {
        if (selection.roleOf(group.domainId) === 'CONTROLLER') {
          found.push(group);
        }
      }
      const last = page.at(-1);
      if (last === undefined) {
        return found;
      }
      after = last.cookie;
    }
  }
}

function controllerExists({ domainId }: Conflict): IommuError {
  const what = domainId === undefined ? 'every domain that no stream names' : `domain ${domainId}`;
  return new IommuError('CONTROLLER_EXISTS', `another stream controls ${what}; observe, or set take_over`, {
    field: 'selection.domains',
    metadata: domainId === undefined ? {} : { domain_id: String(domainId) },
  });
}
