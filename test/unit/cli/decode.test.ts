import fc from 'fast-check';
import { QUEUES } from '../../../src/codecs/registry';
import { Harness } from './harness';

const harness = new Harness();
const env = { VIOMMU_TARGET: 'nowhere' };

/** Runs a command line without a server: whoever looks for one fails. */
const decode = (...words: string[]) => harness.viommuctl(['decode', ...words], { env });

afterAll(() => harness.server.stop());

const request = '01010801420000002f755634127f000000000000000000000000000000000000';
const command = '46000000000000000000000000000000';

describe('decode', () => {
  test('explains each field: its bits, its value in both bases, the word for its code', async () => {
    const { code, stdout, stderr } = await decode('vtd', 'frcd', '004023010000000000030080471000c0');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'fault_record (vtd frcd, 16 bytes)',
      'FIELD         BITS     VALUE',
      'fault_info    63:12    0x1234000',
      'sid           79:64    768 (0x300)',
      'type          126,92   read (2)',
      'priv          93       0',
      'exe           94       0',
      'pp            95       1',
      'fault_reason  103:96   71 (0x47)',
      'pasid         123:104  16 (0x10)',
      'at            125:124  0',
      'f             127      1',
      'reason_name   -        page requests not enabled',
      '',
    ]);
  });

  test('shows data in hexadecimal', async () => {
    const { stdout } = await decode('vtd', 'qi', '25000000efbeadde0400000002000000');
    expect(stdout).toMatch(/^status_data +63:32 +0xdeadbeef$/m);
  });

  test('says which reserved bits are set', async () => {
    const hex = `${request.slice(0, -2)}80`;
    expect(await decode('vtd', 'prq', hex)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\nreserved bits set: 255\n$/) as string,
    });
    expect(JSON.parse((await decode('vtd', 'prq', hex, '--json')).stdout)).toMatchObject({ reserved_bits: [255] });
  });

  test('with --json prints plain numbers up to 32 bits and hexadecimal for wider fields', async () => {
    expect(await decode('--json', 'vtd', 'prq', request)).toEqual({
      code: 0,
      stdout: `${JSON.stringify({
        kind: 'page_request',
        fields: {
          type: 1,
          pp: 1,
          rid: 264,
          pasid: 66,
          exr: 0,
          pmr: 0,
          rdr: 1,
          wrr: 1,
          lpig: 1,
          prgi: 165,
          addr: '0x7f1234567000',
        },
        reserved_bits: [],
        reencoded_hex: request,
      })}\n`,
      stderr: '',
    });
    const { stdout } = await decode('--json', 'vtd', 'qi', '25000000efbeadde0400000002000000');
    expect(JSON.parse(stdout)).toMatchObject({ fields: { status_data: 0xdeadbeef, status_addr: '0x200000004' } });
  });

  test.each([
    [request.toUpperCase()],
    [`0x${request}`],
    [`0X${request.slice(0, 16)} 0x${request.slice(16)}`],
    [`${request.slice(0, 7)}\n${request.slice(7, 20)}\r\n\t${request.slice(20)} `],
    [request.slice(0, 16), request.slice(16)],
  ])('takes hexadecimal digits as people have them: %j', async (...hex) => {
    const { code, stdout } = await decode('--json', 'vtd', 'prq', ...hex);
    expect([code, (JSON.parse(stdout) as { reencoded_hex: string }).reencoded_hex]).toEqual([0, request]);
  });

  test('decodes records that stand one after another', async () => {
    const { code, stdout } = await decode('smmuv3', 'cmdq', `${command}01000000000000000000000000000000`);
    expect(code).toBe(0);
    expect(stdout.match(/^byte.*$/gm)).toEqual([
      'byte 0: CMD_SYNC (smmuv3 cmdq, 16 bytes)',
      'byte 16: CMD_PREFETCH_CONFIG (smmuv3 cmdq, 16 bytes)',
    ]);
    const json = await decode('--json', 'smmuv3', 'cmdq', `${command}${command}aa`);
    expect(json.code).toBe(3);
    const lines = json.stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { error?: string }).error)).toEqual([
      undefined,
      undefined,
      'a smmuv3 cmdq record has 16 bytes, not 1',
    ]);
    expect((await decode('smmuv3', 'cmdq', `${command}aa`)).stderr).toBe(
      'viommuctl: byte 16: a smmuv3 cmdq record has 16 bytes, not 1\n',
    );
  });

  test('needs to be told the size of several records where a queue has more than one', async () => {
    const two = '11000000000000000000000000000000'.repeat(4);
    expect(await decode('vtd', 'qi', two)).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'viommuctl: a vtd qi record has 16 or 32 bytes, not 64; if they are several records, give the --size of each\n',
    });
    const { code, stdout } = await decode('vtd', 'qi', two, '--size', '16', '--json');
    expect([code, stdout.match(/"width_bits":128/g)]).toEqual([0, Array(4).fill('"width_bits":128')]);
  });

  test('a record that the architecture never accepts', async () => {
    const reserved = '01000000000000000000000000000000';
    const ended = await decode('vtd', 'qi', reserved);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/\nnever accepted: granularity 0 is reserved\n$/);
    const json = await decode('vtd', 'qi', reserved, '--json');
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: 'granularity 0 is reserved', reencoded_hex: reserved });
  });

  test('a code that means nothing is shown as it is', async () => {
    const { code, stdout } = await decode('smmuv3', 'cmdq', 'ff'.repeat(16));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^unknown \(smmuv3 cmdq, 16 bytes\)\n(?:.*\n)*word1 +127:64 +0xffffffffffffffff\n/);
  });

  test('quirks and byte order', async () => {
    const record = `0010000000000000${'0'.repeat(48)}`;
    const ended = await decode('riscv', 'fq', record, '--quirk', 'QEMU_PV_ALWAYS');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/\nencodes to: 0010000001000000/);
    const big = await decode('riscv', 'pq', '00000001000000000000000000000000', '--big-endian', '--json');
    expect(JSON.parse(big.stdout)).toMatchObject({ fields: { pv: 1, did: 0 } });
    const quirks = ['--quirk', 'QEMU_NO_EXR', '--quirk', 'R3_PRIVATE_DATA'];
    const { stdout } = await decode('vtd', 'prq', `0103${'0'.repeat(60)}`, ...quirks, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ fields: { pdp: 1 }, reserved_bits: [] });
  });

  test.each<[string, RegExp]>([
    ['', /^viommuctl: which records\? Give ARCH and QUEUE; there are\n/],
    ['vtd', /^viommuctl: which records\?/],
    ['vtd cmdq 00', /^viommuctl: there are no records "vtd cmdq"; there are\n/],
    ['toString qi 00', /^viommuctl: there are no records "toString qi"/],
    ['vtd qi 00 --quirk NONSENSE', /^viommuctl: --quirk: there is no quirk "NONSENSE"; there are\n/],
  ])('viommuctl decode %s: says what there is', async (line, why) => {
    const { code, stdout, stderr } = await decode(...line.split(' ').filter((word) => word !== ''));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(why);
    for (const { architecture, queue, quirks } of QUEUES) {
      expect(stderr).toMatch(new RegExp(`^  ${architecture}: .*\\b${queue}\\b`, 'm'));
      for (const quirk of Object.keys(quirks))
        expect(stderr).toMatch(new RegExp(`^  ${architecture}: .*; .*${quirk}`, 'm'));
    }
  });

  test.each([
    ['vtd qi', 'HEX is missing'],
    ['vtd qi 0x', 'HEX is missing'],
    ['vtd qi 0102z3', '"z" is no hexadecimal digit'],
    ['vtd qi 012', '3 digits: half a byte'],
    ['vtd qi 0x1 0x2', '0x1: half a byte'],
    ['vtd qi 00 --size 0', '--size: a record has at least one byte'],
    ['vtd qi 00 --big-endian', 'vtd qi records are never big-endian'],
    ['vtd qi 00 --quirk QEMU_PV_ALWAYS', 'vtd has no quirk QEMU_PV_ALWAYS; it has QEMU_FRCD'],
    ['vtd qi 00 --batch -', 'leave them out'],
    ['--batch - --size 16', 'leave --size out'],
    ['--batch /nowhere/records', 'cannot read /nowhere/records: '],
  ])('viommuctl decode %s', async (line, why) => {
    const { code, stdout, stderr } = await decode(...line.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^viommuctl: .+\n$/);
    expect(stderr).toContain(why);
  });

  test('whatever the digits are, it ends with a record or says why there is none', async () => {
    const digit = fc.constantFrom(...'0123456789abcdefABCDEFx \n');
    const hex = fc.oneof(
      fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      fc.array(digit, { maxLength: 160 }).map((digits) => digits.join('')),
      fc.string({ maxLength: 40 }).filter((text) => !text.startsWith('-')),
    );
    const options = fc.subarray(['--json', '--big-endian', '--size=16']);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...QUEUES), hex, options, async ({ architecture, queue }, text, asked) => {
        const { code, stdout, stderr } = await decode(...asked, architecture, queue, '--', text);
        expect([0, 2, 3]).toContain(code);
        if (code === 2) expect([stdout, stderr]).toEqual(['', expect.stringMatching(/^viommuctl: .+\n$/) as string]);
        else if (asked.includes('--json'))
          stdout
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as unknown);
        else expect(stdout + stderr).not.toBe('');
      }),
      { seed: 20_260_801, numRuns: 1500 },
    );
  });
});
