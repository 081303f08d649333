/** `viommuctl run`. */
import { isReason } from '../../../clients/typescript';
import {
  Contract,
  GrpcDriver,
  loadStory,
  runStory,
  type Driver,
  type JsonObject,
  type Reply,
  type Story,
} from '../../../clients/typescript/story';
import { command, EXIT, type Context } from '../command';
import { textOf } from '../input';
import { parseMilliseconds } from '../numbers';
import { asText, flag, optional, required } from '../parameters';
import { counted } from '../text';
import { UsageError } from '../usage-error';

/** Remembers which vIOMMUs a script has left behind. */
class Tidy implements Driver {
  readonly #driver: Driver;
  readonly #left = new Set<string>();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** Ids of vIOMMUs that were created and not deleted. */
  get left(): readonly string[] {
    return [...this.#left];
  }

  async call(method: string, request: JsonObject): Promise<Reply> {
    const reply = await this.#driver.call(method, request);
    if ('response' in reply && method === 'ViommuService.CreateViommu') {
      const { viommu_id: id } = reply.response['viommu'] as { readonly viommu_id: string };
      this.#left.add(id);
    }
    if ('response' in reply && method === 'ViommuService.DeleteViommu') {
      this.#left.delete(request['viommu_id'] as string);
    }
    return reply;
  }

  open(method: string, request: JsonObject) {
    return this.#driver.open(method, request);
  }
}

async function storyIn(context: Context, file: string, contract: Contract): Promise<Story> {
  const text = await textOf(context, file);
  try {
    return loadStory(text, contract);
  } catch (error) {
    throw new UsageError(`${file} is no script: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Deletes a vIOMMU, unless somebody else did. */
async function deleteIfThere({ client }: Context, viommuId: string): Promise<void> {
  try {
    await client.viommus.delete({ viommuId });
  } catch (error) {
    if (!isReason(error, 'VIOMMU_NOT_FOUND')) throw error;
  }
}

/** Runs a script. */
export const run = command({
  name: 'run',
  summary: 'runs a script of calls and streams, and compares what comes with what it expects',
  details: `docs/stories.md says how scripts are written. Each step is told before it is done; the first one that does not go as told
ends the script with 3. vIOMMUs that it created and did not delete are deleted in the end.`,
  waits: true,
  args: { file: required('SCRIPT', 'a story as JSON; - is the standard input', asText) },
  options: {
    patience: optional('TIME', 'how long to wait for what must come; default 10s', parseMilliseconds),
    keep: flag('leave the vIOMMUs that it created'),
  },
  async run(context, { file }, { patience, keep }) {
    const { client, call, output, progress, signal, target } = context;
    const contract = Contract.load();
    const story = await storyIn(context, file, contract);
    // Whoever cannot be reached is not a step that went wrong.
    await client.viommus.getInfo({}, call);
    const connection = new GrpcDriver(target, contract);
    const driver = new Tidy(connection);
    signal.addEventListener('abort', () => connection.close(), { once: true });
    const onStep = (where: string, say: string): void => {
      if (where.includes(',')) progress(where);
      else output.result({ step: where, say }, () => [`${where}: ${say}`]);
    };
    try {
      await runStory(story, driver, { patienceMs: patience, onStep });
    } catch (error) {
      if (signal.aborted) return EXIT.interrupted;
      throw error;
    } finally {
      progress('');
      connection.close();
      if (!keep) for (const viommuId of driver.left) await deleteIfThere(context, viommuId);
    }
    const steps = story.steps.length;
    output.result({ story: story.name, stepCount: steps }, () => [
      `${story.name}: ${counted(steps, 'step')}, all as told`,
    ]);
    return EXIT.ok;
  },
});
