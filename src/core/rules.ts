import { addressOf } from '../base/u64';
import { IommuError, limitExceeded } from '../model/errors';
import type { Rule, RuleAction, RuleEvent, RuleView } from '../model/misbehaviour';
import { codeOfRaw } from '../model/page-request';
import { NONE, type Permissions } from '../model/permissions';
import type { Delays } from './delays';
import type { Endpoint } from './endpoint';
import type { OutputLog } from './output-log';
import { Random } from './random';

/** Something that a rule may concern. */
export interface Met {
  readonly event: RuleEvent;
  readonly endpoint: Endpoint;
  /** 0..2^20-1, or NO_PASID. */
  readonly pasid: number;
  /** Undefined: it has no address. */
  readonly firstPage?: number | undefined;
  /** Inclusive. */
  readonly lastPage?: number | undefined;
  readonly access?: Permissions | undefined;
  /** Of a page response. */
  readonly rawCode?: number | undefined;
  /** Of a page request: whether it closes its group. */
  readonly last?: boolean | undefined;
}

interface Entry {
  readonly rule: Rule;
  matches: bigint;
  hits: bigint;
  /** Matches since `skip` were let pass. */
  counted: bigint;
}

/** One of a million. */
const MILLION = 1_000_000;

/** The rules of one vIOMMU: the same seed, commands and times lead to the same hits. */
export class Rules {
  private readonly byId = new Map<number, Entry>();
  /** In the order in which they are asked. */
  private ordered: readonly Entry[] = [];
  private random: Random;
  private nextId = 1;

  /**
   * @param seed of the probabilities
   * @param limit rules there may be
   */
  constructor(
    private readonly seed: bigint,
    private readonly limit: number,
    private readonly log: OutputLog,
    private readonly delays: Delays,
  ) {
    this.random = new Random(seed);
  }

  /**
   * Adds rules, all or none.
   *
   * @throws IommuError RULE_EXISTS, LIMIT_EXCEEDED
   */
  add(rules: readonly Rule[]): RuleView[] {
    if (this.byId.size + rules.length > this.limit) {
      throw limitExceeded('max_rules', this.limit, 'delete some first');
    }
    const taken = new Set(this.byId.keys());
    for (const [index, { id }] of rules.entries()) {
      if (id !== 0 && taken.has(id)) {
        throw new IommuError('RULE_EXISTS', `rules[${String(index)}].rule_id ${String(id)} exists; choose another`, {
          field: `rules[${String(index)}].rule_id`,
          metadata: { rule_id: String(id) },
        });
      }
      taken.add(id);
    }
    const added = rules.map((rule) => {
      const entry: Entry = { rule: { ...rule, id: this.choose(rule.id, taken) }, matches: 0n, hits: 0n, counted: 0n };
      this.byId.set(entry.rule.id, entry);
      return entry;
    });
    this.order();
    return added.map(viewOf);
  }

  /** At most `limit` rules with an id above `afterId`, by id. */
  list(afterId: number, limit: number): RuleView[] {
    return [...this.byId.values()]
      .filter(({ rule }) => rule.id > afterId)
      .sort((a, b) => a.rule.id - b.rule.id)
      .slice(0, limit)
      .map(viewOf);
  }

  /**
   * Deletes rules, all or none.
   *
   * @param ids none: every rule
   * @returns how many
   * @throws IommuError RULE_NOT_FOUND
   */
  delete(ids: readonly number[]): number {
    const unique = new Set(ids.length === 0 ? this.byId.keys() : ids);
    for (const id of unique) {
      if (!this.byId.has(id)) {
        throw new IommuError('RULE_NOT_FOUND', `rule ${String(id)} does not exist; ListRules says which do`, {
          field: 'rule_ids',
          metadata: { rule_id: String(id) },
        });
      }
    }
    for (const id of unique) {
      this.byId.delete(id);
    }
    this.order();
    return unique.size;
  }

