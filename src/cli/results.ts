/** How results of batches, operations and streams end a command. */
import type {
  FlushCounts,
  ItemResult,
  OperationResult,
  PageResponseResult,
  ResponseEffect,
  Watch,
} from '../../clients/typescript';
import { EXIT, type Context, type ExitCode } from './command';
import type { Printed } from './watched';
import { flushedText, operationText } from './operations';
import { closingText } from './watched';
import { hex, short } from './text';

/** What every batch says besides its results. */
export interface BatchEnd {
  readonly failures: readonly ItemResult[];
  readonly notExecutedCount: number;
}

/**
 * Names the refused items of a batch, one line each.
 *
 * @param nameOf what an item is called, by its index
 */
export function endOfBatch(
  context: Context,
  { failures, notExecutedCount }: BatchEnd,
  nameOf = (index: number): string => `item ${index}`,
): ExitCode {
  for (const { index, message, reason } of failures) context.note(`${nameOf(index)}: ${message} [${reason}]`);
  if (notExecutedCount > 0) context.note(`not executed: ${notExecutedCount}`);
  return failures.length > 0 ? EXIT.refused : EXIT.ok;
}

/** Whether every endpoint completed what an operation asked of it; one that did not begin has nothing to complete. */
export function endOfOperation(operation: OperationResult | null | undefined): ExitCode {
  const outcome = operation?.outcome ?? 'OPERATION_OUTCOME_COMPLETED';
  return outcome === 'OPERATION_OUTCOME_COMPLETED' ? EXIT.ok : EXIT.notAsAsked;
}

/** What a command that may tear something down has done, a line each: its operation, if there was one, and what ended. */
export function teardownText({ operation, flushed }: Teardown): string[] {
  const counts = Object.values(flushed ?? {}) as bigint[];
  return [
    ...(operation ? [operationText(operation)] : []),
    ...(flushed && counts.some((count) => count > 0n) ? [flushedText(flushed)] : []),
  ];
}

interface Teardown {
  readonly operation?: OperationResult | null;
  readonly flushed?: FlushCounts | null;
}

/** The first that is not a success. */
export function first(...exits: readonly ExitCode[]): ExitCode {
  return exits.find((exit) => exit !== EXIT.ok) ?? EXIT.ok;
}

/** Whether a response that was sent did anything at the endpoint. */
export function endOfResponse(effect: ResponseEffect): ExitCode {
  const isInVain = effect === 'RESPONSE_EFFECT_UNEXPECTED' || effect === 'RESPONSE_EFFECT_IGNORED';
  return isInVain ? EXIT.notAsAsked : EXIT.ok;
}

/** The outcome of the one answer that was given. */
interface AnswerEnd extends BatchEnd {
  readonly sentCount: number;
  readonly results: readonly PageResponseResult[];
}

/** Prints what became of the answer to one group. */
export function endOfAnswer(context: Context, groupCookie: bigint, response: AnswerEnd): ExitCode {
  const { sentCount, results } = response;
  context.output.result(response, () => [
    ...(sentCount > 0 && results.length === 0 ? [`${hex(groupCookie)} SENT`] : []),
    ...results.map((result) => `${hex(groupCookie)} ${outcomeText(result)}`),
  ]);
  const sent = sentCount > 0 ? EXIT.ok : EXIT.notAsAsked;
  return first(endOfBatch(context, response), sent, ...results.map(({ effect }) => endOfResponse(effect)));
}

function outcomeText({ outcome, code, rule, effect }: PageResponseResult): string {
  const isSent = outcome === 'PAGE_RESPONSE_OUTCOME_SENT';
  const words = [code === 'PAGE_RESPONSE_CODE_UNSPECIFIED' ? '' : short(code), rule, isSent ? short(effect) : ''];
  const how = words.filter((word) => word !== '');
  return how.length > 0 ? `${short(outcome)} (${how.join(', ')})` : short(outcome);
}

/**
 * Prints a stream until it ends, Ctrl-C, the timeout, or enough has been printed.
 *
 * @param watch the stream
 * @param printed what an item is printed as
 * @param count how many numbered messages are enough; undefined: there is no end
 */
export async function follow<Item>(
  context: Context,
  watch: Watch<Item>,
  printed: (item: Item) => readonly Printed[],
  count: number | undefined,
): Promise<ExitCode> {
  let left = count ?? Infinity;
  for await (const item of watch) {
    for (const { message, text, counts } of printed(item)) {
      context.output.result(message, () => [text]);
      if (counts) left -= 1;
      if (left <= 0) return EXIT.ok;
    }
  }
  const { closing } = watch;
  if (closing) context.output.result({ closing }, () => [closingText(closing)]);
  return EXIT.ok;
}
