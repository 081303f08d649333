import fs from 'node:fs';
import path from 'node:path';
import { RULES } from '../../src/model/rules';
import { LEDGER, testsOf } from './ledger';
import { hasTest, patternOf, titlesOf } from './titles';

const ROOT = path.resolve(__dirname, '../..');
const ids = LEDGER.map(({ id }) => id);

/** How many rules each part has. */
const PARTS = { AMD: 6, ATS: 26, AUTO: 29, INV: 22, PAIN: 17, PRI: 49, RV: 11, SMMU: 10, VIO: 4, VTD: 21 };

/** Every rule named anywhere in a folder. */
function named(folder: string): string[] {
  const files = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('gen/'))
    .flatMap((file) => fs.readFileSync(path.join(ROOT, folder, file), 'utf8').match(/\bR-[A-Z]+-\d+/g) ?? []);
}

describe('the ledger', () => {
  test('has every rule once, in the order of the ids', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
    const counts = Object.keys(PARTS).map((part) => [part, ids.filter((id) => id.startsWith(`R-${part}-`)).length]);
    expect(Object.fromEntries(counts)).toEqual(PARTS);
    expect(ids.filter((id) => !/^R-[A-Z]+-\d\d$/.test(id))).toEqual([]);
    expect(ids).toHaveLength(Object.values(PARTS).reduce((sum, count) => sum + count));
  });

  test('says each rule in one or two sentences', () => {
    const wrong = LEDGER.filter(({ says }) => !/^[A-Z].*\.$/.test(says) || says.split('. ').length > 2);
    expect(wrong).toEqual([]);
  });

  test('has every rule that the sources name', () => {
    const known = new Set(ids);
    const rules = Object.keys(RULES).filter((id) => id.startsWith('R-'));
    expect([...rules, ...named('src')].filter((id) => !known.has(id))).toEqual([]);
  });

  test('names at least one test for what it calls proven', () => {
    const bare = LEDGER.filter((rule) => rule.standing.status === 'proven' && testsOf(rule).length === 0);
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test('names tests that exist', () => {
    const titles = new Map<string, string[]>();
    const missing = LEDGER.flatMap((rule) =>
      testsOf(rule).flatMap(({ file, name }) => {
        const there = titles.get(file) ?? titlesOf(fs.readFileSync(path.join(ROOT, file), 'utf8'));
        titles.set(file, there);
        return hasTest(there, name) ? [] : [`${rule.id}: ${file}: ${name}`];
      }),
    );
    expect(missing).toEqual([]);
  });

  test('names a decision on record for what is different', () => {
    const decisions = fs.readdirSync(path.join(ROOT, 'docs/adr'));
    const cited = LEDGER.flatMap(({ standing }) => (standing.status === 'different' ? [standing.adr] : []));
    expect(cited.filter((adr) => !decisions.includes(adr))).toEqual([]);
  });
});

describe('the titles of a file', () => {
  const titles = titlesOf(`
    describe('a', () => {
      test('one', () => {});
      describe.each(ROWS)('with $what', () => { it.each([1, 2])('gives %i (50 ml)', () => {}); });
      test.skip('never', () => {});
    });
    test(NAME, () => {});
  `);

  test('are those of its tests, with the places of tables', () => {
    expect(titles).toEqual(['a one', 'a with $what gives %i (50 ml)']);
  });

  test.each([
    ['a one', true],
    ['a', true],
    ['a with water gives %i (50 ml)', true],
    ['a with water gives 2 (50 ml)', true],
    ['on', false],
    ['a never', false],
    ['a with water gives 2 50 ml', false],
  ])('know of %s: %s', (name, known) => {
    expect(hasTest(titles, name)).toBe(known);
  });

  test('mean every row of a table, and every test of a describe block', () => {
    expect(patternOf('a').test('a with water gives 2 (50 ml)')).toBe(true);
    expect(patternOf('a with $what gives %i (50 ml)').test('a with water gives 2 (50 ml)')).toBe(true);
    expect(patternOf('a with').test('a without')).toBe(false);
  });
});
