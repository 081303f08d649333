import fs from 'node:fs';
import path from 'node:path';
import { REASONS, type Reason } from '../../src/model/errors';
import { FAULT_REASONS, type FaultReason } from '../../src/model/fault';
import { RULES } from '../../src/model/rules';
import { iommufdPage, partOf, PARTS as IOMMUFD_PARTS } from './iommufd-page';
import { IOMMUFD, LEDGER, testsOf } from './ledger';
import { hasTest, patternOf, titlesOf } from './titles';

const ROOT = path.resolve(__dirname, '../..');
const ids = LEDGER.map(({ id }) => id);

/** How many rules each part has. */
const PARTS = {
  'I-ACC': 8,
  'I-ALLOC': 17,
  'I-ALLOW': 6,
  'I-ATT': 26,
  'I-COPY': 8,
  'I-DIRTY': 14,
  'I-FILE': 6,
  'I-MAP': 23,
  'I-OPT': 3,
  'I-RANGE': 4,
  'I-UNMAP': 14,
  'R-AMD': 6,
  'R-ATS': 26,
  'R-AUTO': 29,
  'R-INV': 22,
  'R-PAIN': 17,
  'R-PRI': 49,
  'R-RV': 11,
  'R-SMMU': 10,
  'R-VIO': 4,
  'R-VTD': 21,
};

/** Every rule named anywhere in a folder. */
function named(folder: string): string[] {
  const files = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('gen/'))
    .flatMap((file) => fs.readFileSync(path.join(ROOT, folder, file), 'utf8').match(/\b[RI]-[A-Z]+-\d+/g) ?? []);
}

describe('the ledger', () => {
  test('has every rule once, in the order of the ids', () => {
    expect(ids).toEqual([...new Set(ids)].sort());
    const counts = Object.keys(PARTS).map((part) => [part, ids.filter((id) => id.startsWith(`${part}-`)).length]);
    expect(Object.fromEntries(counts)).toEqual(PARTS);
    expect(ids.filter((id) => !/^[RI]-[A-Z]+-\d\d$/.test(id))).toEqual([]);
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
    const cited = LEDGER.flatMap(({ standing }) =>
      standing.status === 'different' && 'adr' in standing.because ? [standing.because.adr] : [],
    );
    expect(cited.filter((adr) => !decisions.includes(adr))).toEqual([]);
  });
});

describe('the part of iommufd', () => {
  test('says how each error ends here, and why where that is not proven', () => {
    const titles = IOMMUFD.filter((rule) => !(partOf(rule) in IOMMUFD_PARTS));
    expect(titles).toEqual([]);
    const silent = IOMMUFD.filter(
      ({ errors, standing }) =>
        standing.status === 'proven' &&
        errors !== undefined &&
        errors.reasons.length === 0 &&
        errors.fault === undefined,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  test('has one error for each reason in one call, or a field that tells which', () => {
    const told = IOMMUFD.flatMap((rule) =>
      (rule.errors?.reasons ?? []).map((reason) => ({ call: `${partOf(rule)} ${reason}`, ...rule.errors })),
    ).filter(({ errno }) => errno !== undefined);
    const unclear = told.filter(({ call, errno, field }) =>
      told.some((other) => other.call === call && other.errno !== errno && (field ?? other.field) === other.field),
    );
    expect(unclear).toEqual([]);
  });

  test('is docs/iommufd.md; WRITE_DOCS=1 writes it', () => {
    const page = path.join(ROOT, 'docs/iommufd.md');
    if (process.env['WRITE_DOCS'] === '1') {
      fs.writeFileSync(page, iommufdPage());
    }
    expect(fs.readFileSync(page, 'utf8')).toBe(iommufdPage());
  });

  test('names reasons and faults that exist, and docs/iommufd.md every one of them', () => {
    const text = fs.readFileSync(path.join(ROOT, 'docs/iommufd.md'), 'utf8');
    const words = new Set([...text.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map((match) => match[1]!));
    const known = [...Object.keys(REASONS), ...FAULT_REASONS];
    expect([...words].filter((word) => !known.includes(word))).toEqual([]);
    const rows = text.split('\n').filter((line) => line.startsWith('| I-'));
    const inRows = (id: string, word: Reason | FaultReason) =>
      rows.some((row) => row.startsWith(`| ${id} |`) && row.includes(`\`${word}\``));
    const missing = IOMMUFD.flatMap(({ id, errors }) =>
      [...(errors?.reasons ?? []), ...(errors?.fault === undefined ? [] : [errors.fault])]
        .filter((word) => !inRows(id, word))
        .map((word) => `${id}: ${word}`),
    );
    expect(missing).toEqual([]);
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
