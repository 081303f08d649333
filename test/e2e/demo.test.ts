/** The demo as its users run it, with small files. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const MAIN = path.resolve(__dirname, '../../dist/demo/main.js');
const MIB = 1024 * 1024;

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'demo-e2e-'));
const temporary = path.join(root, 'tmp');
fs.mkdirSync(temporary);
afterAll(() => fs.rmSync(root, { recursive: true }));

/** What the demo left behind. */
const leftovers = (): string[] => fs.readdirSync(temporary);

interface Ended {
  readonly code: number | null;
  readonly lines: string[];
  readonly last: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<Ended>;
}

/** What the demo is asked with. */
interface Asked {
  FILE?: string;
  KILL?: string;
  VMM?: string;
  TMPDIR?: string;
}

function start(env: Asked): Running {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, FILE: '', KILL: '', VMM: '', TMPDIR: temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      const lines = output.trimEnd().split('\n');
      resolve({ code, lines, last: lines[lines.length - 1] ?? '' });
    });
  });
  return { child, output: () => output, ended };
}

/** Makes a file of random bytes. */
function makeFile(name: string, bytes: number): { file: string; sha256: string } {
  const data = randomBytes(bytes);
  const file = path.join(root, name);
  fs.writeFileSync(file, data);
  return { file, sha256: createHash('sha256').update(data).digest('hex') };
}

/** The line of success; the ring is written twice, and two pages of guard are refused. */
function okLine(sha256: string, bytes: number): string {
  const chunks = Math.ceil(bytes / (256 * 1024));
  const pages = Math.ceil(bytes / 4096) + 4 + 2 + 4;
  return `demo: ok sha256=${sha256} pages=${pages} groups=${chunks + 3} success=${chunks + 2} invalid=1 late=1`;
}

/** The lines that match, for a readable failure. */
const matching = (lines: readonly string[], pattern: RegExp): string[] => lines.filter((line) => pattern.test(line));

describe('files of every size', () => {
  test.each([0, 1, 4096, 4097, 3 * MIB + 1234])('%i bytes', async (bytes) => {
    const { file, sha256 } = makeFile(`file-${bytes}`, bytes);
    const { code, last, lines } = await start({ FILE: file }).ended;
    expect([last, code]).toEqual([okLine(sha256, bytes), 0]);
    expect(matching(lines, /failed at 0x104000 after 8192 bytes: Invalid Request/)).toHaveLength(1);
    expect(matching(lines, /^device .*METHOD_NOT_ALLOWED_HERE/)).toHaveLength(1);
    expect(matching(lines, /twice: PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED/)).toHaveLength(1);
    expect(leftovers()).toEqual([]);
  });
});

describe('refused', () => {
  const refused = async (env: Asked, why: RegExp): Promise<void> => {
    const { code, lines } = await start(env).ended;
    expect(lines).toEqual([expect.stringMatching(why)]);
    expect(code).toBe(2);
    expect(leftovers()).toEqual([]);
  };

  test('a directory', () => refused({ FILE: root }, /^demo: refused: .* is a directory; give a regular file/));
  test('a file that is missing', () => refused({ FILE: `${root}/not` }, /^demo: refused: .*not does not exist;/));
  test('a word that is nobody to kill', () => refused({ KILL: '1' }, /^demo: refused: KILL=1: write KILL=vmm/));
  test.each(['/nowhere/vmm', '/etc'])('a VMM prototype that cannot be run: %s', (program) =>
    refused({ VMM: program }, /^demo: refused: VMM=\S+ is no program that this user can run; write VMM=rust/),
  );
  test('a temporary directory with a long path', () =>
    refused({ TMPDIR: path.join(root, 'x'.repeat(90)) }, /^demo: refused: .* is too long: .*choose another directory/));

  test('a file larger than the free space', async () => {
    const file = path.join(root, 'large');
    fs.closeSync(fs.openSync(file, 'w'));
    fs.truncateSync(file, 2 ** 42);
    await refused({ FILE: file }, /^demo: refused: .*large has 4\.0 TiB, more than/);
  });

  test('an unreadable file', () => {
    const { file } = makeFile('unreadable', 10);
    fs.chmodSync(file, 0);
    // Root reads everything, so the check itself is run as nobody, once its modules are loaded.
    const script = `
      const { readRequest } = require(${JSON.stringify(path.join(path.dirname(MAIN), 'request.js'))});
      if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
      try { readRequest({ FILE: process.argv[1] }); } catch (error) { console.log(error.message); }`;
    const { stdout } = spawnSync(process.execPath, ['-e', script, file], { encoding: 'utf8' });
    expect(stdout).toMatch(/^.* is not readable by this user; give a regular file/);
  });
});

test('another program as VMM prototype', async () => {
  const { file, sha256 } = makeFile('another', 3 * MIB);
  const program = path.join(root, 'another-vmm');
  const ours = path.join(path.dirname(MAIN), 'vmm.js');
  fs.writeFileSync(program, `#!/bin/sh\necho "another one"\nexec '${process.execPath}' '${ours}' "$1"\n`, {
    mode: 0o755,
  });
  const { code, last, lines } = await start({ FILE: file, VMM: program }).ended;
  expect([last, code]).toEqual([okLine(sha256, 3 * MIB), 0]);
  expect(matching(lines, /^vmm {4}\| another one$/)).toHaveLength(1);
});

describe('killed half-way', () => {
  const bytes = 8 * MIB + 5;

  test('the VMM prototype comes back and gets its groups again', async () => {
    const { file, sha256 } = makeFile('vmm', bytes);
    const { code, last, lines } = await start({ FILE: file, KILL: 'vmm' }).ended;
    expect([last, code]).toEqual([okLine(sha256, bytes), 0]);
    expect(matching(lines, /killed the VMM prototype with SIGKILL/)).toHaveLength(1);
    expect(matching(lines, /rebuilt the page allocator from \d+ listed mappings/)).toHaveLength(1);
    const again = matching(lines, /redelivered cookie (0x[0-9a-f]+) \(seen before the kill as \1\)/);
    expect(again.length).toBeGreaterThan(0);
    expect(matching(lines, /redelivered cookie/)).toEqual(again);
    expect(leftovers()).toEqual([]);
  });

  test('the device model ends open invalidations, and nothing hangs', async () => {
    const { file } = makeFile('device', bytes);
    const running = start({ FILE: file, KILL: 'device' });
    let killedAt = 0;
    running.child.stdout?.on('data', () => {
      if (killedAt === 0 && running.output().includes('killed the device model')) killedAt = Date.now();
    });
    const { code, last, lines } = await running.ended;
    expect(last).toMatch(/^demo: failed: the device model was killed; .* OPERATION_OUTCOME_ENDPOINT_GONE/);
    expect(code).toBe(1);
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    expect(matching(lines, /unmap 0x[0-9a-f]+ waits for the device: invalidation tag \d+ is open/)).toHaveLength(1);
    expect(leftovers()).toEqual([]);
  });
});

test('an interrupt leaves nothing behind', async () => {
  const { file } = makeFile('interrupted', 64 * MIB);
  const running = start({ FILE: file });
  while (!running.output().includes('25%') && running.child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(leftovers()).toHaveLength(1);
  running.child.kill('SIGINT');
  const { code, last } = await running.ended;
  expect([last, code]).toEqual(['demo: interrupted (SIGINT)', 130]);
  expect(leftovers()).toEqual([]);
});
