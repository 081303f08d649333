import protobuf from 'protobufjs';
import { descriptors } from '../../../clients/typescript/proto';
import { details } from '../../../src/cli/details';
import { jsonValue } from '../../../src/cli/json';
import { Output } from '../../../src/cli/output';
import { bytes, dump, short } from '../../../src/cli/text';

async function* each<Item>(...items: Item[]): AsyncGenerator<Item> {
  yield* items;
}

function printer(json: boolean) {
  let text = '';
  const output = new Output((more) => {
    text += String(more);
  }, json);
  return { output, text: () => text };
}

describe('JSON', () => {
  test('is that of proto3: decimal strings, full names, base64, no tags', () => {
    const message = {
      wide: 0xffff_ffff_ffff_ffffn,
      small: 7,
      name: 'DMA_STATUS_COMPLETED',
      data: Buffer.from([0, 255]),
      list: [{ at: 1n }, { at: 2n, _pasid: 'pasid' as const }],
      pasid: 0,
      _pasid: 'pasid' as const,
      absent: undefined,
      nothing: null,
    };
    expect(jsonValue(message)).toEqual({
      wide: '18446744073709551615',
      small: 7,
      name: 'DMA_STATUS_COMPLETED',
      data: 'AP8=',
      list: [{ at: '1' }, { at: '2' }],
      pasid: 0,
    });
  });

  test('keeps a field that only looks like a tag', () => {
    expect(jsonValue({ record: 'violation', violation: { rule: 'x' } })).toEqual({ violation: { rule: 'x' } });
    expect(jsonValue({ result: { status: 'ok' } })).toEqual({ result: { status: 'ok' } });
    expect(jsonValue({ viommuId: 'config', config: { incarnation: 1 } })).toEqual({
      viommuId: 'config',
      config: { incarnation: 1 },
    });
  });

  test('is one line for each item of a list', async () => {
    const { output, text } = printer(true);
    await output.list(each({ id: 1n }, { id: 2n }), [['ID', ({ id }) => id]]);
    expect(text()).toBe('{"id":"1"}\n{"id":"2"}\n');
  });
});

describe('a table', () => {
  test('is aligned and has its titles even when it is empty', async () => {
    const full = printer(false);
    await full.output.list(each({ a: 'long', b: 1 }, { a: 'x', b: 22n }), [
      ['A', ({ a }) => a],
      ['B', ({ b }) => b],
    ]);
    expect(full.text()).toBe('A     B\nlong  1\nx     22\n');
    const empty = printer(false);
    await empty.output.list(each<object>(), [['A', () => '']]);
    expect(empty.text()).toBe('A\n');
  });

  test('does not wait for a long list to end', async () => {
    const { output, text } = printer(false);
    const seen: number[] = [];
    async function* many() {
      for (let i = 0; i < 2500; i++) {
        if (i % 1000 === 0) seen.push(text().split('\n').length);
        yield { i };
      }
    }
    await output.list(many(), [['I', ({ i }) => i]]);
    expect(text().split('\n')).toHaveLength(2502);
    expect(seen.at(-1)).toBeGreaterThan(1000);
  });
});

describe('details', () => {
  test('are paths and values as people read them', () => {
    expect(
      details({
        viommuId: 'vm0',
        requesterId: 0x108,
        virtualId: 0x108n,
        timeNs: 1n,
        count: 3n,
        enabled: false,
        kind: 'DOMAIN_KIND_PAGING',
        range: { first: 0n, last: 0xfffn },
        permissions: { read: true, write: false, execute: false, privileged: false },
        pasid: { widthBits: 20, _widthBits: 'widthBits' },
        backing: 'anonymous',
        anonymous: {},
        list: ['a', 'b'],
        none: [],
        ranges: [
          { first: 0n, last: 0xfffn },
          { first: 0x2000n, last: 0x2fffn },
        ],
        x86: { root: 4096n },
        tables: 'x86',
        gone: null,
      }),
    ).toEqual([
      'viommuId         vm0',
      'requesterId      01:01.0',
      'virtualId        0x108',
      'timeNs           0.000000001s',
      'count            3',
      'enabled          no',
      'kind             PAGING',
      'range            0x0-0xfff',
      'permissions      r---',
      'pasid.widthBits  20',
      'anonymous        yes',
      'list             a, b',
      'ranges           0x0-0xfff, 0x2000-0x2fff',
      'x86.root         0x1000',
    ]);
  });
});

test('a dump has sixteen bytes a line, with their addresses to the end of the space', () => {
  const lines = [...dump(Buffer.from('0123456789abcdef\x00\xff', 'latin1'), 0xffff_ffff_ffff_ffe0n)];
  expect(lines).toEqual([
    '0xffffffffffffffe0  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  |0123456789abcdef|',
    `0xfffffffffffffff0  00 ff${' '.repeat(42)}  |..|`,
  ]);
  expect([...dump(Buffer.alloc(0), 0n)]).toEqual([]);
});

test('lengths and names', () => {
  expect([0n, 1n, 4095n, 4096n, 6144n, 1n << 20n, 3n << 30n, 1n << 64n].map(bytes)).toEqual([
    '0',
    '1',
    '4095',
    '4K',
    '6K',
    '1M',
    '3G',
    '16777216T',
  ]);
  expect(short('PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED')).toBe('ALREADY_ANSWERED');
  expect(short(77)).toBe('77');
});

test('every enum of an answer is printed by its short names', () => {
  // They are typed, never printed.
  const typed = ['IfMapped', 'OnError', 'Role', 'StallAction', 'StopPasidStyle'];
  const { nestedArray } = descriptors.lookup('viommu.v1') as protobuf.Namespace;
  const enums = nestedArray.filter((type) => type instanceof protobuf.Enum && !typed.includes(type.name));
  expect(enums.length).toBeGreaterThan(20);
  const long = enums.flatMap((type) =>
    Object.keys((type as protobuf.Enum).values).filter((name) => short(name) === name),
  );
  expect(long).toEqual([]);
});
