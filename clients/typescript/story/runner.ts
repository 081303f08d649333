/** Runs a story on a driver. It knows nothing of servers, and nothing of the contract but three names. */
import type { Driver, Reply } from './driver';
import { mismatch, Mismatch, refusalText, StoryFailure } from './failure';
import { Inbox, isSkipNote, patiently, PATIENCE_MS } from './inbox';
import { brief, follow, type Json, type JsonObject } from './json';
import { differences, type Difference } from './match';
import type { Action, ExpectedRefusal, ExpectedReply, Receive, Saves, Step, Story } from './story';
import { filledIn } from './template';
import { Scope } from './values';

/** A call without effect: when it returns, what was sent before it has arrived. */
const BARRIER = 'ViommuService.GetInfo';

/** Tags from here on are the runner's; stories use smaller ones. */
const FIRST_PROBE_TAG = 2n ** 63n;

/** How a story is run. */
export interface RunOptions {
  /** How long to wait for what must come, in milliseconds; default 10000. */
  readonly patienceMs?: number | undefined;
  /** Is told of every step before it is done: where it stands, as in `step 7, round 3 of 65, step 2`, and what it tells. */
  readonly onStep?: (where: string, say: string) => void;
}

/**
 * Runs a story from its first step to its last.
 *
 * @param story as loaded
 * @param driver a client of a server in which nothing is yet
 * @throws StoryFailure at the first step that does not go as told
 */
export async function runStory(story: Story, driver: Driver, options: RunOptions = {}): Promise<void> {
  const run = new Run(story.name, driver, options);
  try {
    await run.steps(story.steps, '');
  } finally {
    run.end();
  }
}

class Run {
  private readonly scope = new Scope();
  private readonly calls = new Map<string, Promise<Reply>>();
  private readonly streams = new Map<string, Inbox>();
  private readonly patienceMs: number;
  private readonly onStep: NonNullable<RunOptions['onStep']>;
  private probes = 0n;

  constructor(
    private readonly story: string,
    private readonly driver: Driver,
    { patienceMs = PATIENCE_MS, onStep = () => undefined }: RunOptions,
  ) {
    this.patienceMs = patienceMs;
    this.onStep = onStep;
  }

  async steps(steps: readonly Step[], around: string): Promise<void> {
    for (const [index, { say, action }] of steps.entries()) {
      const where = `${around}step ${index + 1}`;
      this.onStep(where, say);
      if (action.kind === 'repeat') await this.repeat(action, where);
      else await this.step(action, where, say);
    }
  }

  /** Drops what is still open. */
  end(): void {
    for (const { stream } of this.streams.values()) stream.cancel();
  }

  private async repeat({ times, as, steps }: Extract<Action, { kind: 'repeat' }>, where: string): Promise<void> {
    for (let round = 0; round < times; round += 1) {
      this.scope.set(as, round);
      await this.steps(steps, `${where}, round ${round + 1} of ${times}, `);
    }
  }

  private async step(action: Exclude<Action, { kind: 'repeat' }>, where: string, say: string): Promise<void> {
    try {
      await this.act(action);
    } catch (error) {
      throw new StoryFailure(this.story, where, say, error);
    }
  }

  private async act(action: Exclude<Action, { kind: 'repeat' }>): Promise<void> {
    switch (action.kind) {
      case 'call':
        return this.reply(action.method, this.driver.call(action.method, this.filled(action.request)), action.reply);
      case 'start':
        this.calls.set(action.name, this.driver.call(action.method, this.filled(action.request)));
        return this.settle();
      case 'finish':
        return this.reply(action.name, this.calls.get(action.name)!, action.reply);
      case 'open': {
        const stream = this.driver.open(action.method, this.filled(action.request));
        this.streams.set(action.name, new Inbox(stream, action.name, this.patienceMs));
        return this.settle();
      }
      case 'send':
        this.inbox(action.stream).stream.send(this.filled(action.message));
        return this.settle();
      case 'receive':
        return this.receive(action);
      case 'silent':
        return this.silent(action.stream);
      case 'pause':
        this.inbox(action.stream).stream.pause();
        return;
      case 'resume':
        this.inbox(action.stream).stream.resume();
        return;
      case 'close':
        this.inbox(action.stream).stream.close();
        return this.settle();
      case 'cancel':
        this.inbox(action.stream).stream.cancel();
        this.streams.delete(action.stream);
        return this.settle();
      case 'ended':
        return this.ended(action.stream, action.refusal);
    }
  }

