// Checks the clients, and counts: each language ends with a line "clients: <language> N passed, N failed".
//
//   node scripts/clients.mjs              every language; the lines once more at the end
//   node scripts/clients.mjs rust         only these
//
// A language whose toolchain is missing is skipped, by name; with CI=1 it is a failure. JEST_REPORT=FILE: the tests of the
// TypeScript client are counted in this report of `jest --json`, in which they have run, and not run again.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { env } = process;

/** Counts what passed and what failed in one language. */
class Count {
  passed = 0;
  failed = 0;

  add(passed, failed) {
    this.passed += passed;
    this.failed += failed;
  }

  /** Runs a command, and counts it as one check. */
  check(name, command, options) {
    console.log(`--- ${name}`);
    const isGood = run(command, options).status === 0;
    if (!isGood) console.log(`FAILED: ${name}`);
    this.add(isGood ? 1 : 0, isGood ? 0 : 1);
    return isGood;
  }
}

/** Runs a command; with `capture` its standard output is returned as well as shown. */
function run([program, ...args], { capture = false, ...options } = {}) {
  const done = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'],
    ...options,
  });
  if (done.error) console.log(`${program}: ${done.error.message}`);
  if (capture) process.stdout.write(done.stdout ?? '');
  return done;
}

/** The tests of the TypeScript client, and the stories that run over gRPC. */
function typescript(count) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'viommu-clients-'));
  const report = env.JEST_REPORT || path.join(temporary, 'jest.json');
  try {
    if (!env.JEST_REPORT) {
      const jest = ['node_modules/.bin/jest', 'test/unit/clients', 'test/scenarios'];
      run([...jest, '--ci', '--json', `--outputFile=${report}`]);
    }
    const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8'));
    for (const { name, status, assertionResults } of testResults) {
      const file = path.relative(root, name);
      const isStories = file === path.join('test', 'scenarios', 'scenarios.test.ts');
      if (!isStories && !file.startsWith(path.join('test', 'unit', 'clients'))) continue;
      const own = assertionResults.filter((test) => !isStories || test.ancestorTitles.includes('over gRPC'));
      const passed = own.filter((test) => test.status === 'passed').length;
      const hasNone = own.length === 0 || (status === 'failed' && assertionResults.length === 0);
      count.add(passed, own.length - passed + (hasNone ? 1 : 0));
    }
  } catch (error) {
    console.log(`clients: no readable report of jest: ${error.message}`);
    count.add(0, 1);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** The Python client counts for itself. */
function python(count) {
  const { stdout } = run(['python3', 'clients/python/check.py'], { capture: true });
  const counted = /^clients: python (\d+) passed, (\d+) failed$/m.exec(stdout ?? '');
  count.add(Number(counted?.[1] ?? 0), Number(counted?.[2] ?? 1));
}

const crate = path.join(root, 'clients', 'rust');
const target = path.resolve(crate, env.CARGO_TARGET_DIR || 'target');

function rust(count) {
  const cargo = { cwd: crate, env: { ...env, CARGO_TARGET_DIR: target, CARGO_TERM_COLOR: 'never' } };
  count.check('format', ['cargo', 'fmt', '--all', '--check'], cargo);
  count.check('build', ['cargo', 'build', '--locked', '--workspace', '--all-targets', '--quiet'], cargo);
  count.check('generated files', [path.join(target, 'debug', 'gen'), '--check'], cargo);
  const lint = ['cargo', 'clippy', '--locked', '--workspace', '--all-targets', '--quiet'];
  count.check('lint', [...lint, '--', '-D', 'warnings'], cargo);

  console.log('--- tests');
  const { stdout, status } = run(['cargo', 'test', '--locked', '--workspace', '--no-fail-fast', '--quiet'], {
    ...cargo,
    capture: true,
  });
  const results = [...(stdout ?? '').matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm)];
  const sum = (group) => results.reduce((total, result) => total + Number(result[group]), 0);
  const [passed, failed] = [sum(1), sum(2) + sum(3)];
  count.add(passed, failed || (status === 0 && passed > 0 ? 0 : 1));

  const vmm = path.join(target, 'debug', 'examples', 'vmm');
  for (const kill of ['', 'vmm']) {
    const name = `demo with the Rust VMM${kill && ', killed half-way'}`;
    console.log(`--- ${name}`);
    const done = run(['node', 'dist/demo/main.js'], { capture: true, env: { ...env, VMM: vmm, KILL: kill } });
    const isGood = done.status === 0 && /^demo: ok sha256=/m.test(done.stdout ?? '');
    if (!isGood) console.log(`FAILED: ${name}`);
    count.add(isGood ? 1 : 0, isGood ? 0 : 1);
  }
}

/** By name: what it needs of the machine, and its checks. */
const LANGUAGES = {
  typescript: { needs: [], check: typescript },
  python: { needs: ['python3'], check: python },
  rust: { needs: ['cargo'], check: rust },
};

const isThere = (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

/** Checks one language and returns its line. */
function checked(name) {
  const { needs, check } = LANGUAGES[name];
  const missing = needs.filter((program) => !isThere(program));
  if (missing.length > 0 && !env.CI) return `clients: ${name} skipped, ${missing.join(', ')} is missing`;
  const count = new Count();
  if (missing.length === 0) check(count);
  else {
    console.log(`clients: ${name} cannot be checked, ${missing.join(', ')} is missing`);
    count.add(0, 1);
  }
  if (count.failed > 0 || count.passed === 0) process.exitCode = 1;
  return `clients: ${name} ${count.passed} passed, ${count.failed} failed`;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(LANGUAGES, name));
if (unknown.length > 0) {
  console.error(`clients: no language ${unknown.join(', ')}; there are ${Object.keys(LANGUAGES).join(', ')}`);
  process.exit(2);
}
const lines = (wanted.length > 0 ? wanted : Object.keys(LANGUAGES)).map((name) => checked(name));
console.log(lines.join('\n'));
