import fs from 'node:fs';
import path from 'node:path';
import { check, zoneOf, type Violation, ZONES } from './rules';

const root = path.resolve(__dirname, '../..');

function readTree(...folders: string[]): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    if (!fs.existsSync(path.join(root, folder))) return;
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') visit(file);
      } else if (/\.(?:ts|mts|mjs|js|proto)$/.test(entry.name)) {
        files.set(file, fs.readFileSync(path.join(root, file), 'utf8'));
      }
    }
  };
  folders.forEach(visit);
  return files;
}

const show = (violations: readonly Violation[]): string[] => violations.map((v) => `${v.file}: ${v.rule}: ${v.detail}`);

describe('the house', () => {
  const files = readTree('src', 'clients/typescript', 'demo', 'proto', 'scripts', 'test');
  // The rules and their samples have to spell what they forbid.
  for (const file of [...files.keys()].filter((f) => f.startsWith('test/house/'))) files.delete(file);

  test.each([
    ['every folder is on a floor', ['zone']],
    ['imports go down, never up or sideways', ['floor', 'package']],
    ['the lower floors are pure and synchronous', ['pure']],
    ['only the main programs read the environment', ['environment']],
    ['no import cycles', ['cycle']],
    ['no source file is too long', ['length']],
    ['no words that do not belong', ['word']],
    ['unit tests mirror the sources', ['mirror']],
  ])('%s', (_name, rules) => {
    expect(show(check(files).filter((v) => rules.includes(v.rule)))).toEqual([]);
  });

  test('packages used at run time are declared', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const declared = Object.keys(manifest.dependencies);
    const used = [...files]
      .filter(([file]) => /^(?:src|clients\/typescript)\//.test(file))
      .flatMap(([file, text]) =>
        [...text.matchAll(/(?:from|import\(|require\()\s*'((?:@[\w-]+\/)?[a-z][\w.-]*)(?:\/[^']*)?'/g)]
          .filter(([, name]) => name !== undefined && !declared.includes(name))
          .map(([, name]) => `${file}: ${name}`),
      );
    expect(used.filter((line) => !line.includes(': node:'))).toEqual([]);
  });
});

describe('the checker finds', () => {
  const rulesOf = (sample: Record<string, string>): string[] =>
    check(new Map(Object.entries(sample))).map((v) => v.rule);

  test.each<[string, Record<string, string>, string[]]>([
    [
      'nothing in a clean tree',
      {
        'src/base/a.ts': 'export const a = 1;\n',
        'src/model/b.ts': "import { a } from '../base/a';\nexport const b = a;\n",
      },
      [],
    ],
    ['an import that goes up', { 'src/base/a.ts': "import '../model/b';", 'src/model/b.ts': '' }, ['floor']],
    [
      'a type import that goes up',
      { 'src/model/a.ts': "import type { C } from '../core/c';", 'src/core/c.ts': '' },
      ['floor'],
    ],
    [
      'a type query that goes up',
      { 'src/model/a.ts': "export type C = import('../core/c').C;", 'src/core/c.ts': '' },
      ['floor'],
    ],
    [
      'a re-export that goes up',
      { 'src/core/a.ts': "export * from '../session/s';", 'src/session/s.ts': '' },
      ['floor'],
    ],
    ['core that sees codecs', { 'src/core/a.ts': "import '../codecs/vtd/x';", 'src/codecs/vtd/x.ts': '' }, ['floor']],
    ['codecs that see core', { 'src/codecs/vtd/a.ts': "import '../../core/x';", 'src/core/x.ts': '' }, ['floor']],
    [
      'a codec that sees its neighbour',
      { 'src/codecs/vtd/a.ts': "import '../riscv/x';", 'src/codecs/riscv/x.ts': '' },
      ['floor'],
    ],
    [
      'a session that sees codecs',
      { 'src/session/a.ts': "import '../codecs/vtd/x';", 'src/codecs/vtd/x.ts': '' },
      ['floor'],
    ],
    ['a session that sees generated code', { 'src/session/a.ts': "import '../gen/x';", 'src/gen/x.ts': '' }, ['floor']],
    [
      'a server that sees the client',
      { 'src/server/a.ts': "import '../../clients/typescript/x';", 'clients/typescript/x.ts': '' },
      ['floor'],
    ],
    [
      'a client that sees the server',
      { 'clients/typescript/a.ts': "import '../../src/base/x';", 'src/base/x.ts': '' },
      ['floor'],
    ],
    ['a command line that sees core', { 'src/cli/a.ts': "import '../core/x';", 'src/core/x.ts': '' }, ['floor']],
    ['an import that leaves the house', { 'src/server/a.ts': "import '../../test/x';" }, ['floor']],
    ['a folder on no floor', { 'src/utils/a.ts': '' }, ['zone']],
    ['a file beside main.ts', { 'src/helpers.ts': '' }, ['zone']],
    ['node in core', { 'src/core/a.ts': "import fs from 'node:fs';" }, ['package']],
    ['gRPC in a session', { 'src/session/a.ts': "import { Server } from '@grpc/grpc-js';" }, ['package']],
    ['a logger in a walker', { 'src/walkers/x86/a.ts': "import pino from 'pino';" }, ['package']],
    ['an import that is no literal', { 'src/server/a.ts': 'const n = "x"; void import(n);' }, ['package']],
    [
      'async and await in core',
      { 'src/core/a.ts': 'export async function f(x: unknown) { await x; }' },
      ['pure', 'pure'],
    ],
    ['a for-await loop in core', { 'src/core/a.ts': 'for await (const x of y) z(x);' }, ['pure']],
    ['a clock in core', { 'src/core/a.ts': 'export const now = () => Date.now();' }, ['pure']],
    ['a timer in codecs', { 'src/codecs/a.ts': 'setTimeout(f, 1);' }, ['pure']],
    ['randomness in the model', { 'src/model/a.ts': 'export const r = Math.random();' }, ['pure']],
    ['printing in base', { 'src/base/a.ts': "console.log('x');" }, ['pure']],
    [
      'members that only look like globals',
      { 'src/core/a.ts': 'export const f = (q: { process(): void }) => q.process();' },
      [],
    ],
    [
      'words in comments and strings that only look like code',
      { 'src/core/a.ts': "// never await a Date\nexport const s = 'async';" },
      [],
    ],
    ['the environment outside main', { 'src/server/a.ts': 'export const e = process.env.HOME;' }, ['environment']],
    [
      'the environment by another spelling',
      { 'src/server/a.ts': "export const e = process['argv'];" },
      ['environment'],
    ],
    ['the environment taken apart', { 'src/server/a.ts': 'const { env } = process;' }, ['environment']],
    ['the environment by import', { 'src/server/a.ts': "import { env } from 'node:process';" }, ['environment']],
    ['no fault in main', { 'src/main.ts': 'export const e = process.env.HOME;' }, []],
    [
      'a cycle',
      { 'src/core/a.ts': "import './b';", 'src/core/b.ts': "import './c';", 'src/core/c.ts': "import './a';" },
      ['cycle'],
    ],
    [
      'no fault in types that know each other',
      {
        'src/core/a.ts': "import type { B } from './b';\nexport type A = B;",
        'src/core/b.ts': "import { type A } from './a';\nexport type B = A;",
      },
      [],
    ],
    ['a file that imports itself', { 'src/core/a.ts': "import './a';" }, ['cycle']],
    ['a long file', { 'src/core/a.ts': 'x;\n'.repeat(401) }, ['length']],
    ['no fault at the limit', { 'src/core/a.ts': 'x;\n'.repeat(400) }, []],
    ['no fault in generated code', { 'src/gen/a.ts': '// eslint-disable\n'.repeat(500) }, []],
    ['postponed work', { 'src/core/a.ts': '// TODO later' }, ['word']],
    ['postponed work in a test', { 'test/unit/a.test.ts': '// FIXME' }, ['word']],
    ['a silenced lint without a reason', { 'src/server/a.ts': '// eslint-disable-next-line no-x' }, ['word']],
    [
      'no fault in a silenced lint with a reason',
      { 'src/server/a.ts': '// eslint-disable-next-line no-x -- the API wants it' },
      [],
    ],
    ['a silenced compiler', { 'src/server/a.ts': '// @ts-ignore' }, ['word']],
    ['an IOMMU word in base', { 'src/base/a.ts': 'export const iova = 1;' }, ['word']],
    ['an architecture in core', { 'src/core/a.ts': 'export const streamId = 1;' }, ['word']],
    ['no fault in plain English', { 'src/core/a.ts': '// as it did before' }, []],
    ['a unit test of nothing', { 'test/unit/elsewhere/a.test.ts': '' }, ['mirror']],
  ])('%s', (_name, sample, expected) => {
    expect(rulesOf(sample)).toEqual(expected);
  });

  test('every allowed import goes down', () => {
    for (const [name, zone] of Object.entries(ZONES)) {
      for (const below of zone.zones) {
        const usesModel = (name === 'profiles' || name === 'walkers') && below === 'model';
        const isPeerData = usesModel || (name === 'server' && below === 'gen');
        const isClient = name === 'cli' && below === 'client';
        expect(isPeerData || isClient || ZONES[below]!.floor < zone.floor).toBe(true);
      }
    }
    expect(zoneOf('src/main.ts')).toBe('main');
  });
});
