import { Deadlines, type Deadline } from '../base/deadlines';
import {
  worse,
  type EndpointOutcome,
  type EntryOutcome,
  type OperationKind,
  type OperationOutcome,
  type OperationResult,
} from '../model/operation';
import type { DmaResult } from '../model/transfer';
import type { DeviceInvalidation } from './device-tlb';
import type { OutputLog } from './output-log';

/** Outcomes of the endpoints of an operation, or of one entry of it. */
export class Outcomes {
  private overall: OperationOutcome = 'COMPLETED';
  private readonly byEndpoint = new Map<number, OperationOutcome>();

  add(endpointId: number, outcome: OperationOutcome): void {
    if (outcome !== 'COMPLETED') {
      this.overall = worse(this.overall, outcome);
      this.byEndpoint.set(endpointId, worse(this.byEndpoint.get(endpointId) ?? 'COMPLETED', outcome));
    }
  }

  /** It was not waited for. */
  giveUp(): void {
    this.overall = worse(this.overall, 'TIMED_OUT');
  }

  get outcome(): OperationOutcome {
    return this.overall;
  }

  get endpoints(): EndpointOutcome[] {
    return [...this.byEndpoint]
      .map(([endpointId, outcome]) => ({ endpointId, outcome }))
      .sort((a, b) => a.endpointId - b.endpointId);
  }
}

/** Accepted work that outlasts its call. It ends when the last invalidation it waits for has ended. */
export interface Operation {
  readonly id: bigint;
  readonly kind: OperationKind;
  readonly beginNs: bigint;
  readonly outcomes: Outcomes;
  /** For INVALIDATE: accepted entries by index. */
  readonly entries: Map<number, Outcomes>;
  /** What it waits for. */
  readonly invalidations: Set<DeviceInvalidation>;
  /** The caller's own limit. */
  deadline: Deadline<Operation> | undefined;
  /** Whether everything it will wait for has been added. */
  sealed: boolean;
  /** Whether it waits for something besides invalidations. */
  held: boolean;
  /** Runs when the caller's limit passes, instead of giving up its invalidations. */
  whenDue: (() => void) | undefined;
  /** Runs when its invalidations are given up. */
  whenAbandoned: (() => void) | undefined;
  /** Runs when it ends, before that is told. */
  whenEnded: (() => void) | undefined;
}

/** The operations of one vIOMMU that have not ended. */
export class Operations {
  private readonly deadlines = new Deadlines<Operation>();
  private readonly open = new Set<Operation>();

  constructor(private readonly log: OutputLog) {}

  /** The operation whose caller's limit is the next to pass. */
  get nextDeadline(): bigint | undefined {
    return this.deadlines.first?.time;
  }

  /**
   * Begins an operation. It cannot end before {@link seal}.
   *
   * @param kind what it is
   * @param timeoutNs the caller's own limit, from now
   */
  begin(kind: OperationKind, timeoutNs?: bigint): Operation {
    const { log } = this;
    const operation: Operation = {
      id: log.nextOperationId(),
      kind,
      beginNs: log.now,
      outcomes: new Outcomes(),
      entries: new Map(),
      invalidations: new Set(),
      deadline: undefined,
      sealed: false,
      held: false,
      whenDue: undefined,
      whenAbandoned: undefined,
      whenEnded: undefined,
    };
    if (timeoutNs !== undefined) {
      operation.deadline = this.deadlines.add(log.now + timeoutNs, operation);
    }
    this.open.add(operation);
    return operation;
  }

  /** Notes an accepted entry of a batch. */
  addEntry(operation: Operation, index: number): void {
    operation.entries.set(index, new Outcomes());
  }

  /** Notes how one endpoint's part ended. */
  addOutcome(operation: Operation, entry: number, endpointId: number, outcome: OperationOutcome): void {
    operation.outcomes.add(endpointId, outcome);
    operation.entries.get(entry)?.add(endpointId, outcome);
  }

  /** An entry of a batch is not executed, because its caller waits no longer. */
  giveUpEntry(operation: Operation, index: number): void {
    operation.outcomes.giveUp();
    operation.entries.get(index)?.giveUp();
  }

  /** An invalidation the operation waited for has ended. */
  invalidationEnded(invalidation: DeviceInvalidation, outcome: OperationOutcome): void {
    const { operation } = invalidation;
    if (!invalidation.awaited) {
      return;
    }
    invalidation.awaited = false;
    operation.invalidations.delete(invalidation);
    this.addOutcome(operation, invalidation.entry, invalidation.endpointId, outcome);
    this.endIfDone(operation);
  }

  /** Nothing more will be added: the operation ends now, or with the last thing it waits for. */
  seal(operation: Operation): bigint {
    operation.sealed = true;
    this.endIfDone(operation);
    return operation.id;
  }

  /** What it waited for besides invalidations has happened. */
  release(operation: Operation): void {
    operation.held = false;
    this.endIfDone(operation);
  }

  /** Ends a DMA. */
  endDma(operation: Operation, endpointId: number, dma: DmaResult): void {
    operation.outcomes.add(endpointId, dma.status === 'ENDPOINT_GONE' ? 'ENDPOINT_GONE' : 'COMPLETED');
    this.end(operation, dma);
  }

  /** The operation whose caller's limit passes first, if that is not after `now`. */
  takeDue(now: bigint): Operation | undefined {
    const first = this.deadlines.first;
    if (first === undefined || first.time > now) {
      return undefined;
    }
    this.deadlines.remove(first);
    return first.item;
  }

  private endIfDone(operation: Operation): void {
    if (operation.sealed && !operation.held && operation.invalidations.size === 0) {
      this.end(operation, undefined);
    }
  }

  private end(operation: Operation, dma: DmaResult | undefined): void {
    if (!this.open.delete(operation)) {
      return;
    }
    if (operation.deadline !== undefined) {
      this.deadlines.remove(operation.deadline);
    }
    operation.whenEnded?.();
    const { log } = this;
    log.operationEnded({
      kind: 'OPERATION',
      result: resultOf(operation, log.now),
      entries: entriesOf(operation),
      dma,
    });
  }
}

function resultOf(operation: Operation, now: bigint): OperationResult {
  return {
    kind: 'OPERATION_ENDED',
    operationId: operation.id,
    operation: operation.kind,
    outcome: operation.outcomes.outcome,
    endpoints: operation.outcomes.endpoints,
    beginNs: operation.beginNs,
    endNs: now,
  };
}

function entriesOf(operation: Operation): EntryOutcome[] {
  return [...operation.entries]
    .map(([index, outcomes]) => ({ index, outcome: outcomes.outcome, endpoints: outcomes.endpoints }))
    .sort((a, b) => a.index - b.index);
}