  /**
   * Waits until the server has handled what was sent. The second round trip is there because frames of one connection
   * may overtake each other once: the first is answered only when those before it have left.
   */
  private async settle(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      await patiently(this.driver.call(BARRIER, {}), `the response of ${BARRIER}`, this.patienceMs);
    }
  }

  private async reply(what: string, pending: Promise<Reply>, expected: ExpectedReply): Promise<void> {
    const reply = await patiently(pending, `the response of ${what}`, this.patienceMs);
    if ('refusal' in reply) {
      if (expected.refusal === undefined) throw new Mismatch(`${what} was refused: ${refusalText(reply.refusal)}`);
      this.compareRefusal(what, expected.refusal, reply.refusal as unknown as JsonObject);
    } else {
      if (expected.refusal !== undefined) {
        throw new Mismatch(
          `${what} was to be refused with ${expected.refusal.reason}; its response: ${brief(reply.response)}`,
        );
      }
      this.compare(`the response of ${what}`, expected.expect, reply.response);
      for (const [name, value] of saved(expected.save, reply.response)) this.scope.set(name, value);
    }
  }

  private async receive({ stream, expect, save, skip, times }: Receive): Promise<void> {
    const inbox = this.inbox(stream);
    const expected = this.filled(expect);
    const lists = new Map(Object.keys(save).map((name) => [name, [] as Json[]]));
    const passed: JsonObject[] = [];
    for (let count = 0; count < (times ?? 1); count += 1) {
      const message = await this.take(inbox, stream, expected, skip, passed);
      for (const [name, value] of saved(save, message)) {
        if (times === undefined) this.scope.set(name, value);
        else lists.get(name)!.push(value);
      }
    }
    if (times !== undefined) for (const [name, values] of lists) this.scope.set(name, values);
    if (skip === 'keep') inbox.putBack(passed);
  }

  /** The next message that is expected; those before it are passed. */
  private async take(
    inbox: Inbox,
    stream: string,
    expected: JsonObject,
    skip: Receive['skip'],
    passed: JsonObject[],
  ): Promise<JsonObject> {
    const first = passed.length;
    for (;;) {
      const next = await inbox.next().catch((error: unknown) => {
        throw withPassed(error, expected, passed.slice(first));
      });
      if ('ended' in next) {
        const how = next.refusal === undefined ? 'well' : `with ${refusalText(next.refusal)}`;
        throw withPassed(new Mismatch(`${stream} ended ${how}`), expected, passed.slice(first));
      }
      const found = differences(expected, next.message);
      if (found.length === 0) return next.message;
      const isHidden = isSkipNote(next.message) && !Object.hasOwn(expected, 'skipped');
      if (skip === undefined && !isHidden) throw mismatch(`the next message on ${stream}`, found, next.message);
      passed.push(next.message);
    }
  }

  /**
   * Checks that nothing waits. The server refuses a message without content under its tag, and changes nothing; what
   * was sent before that answer arrives before it. It is asked twice, so that what waited for room comes as well.
   */
  private async silent(stream: string): Promise<void> {
    const inbox = this.inbox(stream);
    for (let round = 0; round < 2; round += 1) {
      const tag = (FIRST_PROBE_TAG + this.probes).toString();
      this.probes += 1n;
      inbox.stream.send({ tag });
      await this.take(inbox, stream, { tag, refused: { reason: 'MESSAGE_REQUIRED' } }, undefined, []);
    }
  }

  private async ended(stream: string, expected: ExpectedRefusal | undefined): Promise<void> {
    const inbox = this.inbox(stream);
    let next = await inbox.next();
    while ('message' in next && isSkipNote(next.message)) next = await inbox.next();
    if ('message' in next) throw new Mismatch(`${stream} has not ended; it brings ${brief(next.message)}`);
    this.streams.delete(stream);
    const { refusal } = next;
    if (refusal !== undefined && expected !== undefined) {
      this.compareRefusal(stream, expected, refusal as unknown as JsonObject);
    } else if (refusal !== undefined) throw new Mismatch(`${stream} ended with ${refusalText(refusal)}`);
    else if (expected !== undefined) throw new Mismatch(`${stream} was to end with ${expected.reason}, and ended well`);
  }

  private compareRefusal(what: string, expected: ExpectedRefusal, actual: JsonObject): void {
    const { reason, code, field, metadata } = expected;
    const wanted: Record<string, Json> = { reason };
    if (code !== undefined) wanted['code'] = code;
    if (field !== undefined) wanted['field'] = field;
    if (metadata !== undefined) wanted['metadata'] = metadata;
    this.compare(`the refusal of ${what}`, wanted, actual);
  }

  private compare(what: string, expected: JsonObject, actual: JsonObject): void {
    const found: Difference[] = differences(this.filled(expected), actual);
    if (found.length > 0) throw mismatch(what, found, actual);
  }

  private filled(message: JsonObject): JsonObject {
    return filledIn(message, this.scope) as JsonObject;
  }

  private inbox(stream: string): Inbox {
    return this.streams.get(stream)!;
  }
}

function withPassed(error: unknown, expected: JsonObject, passed: readonly JsonObject[]): Error {
  const what = error instanceof Error ? error.message : String(error);
  const lines = passed.slice(-5).map((message) => `  passed over: ${brief(message)}`);
  return new Mismatch([`${what}; expected ${brief(expected)}`, ...lines].join('\n'));
}

function* saved(saves: Saves, from: JsonObject): Iterable<readonly [name: string, value: Json]> {
  for (const [name, path] of Object.entries(saves)) {
    const value = follow(from, path);
    if (value === undefined)
      throw new Mismatch(`there is nothing to save as ${name} at ${path.join('.')} in ${brief(from)}`);
    yield [name, value];
  }
}
