import { spawnSync } from 'node:child_process';
import { outcomeHere } from './iommufd-page';
import { LEDGER, testsOf, type CitedTest, type Rule } from './ledger';
import { patternOf } from './titles';

/** What jest says of one test. */
interface Ran {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
}

/** The part of jest's report that counts here. */
interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs the cited tests and no others. */
function run(cited: readonly CitedTest[]): { ran: Ran[]; log: string } {
  const files = [...new Set(cited.map(({ file }) => file))];
  const names = [...new Set(cited.map(({ name }) => patternOf(name).source))];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--json', '--testNamePattern', names.join('|'), '--runTestsByPath', ...files],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const log = stderr;
  if (!stdout.startsWith('{')) {
    return { ran: [], log };
  }
  const ran = (JSON.parse(stdout) as JestReport).testResults.flatMap(({ name: path, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ file: path, name: fullName, passed: status === 'passed' })),
  );
  return { ran, log };
}

/** What is wrong with the tests that a rule cites. */
function complaints(rule: Rule, ran: readonly Ran[]): string[] {
  return testsOf(rule).flatMap(({ file, name }) => {
    const pattern = patternOf(name);
    const matching = ran.filter((each) => each.file.endsWith(`/${file}`) && pattern.test(each.name));
    if (matching.length === 0) {
      return [`no such test: ${file}: ${name}`];
    }
    return matching.filter(({ passed }) => !passed).map((each) => `failed: ${file}: ${each.name}`);
  });
}

/** What is said of a rule below its first line. */
function detail(rule: Rule): string {
  const { standing } = rule;
  switch (standing.status) {
    case 'proven': {
      const count = standing.tests.length;
      const tests = `${String(count)} ${count === 1 ? 'test' : 'tests'}`;
      return standing.except === undefined ? tests : `${tests}; but ${standing.except}`;
    }
    case 'different':
      return 'adr' in standing.because ? `docs/adr/${standing.because.adr}` : standing.because.why;
    case 'not applicable':
      return standing.why;
    case 'pending':
      return `waits for ${standing.waitsFor}`;
  }
}

/** The errors of a rule about errors. */
function errorsOf({ errors }: Rule): string[] {
  return errors === undefined ? [] : [`${errors.errno ?? 'success'} in iommufd, here ${outcomeHere(errors)}`];
}

function main(): number {
  const { ran, log } = run(LEDGER.flatMap(testsOf));
  let wrong = 0;
  for (const rule of LEDGER) {
    const found = complaints(rule, ran);
    wrong += found.length;
    const status = found.length > 0 ? 'BROKEN' : rule.standing.status;
    const mark = rule.confidence === 'unchecked' ? '?' : ' ';
    console.log(`${rule.id.padEnd(10)} ${mark} ${status.padEnd(14)}  ${rule.says}`);
    console.log(`${''.padEnd(28)} ${[...errorsOf(rule), detail(rule)].join('; ')}`);
    for (const complaint of found) {
      console.log(`${''.padEnd(28)} ${complaint}`);
    }
  }
  if (wrong > 0) {
    console.error(log);
  }
  const count = (status: Rule['standing']['status']) =>
    String(LEDGER.filter(({ standing }) => standing.status === status).length);
  console.log(
    `conformance: ${String(LEDGER.length)} rules, ${count('proven')} proven, ${count('different')} different, ` +
      `${count('not applicable')} not applicable, ${count('pending')} pending`,
  );
  return wrong > 0 ? 1 : 0;
}

process.exitCode = main();
