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
  /** The groups of the same index beside it, if the function broke R-PRI-28 or R-PRI-29: the one older, the one younger. */
  older: AskedGroup | undefined;
  younger: AskedGroup | undefined;
}

/** The groups of one index. */
interface IndexUse {
  oldest: AskedGroup | undefined;
  youngest: AskedGroup | undefined;
  /** How many of them are not closed. */
  unclosed: number;
}

/** What a response matched. */
export interface Matched {
  readonly pasid: number;
  readonly stale: boolean;
}

/** Indexes there are, and so the most unclosed groups of one PASID. */
const INDEXES = MAX_PRGI + 1;

/**
 * One function's page requests: which groups it has asked for and not had answered, by index. Indexes are the
 * function's own; credits and registers may be shared. Nothing takes longer the more groups there are, however few indexes
 * a function uses for them, but what lists or forgets them all.
 */
export class Pri {
  /** Messages sent by this function whose group is unanswered. */
  outstanding = 0;
  private readonly byIndex = new Map<number, IndexUse>();
  /** Groups that are not closed, by {@link openKey}. */
  private readonly open = new Map<number, AskedGroup>();
  /** Of PASIDs that were stopped the serial of the last group before (R-PRI-46). */
  private readonly staleUntil = new Map<number, number>();
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
    return this.open.has(openKey(prgi, pasid));
  }

  /** Whether a group of this index is not closed, under any PASID. */
  isOpenAnywhere(prgi: number): boolean {
    return (this.byIndex.get(prgi)?.unclosed ?? 0) > 0;
  }

  /** Whether a group of a PASID is not closed. */
  hasUnclosed(pasid: number): boolean {
    return this.unclosedOf(pasid).length > 0;
  }

  /** A message was sent. */
  sent(prgi: number, pasid: number, last: boolean): void {
    const begun = this.open.get(openKey(prgi, pasid));
    const group = begun ?? this.add(prgi, pasid, last);
    if (!group.answered) {
      group.messages += 1;
      this.count(1);
    }
    if (last && begun !== undefined) {
      this.endSending(begun);
      if (begun.answered) {
        this.remove(begun);
      }
    }
  }

  /**
   * The group that a response answers, as the function sees it: with PRG Response PASID Required the PASID must be that
   * of the request, otherwise the index decides alone (R-PRI-56). Of several the oldest.
   *
   * @param pasid what the response carries, or NO_PASID
   */
  match(prgi: number, pasid: number): Matched | undefined {
    const group = this.matching(prgi, pasid);
    return group && this.matched(group);
  }

  /** A response arrived: the group's credits return. Returns what it matched. */
  answered(prgi: number, pasid: number): Matched | undefined {
    const group = this.matching(prgi, pasid);
    if (group === undefined) {
      return undefined;
    }
    const matched = this.matched(group);
    this.count(-group.messages);
    group.messages = 0;
    group.answered = true;
    if (group.closed) {
      this.remove(group);
    }
    return matched;
  }

  /** The PASID is stopped: what was asked for it is stale (R-PRI-46). */
  markStale(pasid: number): void {
    if (this.byIndex.size > 0) {
      this.staleUntil.set(pasid, this.serial);
    }
  }

  /** Groups that are not closed will never be: their credits return. */
  forgetUnclosed(pasid?: number): void {
    const groups = pasid === undefined ? [...this.open.values()] : this.unclosedOf(pasid);
    for (const group of groups) {
      this.count(-group.messages);
      this.endSending(group);
      this.remove(group);
    }
  }

  /** Everything outstanding is forgotten. */
  forgetAll(): void {
    this.count(-this.outstanding);
    this.byIndex.clear();
    this.open.clear();
    this.staleUntil.clear();
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
    for (let tried = 0; tried < INDEXES; tried += 1) {
      const index = (this.nextIndex + tried) % INDEXES;
      if (!this.byIndex.has(index)) {
        this.nextIndex = (index + 1) % INDEXES;
        return index;
      }
    }
    return -1;
  }

  private matching(prgi: number, pasid: number): AskedGroup | undefined {
    const required = this.registers.capability.prgResponsePasidRequired;
    return this.find(prgi, (group) => !group.answered && (!required || group.pasid === pasid));
  }

  private matched({ pasid, serial }: AskedGroup): Matched {
    return { pasid, stale: serial <= (this.staleUntil.get(pasid) ?? 0) };
  }

  /** The unclosed groups of a PASID: there is at most one for each index. */
  private unclosedOf(pasid: number): AskedGroup[] {
    if (this.open.size <= INDEXES) {
      return [...this.open.values()].filter((group) => group.pasid === pasid);
    }
    const groups: AskedGroup[] = [];
    for (let prgi = 0; prgi < INDEXES; prgi += 1) {
      const group = this.open.get(openKey(prgi, pasid));
      if (group !== undefined) {
        groups.push(group);
      }
    }
    return groups;
  }

  private find(prgi: number, wanted: (group: AskedGroup) => boolean): AskedGroup | undefined {
    let group = this.byIndex.get(prgi)?.oldest;
    while (group !== undefined && !wanted(group)) {
      group = group.younger;
    }
    return group;
  }

  private add(prgi: number, pasid: number, closed: boolean): AskedGroup {
    let use = this.byIndex.get(prgi);
    if (use === undefined) {
      use = { oldest: undefined, youngest: undefined, unclosed: 0 };
      this.byIndex.set(prgi, use);
    }
    this.serial += 1;
    const group: AskedGroup = {
      prgi,
      pasid,
      serial: this.serial,
      messages: 0,
      closed,
      answered: false,
      older: use.youngest,
      younger: undefined,
    };
    if (use.youngest === undefined) {
      use.oldest = group;
    } else {
      use.youngest.younger = group;
    }
    use.youngest = group;
    if (!closed) {
      use.unclosed += 1;
      this.open.set(openKey(prgi, pasid), group);
    }
    return group;
  }

  /** Its last page request was sent, or never will be. */
  private endSending(group: AskedGroup): void {
    group.closed = true;
    this.open.delete(openKey(group.prgi, group.pasid));
    this.byIndex.get(group.prgi)!.unclosed -= 1;
  }

  /** Takes a closed group out. */
  private remove({ prgi, older, younger }: AskedGroup): void {
    const use = this.byIndex.get(prgi)!;
    if (older === undefined) {
      use.oldest = younger;
    } else {
      older.younger = younger;
    }
    if (younger === undefined) {
      use.youngest = older;
    } else {
      younger.older = older;
    }
    if (use.oldest === undefined) {
      this.byIndex.delete(prgi);
    }
    if (this.byIndex.size === 0) {
      this.staleUntil.clear();
    }
  }

  private all(): AskedGroup[] {
    const groups: AskedGroup[] = [];
    for (const { oldest } of this.byIndex.values()) {
      for (let group = oldest; group !== undefined; group = group.younger) {
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

function openKey(prgi: number, pasid: number): number {
  return (pasid + 1) * INDEXES + prgi;
}
