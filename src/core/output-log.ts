import type { Report, ReportRecord } from '../model/report';
import type { EndpointMessage, OperationOutput, Output } from './outputs';

/** Somebody to whom things happen. */
export interface Told {
  readonly id: number;
  /** Whether a device model listens. */
  readonly hasModel: boolean;
  /** Messages told so far, to anybody. */
  sequence: number;
  /** Messages told so far to its model, since its hello. */
  modelSequence: number;
}

/** Bits of a cookie or an operation id below the incarnation. */
const COUNTER_BITS = 40n;

/**
 * What the core says, and the time at which it says it: the report log of one incarnation, the messages to endpoints,
 * and the ends of operations, in one order.
 */
export class OutputLog {
  /** The vIOMMU's clock, in nanoseconds. */
  now = 0n;

  private outputs: Output[] = [];
  private kept: Report[] = [];
  private count = 0;
  private operationCount = 0;
  private epoch: number;

  /**
   * @param incarnation the upper part of cookies and operation ids
   * @param depth reports kept
   */
  constructor(
    incarnation: number,
    private readonly depth: number,
  ) {
    this.epoch = incarnation;
  }

  /** The upper part of cookies and operation ids. */
  get incarnation(): number {
    return this.epoch;
  }

  /** Begins a new incarnation: time, reports and operation ids start anew. What was said and not taken stays. */
  restart(incarnation: number): void {
    this.epoch = incarnation;
    this.now = 0n;
    this.kept = [];
    this.count = 0;
    this.operationCount = 0;
  }

  /** The sequence the next report gets. */
  get nextSequence(): bigint {
    return BigInt(this.count + 1);
  }

  /** The oldest report kept; the next sequence when none is. */
  get oldestSequence(): bigint {
    return BigInt(Math.max(0, this.count - this.depth) + 1);
  }

  /** How many reports were made. */
  get reportCount(): number {
    return this.count;
  }

  /** The cookie of the group with this counter. */
  cookie(counter: number): bigint {
    return (BigInt(this.epoch) << COUNTER_BITS) | BigInt(counter);
  }

  /** The counter of a cookie of this incarnation; 0, which none has, for any other value. */
  counterOf(cookie: bigint): number {
    return cookie >> COUNTER_BITS === BigInt(this.epoch) ? Number(BigInt.asUintN(40, cookie)) : 0;
  }

  /** A new operation id. */
  nextOperationId(): bigint {
    this.operationCount += 1;
    return this.cookie(this.operationCount);
  }

  /** Appends a report and returns its sequence. */
  report(record: ReportRecord): bigint {
    const report: Report = { sequence: this.nextSequence, timeNs: this.now, record };
    this.kept[this.count % this.depth] = report;
    this.count += 1;
    this.outputs.push({ kind: 'REPORT', report });
    return report.sequence;
  }

  /** A report that is still kept. */
  at(sequence: bigint): Report | undefined {
    if (sequence < this.oldestSequence || sequence >= this.nextSequence) {
      return undefined;
    }
    return this.kept[Number(sequence - 1n) % this.depth];
  }

  /**
   * Says what happens at an endpoint.
   *
   * @param forModel whether an external endpoint's model is to receive it; it does while it is connected
   */
  tell(endpoint: Told, message: EndpointMessage, forModel: boolean): void {
    endpoint.sequence += 1;
    let modelSequence: bigint | undefined;
    if (forModel && endpoint.hasModel) {
      endpoint.modelSequence += 1;
      modelSequence = BigInt(endpoint.modelSequence);
    }
    this.outputs.push({
      kind: 'ENDPOINT',
      endpointId: endpoint.id,
      sequence: BigInt(endpoint.sequence),
      modelSequence,
      timeNs: this.now,
      message,
    });
  }

  /** Says that an operation ended, in the report log and to whoever waits for it. */
  operationEnded(output: OperationOutput): void {
    this.report(output.result);
    this.outputs.push(output);
  }

  /** Everything said since the last call, in order. */
  take(): Output[] {
    if (this.outputs.length === 0) {
      return [];
    }
    const { outputs } = this;
    this.outputs = [];
    return outputs;
  }
}
