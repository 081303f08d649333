import { IommuError } from '../model/errors';
import type { ReportRecord } from '../model/report';
import type { DomainSubscription, Role } from './stream-items';

interface Choice {
  readonly role: Role;
  readonly takeOver: boolean;
}

/** A domain that two selections would both control; without an id: every domain that neither names. */
export interface Conflict {
  readonly domainId: number | undefined;
}

/** Which domains a stream wants groups of, and in which role. */
export class Selection {
  private readonly named = new Map<number, Choice>();
  private readonly others: Choice | undefined;

  /**
   * @param subscriptions what the client asked for; none: every domain
   * @param defaultRole the role where none was given
   * @throws IommuError SUBSCRIPTION_DUPLICATE, FIELD_NOT_APPLICABLE
   */
  constructor(subscriptions: readonly DomainSubscription[], defaultRole: Role) {
    let others: Choice | undefined;
    if (subscriptions.length === 0) {
      others = { role: defaultRole, takeOver: false };
    }
    for (const [index, { domainId, role = defaultRole, takeOver }] of subscriptions.entries()) {
      if (domainId === undefined ? others !== undefined : this.named.has(domainId)) {
        const what = domainId === undefined ? 'every other domain' : `domain ${domainId}`;
        throw new IommuError('SUBSCRIPTION_DUPLICATE', `${what} is selected twice; name it once`, {
          field: 'selection.domains',
        });
      }
      if (takeOver && role === 'OBSERVER') {
        const text = 'take_over takes control, and an observer has none; leave it out, or control';
        throw new IommuError('FIELD_NOT_APPLICABLE', text, { field: `selection.domains[${index}].take_over` });
      }
      if (domainId === undefined) {
        others = { role, takeOver };
      } else {
        this.named.set(domainId, { role, takeOver });
      }
    }
    this.others = others;
  }

  /** The domains that are named, whether they exist or not. */
  get namedIds(): number[] {
    return [...this.named.keys()];
  }

  /** Whether any domain is controlled, now or in future. */
  get controlsAny(): boolean {
    return this.others?.role === 'CONTROLLER' || [...this.named.values()].some(({ role }) => role === 'CONTROLLER');
  }

  /** Whether domains that are not named are controlled. */
  get controlsOthers(): boolean {
    return this.others?.role === 'CONTROLLER';
  }

  /** What the stream does with a domain's groups; undefined: nothing. */
  roleOf(domainId: number): Role | undefined {
    return (this.named.get(domainId) ?? this.others)?.role;
  }

  /** Whether the stream wants an event: one of a domain it selected, or one of no domain. */
  wantsEvent(record: ReportRecord): boolean {
    return (
      !('domainId' in record) ||
      record.domainId === undefined ||
      this.named.has(record.domainId) ||
      this.others !== undefined
    );
  }

  /** Whether the client asked to take this control from whoever has it. */
  takesOver({ domainId }: Conflict): boolean {
    const choice = domainId === undefined ? this.others : (this.named.get(domainId) ?? this.others);
    return choice?.takeOver === true;
  }

  /** What both would control. */
  conflictsWith(other: Selection): Conflict[] {
    const conflicts: Conflict[] = [...new Set([...this.namedIds, ...other.namedIds])]
      .filter((id) => this.roleOf(id) === 'CONTROLLER' && other.roleOf(id) === 'CONTROLLER')
      .map((domainId) => ({ domainId }));
    if (this.controlsOthers && other.controlsOthers) {
      conflicts.push({ domainId: undefined });
    }
    return conflicts;
  }
}
