import type { OperationOutput } from '../core/outputs';

/** Somebody waits for the end of an operation. */
export class OperationWait {
  private readonly forget: () => void;
  private ended: OperationOutput | undefined;
  private failure: Error | undefined;
  private settle: (() => void) | undefined;

  /** @param forget called when nobody waits any more before the end */
  constructor(forget: () => void) {
    this.forget = forget;
  }

  /** How the operation ended; undefined while it has not. */
  get end(): OperationOutput | undefined {
    return this.ended;
  }

  /** The operation has ended. */
  resolve(output: OperationOutput): void {
    this.ended = output;
    this.settle?.();
  }

  /** The end will never come. */
  reject(error: Error): void {
    this.failure = error;
    this.settle?.();
  }

  /**
   * Waits for the end. To be called once.
   *
   * @param signal ends the wait, not the operation; the promise then rejects with the signal's reason
   */
  wait(signal: AbortSignal | undefined): Promise<OperationOutput> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.settle = undefined;
        this.forget();
        reject(signal?.reason as Error);
      };
      this.settle = () => {
        signal?.removeEventListener('abort', onAbort);
        if (this.ended !== undefined) {
          resolve(this.ended);
        } else if (this.failure !== undefined) {
          reject(this.failure);
        }
      };
      if (this.ended !== undefined || this.failure !== undefined) {
        this.settle();
      } else if (signal?.aborted === true) {
        onAbort();
      } else {
        signal?.addEventListener('abort', onAbort, { once: true });
      }
    });
  }
}

/** Who waits for the end of which operation of one vIOMMU. */
export class OperationEnds {
  private readonly waits = new Map<bigint, OperationWait>();

  /** How many operations are waited for. */
  get size(): number {
    return this.waits.size;
  }

  /**
   * Makes sure that the end of an operation is noticed. To be called in the command that began it, because the end may
   * be among the outputs of that very command.
   */
  expect(operationId: bigint): OperationWait {
    const wait = new OperationWait(() => this.waits.delete(operationId));
    this.waits.set(operationId, wait);
    return wait;
  }

  /** Tells whoever waits for the operation that it has ended. Returns false when nobody does. */
  onEnd(output: OperationOutput): boolean {
    const wait = this.waits.get(output.result.operationId);
    if (wait !== undefined) {
      this.waits.delete(output.result.operationId);
      wait.resolve(output);
    }
    return wait !== undefined;
  }

  /** Tells everybody that the end will never come. */
  rejectAll(error: Error): void {
    const waits = [...this.waits.values()];
    this.waits.clear();
    for (const wait of waits) {
      wait.reject(error);
    }
  }
}
