import { parseInvalidation } from '../../../src/cli/invalidation-entry';
import { UsageError } from '../../../src/cli/usage-error';

const U64_MAX = 2n ** 64n - 1n;

describe('an entry of an invalidation batch', () => {
  test.each([
    ['everything', { everything: {} }],
    ['fence', { fence: {} }],
    ['domain=1', { domain: { domainId: 1 } }],
    ['domain=0x2:0x1000+4K', { domain: { domainId: 2, range: { first: 0x1000n, last: 0x1fffn } } }],
    ['domain=1/0,global,leaf', { domain: { domainId: 1, pasid: 0, global: true, leafOnly: true } }],
    ['endpoint=3', { deviceTlb: { endpointId: 3 } }],
    ['endpoint=3/0:all', { deviceTlb: { endpointId: 3, pasid: 0, range: { first: 0n, last: U64_MAX } } }],
    ['endpoint=3/7,global', { deviceTlb: { endpointId: 3, pasid: 7, global: true } }],
    ['iotlb', { iotlb: {} }],
    ['iotlb=0', { iotlb: { domainId: 0 } }],
    ['iotlb/5,global', { iotlb: { pasid: 5, global: true } }],
    [
      'iotlb=2/5:0x1000-0x1fff,leaf',
      { iotlb: { domainId: 2, pasid: 5, range: { first: 0x1000n, last: 0x1fffn }, leafOnly: true } },
    ],
    ['context=4', { context: { endpointId: 4 } }],
    ['pasid-entry=4', { pasidEntry: { endpointId: 4 } }],
    ['pasid-entry=4/0', { pasidEntry: { endpointId: 4, pasid: 0 } }],
  ])('%s', (text, entry) => {
    const flags = (target: object) => ({ global: false, leafOnly: false, ...target });
    const parsed = Object.entries(parseInvalidation(text)).map(([kind, target]) => [kind, flags(target as object)]);
    expect(parsed).toEqual(Object.entries(entry).map(([kind, target]) => [kind, flags(target)]));
  });

  test.each([
    ['endpoint=2', { endpointId: 2, range: undefined }],
    ['endpoint=2:0x5fff', { endpointId: 2, encodedRange: { address: 0x5fffn, sizeBit: false } }],
    [
      'endpoint=2/1:0x7fffffffffffffff/s',
      { endpointId: 2, pasid: 1, encodedRange: { address: U64_MAX >> 1n, sizeBit: true } },
    ],
  ])('%s with an encoded range', (text, deviceTlb) => {
    expect(parseInvalidation(text, true)).toEqual({ deviceTlb: { pasid: undefined, global: false, ...deviceTlb } });
  });

  test('only the ranges of endpoints are encoded', () => {
    const { domain } = parseInvalidation('domain=1:0x1000+4K', true);
    expect(domain).toMatchObject({ range: { first: 0x1000n, last: 0x1fffn } });
  });

  test.each([
    ...['', 'all', 'domain', 'domain=', 'endpoint', 'endpoint=1:x', 'device=1', 'everything=1', 'everything:all'],
    ...['fence=1', 'fence,global', 'context', 'context=1/2', 'context=1:all', 'context=1,global', 'pasid-entry'],
    ...['pasid-entry=1/2:all', 'endpoint=1,leaf', 'endpoint=1,everywhere', 'domain=1,', 'iotlb=', 'iotlb=1/x'],
    'endpoint=1:0x1000/s',
  ])('"%s" is none', (text) => {
    expect(() => parseInvalidation(text)).toThrow(UsageError);
  });

  test.each(['endpoint=1:0x1000/t', 'endpoint=1:0x1000+4K', 'endpoint=1:'])(
    '"%s" is none with an encoded range',
    (text) => {
      expect(() => parseInvalidation(text, true)).toThrow(UsageError);
    },
  );
});
