import type { Culprit, Report, Violation } from '../model/report';
import type { RuleId } from '../model/rules';
import { NO_PASID } from '../model/page-request';
import type { GroupCounters } from './counters';
import type { OutputLog } from './output-log';

/** A rule that was broken, and by whom. */
export interface Breach {
  readonly rule: RuleId;
  readonly detail: string;
  /** 0..2^20-1, NO_PASID, or undefined where no PASID is concerned. */
  readonly pasid?: number | undefined;
  readonly prgi?: number | undefined;
  readonly itag?: number | undefined;
  /** Default ENDPOINT. */
  readonly culprit?: Culprit;
  /** Default false. */
  readonly onPurpose?: boolean;
}

/** Whose breach it is. */
export interface Breaker {
  readonly id: number;
  readonly counters: GroupCounters;
}

/** The breaches of rules: each is reported, and the last of them are kept beyond the report log. */
export class Violations {
  /** Since create or reset. */
  count = 0;
  private readonly kept: Report[] = [];

  /**
   * @param log where each is reported
   * @param depth how many are kept
   */
  constructor(
    private readonly log: OutputLog,
    private readonly depth: number,
  ) {}

  /** Records a breach. */
  record(endpoint: Breaker, breach: Breach): void {
    const record: Violation = {
      kind: 'VIOLATION',
      rule: breach.rule,
      endpointId: endpoint.id,
      detail: breach.detail,
      pasid: breach.pasid === NO_PASID ? undefined : breach.pasid,
      prgi: breach.prgi,
      itag: breach.itag,
      culprit: breach.culprit ?? 'ENDPOINT',
      onPurpose: breach.onPurpose ?? false,
    };
    const sequence = this.log.report(record);
    endpoint.counters.violations += 1;
    this.kept[this.count % this.depth] = { sequence, timeNs: this.log.now, record };
    this.count += 1;
  }

  /** At most `limit` of those kept with a later sequence, oldest first. */
  list(endpointId: number | undefined, afterSequence: bigint, limit: number): Report[] {
    const found: Report[] = [];
    for (let i = Math.max(0, this.count - this.depth); i < this.count && found.length < limit; i += 1) {
      const report = this.kept[i % this.depth]!;
      const { endpointId: of } = report.record as Violation;
      if (report.sequence > afterSequence && (endpointId === undefined || of === endpointId)) {
        found.push(report);
      }
    }
    return found;
  }

  /** A new incarnation begins. */
  restart(): void {
    this.count = 0;
    this.kept.length = 0;
  }
}
