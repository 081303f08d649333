/** Runs the README's tour as it stands there, by each program it names, over each kind of address. */
import { cleanUp } from '../unit/server/harness';
import {
  definition,
  needs,
  PROGRAMS,
  readPage,
  shell,
  shellBlocks,
  TRANSPORTS,
  withAddress,
  type Program,
  type Transport,
} from './command-lines';
import { run, socket } from './server-process';

afterEach(cleanUp);

const STEPS = ['setUp', 'watch', 'watchEndpoint', 'fault', 'answer', 'dma', 'channel', 'tables'] as const;

/** The tour: how the server is started, what defines `V`, the steps, and what the last one prints. */
function tour() {
  const text = readPage('README.md');
  const section = text.slice(text.indexOf('## Five minutes by hand'), text.indexOf('## What is supported'));
  const [start = '', ...blocks] = shellBlocks(section);
  const definitions = blocks.filter((block) => block.startsWith('V() {'));
  const steps = blocks.filter((block) => !block.startsWith('V() {'));
  expect(definitions).toHaveLength(PROGRAMS.length);
  expect(steps).toHaveLength(STEPS.length);
  const explained = /```text\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  return { start, definitions, steps, explained };
}

/** Starts the server as the README says, at an address of the test's own, and returns it as the server says it. */
async function start(written: string, transport: Transport): Promise<string> {
  const own = transport === 'unix' ? socket() : '127.0.0.1:0';
  const words = withAddress(written, 'unix', own).trim().split('\n').at(-1)?.split(' ') ?? [];
  expect(words.slice(0, 2)).toEqual(['node', 'dist/src/main.js']);
  const [address = ''] = await run(...words.slice(2)).ready();
  return address;
}

async function takeTour(program: Program, transport: Transport): Promise<void> {
  const { start: written, definitions, steps, explained } = tour();
  const address = await start(written, transport);
  const known = transport === 'unix' ? definitions : shellBlocks(readPage('docs/api/README.md'));
  const define = definition(known, program, transport, address);
  const step = (...names: (typeof STEPS)[number][]): string =>
    [define, ...names.map((name) => withAddress(steps[STEPS.indexOf(name)] ?? '', 'unix', address))].join('\n');
  const done = async (script: string): Promise<string> => {
    const running = shell(script);
    const code = await running.ended;
    expect({ code, output: code === 0 ? '' : running.output() }).toEqual({ code: 0, output: '' });
    return running.output();
  };

  await done(step('setUp'));
  const watcher = shell(step('watch'));
  const device = shell(step('watchEndpoint'));
  await Promise.all([watcher.printed('"opened"'), device.printed('"opened"')]);

  const rest = await done(`${step('fault')}\necho "cookie=$COOKIE"\n${step('answer', 'dma')}`);
  const cookie = /cookie=(\d+)/.exec(rest)?.[1];
  expect(cookie).toBeDefined();
  await Promise.all([watcher.printed('"groupAnswered"'), device.printed('"pageResponse"')]);
  expect(watcher.output()).toContain(`"groupCookie": "${cookie ?? ''}"`);
  expect(watcher.output()).toContain('"deviceCookie": "51966"');
  await device.printed('"code": "PAGE_RESPONSE_CODE_SUCCESS"');
  expect(rest).toContain('"sentCount": 1');
  expect(rest).toContain('PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED');
  expect(rest).toContain('"data": "3q2+7w=="');

  const channel = await done(step('channel'));
  expect(channel).toMatch(/"opened"[^]*"tag": "1"[^]*"removedMappingCount": "1"[^]*CLOSING_REASON_CLIENT_DONE/);

  // The probe meets a fault, and says so by its exit code, too.
  const why = await done(`${step('tables').trim()} || echo "exit $?"`);
  expect(why.endsWith(`${explained}exit 3\n`)).toBe(true);
}

describe.each(PROGRAMS)('%s', (program) => {
  needs(program).each(TRANSPORTS)(
    `takes the tour of the README over %s (needs ${program})`,
    async (transport) => {
      await takeTour(program, transport);
    },
    120_000,
  );
});
