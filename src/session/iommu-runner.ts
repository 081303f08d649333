import { Iommu } from '../core/iommu';
import type { MemoryPort } from '../core/memory-port';
import type { OperationOutput } from '../core/outputs';
import { IommuError } from '../model/errors';
import type { FlushCounts, ViommuConfig } from '../model/viommu';
import { CommandGate } from './command-gate';
import type { Eventually } from './eventually';
import { OperationEnds, type OperationWait } from './operation-ends';
import { OutputRouter, type OutputSinks } from './output-router';
import { Ticker } from './ticker';
import type { TimeSource } from './time-source';

/** A command's result, and the operation it began. */
export interface Begun<T> {
  readonly value: T;
  /** Undefined: it began none. */
  readonly operationId: bigint | undefined;
}

/** A command's result, and how the operation it began ended. */
export interface Completed<T> {
  readonly value: T;
  /** Undefined: it began none. */
  readonly end: OperationOutput | undefined;
}

/** A command's result, and the wait for the operation it began. */
interface Expected<T> {
  readonly value: T;
  readonly wait: OperationWait | undefined;
}

/** What a runner is made of. */
export interface IommuRunnerOptions {
  readonly config: ViommuConfig;
  readonly incarnation: number;
  readonly memory: MemoryPort;
  readonly time: TimeSource;
  /** Called when a command is given, and when an operation that somebody waited for has ended. */
  readonly onUse: () => void;
  /** Who hears of what happens; of the end of an operation after whoever waits for it. */
  readonly sinks: OutputSinks;
}

/**
 * Runs the commands of one vIOMMU. Before a command the vIOMMU is brought to the present; after it, before the next
 * one, everybody concerned hears of what it caused.
 */
export class IommuRunner {
  /** The core. Outside of commands it may be read, but only while {@link slicing} is false. */
  readonly iommu: Iommu;

  private readonly gate: CommandGate;
  private readonly operations = new OperationEnds();
  private readonly router: OutputRouter;
  private readonly ticker: Ticker;
  private readonly time: TimeSource;
  private readonly onUse: () => void;
  private readonly isReal: boolean;
  /** The machine's time at which a REAL clock showed 0. */
  private startNs: bigint;

  constructor({ config, incarnation, memory, time, onUse, sinks }: IommuRunnerOptions) {
    this.time = time;
    this.onUse = onUse;
    this.isReal = config.clock === 'REAL';
    this.startNs = time.now();
    this.iommu = new Iommu({ config, incarnation, memory });
    this.ticker = new Ticker(time, () => quietly(() => this.look(() => undefined)));
    this.gate = new CommandGate({ enter: () => this.enter(), leave: () => this.leave() });
    const onOperation = (output: OperationOutput): void => {
      if (this.operations.onEnd(output)) {
        onUse();
      }
      sinks.onOperation(output);
    };
    this.router = new OutputRouter(this.iommu, { ...sinks, onOperation }, () => this.gate.slicing);
  }

  /** Whether a command is under way or in line, or somebody waits for an operation. */
  get busy(): boolean {
    return this.operations.size > 0 || !this.gate.idle;
  }

  /** Whether a sliced command is under way, so that nothing may be looked at. */
  get slicing(): boolean {
    return this.gate.slicing;
  }

  /** The vIOMMU's clock now, in nanoseconds; ahead of the core's while no command runs. */
  get timeNs(): bigint {
    return this.isReal ? this.time.now() - this.startNs : this.iommu.now;
  }

  /**
   * Runs a command. Commands run one after the other, in the order of the calls; at once, unless a sliced one is under
   * way.
   *
   * @param command synchronous; must not run another command
   * @throws IommuError of the command, or of {@link stop}
   */
  execute<T>(command: (iommu: Iommu) => T): Eventually<T> {
    this.onUse();
    return this.look(command);
  }

  /** As {@link execute}, but does not count as use. */
  look<T>(command: (iommu: Iommu) => T): Eventually<T> {
    return this.gate.run(() => command(this.iommu));
  }

  /** As {@link execute}, for a command that comes in slices. */
  executeSliced<T>(command: (iommu: Iommu) => Generator<void, T>): Eventually<T> {
    this.onUse();
    return this.gate.runSliced(() => command(this.iommu));
  }

  /**
   * As {@link execute}, and waits for the end of the operation that the command began.
   *
   * @param signal ends the wait, never the operation; the promise then rejects with the signal's reason
   */
  complete<T>(command: (iommu: Iommu) => Begun<T>, signal?: AbortSignal): Eventually<Completed<T>> {
    return whenEnded(
      this.execute((iommu) => this.expect(command(iommu))),
      signal,
    );
  }

  /** As {@link complete}, for a command that comes in slices. */
  completeSliced<T>(
    command: (iommu: Iommu) => Generator<void, Begun<T>>,
    signal?: AbortSignal,
  ): Eventually<Completed<T>> {
    return whenEnded(
      this.executeSliced((iommu) => this.expectSliced(command(iommu))),
      signal,
    );
  }

  /** Runs a command nobody waits for. One that comes too late, when all is over, is no loss. */
  post(command: () => void): void {
    quietly(() => this.execute(command));
  }

  /** Calls back once what the present command caused has been told. */
  notify(callback: () => void): void {
    this.router.notify(callback);
  }

  /** Begins a new incarnation at time 0. Must be called inside of a command. Returns what was pending and ended. */
  restart(incarnation: number): FlushCounts {
    const flushed = this.iommu.reset(incarnation);
    this.startNs = this.time.now();
    this.ticker.disarm();
    return flushed;
  }

  /** Refuses everybody who waits for an operation. */
  rejectWaits(error: IommuError): void {
    this.operations.rejectAll(error);
  }

  /**
   * Refuses everything from now on, and everybody who waits.
   *
   * @param error what they get
   */
  stop(error: IommuError): void {
    this.ticker.disarm();
    this.gate.stop(error);
    this.operations.rejectAll(error);
  }

  /** Tells everybody what has happened so far. Commands do this by themselves. */
  flush(): void {
    this.router.flush();
  }

  private enter(): void {
    if (this.isReal) {
      this.iommu.tick(this.timeNs);
      // The command may change who is to hear of what comes, but not of what fell due before it.
      this.router.handOut();
    }
  }

  private leave(): void {
    this.router.flush();
    if (this.isReal) {
      this.ticker.arm(this.iommu.now, this.iommu.nextDeadline);
    }
  }

  private expect<T>({ value, operationId }: Begun<T>): Expected<T> {
    return { value, wait: operationId === undefined ? undefined : this.operations.expect(operationId) };
  }

  private *expectSliced<T>(work: Generator<void, Begun<T>>): Generator<void, Expected<T>> {
    return this.expect(yield* work);
  }
}

function whenEnded<T>(expected: Eventually<Expected<T>>, signal: AbortSignal | undefined): Eventually<Completed<T>> {
  return expected instanceof Promise ? expected.then((e) => endOf(e, signal)) : endOf(expected, signal);
}

function endOf<T>({ value, wait }: Expected<T>, signal: AbortSignal | undefined): Eventually<Completed<T>> {
  if (wait === undefined || wait.end !== undefined) {
    return { value, end: wait?.end };
  }
  return wait.wait(signal).then((end) => ({ value, end }));
}

/** Runs a command whose refusal nobody minds. */
function quietly(execute: () => Eventually<void>): void {
  try {
    const done = execute();
    if (done instanceof Promise) {
      done.catch(ignoreRefusal);
    }
  } catch (error) {
    ignoreRefusal(error);
  }
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof IommuError)) {
    throw error;
  }
}
