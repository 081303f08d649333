/** Answers groups as they come: by a rule, or as a person says. */
import type { DomainSubscription, MapItem, PageRequestGroup, PageResponse } from '../../clients/typescript';
import { EXIT, type Context, type ExitCode } from './command';
import { GuestPages, type PagePlan } from './guest-pages';
import { linesOf } from './input';
import { parseU64 } from './numbers';
import { reportText } from './reports';
import { endOfAnswer, first } from './results';
import { hex } from './text';
import { UsageError } from './usage-error';
import { parseAnswer, parseMapping } from './words';
import { closingText } from './watched';

/** The answer to a group: a code, or what a stalled access is to do. */
export type Answer = Pick<PageResponse, 'code' | 'rawCode' | 'stallAction'>;

/** What becomes of a group. */
export type Decision =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'map'; readonly mappings: MapItem[]; readonly plan?: PagePlan }
  | { readonly kind: 'skip' | 'quit' };

/** Who decides what becomes of groups. */
export interface Decider {
  decide(group: PageRequestGroup): Promise<Decision>;
  /** Says that no more groups come. */
  close(): void;
}

const INVALID: Answer = { code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' };

/** Gives every group the same answer. */
export function byCode(answer: Answer): Decider {
  return { decide: async () => ({ kind: 'answer', answer }), close: () => undefined };
}

/** Maps what a group asks for, or says that there is no memory left. */
function mapped(context: Context, pages: GuestPages, group: PageRequestGroup): Decision {
  const plan = pages.plan(group);
  if (plan !== undefined) return { kind: 'map', mappings: plan.mappings, plan };
  context.note(`no guest memory is left for ${hex(group.groupCookie)}; it is answered Invalid Request`);
  return { kind: 'answer', answer: INVALID };
}

/** Maps what every group asks for to one page of guest memory after the other. */
export async function byMapping(context: Context, address: bigint): Promise<Decider> {
  const pages = await GuestPages.from(context, address);
  return { decide: async (group) => mapped(context, pages, group), close: () => undefined };
}

const CHOICES =
  'success, invalid, failure, 0x0 to 0xf, retry, abort, terminate, map ADDRESS, map MAPPING..., skip or quit';

async function decisionOf(context: Context, group: PageRequestGroup, line: string): Promise<Decision> {
  const [word = '', ...more] = line.trim().split(/\s+/);
  if (word === 'map') {
    if (more.length === 0) throw new UsageError('map needs an address, or mappings as in 0x1000=0x80000000');
    if (more.length > 1 || more[0]?.includes('=')) return { kind: 'map', mappings: more.map(parseMapping) };
    return mapped(context, await GuestPages.from(context, parseU64(more[0] ?? '')), group);
  }
  if (more.length > 0) throw new UsageError(`"${line.trim()}" is no answer; write ${CHOICES}`);
  if (word === 'skip' || word === 'quit') return { kind: word };
  return { kind: 'answer', answer: parseAnswer(word) };
}

/** Asks for every group; the end of the standard input is `quit`. */
export function byAsking(context: Context): Decider {
  const lines = singleLines(context);
  const decide = async (group: PageRequestGroup): Promise<Decision> => {
    for (;;) {
      context.progress(`${hex(group.groupCookie)}? (${CHOICES}) `);
      const { value, done } = await lines.next();
      if (done) return { kind: 'quit' };
      try {
        return await decisionOf(context, group, value);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        context.note(error.message);
      }
    }
  };
  return { decide, close: () => void lines.return(undefined) };
}

/** The lines of the standard input that say something, one by one. */
async function* singleLines(context: Context): AsyncGenerator<string, undefined> {
  for await (const lines of linesOf(context, '-')) {
    for (const line of lines) {
      if (line === undefined) context.note('this line is too long; it is left out');
      else if (line.trim() !== '') yield line;
    }
  }
}

async function respond(context: Context, { groupCookie }: PageRequestGroup, answer: Answer): Promise<ExitCode> {
  const { client, viommu } = context;
  return endOfAnswer(
    context,
    groupCookie,
    await client.faults.respond({ viommuId: viommu(), responses: [{ groupCookie, ...answer }] }),
  );
}

/** Does what was decided. What cannot be mapped is answered Invalid Request, so that its device does not wait for ever. */
async function carryOut(context: Context, group: PageRequestGroup, decision: Decision): Promise<ExitCode> {
  if (decision.kind === 'answer') return respond(context, group, decision.answer);
  if (decision.kind !== 'map') return EXIT.ok;
  const { client, viommu } = context;
  const { groupCookie } = group;
  const items = [{ groupCookie, mappings: decision.mappings }];
  const response = await client.faults.resolve({ viommuId: viommu(), items });
  const exit = endOfAnswer(context, groupCookie, response);
  if (response.failures.length > 0) return first(exit, await respond(context, group, INVALID));
  decision.plan?.keep();
  return exit;
}

/**
 * Takes control of domains, and does with each of their groups what is decided, until the stream ends, Ctrl-C, the
 * timeout, or enough was answered.
 *
 * @param domains whose groups
 * @param count how many answers are enough; undefined: there is no end
 * @returns whether every answer was as asked
 */
export async function respondToAll(
  context: Context,
  domains: readonly DomainSubscription[],
  decider: Decider,
  count: number | undefined,
): Promise<ExitCode> {
  const { client, output, signal, viommu } = context;
  const request = { viommuId: viommu(), selection: { domains: [...domains], excludeEvents: true } };
  const stream = client.watchFaults(request, { signal });
  let left = count ?? Infinity;
  let exit: ExitCode = EXIT.ok;
  for await (const item of stream) {
    for (const report of item.kind === 'reports' ? item.reports : []) {
      if (report.record !== 'pageRequestGroup' || signal.aborted) continue;
      output.result(report, () => [reportText(report)]);
      const decision = await decider.decide(report.pageRequestGroup);
      if (decision.kind === 'quit') return exit;
      exit = first(exit, await carryOut(context, report.pageRequestGroup, decision));
      if (decision.kind !== 'skip') left -= 1;
      if (left <= 0) return exit;
    }
  }
  const { closing } = stream;
  if (closing) output.result({ closing }, () => [closingText(closing)]);
  return exit;
}
