/**
 * The demo: starts the server, a VMM prototype and a device model, streams a file into the guest through page requests
 * and compares what arrived. FILE is what to stream, KILL what to kill half-way,
 * VMM another VMM prototype.
 */
import { killAll } from './cast';
import { count, rate, size, table } from './figures';
import { checkTemporary, readRequest, Refusal, temporaryDirectory, type DemoRequest } from './request';
import { playScenario, type DemoResult } from './scenario';
import { Screen } from './screen';
import { Workspace } from './workspace';

const REFUSED = 2;
const FAILED = 1;

function summary({ bytes, file }: DemoRequest, result: DemoResult): string[] {
  const { counts, late, invalidations, redelivered, elapsedMs, p50Ms, p99Ms } = result;
  return table([
    ['file', `${file}, ${size(bytes)}`],
    ['pages', `${counts.pages} asked for`],
    ['groups', `${counts.groups}${redelivered > 0 ? `, ${redelivered} delivered twice` : ''}`],
    ['responses', `${counts.success} Success, ${counts.invalid} Invalid Request, ${late} late`],
    ['invalidations', `${count(invalidations, 'time')} the device's ATC`],
    ['latency', `p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms from page request to response`],
    ['throughput', `${size(rate(bytes, elapsedMs))}/s, ${(elapsedMs / 1000).toFixed(2)} s`],
  ]);
}

async function run(screen: Screen): Promise<number> {
  let request: DemoRequest;
  let workspace: Workspace;
  try {
    request = readRequest(process.env);
    checkTemporary(temporaryDirectory(), request.bytes);
    workspace = new Workspace(temporaryDirectory());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    screen.line(`demo: refused: ${error.message}`);
    return REFUSED;
  }
  process.on('exit', () => {
    killAll();
    workspace.remove();
  });
  screen.line(`demo: streaming ${request.file} (${size(request.bytes)}) into a guest`);
  try {
    const result = await playScenario(request, workspace, screen);
    for (const line of summary(request, result)) screen.line(line);
    const { sha256, counts, late } = result;
    const { pages, groups, success, invalid } = counts;
    screen.line(
      `demo: ok sha256=${sha256} pages=${pages} groups=${groups} success=${success} invalid=${invalid} late=${late}`,
    );
    return 0;
  } catch (error) {
    screen.line(`demo: failed: ${error instanceof Error ? error.message : String(error)}`);
    return FAILED;
  }
}

const screen = new Screen(process.stdout);
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
for (const [signal, number] of Object.entries(SIGNALS)) {
  process.on(signal, () => {
    screen.endProgress();
    screen.line(`demo: interrupted (${signal})`);
    process.exit(128 + number);
  });
}
void run(screen).then((code) => {
  process.exitCode = code;
});
