import { hex } from '../base/u64';
import type { OperationOutput } from '../core/outputs';
import { IommuError } from '../model/errors';
import type { CommandOutcome, GuestBuffer, QueueControl, QueueKind, QueueView } from '../model/guest-queue';
import { settleLine, type CommandEnd, type Line, type Running } from './command-line';
import { CommandPlaces } from './command-places';
import type { CommandAction, CommandDialect, QueueParts, Store, Sync } from './dialect';
import type { Effects } from './effects';
import { execute } from './execute';
import type { RecordedGroups } from './recorded-groups';
import { QueueSettings } from './queue-settings';
import { Submission } from './submission';

/** The most entries read from a ring at a time. */
const MAX_FETCHED = 4096;

/** What a command queue needs besides its dialect. */
export interface CommandQueueParts extends QueueParts {
  readonly recorded: RecordedGroups;
  /** Has everything recorded that has arrived. */
  readonly drain: () => void;
}

/**
 * One queue of a guest's commands.
 *
 * ```
 *   submitted, or read from the ring ─▶ line ─▶ consumed ─▶ executed ──────────▶ settled
 *                                        │         │         operation ──ended──▶ settled
 *                                        │         └─ sync that does not block ── those before it ended ─▶ settled
 *                                        ├─ sync that blocks: stays until those before it ended
 *                                        └─ illegal, or timed out: stays; those behind are not consumed
 * ```
 *
 * What is not consumed is forgotten: it is still in the guest's ring.
 */
export class CommandQueue {
  readonly settings: QueueSettings;
  private line: Line[] = [];
  /** By operation, in the order of the queue. */
  private readonly running = new Map<bigint, Running>();
  private readonly syncs = new Set<{ readonly line: Line; readonly sync: Sync }>();
  /** A sync that was consumed, and for which those behind it wait. */
  private fence: Line | undefined;
  private readonly places = new CommandPlaces();
  private serial = 0;
  /** It waits, and when it has ended the queue is off. */
  private lingering: Line | undefined;
  /** A time-out was not told yet. */
  private missed: Set<number> | undefined;

  constructor(
    kind: QueueKind,
    private readonly dialect: CommandDialect,
    private readonly parts: CommandQueueParts,
  ) {
    this.settings = new QueueSettings(kind, dialect, parts.registers, true);
  }

  /** Commands that have not ended. */
  get waiting(): number {
    return this.line.length + this.running.size + this.syncs.size;
  }

  /** Whether its ring has to stay as it is. */
  get isHeld(): boolean {
    return this.line.length > 0 || (this.settings.enabled && this.waiting > 0);
  }

  /** Whether it was turned off, and is still on. */
  get lingers(): boolean {
    return this.lingering !== undefined;
  }

  get view(): QueueView {
    return this.settings.view({ stopped: this.dialect.stopped, waiting: this.waiting, lost: 0 });
  }

  /** The head register; 0 without a ring. */
  get head(): bigint {
    return this.settings.pointers?.head ?? 0n;
  }

  get stopped(): boolean {
    return this.dialect.stopped;
  }

  /** The place of the command that began an operation. */
  addressOf(operationId: bigint): bigint | undefined {
    return this.running.get(operationId)?.line.address ?? this.places.find(operationId);
  }

  /**
   * Takes entries, and executes what can be.
   *
   * @throws IommuError GUEST_QUEUE_OFF, GUEST_QUEUE_STOPPED, GUEST_QUEUE_HAS_RING
   */
  submit(entries: readonly (Uint8Array | GuestBuffer)[]): Submission {
    const { enabled, base } = this.settings;
    if (!enabled) {
      throw new IommuError('GUEST_QUEUE_OFF', `queue ${this.dialect.name} is off; turn it on with ControlQueue`);
    }
    if (base !== undefined) {
      const text = `queue ${this.dialect.name} is read from its ring; write there, and set its tail with ControlQueue`;
      throw new IommuError('GUEST_QUEUE_HAS_RING', text);
    }
    if (this.dialect.stopped) {
      const text = `queue ${this.dialect.name} has stopped at an error; clear it with ControlQueue`;
      throw new IommuError('GUEST_QUEUE_STOPPED', text);
    }
    const submission = new Submission(this.parts.registers);
    for (const entry of entries) {
      const buffer = entry instanceof Uint8Array ? undefined : entry;
      this.add(
        submission,
        entry instanceof Uint8Array ? entry : entry.readable,
        buffer,
        this.placeOf(this.line.length),
      );
    }
    this.run();
    submission.seal();
    return submission;
  }

