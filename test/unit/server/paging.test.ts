import fc from 'fast-check';
import { IommuError } from '../../../src/model/errors';
import { cutPage, encodePageToken, pageRequest } from '../../../src/server/paging';

const ask = (pageSize: number, pageToken = '') => pageRequest({ pageSize, pageToken }, 'domains');

test.each([
  [0, 100],
  [1, 1],
  [1000, 1000],
  [1001, 1000],
  [2 ** 32 - 1, 1000],
])('page_size %p means %p', (given, size) => {
  expect(ask(given)).toEqual({ size, after: undefined });
});

test('a walk through a list meets every entry once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { maxLength: 50 }), fc.integer({ min: 1, max: 20 }), (keys, pageSize) => {
      const list = [...keys].sort((a, b) => a - b);
      const met: number[] = [];
      let token = '';
      do {
        const page = ask(pageSize, token);
        const after = page.after === undefined ? -1 : Number(page.after);
        const rest = list.filter((key) => key > after);
        const { entries, nextPageToken } = cutPage(rest, page, 'domains', String);
        met.push(...entries);
        token = nextPageToken;
      } while (token !== '');
      expect(met).toEqual(list);
    }),
  );
});

test.each([
  ['garbage', 'garbage'],
  ['another list', encodePageToken('endpoints', '3')],
  ['another filter', encodePageToken('domains/1', '3')],
  ['a key that is none', encodePageToken('domains', 'x')],
  ['no key', encodePageToken('domains', '')],
  ['something appended', `${encodePageToken('domains', '3')}=`],
  ['a space', ` ${encodePageToken('domains', '3')}`],
])('a token with %s is refused', (_name, token) => {
  let refusal: unknown;
  try {
    ask(0, token);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ reason: 'PAGE_TOKEN_INVALID', field: 'page_token' });
});

test('no token but ours is taken', () => {
  fc.assert(
    fc.property(fc.string(), (token) => {
      fc.pre(token !== '' && !/^\d+$/.test(Buffer.from(token, 'base64url').toString().slice(8)));
      expect(() => ask(0, token)).toThrow(IommuError);
    }),
  );
});

test('keys may look otherwise', () => {
  const token = encodePageToken('viommus', 'vm-1');
  expect(pageRequest({ pageSize: 5, pageToken: token }, 'viommus', /^[\w.-]+$/)).toEqual({ size: 5, after: 'vm-1' });
});
