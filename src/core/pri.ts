import { MAX_PRGI, NO_PASID, type OutstandingGroup } from '../model/page-request';
import type { PriStatus } from '../model/endpoint';
import type { PriRegisters } from './pri-registers';

/** A group the function has asked for, as it remembers it. */
interface AskedGroup {
  readonly prgi: number;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  readonly serial: number;
  /** Messages sent: the credits that return with the answer. */
  messages: number;
  /** Whether its last page request was sent. */
  closed: boolean;
  /** Whether it was answered although it was not closed. */
  answered: boolean;
  /** Whether its PASID was stopped (R-PRI-46). */
  stale: boolean;
  /** A younger group of the same index, if the function broke R-PRI-28 or R-PRI-29. */
  next: AskedGroup | undefined;
}

/** What a response matched. */
export interface Matched {
  readonly pasid: number;
  readonly stale: boolean;
}

/**
 * One function's page requests: which groups it has asked for and not had answered, by index. Indexes are the
 * function's own; credits and registers may be shared.
 */
export class Pri {
  /** Messages sent by this function whose group is unanswered. */
  outstanding = 0;
  private readonly byIndex = new Map<number, AskedGroup>();
  private nextIndex = 0;
  private serial = 0;

  /** @param registers those of the function, or of the one whose interface it shares */
  constructor(readonly registers: PriRegisters) {
    registers.functions.add(this);
  }

  /** The function is deleted. */
  close(): void {
    this.forgetAll();
    this.registers.functions.delete(this);
  }

  /**
   * The registers as this function shows them.
   *
   * @param endpointId the function
   */
  status(endpointId: number): PriStatus {
    const { registers } = this;
    return {
      enabled: registers.enabled,
      stopped: registers.stopped,
      responseFailure: registers.responseFailure,
      allocation: registers.allocation,
      outstandingPageRequests: registers.outstanding,
      generation: registers.generation,
      unexpectedPrgi: registers.unexpectedPrgi,
      unexpectedResponses: registers.unexpectedResponses,
      staleResponses: registers.staleResponses,
      ignoredResponses: registers.ignoredResponses,
      parentEndpointId: registers.ownerId === endpointId ? undefined : registers.ownerId,
      ownOutstandingPageRequests: this.outstanding,
    };
  }

  /** Whether a group with this index is open or unanswered. */
  inUse(prgi: number): boolean {
    return this.byIndex.has(prgi);
  }

  /** Whether a group with this index is unanswered. */
  isOutstanding(prgi: number): boolean {
    return this.find(prgi, (group) => !group.answered) !== undefined;
  }

  /** Whether a group of (index, PASID) is not closed. */
  isOpen(prgi: number, pasid: number): boolean {
    return this.unclosed(prgi, pasid) !== undefined;
  }

  /** Whether a group of this index is not closed, under any PASID. */
  isOpenAnywhere(prgi: number): boolean {
    return this.find(prgi, (group) => !group.closed) !== undefined;
  }

  /** Whether a group of a PASID is not closed. */
  hasUnclosed(pasid: number): boolean {
    return this.all().some((group) => !group.closed && group.pasid === pasid);
  }

  /** A message was sent. */
  sent(prgi: number, pasid: number, last: boolean): void {
    const group = this.unclosed(prgi, pasid) ?? this.add(prgi, pasid);
    if (!group.answered) {
      group.messages += 1;
      this.count(1);
    }
    group.closed = last;
    if (last && group.answered) {
      this.remove(group);
    }
  }

  /**
   * The group that a response answers, as the function sees it: with PRG Response PASID Required the PASID must be that
   * of the request, otherwise the index decides alone (R-PRI-56). Of several the oldest.
   *
   * @param pasid what the response carries, or NO_PASID
   */
  match(prgi: number, pasid: number): Matched | undefined {
    return this.matching(prgi, pasid);
  }