  /**
   * Sets registers; {@link QueueSettings.check} must have had nothing against it.
   *
   * @returns the entries that were read because of it
   */
  control(control: QueueControl): Submission {
    const submission = new Submission(this.parts.registers);
    this.settings.apply(control, submission.effects);
    if (!this.settings.enabled) {
      this.turnOff(submission.effects);
    } else if (this.settings.base !== undefined) {
      this.setTail(control.tail, submission);
      this.fetch(submission);
    }
    this.run();
    submission.seal();
    return submission;
  }

  /** What waits is given up, but for a command that hardware does not leave. */
  private turnOff(effects: Effects): void {
    const [head] = this.line;
    const stays = head?.command?.action.kind === 'SYNC' && this.dialect.linger !== undefined;
    const rest = stays ? this.line.splice(0, 1) : [];
    this.abandon('the queue was turned off');
    this.line = rest;
    if (stays && this.lingering === undefined) {
      this.lingering = head;
      this.dialect.linger?.(effects);
    }
  }

  /** An operation has ended. */
  onOperation({ result, entries }: OperationOutput): void {
    const found = this.running.get(result.operationId);
    if (found === undefined) {
      // Somebody else's; what waits for room may have it now.
      this.run();
      return;
    }
    this.running.delete(result.operationId);
    const { line, executed } = found;
    this.places.remember(result.operationId, line.address);
    const parts = entries.length > 0 ? entries : [result];
    const endpointIds = [...new Set(parts.flatMap(({ endpoints }) => endpoints.map(({ endpointId }) => endpointId)))];
    // Whoever waits for the last of its entries is told of the error with it.
    if (this.isMissed(result.outcome)) {
      this.miss(endpointIds, line);
    }
    this.settle(line, result.outcome, {
      detail: executed.detail,
      endpointIds,
      written: executed.written?.(result.outcome),
    });
    this.completeSyncs();
    this.run();
  }

  private isMissed(outcome: CommandOutcome): boolean {
    const { reportGoneInvalidations } = this.parts.iommu.config.policy;
    return outcome === 'TIMED_OUT' || (outcome === 'ENDPOINT_GONE' && reportGoneInvalidations);
  }

  private miss(endpointIds: readonly number[], { submission }: Line): void {
    switch (this.dialect.timeouts) {
      case 'AT_ONCE':
        this.dialect.timedOut({ endpointIds }, submission.effects);
        for (const { line } of this.syncs) {
          this.settle(line, 'ABORTED', { detail: `endpoint ${endpointIds.join(', ')} did not complete`, endpointIds });
        }
        this.syncs.clear();
        this.fence = undefined;
        this.abandon('the queue stopped at a time-out');
        break;
      case 'AT_SYNC':
        this.missed ??= new Set();
        endpointIds.forEach((id) => this.missed?.add(id));
        break;
      case 'NEVER':
        break;
    }
  }

  /** Consumes entries until one has to wait, or the queue stops. */
  private run(): void {
    let next = 0;
    while (next < this.line.length && !this.mustWait && this.consume(this.line[next]!)) {
      next += 1;
    }
    this.line.splice(0, next);
    if (this.dialect.stopped) {
      this.abandon('the queue stopped before it');
    }
  }

  private get mustWait(): boolean {
    return this.dialect.stopped || this.fence !== undefined;
  }

  /** Consumes an entry; false if it stays. */
  private consume(line: Line): boolean {
    if (line.submission.isOver) {
      this.settle(line, 'NOT_CONSUMED', { detail: 'an entry before it was refused' });
      return true;
    }
    if (line.isUnreadable) {
      this.dialect.fetchFailed(line.address, line.submission.effects);
      return this.stay(line, 'NOT_CONSUMED', `guest memory at ${hex(line.address)} cannot be read`, []);
    }
    line.command ??= this.dialect.decode(line.bytes, line.buffer);
    const { action } = line.command;
    if (action.kind === 'ILLEGAL') {
      return this.refuse(line, action);
    }
    if (action.kind === 'SYNC') {
      return this.reachSync(line, action.sync);
    }
    const executed = execute(this.parts, action);
    if (executed === 'WAIT') {
      return false;
    }
    this.pass(line);
    if (executed.operationId === undefined) {
      const { outcome = 'COMPLETED', detail, written } = executed;
      this.settle(line, outcome, { detail, written: written?.('COMPLETED') });
    } else {
      this.running.set(executed.operationId, { line, executed });
    }
    return true;
  }

  private refuse(line: Line, action: Extract<CommandAction, { kind: 'ILLEGAL' }>): boolean {
    line.submission.isOver = this.dialect.endsCall === true;
    this.dialect.stop(action, line.address, line.submission.effects);
    if (this.dialect.stopped) {
      // It stays in the guest's ring, to be overwritten.
      this.line.splice(this.line.indexOf(line), 1);
    } else if (!line.submission.isOver) {
      this.pass(line);
    }
    this.settle(line, 'ILLEGAL', { detail: action.why });
    return !this.dialect.stopped;
  }

