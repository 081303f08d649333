import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REASONS } from '../../src/model/errors';
import { RULES } from '../../src/model/rules';
import { nativeQueuesPage } from './native-queues-page';
import { profilesPage } from './profiles-page';

const root = path.join(__dirname, '..', '..');

function rows(file: string): string[][] {
  return readFileSync(path.join(root, 'docs', file), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replace(/^`|`$/g, '')))
    .map((cells) => cells.slice(1, -1));
}

test('docs/errors.md lists every reason with its status', () => {
  expect(rows('errors.md').map(([reason, status]) => [reason, status])).toEqual(Object.entries(REASONS));
});

test('docs/rules.md lists every rule as the code says it', () => {
  expect(rows('rules.md')).toEqual(Object.entries(RULES));
});

test.each([
  ['profiles.md', profilesPage],
  ['native-queues.md', nativeQueuesPage],
])('docs/%s shows what the code has; WRITE_DOCS=1 writes it', (name, make) => {
  const page = path.join(root, 'docs', name);
  const text = make();
  if (process.env['WRITE_DOCS'] === '1') {
    writeFileSync(page, text);
  }
  expect(readFileSync(page, 'utf8')).toBe(text);
});

test('every reason the contract names exists', () => {
  const proto = path.join(root, 'proto', 'viommu', 'v1');
  const files = [
    'viommu',
    'endpoint',
    'domain',
    'guest_memory',
    'fault',
    'invalidation',
    'channel',
    'rule',
    'guest_queue',
  ];
  const named = files
    .map((name) => readFileSync(path.join(proto, `${name}_service.proto`), 'utf8'))
    .flatMap((text) => [...text.matchAll(/Errors?:((?:.|\n *\/\/)*?)\.\s*\n/g)].map((match) => match[1] ?? ''))
    .flatMap((text) => text.match(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g) ?? []);
  expect(named.length).toBeGreaterThan(100);
  const known = new Set([...Object.keys(REASONS), ...NOT_REASONS]);
  expect([...new Set(named)].filter((word) => !known.has(word))).toEqual([]);
});

/** Words in the same places that are enum values. */
const NOT_REASONS = ['SET_PERMISSIONS', 'ACCEPT_IDENTICAL'];
