import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Harness } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);
let dir: string;

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'viommuctl-'));
  await harness.server.start();
});
afterAll(() => {
  harness.server.stop();
  fs.rmSync(dir, { recursive: true });
});
beforeEach(() => harness.forget());

function file(text: string): string {
  const name = path.join(dir, 'nested.json');
  fs.writeFileSync(name, text);
  return name;
}

test('what "domain get --json" prints of one domain makes another', async () => {
  const region = { root: 0xffff_ffff_f000n, widthBits: 48, granuleBytes: 4096 };
  const nested = { stage2DomainId: 1, aarch64: { upper: region, outputWidthBits: 48 } };
  harness.answers['GetDomain'] = { domain: { nested } };
  const { stdout } = await viommuctl('domain get 2 --json');
  const printed = JSON.parse(stdout) as { nested: object };
  harness.answers['CreateDomain'] = { domain: {} };
  const created = await viommuctl(`domain create 3 --nested ${file(JSON.stringify(printed.nested, undefined, 2))}`);
  expect(created).toMatchObject({ code: 0, stderr: '' });
  expect(harness.asked[1]?.request).toMatchObject({ kind: 'DOMAIN_KIND_NESTED', domainId: 3, nested });
});

test('options win over the file', async () => {
  harness.answers['CreateDomain'] = { domain: {} };
  const name = file('{"stage2DomainId": 1, "tableUpdates": "TABLE_UPDATES_NEVER", "x86": {"root": 4096, "levels": 4}}');
  await viommuctl(`domain create --nested ${name} --stage2 7 --x86 root=0x2000,levels=5`);
  expect(harness.asked[0]?.request).toMatchObject({
    nested: { stage2DomainId: 7, tableUpdates: 'TABLE_UPDATES_NEVER', x86: { root: 0x2000n, levels: 5 } },
  });
});

test.each([
  ['[]', 'this is JSON, but no object'],
  ['{', 'this is no JSON object'],
  ['{"x86": {"root": "0x1g"}}', 'viommuctl: "0x1g" is no number'],
  ['{"x86": {"root": "18446744073709551616"}}', 'is more than 2^64-1'],
  ['{"x86": {"root": 9007199254740992}}', 'nested.x86.root must be a bigint'],
  ['{"x64": {}}', 'nested.x64 is not a field of NestedTables'],
  ['{"x86": {}, "riscv": {}}', 'set one of them'],
])('%s is refused before anything is sent', async (text, why) => {
  const { code, stderr } = await viommuctl(`domain create --nested ${file(text)}`);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
  expect(harness.asked).toEqual([]);
});
