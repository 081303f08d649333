import fc from 'fast-check';
import protobuf from 'protobufjs';
import { InvalidRequestError } from '../../../../clients/typescript';
import { descriptors } from '../../../../clients/typescript/proto';
import { validator } from '../../../../clients/typescript/validate';

const MAX64 = 2n ** 64n - 1n;

const every = protobuf
  .parse(
    `syntax = "proto3"; package t;
     enum Colour { NONE = 0; RED = 1; }
     message Every {
       uint32 u = 1; int32 i = 2; sint32 s = 3; fixed32 f = 4; sfixed32 g = 5;
       uint64 ul = 6; int64 il = 7; sint64 sl = 8; fixed64 fl = 9; sfixed64 gl = 10;
       float x = 11; double y = 12; bool b = 13; string t = 14; bytes d = 15;
       Colour colour = 16; repeated uint32 list = 17; map<string, uint32> table = 18; Every inner = 19;
       repeated Every inners = 20; optional uint32 maybe = 21;
       oneof one { uint32 left = 22; Every right = 23; } }`,
  )
  .root.resolveAll()
  .lookupType('t.Every');
const check = validator(every);

/** The field that is refused, or undefined. */
function refused(message: unknown): string | undefined {
  try {
    check(message);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.field;
    throw error;
  }
}

const INT32 = { good: [0, -1, 2147483647, -2147483648], bad: [2147483648, -2147483649] };
const UINT32 = { good: [0, 1, 4294967295], bad: [-1, 4294967296] };
const UINT64 = {
  good: [0n, MAX64, 0, Number.MAX_SAFE_INTEGER],
  bad: [-1n, MAX64 + 1n, -1, 2 ** 53, 1.5, NaN, Infinity, '1', true],
};
const INT64 = {
  good: [-(2n ** 63n), 2n ** 63n - 1n, -1, -Number.MAX_SAFE_INTEGER],
  bad: [-(2n ** 63n) - 1n, 2n ** 63n, -(2 ** 53), '1', 0.5],
};
const not32 = [1.5, NaN, Infinity, '1', 1n, true, [], {}];

const CASES: Record<string, { good: unknown[]; bad: unknown[] }> = {
  u: { good: UINT32.good, bad: [...UINT32.bad, ...not32] },
  f: { good: UINT32.good, bad: [...UINT32.bad, ...not32] },
  i: { good: INT32.good, bad: [...INT32.bad, ...not32] },
  s: { good: INT32.good, bad: [...INT32.bad, ...not32] },
  g: { good: INT32.good, bad: [...INT32.bad, ...not32] },
  ul: UINT64,
  fl: UINT64,
  il: INT64,
  sl: INT64,
  gl: INT64,
  x: { good: [0, 1.5, -Infinity, NaN], bad: ['1', 1n, true] },
  y: { good: [0, 1.5, -Infinity, NaN], bad: ['1', 1n, true] },
  b: { good: [true, false], bad: ['false', 0, 1, 1n] },
  t: { good: ['', 'é', '😀'], bad: [1, 1n, Buffer.from('x'), '\ud800', 'x\udc00'] },
  d: { good: [Buffer.from('x'), new Uint8Array(0)], bad: ['eA==', [1, 2], new Uint16Array(1), new ArrayBuffer(1)] },
  colour: { good: ['NONE', 'RED'], bad: ['red', 'BLUE', 1, 0, '', 'toString', '__proto__'] },
  maybe: { good: [0, 5], bad: ['0', -1] },
};

describe.each(Object.entries(CASES))('a field of kind %s', (field, { good, bad }) => {
  test.each(good.map((value) => [value]))('takes %p', (value) => expect(refused({ [field]: value })).toBeUndefined());
  test.each(bad.map((value) => [value]))('refuses %p', (value) => expect(refused({ [field]: value })).toBe(field));
});

test('null and undefined are unset, for every kind', () => {
  for (const { name } of every.fieldsArray) {
    expect(refused({ [name]: undefined })).toBeUndefined();
    expect(refused({ [name]: null })).toBeUndefined();
  }
});

test.each([
  ['a field nobody knows', { nope: 1 }, 'nope'],
  ['the name of the wire', { table_: {} }, 'table_'],
  ['a list that is none', { list: 'abc' }, 'list'],
  ['an item of a list', { list: [1, 2, -1] }, 'list[2]'],
  ['a hole in a list', { list: [1, undefined] }, 'list[1]'],
  ['a field of a message', { inner: { u: -1 } }, 'inner.u'],
  ['a message that is none', { inner: 5 }, 'inner'],
  ['a message that is a list', { inner: [] }, 'inner'],
  ['a field far below', { inners: [{}, { inner: { list: [0, 'x'] } }] }, 'inners[1].inner.list[1]'],
  ['a map that is none', { table: [] }, 'table'],
  ['a value of a map', { table: { 'a b': 1.5 } }, 'table["a b"]'],
  ['two arms of a oneof', { left: 1, right: {} }, 'right'],
  ['an arm that is named and not set', { one: 'left' }, 'one'],
  ['another arm than the one named', { one: 'left', right: {} }, 'one'],
  ['an optional field that is named and not set', { _maybe: 'maybe' }, '_maybe'],
  ['an instance of a class', { inner: new (class Inner {})() }, 'inner'],
  ['nothing', undefined, ''],
  ['text', 'abc', ''],
])('refuses %s', (_name, message, field) => expect(refused(message)).toBe(field));

test('takes what was decoded as it is, with the names of its arms', () => {
  expect(refused({ one: 'left', left: 0 })).toBeUndefined();
  expect(refused({ _maybe: 'maybe', maybe: 0, right: null })).toBeUndefined();
  expect(refused(Object.assign(Object.create(null), { u: 1 }))).toBeUndefined();
});

test('says what was wrong, what it was, and what may be there', () => {
  const map = validator('MapRequest');
  const withLast = (last: unknown) => ({ items: [{ range: { first: 0n, last } }] });
  expect(() => map(withLast(2n ** 64n))).toThrow(
    'MapRequest.items[0].range.last must be a bigint (or a safe integer) from 0 to 18446744073709551615, not 18446744073709551616n',
  );
  expect(() => map({ onError: 'STOP' })).toThrow('ON_ERROR_STOP, not "STOP"');
  expect(() => map({ viommuID: 'x' })).toThrow('MapRequest.viommuID is not a field of MapRequest');
});

test('what is accepted survives the wire exactly', () => {
  const type = descriptors.lookupType('viommu.v1.MapItem');
  const accept = validator(type);
  const address = fc.bigInt({ min: 0n, max: MAX64 });
  const item = fc.record({
    range: fc.record({ first: address, last: fc.oneof(address, fc.constant(MAX64)) }),
    outputAddress: address,
    permissions: fc.record({
      read: fc.boolean(),
      write: fc.boolean(),
      execute: fc.boolean(),
      privileged: fc.boolean(),
    }),
    ifMapped: fc.constantFrom('IF_MAPPED_UNSPECIFIED', 'IF_MAPPED_REFUSE', 'IF_MAPPED_SET_PERMISSIONS'),
  });
  fc.assert(
    fc.property(item, (message) => {
      accept(message);
      const decoded = type.decode(type.encode(type.fromObject(message)).finish());
      expect(type.toObject(decoded, { longs: BigInt, enums: String, defaults: true })).toEqual(message);
    }),
    { seed: 20261120 },
  );
});
