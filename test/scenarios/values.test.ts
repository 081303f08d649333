/** What stands for a value, how values are compared, and the arithmetic. */
import { compile } from '../../clients/typescript/story/expression';
import { follow, parseJson, parsePath, type Json, type JsonObject } from '../../clients/typescript/story/json';
import { differences } from '../../clients/typescript/story/match';
import { filledIn } from '../../clients/typescript/story/template';
import { Scope } from '../../clients/typescript/story/values';

const scope = (values: Record<string, Json>): Scope => {
  const made = new Scope();
  for (const [name, value] of Object.entries(values)) made.set(name, value);
  return made;
};

test.each<[string, Json]>([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3],
  ['7 / 2', 3],
  ['-7 / 2', -3],
  ['-7 % 4', -3],
  ['0 * -1', 0],
  ['0x10 + $a', 21],
  ['$o.list[1] * 2', 14],
  ['$big + 1', '18446744073709551616'],
  ['$big - $big', 0],
  ['9007199254740991 + 2', '9007199254740993'],
  ['3037000500 * 3037000500', '9223372037000250000'],
  ['9007199254740993 / 2', 4503599627370496],
  [' -( -$a ) ', 5],
])('%s is %p', (text, expected) => {
  const names = scope({ a: 5, big: '0xffffffffffffffff', o: { list: [1, '7'] } });
  expect(filledIn({ $expr: text }, names)).toEqual(expected);
});

test.each([
  ['1 2', '"2" is not expected'],
  ['1 +', 'something is missing at the end'],
  ['* 1', '"*" is not expected'],
  ['(1', 'something is missing at the end'],
  ['1)', '")" is not expected'],
  ['a', '"a" is no part of an expression'],
  ['', 'something is missing at the end'],
])('the expression %p is refused', (text, message) => {
  expect(() => compile(text)).toThrow(message);
});

test('an expression has no value where arithmetic has none', () => {
  expect(() => filledIn({ $expr: '1 / 0' }, scope({}))).toThrow('division by zero');
  expect(() => filledIn({ $expr: '1 % ($a - $a)' }, scope({ a: 3 }))).toThrow('division by zero');
  expect(() => filledIn({ $expr: '$a' }, scope({ a: 'x' }))).toThrow('$a is "x", not an integer');
});

test.each<[Json, Json]>([
  ['$a', { b: [1, 2] }],
  ['$a.b[1]', 2],
  ['$list[0].c', 'd'],
  ['$$a', '$a'],
  [{ x: ['$a.b', 'y'] }, { x: [[1, 2], 'y'] }],
  [{ $gte: '$a.b[0]' }, { $gte: 1 }],
  [
    [{ $list: { times: 2, as: 'n', each: [{ i: '$n' }, 'x'] } }, 'end'],
    [{ i: 0 }, 'x', { i: 1 }, 'x', 'end'],
  ],
  [{ $list: { of: '$a.b', as: 'n', each: [{ $expr: '$n * 10' }] } }, [10, 20]],
  [
    [
      {
        $list: {
          times: 2,
          as: 'g',
          each: [{ $list: { times: '$g', as: 'p', each: [{ $expr: '$g * 10 + $p' }] } }, { last: '$g' }],
        },
      },
    ],
    [{ last: 0 }, 10, { last: 1 }],
  ],
])('%j stands for %j', (value, expected) => {
  const names = scope({ a: { b: [1, 2] }, list: [{ c: 'd' }] });
  expect(filledIn(value, names)).toEqual(expected);
});

test.each<[Json, string]>([
  [{ $words: ['0x2000 + 0x7', 1] }, '07200000000000000100000000000000'],
  [{ $words: ['$a * 8', '$big'] }, '2800000000000000ffffffffffffffff'],
  [{ $hex: 'de ad 00' }, 'dead00'],
])('%j stands for the bytes %s', (value, expected) => {
  const names = scope({ a: 5, big: '0xffffffffffffffff' });
  const filled = filledIn({ data: value }, names) as { data: string };
  expect(Buffer.from(filled.data, 'base64').toString('hex')).toBe(expected);
});

test.each([['$big + 1'], ['0 - 1']])('%s is no word', (text) => {
  const names = scope({ big: '0xffffffffffffffff' });
  expect(() => filledIn({ $words: [text] }, names)).toThrow(/^\$words: .* is .*, not 64 bits$/);
});

test('a template is filled in anew each time, but what needs no names only once', () => {
  const each = [{ $list: { times: 2, as: 'p', each: [{ $expr: '$p + $n' }] } }];
  const value = { x: '$a', list: { $list: { times: 3, as: 'n', each } } };
  const first = filledIn(value, scope({ a: 1 })) as JsonObject;
  const second = filledIn(value, scope({ a: 2 })) as JsonObject;
  expect([first, second]).toEqual([1, 2].map((x) => ({ x, list: [0, 1, 1, 2, 2, 3] })));
  expect(second['list']).toBe(first['list']);
});

