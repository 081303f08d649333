import { Harness } from './harness';

const harness = new Harness();

/** Encodes what the pieces of the standard input say, without a server. */
const encode = (line: string, ...stdin: string[]) =>
  harness.viommuctl(`encode ${line}`, { env: { VIOMMU_TARGET: 'nowhere' }, stdin });

afterAll(() => harness.server.stop());

const sync = '46000000000000000000000000000000';

describe('encode', () => {
  test('one object, over as many lines as it likes', async () => {
    const pretty = JSON.stringify({ kind: 'page_request', fields: { addr: '0x1000', pp: 1 } }, null, 2);
    const hex = `0101${'0'.repeat(14)}${'1'.padStart(4, '0')}`.slice(0, 16);
    const { code, stdout, stderr } = await encode('vtd prq', pretty.slice(0, 9), pretty.slice(9), '\n\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${hex.slice(0, 4)}${'0'.repeat(12)}0010${'0'.repeat(44)}\n`);
  });

  test('an object in each line', async () => {
    const line = '{"kind":"CMD_SYNC"}';
    expect(await encode('smmuv3 cmdq', `${line}\n\n${line}\r\n`, line)).toEqual({
      code: 0,
      stdout: `${sync}\n`.repeat(3),
      stderr: '',
    });
  });

  test('what decode printed, reserved bits and all', async () => {
    const hex = '0101080142000000ffffffffffffffff' + 'ff'.repeat(16);
    const { stdout } = await harness.viommuctl(`decode --json vtd prq ${hex}`);
    expect(await encode('vtd prq', stdout)).toEqual({ code: 0, stdout: `${hex}\n`, stderr: '' });
  });

  test('quirks and byte order', async () => {
    const pv = '{"kind":"page_request","fields":{"pv":1}}';
    expect((await encode('riscv pq --big-endian', pv)).stdout).toBe('00000001000000000000000000000000\n');
    const record = '{"kind":"record"}';
    expect((await encode('riscv fq --quirk QEMU_PV_ALWAYS', record)).stdout).toBe(`0000000001${'0'.repeat(54)}\n`);
  });

  test.each([
    ['{"kind":"page_request","fields":{"pasid":1048576}}', 'pasid = 1048576 does not fit: 20 bits hold 0..0xfffff'],
    ['{"kind":"page_request","fields":{"pasid":-1}}', 'pasid = -1 does not fit: 20 bits'],
    ['{"kind":"page_request","fields":{"addr":18446744073709547520}}', 'addr = 18446744073709548000 is no unsigned'],
    ['{"kind":"page_request","fields":{"addr":"0x1001"}}', 'addr = "0x1001" has low bits that are not stored'],
    ['{"kind":"page_request","fields":{"nonsense":1}}', 'page_request has no field "nonsense"; it has type, '],
    ['{"kind":"page_request","reserved_bits":[0]}', 'bit 0 is no reserved bit of page_request'],
    ['{"kind":"nonsense"}', 'vtd prq has no record "nonsense"; it has page_request, unknown'],
    ['{}', 'kind = undefined is no text'],
    ['[]', 'this is JSON, but no object'],
    ['{"kind":', 'this is no JSON object: '],
    ['nonsense', 'this is no JSON object: '],
  ])('refuses %s', async (stdin, why) => {
    const { code, stdout, stderr } = await encode('vtd prq', stdin);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^viommuctl: record 1: .+\n$/);
    expect(stderr).toContain(why);
  });

  test('goes on after a record that is refused', async () => {
    const lines = ['{"kind":"CMD_SYNC"}', '{"kind":"CMD_SYNC","fields":{"cs":4}}', 'nonsense', '{"kind":"CMD_SYNC"}'];
    const text = await encode('smmuv3 cmdq', lines.join('\n'));
    expect(text).toMatchObject({ code: 3, stdout: `${sync}\n${sync}\n` });
    expect(text.stderr).toMatch(/^viommuctl: record 2: cs = 4 .*\nviommuctl: record 3: this is no JSON .*\n$/);
    const pieces = await encode('smmuv3 cmdq', ...lines.map((line) => `${line}\n`));
    expect(pieces).toEqual(text);
    const json = await encode('smmuv3 cmdq --json', lines.join('\n'));
    expect(json).toMatchObject({ code: 3, stderr: '' });
    expect(
      json.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { hex: sync },
      { error: expect.stringMatching(/^cs = 4 /) as string },
      { error: expect.stringMatching(/^this is no JSON/) as string },
      { hex: sync },
    ]);
  });

  test('nothing at all is no record', async () => {
    for (const stdin of [[], ['\n', ' \n']]) {
      expect(await encode('vtd prq', ...stdin)).toEqual({
        code: 3,
        stdout: '',
        stderr: 'viommuctl: the standard input has no record; write {"kind": …, "fields": {…}}\n',
      });
    }
  });

  test('an object that never ends', async () => {
    const members = '"x": 1,'.repeat(9362);
    for (const stdin of [
      ['{\n', ...Array<string>(20).fill(`${members}\n`)],
      ['{\n', members.repeat(20), '\n}'],
    ]) {
      const { code, stderr } = await encode('vtd prq', ...stdin);
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: 'viommuctl: record 1: this has more than 1048576 characters; write one record in a line\n',
      });
    }
  });

  test('without names says what there is', async () => {
    const { code, stderr } = await encode('');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^viommuctl: which records\? Give ARCH and QUEUE; there are\n {2}vtd: qi, prq, frcd; quirks /,
    );
    expect((await encode('vtd prq 00')).stderr).toBe('viommuctl: "00" is too much; see --help\n');
  });
});