  /** A response arrived: the group's credits return. Returns what it matched. */
  answered(prgi: number, pasid: number): Matched | undefined {
    const group = this.matching(prgi, pasid);
    if (group !== undefined) {
      this.count(-group.messages);
      group.messages = 0;
      group.answered = true;
      if (group.closed) {
        this.remove(group);
      }
    }
    return group;
  }

  /** The PASID is stopped: what was asked for it is stale (R-PRI-46). */
  markStale(pasid: number): void {
    for (const group of this.all()) {
      if (group.pasid === pasid) {
        group.stale = true;
      }
    }
  }

  /** Groups that are not closed will never be: their credits return. */
  forgetUnclosed(pasid?: number): void {
    for (const group of this.all()) {
      if (!group.closed && (pasid === undefined || group.pasid === pasid)) {
        this.count(-group.messages);
        this.remove(group);
      }
    }
  }

  /** Everything outstanding is forgotten. */
  forgetAll(): void {
    this.count(-this.outstanding);
    this.byIndex.clear();
  }

  /** What is unanswered, oldest first. */
  outstandingGroups(): OutstandingGroup[] {
    return this.all()
      .filter((group) => !group.answered)
      .sort((a, b) => a.serial - b.serial)
      .map(({ prgi, pasid, messages }) => ({ prgi, pasid, pageRequests: messages }));
  }

  /** An index without a group, in turn (R-PRI-27); -1 when every one is in use. */
  freeIndex(): number {
    for (let tried = 0; tried <= MAX_PRGI; tried += 1) {
      const index = (this.nextIndex + tried) % (MAX_PRGI + 1);
      if (!this.byIndex.has(index)) {
        this.nextIndex = (index + 1) % (MAX_PRGI + 1);
        return index;
      }
    }
    return -1;
  }

  private matching(prgi: number, pasid: number): AskedGroup | undefined {
    const required = this.registers.capability.prgResponsePasidRequired;
    return this.find(prgi, (group) => !group.answered && (!required || group.pasid === pasid));
  }

  private unclosed(prgi: number, pasid: number): AskedGroup | undefined {
    return this.find(prgi, (group) => !group.closed && group.pasid === pasid);
  }

  private find(prgi: number, wanted: (group: AskedGroup) => boolean): AskedGroup | undefined {
    let group = this.byIndex.get(prgi);
    while (group !== undefined && !wanted(group)) {
      group = group.next;
    }
    return group;
  }

  private add(prgi: number, pasid: number): AskedGroup {
    this.serial += 1;
    const group = {
      prgi,
      pasid,
      serial: this.serial,
      messages: 0,
      closed: false,
      answered: false,
      stale: false,
      next: undefined,
    };
    let last = this.byIndex.get(prgi);
    if (last === undefined) {
      this.byIndex.set(prgi, group);
      return group;
    }
    while (last.next !== undefined) {
      last = last.next;
    }
    last.next = group;
    return group;
  }

  private remove(group: AskedGroup): void {
    let before = this.byIndex.get(group.prgi);
    if (before !== group) {
      while (before?.next !== group) {
        before = before?.next;
      }
      before.next = group.next;
    } else if (group.next === undefined) {
      this.byIndex.delete(group.prgi);
    } else {
      this.byIndex.set(group.prgi, group.next);
    }
  }

  private all(): AskedGroup[] {
    const groups: AskedGroup[] = [];
    for (let group of this.byIndex.values() as Iterable<AskedGroup | undefined>) {
      for (; group !== undefined; group = group.next) {
        groups.push(group);
      }
    }
    return groups;
  }

  private count(messages: number): void {
    this.outstanding += messages;
    this.registers.outstanding += messages;
  }
}

/** The PASID a response carries by the rule: the request's if the function requires it, else none (R-PRI-56). */
export function pasidByRule(pri: Pri | undefined, pasid: number): number {
  return pri?.registers.capability.prgResponsePasidRequired === true ? pasid : NO_PASID;
}
