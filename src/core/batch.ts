import { IommuError } from '../model/errors';

/** What a batch does after an item failed. */
export type OnError = 'CONTINUE' | 'STOP';

/** An item that was checked and converted, or why that was not possible; the latter fails like any other bad item. */
export type Checked<T> = T | IommuError;

/** The items of a batch; an array is such. What `at` returns may be used until it is called again. */
export interface BatchItems<T> {
  readonly length: number;
  /** The item at a place from 0 to `length` - 1; undefined anywhere else. */
  at(index: number): Checked<T> | undefined;
}

/** A refused item of a batch. */
export interface BatchFailure {
  /** Position in the batch. */
  readonly index: number;
  readonly error: IommuError;
}

/** What became of a batch. executed + failures + notExecuted = items. */
export interface BatchOutcome {
  readonly executed: number;
  readonly failures: readonly BatchFailure[];
  /** Items after a stop. */
  readonly notExecuted: number;
}

/** Whether a batch did anything: not when every item was refused. */
export function executedAny({ executed }: BatchOutcome): boolean {
  return executed > 0;
}

/**
 * Executes the items of a batch in order. One bad item never harms its neighbours.
 *
 * @param items the items
 * @param onError whether the items after a failure are executed
 * @param execute executes one item; an IommuError it throws, or a result of 'STOP', counts as a failure for `onError`
 */
export function runBatch<T>(
  items: BatchItems<T>,
  onError: OnError,
  execute: (item: T, index: number) => unknown,
): BatchOutcome {
  const failures: BatchFailure[] = [];
  let index = 0;
  while (index < items.length) {
    const stop = runItem(items.at(index)!, index, execute, failures);
    index += 1;
    if (stop && onError === 'STOP') {
      break;
    }
  }
  return { executed: index - failures.length, failures, notExecuted: items.length - index };
}

/**
 * Executes one item of a batch.
 *
 * @param execute as for {@link runBatch}
 * @param failures where to add its failure
 * @returns whether it counts as a failure for `onError`
 */
export function runItem<T>(
  item: Checked<T>,
  index: number,
  execute: (item: T, index: number) => unknown,
  failures: BatchFailure[],
): boolean {
  if (item instanceof IommuError) {
    failures.push({ index, error: item });
    return true;
  }
  try {
    return execute(item, index) === 'STOP';
  } catch (error) {
    if (!(error instanceof IommuError)) {
      throw error;
    }
    failures.push({ index, error });
    return true;
  }
}
