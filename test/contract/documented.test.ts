/** That docs/api names, for each call, every reason it was seen to be refused with. */
import fs from 'node:fs';
import path from 'node:path';
import { CHANNEL_ROWS } from './rows-channel';
import { DOMAIN_ROWS } from './rows-domain';
import { ENDPOINT_ROWS } from './rows-endpoint';
import { faultRows } from './rows-fault';
import { MEMORY_ROWS } from './rows-memory';
import { PRI_ROWS } from './rows-pri';
import { RULE_ROWS } from './rows-rule';
import { SPACE_ROWS } from './rows-space';
import { VIOMMU_ROWS } from './rows-viommu';

const docs = path.join(__dirname, '../../docs/api');
const page = (name: string): string => fs.readFileSync(path.join(docs, name), 'utf8');
const reasons = (text: string): string[] =>
  [...text.matchAll(/\[`([A-Z_]+)`\]\(..\/errors.md\)/g)].map((m) => m[1] ?? '');

/** `Service/Method` to the reasons its page has for it. */
function documented(rpc: string): Set<string> {
  const [service = '', method = ''] = rpc.split('/');
  const text = page(`${service.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.md`);
  const [head = '', ...sections] = text.split(/^## /m);
  const section = sections.find((part) => part.startsWith(`${method}\n`)) ?? '';
  return new Set([...reasons(page('README.md')), ...reasons(head), ...reasons(section)]);
}

test('docs/api names every reason that a call was refused with', () => {
  const seen = [
    ...VIOMMU_ROWS,
    ...ENDPOINT_ROWS,
    ...PRI_ROWS,
    ...DOMAIN_ROWS,
    ...SPACE_ROWS,
    ...MEMORY_ROWS,
    ...RULE_ROWS,
    ...faultRows(1n),
    ...CHANNEL_ROWS.map((row) => ({ ...row, rpc: `ChannelService/${row.method}` })),
  ];
  const missing = seen
    .filter(({ rpc, reason }) => !documented(rpc).has(reason))
    .map(({ rpc, reason, name }) => `${rpc}: ${reason} (${name})`);
  expect([...new Set(missing)]).toEqual([]);
});