  private reachSync(line: Line, sync: Sync): boolean {
    if (this.running.size > 0) {
      const stays = sync.blocks && sync.consumed !== true;
      if (!stays) {
        this.pass(line);
        this.syncs.add({ line, sync });
        this.fence = sync.blocks ? line : undefined;
      }
      return !stays;
    }
    const { missed } = this;
    if (missed !== undefined) {
      this.missed = undefined;
      const endpointIds = [...missed];
      this.dialect.timedOut({ endpointIds }, line.submission.effects);
      return this.stay(line, 'TIMED_OUT', `endpoint ${endpointIds.join(', ')} did not complete`, endpointIds);
    }
    const problem = this.complete(sync, line);
    if (problem !== undefined) {
      return this.stay(line, 'ABORTED', problem, []);
    }
    this.pass(line);
    this.settle(line, 'COMPLETED', { detail: sync.detail ?? '' });
    return true;
  }

  /** The queue stopped at an entry, which is not consumed. */
  private stay(line: Line, outcome: CommandOutcome, detail: string, endpointIds: readonly number[]): boolean {
    this.line.splice(this.line.indexOf(line), 1);
    this.settle(line, outcome, { detail, endpointIds });
    return false;
  }

  /** Those before some syncs have ended. */
  private completeSyncs(): void {
    let oldest = Infinity;
    for (const { line } of this.running.values()) {
      oldest = Math.min(oldest, line.serial);
    }
    for (const waiting of this.syncs) {
      const { line, sync } = waiting;
      if (line.serial > oldest) {
        return;
      }
      this.syncs.delete(waiting);
      this.fence = this.fence === line ? undefined : this.fence;
      const problem = this.complete(sync, line);
      this.settle(line, problem === undefined ? 'COMPLETED' : 'ABORTED', { detail: problem ?? sync.detail ?? '' });
    }
  }

  private complete(sync: Sync, { address: place, submission: { effects } }: Line): string | undefined {
    if (sync.drains) {
      this.parts.drain();
    }
    const store: Store = (address, data) => {
      const performed = this.settings.writeMemory && this.parts.memory.write(address, data);
      effects.write({ address, data, performed });
      return performed || !this.settings.writeMemory;
    };
    return sync.complete(effects, store, place);
  }

  private abandon(why: string): void {
    for (const line of this.line.splice(0)) {
      this.settle(line, 'NOT_CONSUMED', { detail: why });
    }
  }

  private pass({ submission }: Line): void {
    submission.consumed += 1;
    this.settings.pointers?.advanceHead();
  }

  private settle(line: Line, outcome: CommandOutcome, more: CommandEnd): void {
    if (this.lingering === line) {
      this.lingering = undefined;
      this.dialect.setEnabled(false, line.submission.effects);
    }
    settleLine(line, outcome, more);
  }

  private add(
    submission: Submission,
    bytes: Uint8Array,
    buffer: GuestBuffer | undefined,
    address: bigint,
    isUnreadable = false,
  ): void {
    this.serial += 1;
    const { serial } = this;
    const index = submission.size;
    this.line.push({ submission, index, bytes, buffer, address, serial, command: undefined, isUnreadable });
    submission.expect();
  }

  private setTail(tail: bigint | undefined, { effects }: Submission): void {
    const { pointers } = this.settings;
    if (
      tail !== undefined &&
      pointers !== undefined &&
      this.dialect.setTail?.(pointers.placeOf(tail), effects) !== false
    ) {
      pointers.setTail(tail);
    }
  }

  /** Reads what is in the ring and not in the line, up to what cannot be read: that is told when it is reached. */
  private fetch(submission: Submission): void {
    const { base, pointers, entryBytes } = this.settings;
    const isStuck = this.dialect.stopped || this.line.at(-1)?.isUnreadable === true;
    if (base === undefined || pointers === undefined || isStuck) {
      return;
    }
    for (let count = 0; count < MAX_FETCHED && this.line.length < pointers.used; count += 1) {
      const address = this.placeOf(this.line.length);
      const bytes = new Uint8Array(entryBytes);
      const isUnreadable = !this.parts.memory.read(address, bytes);
      this.add(submission, bytes, undefined, address, isUnreadable);
      if (isUnreadable) {
        return;
      }
    }
  }

  /** Where the entry is that comes so many behind the head. */
  private placeOf(behind: number): bigint {
    const { base, pointers, entryBytes } = this.settings;
    return (base ?? 0n) + BigInt((pointers?.headIndex(behind) ?? 0) * entryBytes);
  }
}