test('what depends on an outer counter is filled in for each round', () => {
  const inner = { $list: { times: 2, as: 'p', each: [{ $expr: '$n * 10 + $p' }] } };
  expect(filledIn([{ $list: { times: '$a', as: 'n', each: [inner] } }], scope({ a: 2 }))).toEqual([0, 1, 10, 11]);
  expect(filledIn([inner], scope({ n: 7 }))).toEqual([70, 71]);
  expect(filledIn([inner], scope({ n: 8 }))).toEqual([80, 81]);
});

test.each<[Json, Json | undefined]>([
  [{}, { a: 1 }],
  [{ a: {} }, { a: { b: 1 } }],
  [{ a: 16 }, { a: '16' }],
  [{ a: '0x10' }, { a: '16' }],
  [{ a: '16' }, { a: 16 }],
  [{ a: '18446744073709551615' }, { a: '18446744073709551615' }],
  [{ a: 'text' }, { a: 'text' }],
  [
    [{ a: 1 }, {}],
    [{ a: 1, b: 2 }, { c: 3 }],
  ],
  [{ a: { $any: true } }, { a: '' }],
  [{ a: { $absent: true } }, { b: 1 }],
  [{ a: { $not: 5 } }, { a: '6' }],
  [{ a: { $not: { b: 1 } } }, { a: { b: 2 } }],
  [{ a: { $gte: '5' } }, { a: 5 }],
  [{ a: { $lte: 5 } }, { a: '5' }],
  [{ a: { $length: 0 } }, { a: [] }],
  [{ a: { $contains: [{ b: 2 }, { c: 3 }] } }, { a: [{ c: 3 }, { b: 2, x: 1 }] }],
  [{ a: { $contains: [] } }, { a: [] }],
  [{ a: { $sum: ['b', 'c'] } }, { a: 5, b: '2', c: 3 }],
])('%j matches %j', (expected, actual) => {
  expect(differences(expected, actual)).toEqual([]);
});

test.each<[Json, Json | undefined, string, string]>([
  [{ a: 1 }, {}, 'a', '1'],
  [{ a: 1 }, undefined, '', '{"a":1}'],
  [{ a: '16' }, { a: '160' }, 'a', '"16"'],
  [{ a: 1 }, { a: true }, 'a', '1'],
  [{ a: true }, { a: 1 }, 'a', 'true'],
  [{ a: false }, {}, 'a', 'false'],
  [{ a: 'X' }, { a: 'x' }, 'a', '"X"'],
  [{ a: {} }, { a: [] }, 'a', '{}'],
  [{ a: [] }, { a: {} }, 'a', '[]'],
  [[1, 2], [1], '', '2 elements: [1,2]'],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, 'a[0].b', '1'],
  [{ a: { $any: true } }, {}, 'a', 'anything'],
  [{ a: { $absent: true } }, { a: 0 }, 'a', 'nothing'],
  [{ a: { $not: 5 } }, { a: '5' }, 'a', 'something else than 5'],
  [{ a: { $not: 5 } }, {}, 'a', 'something else than 5'],
  [{ a: { $gte: 5 } }, { a: 4 }, 'a', 'at least 5'],
  [{ a: { $gte: 5 } }, {}, 'a', 'at least 5'],
  [{ a: { $lte: 5 } }, { a: '6' }, 'a', 'at most 5'],
  [{ a: { $length: 2 } }, { a: [1] }, 'a', 'a list of 2'],
  [{ a: { $contains: [{ b: 1 }] } }, { a: [{ b: 2 }] }, 'a', 'a list with {"b":1}'],
  [{ a: { $contains: [1] } }, {}, 'a', 'a list with 1'],
  [{ a: { $sum: ['b', 'c'] } }, { a: 6, b: '2', c: 3 }, 'a', '5, the sum of b, c'],
])('%j does not match %j', (expected, actual, at, wanted) => {
  expect(differences(expected, actual)).toMatchObject([{ at, expected: wanted }]);
});

test('every difference is told', () => {
  const found = differences({ a: 1, b: { c: 2 }, d: [3, 4] }, { a: 2, b: { c: 3 }, d: [3, 5] });
  expect(found.map(({ at }) => at)).toEqual(['a', 'b.c', 'd[1]']);
});

test.each<[string, Json | undefined]>([
  ['a', { b: [{ c: 1 }] }],
  ['a.b[0].c', 1],
  ['a.b[1]', undefined],
  ['a.b.c', undefined],
  ['a[0]', undefined],
  ['toString', undefined],
])('the path %s leads to %j', (path, expected) => {
  expect(follow({ a: { b: [{ c: 1 }] } }, parsePath(path))).toEqual(expected);
});

test.each(['', '.a', 'a.', 'a..b', 'a b', 'a[x]', 'a[', 'a[0]b', '$a'])('%p is not a path', (path) => {
  expect(() => parsePath(path)).toThrow(/path/);
});

test('keys and braces inside of texts are no keys', () => {
  const text = '{"a": "{\\"a\\": [}", "b": {"a": 1}, "c": [{"a": 1}, {"a": 2}]}';
  expect(parseJson(text)).toEqual(JSON.parse(text));
  expect(() => parseJson('{"a": {"b": 1, "\\u0062": 2}}')).toThrow('the key "b" stands twice');
});
