/** Batches of a file, sent one after the other as if they were one. */
import type { ItemResult, OperationResult } from '../../clients/typescript';
import { EXIT, type Context, type ExitCode } from './command';
import type { FileBatch } from './mapping-file';
import { operationText } from './operations';
import { endOfBatch, endOfOperation, first, type BatchEnd } from './results';
import { counted } from './text';

/** What the server says of a batch. */
interface Response extends BatchEnd {
  readonly operation: OperationResult | null;
}

/** How the batches of a file are sent. */
export interface Bulk<Records, Reply extends Response> {
  /** What they are called, as in `mapping`. */
  readonly noun: string;
  /** Makes the command safe to repeat. */
  readonly requestId: string | undefined;
  /** Whether nothing is sent after an item that was refused. */
  readonly stops: boolean;
  /** Sends a batch. */
  readonly send: (records: Records, requestId: string | undefined) => Promise<Reply>;
  /** What of a reply is added up. */
  readonly counts: (reply: Reply) => Readonly<Record<string, number | bigint>>;
  /** What was done, for people. */
  readonly text: (counts: Readonly<Record<string, bigint>>) => string;
}

/** A request id for each batch: the same ones when the command is repeated. */
const batchId = (requestId: string | undefined, index: number): string | undefined =>
  requestId === undefined ? undefined : `${requestId}/${index}`;

/** Adds numbers to those of the same name. */
function addTo(sums: Record<string, bigint>, counts: Readonly<Record<string, number | bigint>>): void {
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0n) + BigInt(count);
}

/** Sends all batches, and prints what became of them: one result, whose indices count the records of the file from 0. */
export async function sendAll<Records extends { readonly length: number }, Reply extends Response>(
  context: Context,
  batches: readonly FileBatch<Records>[],
  { noun, requestId, stops, send, counts, text }: Bulk<Records, Reply>,
): Promise<ExitCode> {
  if (context.signal.aborted) return EXIT.interrupted;
  const total = batches.reduce((sum, { records }) => sum + records.length, 0);
  const sums: Record<string, bigint> = {};
  const failures: ItemResult[] = [];
  const operations: OperationResult[] = [];
  const exits: ExitCode[] = [];
  let notExecutedCount = total;
  for (const [index, { records, lines }] of batches.entries()) {
    if (stops && failures.length > 0) break;
    const before = total - notExecutedCount;
    context.progress(`${before} of ${counted(total, noun)}`);
    const reply = await send(records, batchId(requestId, index));
    addTo(sums, counts(reply));
    notExecutedCount -= records.length - reply.notExecutedCount;
    exits.push(endOfBatch(context, { ...reply, notExecutedCount: 0 }, (item) => `line ${lines[item] ?? '?'}`));
    failures.push(...reply.failures.map((failure) => ({ ...failure, index: before + failure.index })));
    if (reply.operation) operations.push(reply.operation);
  }
  context.progress('');
  context.output.result({ ...sums, failures, notExecutedCount, operations }, () => [
    text(sums),
    ...operations.map(operationText),
  ]);
  if (notExecutedCount > 0) context.note(`not executed: ${notExecutedCount}`);
  return first(...exits, ...operations.map(endOfOperation));
}
