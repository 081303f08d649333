/** `viommuctl top`. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { command, EXIT } from '../command';
import { parseMilliseconds, parseU32 } from '../numbers';
import { look, overviewLines, overviewMessage, type Overview } from '../overview';
import { flag, optional } from '../parameters';
import { Screen } from '../screen';
import { UsageError } from '../usage-error';

/** More often than this is no use to anybody. */
const SHORTEST_MS = 100;

function parseInterval(text: string): number {
  const interval = parseMilliseconds(text);
  if (interval < SHORTEST_MS) throw new UsageError(`${text} is too short; write 100ms or more`);
  return interval;
}

/** Shows vIOMMUs, domains and queues again and again. */
export const top = command({
  name: 'top',
  summary: 'shows vIOMMUs, domains, queues and rates, again and again; Ctrl-C ends it',
  details: `Rates are per second of the wall clock since the last look; OLDEST is how long the oldest unanswered group has waited, on
the vIOMMU's clock. Rows are red where a queue is in overflow. Of all vIOMMUs, or of that of --viommu or VIOMMU_ID. When the
output is no terminal, one look is printed, with --json one in each line until it is ended.`,
  streams: true,
  args: {},
  options: {
    once: flag('print one look, and end'),
    interval: optional('TIME', 'time between looks, from 100ms; default 1s', parseInterval),
    count: optional('N', 'end after N looks', parseU32),
  },
  async run(context, _args, { once, interval = 1000, count }) {
    const { output, signal, screenSize, style } = context;
    if (once && count !== undefined) throw new UsageError('--once is --count 1; give one of them');
    const isDrawn = screenSize !== undefined && !output.json && !once;
    const looks = once ? 1 : (count ?? (isDrawn || output.json ? Infinity : 1));
    const screen = isDrawn ? new Screen((text) => output.raw(text), style, screenSize) : undefined;
    let last: Overview | undefined;
    try {
      for (let done = 0; done < looks && !signal.aborted; done += 1) {
        // Awaiting is over at once when it is ended.
        if (done > 0) await sleep(interval, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) break;
        last = await look(context, last, performance.now());
        const seen = last;
        if (screen) screen.draw(overviewLines(seen));
        else output.result(overviewMessage(seen), () => overviewLines(seen).map(({ text }) => text));
        await context.drained();
      }
    } finally {
      screen?.close();
    }
    return EXIT.ok;
  },
});
