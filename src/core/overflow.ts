import type { OverflowPolicy } from '../model/domain';
import type { QueueOverflow } from '../model/report';
import type { RuleId } from '../model/rules';
import type { Domain } from './domain';
import type { Endpoint } from './endpoint';
import type { OutputLog } from './output-log';
import type { GroupCounters } from './counters';

/** The overflow of a domain's queue, while it lasts. */
export interface OverflowState {
  readonly rule: RuleId;
  readonly sticky: boolean;
  groups: number;
  pages: number;
}

/** Begins and ends the overflows of the domains' queues. */
export class Overflows {
  /**
   * @param log where they are announced
   * @param stickyNatively whether the profile's overflows last until they are acknowledged
   * @param counters of the vIOMMU
   */
  constructor(
    private readonly log: OutputLog,
    private readonly stickyNatively: boolean,
    private readonly counters: () => GroupCounters,
  ) {}

  /** Whether a queue takes nothing until its overflow is acknowledged. */
  isStuck({ overflow }: Domain): boolean {
    return overflow?.sticky === true;
  }

  /** A page request of an endpoint met a full queue. */
  begin(domain: Domain, endpoint: Endpoint, rule: RuleId): void {
    if (domain.overflow !== undefined) {
      return;
    }
    domain.overflow = { rule, sticky: this.isSticky(domain.overflowPolicy), groups: 0, pages: 0 };
    domain.counters.overflows += 1;
    this.counters().overflows += 1;
    this.announce(domain, domain.overflow, true, endpoint.id);
  }

  /** It cost page requests or groups. */
  count({ overflow }: Domain, pages: number, groups: number): void {
    if (overflow !== undefined) {
      overflow.pages += pages;
      overflow.groups += groups;
    }
  }

  /** The queue took a group again. */
  roomFound(domain: Domain): void {
    if (domain.overflow?.sticky === false) {
      this.end(domain);
    }
  }

  /** Ends an overflow; undefined: there was none. */
  end(domain: Domain): QueueOverflow | undefined {
    const { overflow } = domain;
    domain.overflow = undefined;
    return overflow && this.announce(domain, overflow, false, undefined);
  }

  private isSticky(policy: OverflowPolicy): boolean {
    return policy === 'NATIVE' && this.stickyNatively;
  }

  private announce(
    domain: Domain,
    { rule, sticky, groups, pages }: OverflowState,
    active: boolean,
    endpointId: number | undefined,
  ): QueueOverflow {
    const record = {
      kind: 'QUEUE_OVERFLOW',
      domainId: domain.id,
      active,
      rule,
      endpointId,
      sticky,
      groups,
      pages,
    } as const;
    this.log.report(record);
    return record;
  }
}
