/** `viommuctl run`, against a real server. */
import fs from 'node:fs';
import path from 'node:path';
import { realServer, type RealServer } from './real-server';

const STORIES = path.resolve(__dirname, '../../scenarios/stories');

let server: RealServer;

beforeEach(async () => {
  server = await realServer();
});
afterEach(() => server.close());

async function viommuIds(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { viommuId } of server.client.viommus.list({})) ids.push(viommuId);
  return ids;
}

const create = {
  say: 'There is a vIOMMU.',
  call: 'ViommuService.CreateViommu',
  request: { viommu_id: 'vm', config: { clock: 'CLOCK_KIND_VIRTUAL' } },
};
const ask = { say: 'Nobody is there.', call: 'DomainService.GetDomain', request: { viommu_id: 'vm', domain_id: 1 } };

/** Runs these steps as a script from the standard input. */
const runSteps = (options: string, steps: readonly object[], signal?: AbortSignal) =>
  server.viommuctl(`run - ${options}`, {
    stdin: [JSON.stringify({ name: 'inline', story: 'A story inside of a test.', steps })],
    ...(signal && { signal }),
  });

test('tells each step, says when all went as told, and leaves nothing behind', async () => {
  const file = path.join(STORIES, 'two-endpoints-same-page.json');
  const { steps } = JSON.parse(fs.readFileSync(file, 'utf8')) as { steps: { say: string }[] };
  const { code, stdout, stderr } = await server.viommuctl(`run ${file}`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.slice(0, -1)).toEqual(steps.map(({ say }, index) => `step ${index + 1}: ${say}`));
  expect(lines.at(-1)).toBe(`two-endpoints-same-page: ${steps.length} steps, all as told`);
  expect(await viommuIds()).toEqual([]);
});

test('the first step that does not go as told ends it with 3, and is named', async () => {
  const late = { ...create, say: 'This is never done.', request: { viommu_id: 'other' } };
  const { code, stdout, stderr } = await runSteps('', [create, ask, late]);
  expect(code).toBe(3);
  expect(stdout).toBe('step 1: There is a vIOMMU.\nstep 2: Nobody is there.\n');
  expect(stderr).toMatch(
    /^viommuctl: inline, step 2: Nobody is there\. \[STEP_FAILED\]\n {2}DomainService\.GetDomain was refused: NOT_FOUND DOMAIN_NOT_FOUND.*\n$/,
  );
  expect(await viommuIds()).toEqual([]);
});

test('leaves what it made when told to', async () => {
  expect((await runSteps('--keep', [create])).code).toBe(0);
  expect(await viommuIds()).toEqual(['vm']);
});

test('does not delete what the script has deleted, or what was there before', async () => {
  await server.prepare('viommu create before');
  const gone = { say: 'It goes.', call: 'ViommuService.DeleteViommu', request: { viommu_id: 'vm' } };
  expect(await runSteps('', [create, gone])).toMatchObject({ code: 0, stderr: '' });
  expect(await viommuIds()).toEqual(['before']);
});

test('--json prints a line for each step and one for the end', async () => {
  const { stdout } = await runSteps('--json', [create, { ...ask, error: { reason: 'DOMAIN_NOT_FOUND' } }]);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { step: 'step 1', say: 'There is a vIOMMU.' },
    { step: 'step 2', say: 'Nobody is there.' },
    { story: 'inline', stepCount: 2 },
  ]);
});

test('what is no script is refused before anything is done', async () => {
  const { code, stdout, stderr } = await runSteps('', [create, { ...ask, call: 'DomainService.GetDomains' }]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(
    'viommuctl: - is no script: steps[1].call: the contract has no method DomainService.GetDomains; write Service.Method\n',
  );
  expect((await server.viommuctl('run /nowhere.json')).stderr).toMatch(
    /^viommuctl: cannot read \/nowhere\.json: .*ENOENT/,
  );
});

test('a server that cannot be reached is no step that failed', async () => {
  const file = path.join(STORIES, 'two-endpoints-same-page.json');
  expect(await server.viommuctl(`run ${file} --target unix:/nowhere/s`)).toMatchObject({ code: 4, stdout: '' });
});

const open = {
  say: 'A VMM waits.',
  open: { name: 'vmm', call: 'FaultService.WatchFaults', request: { viommu_id: 'vm' } },
};
const first = { say: 'It is told so.', receive: { stream: 'vmm', expect: { opened: { viommu_id: 'vm' } } } };
const never = { say: 'Nothing comes.', receive: { stream: 'vmm', expect: { report: {} } } };

test('waits as long as it was told', async () => {
  const { code, stderr } = await runSteps('--patience 200ms', [create, open, first, never]);
  expect(code).toBe(3);
  expect(stderr).toContain('step 4: Nothing comes. [STEP_FAILED]\n  a message on vmm did not come within 200 ms');
});

test('Ctrl-C ends it at once, and what it made is deleted', async () => {
  const stop = new AbortController();
  const running = server.viommuctl('run - --patience 1h', {
    stdin: [JSON.stringify({ name: 'inline', story: 'It waits.', steps: [create, open, first, never] })],
    signal: stop.signal,
    onPrinted: (text) => {
      if (text.startsWith('step 4')) setImmediate(() => stop.abort());
    },
  });
  expect(await running).toMatchObject({ code: 130, stderr: '' });
  expect(await viommuIds()).toEqual([]);
});

test('does not delete what somebody else made after the script had deleted it', async () => {
  await server.prepare('viommu create before');
  const gone = { say: 'It goes.', call: 'ViommuService.DeleteViommu', request: { viommu_id: 'vm' } };
  const watch = {
    say: 'A VMM waits.',
    open: { name: 'vmm', call: 'FaultService.WatchFaults', request: { viommu_id: 'before' } },
  };
  const told = { say: 'Others go on.', receive: { stream: 'vmm', expect: { report: {} }, skip: 'drop' } };
  const others: Promise<void>[] = [];
  const { code } = await server.viommuctl('run -', {
    stdin: [JSON.stringify({ name: 'inline', story: 'It waits for others.', steps: [create, gone, watch, told] })],
    onPrinted: (text) => {
      if (text.startsWith('step 4')) {
        others.push(server.prepare('viommu create vm', 'endpoint create 1 --viommu before'));
      }
    },
  });
  await Promise.all(others);
  expect(code).toBe(0);
  expect(await viommuIds()).toEqual(['before', 'vm']);
});
