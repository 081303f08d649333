/** The play: who acts when, what is killed, and what must be true at the end. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cast } from './cast';
import { count } from './figures';
import { pagesOf } from './layout';
import type { Counts } from './messages';
import type { DemoRequest } from './request';
import type { Screen } from './screen';
import type { Workspace } from './workspace';

/** How the play ended well. */
export interface DemoResult {
  readonly sha256: string;
  readonly counts: Counts;
  readonly late: number;
  readonly invalidations: number;
  readonly redelivered: number;
  readonly elapsedMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Long enough for every group of the device's window to reach the VMM that no longer answers. */
const GATHER_MS = 250;
/** After the device was killed everything must have ended by then. */
const AFTERMATH_MS = 9_000;

/** Returns the SHA-256 of the file itself. */
export async function hashFile(file: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  let read = 0;
  for await (const piece of fs.createReadStream(file)) {
    hash.update(piece as Buffer);
    read += (piece as Buffer).length;
  }
  if (read !== bytes) throw new Error(`${file} has ${bytes} bytes by its directory, but ${read} were read`);
  return hash.digest('hex');
}

/**
 * Plays.
 * @throws Error with the reason when the play did not end well
 */
export async function playScenario(request: DemoRequest, workspace: Workspace, screen: Screen): Promise<DemoResult> {
  const source = hashFile(request.file, request.bytes);
  source.catch(() => {}); // awaited at the end
  const cast = new Cast(request, workspace, screen);
  try {
    cast.startServer();
    const stallAfterPages = request.kill === 'vmm' ? Math.floor(pagesOf(request.bytes) / 2) : undefined;
    cast.startVmm({ resume: false, stallAfterPages });
    await cast.cues.wait('ready');
    cast.startDevice();
    if (request.kill === 'vmm') await replaceVmm(cast, screen);
    if (request.kill === 'device') return await loseDevice(cast, screen);
    const result = await finish(cast, screen, source, request);
    await cast.dismiss();
    return result;
  } finally {
    screen.endProgress();
    await cast.killAll();
  }
}

/** Kills the VMM prototype when it has stopped answering half-way, and starts it again. */
async function replaceVmm(cast: Cast, screen: Screen): Promise<void> {
  await cast.cues.wait('held');
  await sleep(GATHER_MS);
  await cast.killVmm();
  screen.line(
    `demo: killed the VMM prototype with SIGKILL, ${count(cast.held.size, 'group')} unanswered; starting it again`,
  );
  cast.startVmm({ resume: true, stallAfterPages: undefined });
  await cast.cues.wait('ready');
}

/** Kills the device model while an unmap waits for it. This play has no good end. */
async function loseDevice(cast: Cast, screen: Screen): Promise<never> {
  await cast.cues.wait('half', 'streamed');
  screen.line('demo: stopping the device model (SIGSTOP), and unmapping what it may use');
  cast.freezeDevice();
  cast.tellVmm({ kind: 'unmap', everything: true });
  await cast.cues.wait('waiting');
  const giveUp = setTimeout(
    () => cast.cues.fail('the unmap did not end after the device model was killed'),
    AFTERMATH_MS,
  );
  const begin = performance.now();
  await cast.killDevice();
  screen.line('demo: killed the device model with SIGKILL');
  const { outcome } = await cast.cues.wait('unmapped').finally(() => clearTimeout(giveUp));
  const afterMs = Math.round(performance.now() - begin);
  throw new Error(`the device model was killed; the unmap that waited for it ended ${outcome} ${afterMs} ms later`);
}

async function finish(
  cast: Cast,
  screen: Screen,
  source: Promise<string>,
  { file, kill }: DemoRequest,
): Promise<DemoResult> {
  const streamed = await cast.cues.wait('streamed');
  screen.endProgress();
  cast.tellVmm({ kind: 'unmap', everything: false });
  const { outcome } = await cast.cues.wait('unmapped');
  must(outcome === 'OPERATION_OUTCOME_COMPLETED', `unmapping the ring ended ${outcome}`);
  screen.line('demo: the ring was unmapped, the device has emptied its ATC');
  cast.tellDevice({ kind: 'touch' });
  const touched = await cast.cues.wait('touched');
  must(touched.groups === 1, `touching the unmapped ring took ${count(touched.groups, 'group')}`);
  cast.tellVmm({ kind: 'verify' });
  const verified = await cast.cues.wait('verified');

  const { counts } = touched;
  const lost = [...cast.held].filter((cookie) => !cast.redelivered.has(cookie));
  must(lost.length === 0, `groups were not delivered again: ${lost.join(', ')}`);
  must(
    verified.accepted === counts.groups,
    `the server took ${verified.accepted} groups, the device sent ${counts.groups}`,
  );
  must(verified.answered === counts.groups, `${verified.answered} of ${counts.groups} groups were answered`);
  must(kill === 'vmm' || isSame(verified.counts, counts), 'the VMM prototype and the device count differently');
  must(verified.late === 1, `${count(verified.late, 'answer')} came too late, instead of 1`);
  const sha256 = await source;
  must(streamed.sha256 === sha256, `the device sent ${streamed.sha256}, but ${file} has ${sha256}`);
  must(verified.sha256 === sha256, `guest RAM holds ${verified.sha256}, but ${file} has ${sha256}`);
  return {
    sha256,
    counts,
    late: verified.late,
    invalidations: verified.invalidations + 1,
    redelivered: cast.redelivered.size,
    elapsedMs: streamed.elapsedMs,
    p50Ms: streamed.p50Ms,
    p99Ms: streamed.p99Ms,
  };
}

function must(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}

const isSame = (a: Counts, b: Counts): boolean =>
  a.pages === b.pages && a.groups === b.groups && a.success === b.success && a.invalid === b.invalid;