  /**
   * Checks that every rule has acted as often as expected.
   *
   * @returns how many have an expectation
   * @throws IommuError EXPECTATIONS_NOT_MET
   */
  verify(): number {
    const expecting = [...this.byId.values()].filter(({ rule }) => rule.expectation !== undefined);
    const failed = expecting.filter(({ rule, hits }) => {
      const { minHits, maxHits } = rule.expectation!;
      return hits < minHits || (maxHits !== undefined && hits > maxHits);
    });
    if (failed.length > 0) {
      throw new IommuError('EXPECTATIONS_NOT_MET', failed.map(describeFailure).join('; '), {
        metadata: { rule_ids: failed.map(({ rule }) => String(rule.id)).join(',') },
      });
    }
    return expecting.length;
  }

  /** A new incarnation: counts and draws begin again, the rules stay. */
  restart(): void {
    this.random = new Random(this.seed);
    for (const entry of this.byId.values()) {
      entry.matches = 0n;
      entry.hits = 0n;
      entry.counted = 0n;
    }
  }

  /** What is done about something; undefined: nothing. It is reported. */
  meet(met: Met): RuleAction | undefined {
    for (const entry of this.ordered) {
      if (concerns(entry.rule, met)) {
        entry.matches += 1n;
        if (this.acts(entry)) {
          entry.hits += 1n;
          this.report(entry, met);
          return entry.rule.action;
        }
      }
    }
    return undefined;
  }

  private acts(entry: Entry): boolean {
    const { trigger, action } = entry.rule;
    if (entry.matches <= trigger.skip || (trigger.count !== 0n && entry.hits >= trigger.count)) {
      return false;
    }
    entry.counted += 1n;
    if (entry.counted % trigger.every !== 0n || (action.kind === 'DELAY' && this.delays.isFull)) {
      return false;
    }
    return trigger.probability === undefined || this.random.below(MILLION) < trigger.probability;
  }

  private report({ rule, hits }: Entry, { event, endpoint, pasid, firstPage }: Met): void {
    this.log.report({
      kind: 'RULE_HIT',
      ruleId: rule.id,
      event,
      endpointId: endpoint.id,
      pasid,
      iova: firstPage === undefined ? undefined : addressOf(firstPage),
      hits,
    });
  }

  private choose(id: number, taken: Set<number>): number {
    if (id !== 0) {
      return id;
    }
    while (taken.has(this.nextId)) {
      this.nextId += 1;
    }
    taken.add(this.nextId);
    return this.nextId;
  }

  private order(): void {
    this.ordered = [...this.byId.values()].sort((a, b) => b.rule.priority - a.rule.priority || a.rule.id - b.rule.id);
  }
}

function concerns({ match, action }: Rule, met: Met): boolean {
  const { event, endpointId, pasid, pages, code, anyPermission } = match;
  if (event !== met.event || (endpointId !== undefined && endpointId !== met.endpoint.id)) {
    return false;
  }
  if (pasid !== undefined && pasid !== met.pasid) {
    return false;
  }
  const { firstPage = -1, lastPage = -1 } = met;
  if (pages !== undefined && (firstPage > pages.lastPage || lastPage < pages.firstPage)) {
    return false;
  }
  if (code !== undefined && codeOfRaw(met.rawCode!) !== code) {
    return false;
  }
  if (anyPermission !== NONE && ((met.access ?? NONE) & anyPermission) === 0) {
    return false;
  }
  return met.last === undefined || suits(action, met.last);
}

/** Whether an action on page requests is about those that close their group, or the others. */
function suits(action: RuleAction, last: boolean): boolean {
  switch (action.kind) {
    case 'ANSWER':
      return last;
    case 'EXHAUST':
      return last === (action.stage !== 'PARTIAL');
    default:
      return true;
  }
}

function viewOf({ rule, matches, hits }: Entry): RuleView {
  return { rule, matches, hits };
}

function describeFailure({ rule, matches, hits }: Entry): string {
  const { minHits, maxHits } = rule.expectation!;
  const most = maxHits === undefined ? '' : ` and at most ${String(maxHits)}`;
  const name = rule.name === '' ? '' : ` (${rule.name})`;
  return (
    `rule ${String(rule.id)}${name} acted ${String(hits)} times on ${String(matches)} matches, ` +
    `expected at least ${String(minHits)}${most}`
  );
}
