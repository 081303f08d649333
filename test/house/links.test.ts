/** Links between the documents lead to a file that is there, and to a heading that is in it. */
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

const below = (dir: string): string[] =>
  fs.readdirSync(path.join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return below(path.join(dir, entry.name));
    return entry.name.endsWith('.md') ? [path.join(dir, entry.name)] : [];
  });

const top = fs.readdirSync(root).filter((name) => name.endsWith('.md'));
const clients = fs.readdirSync(path.join(root, 'clients')).map((name) => path.join('clients', name, 'README.md'));
const pages = [...top, ...below('docs'), ...clients];

const withoutCode = (text: string): string => text.replace(/^```.*?^```$/gms, '');

/** The anchors that GitHub makes of the headings of a page. */
function anchors(file: string): Set<string> {
  const headings = withoutCode(fs.readFileSync(file, 'utf8')).matchAll(/^#+ +(.*)$/gm);
  const plain = [...headings].map(([, heading = '']) => heading.replace(/[^\p{L}\p{N} _-]/gu, ''));
  return new Set(plain.map((heading) => heading.toLowerCase().replaceAll(' ', '-')));
}

test.each(pages)('%s', (page) => {
  const text = withoutCode(fs.readFileSync(path.join(root, page), 'utf8'));
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  const known = new Map<string, Set<string>>();
  const broken = [...new Set(links)].filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [to = '', anchor] = link.split('#');
    const file = to === '' ? path.join(root, page) : path.resolve(root, path.dirname(page), to);
    if (!fs.existsSync(file)) return true;
    if (anchor === undefined) return false;
    if (!known.has(file)) known.set(file, anchors(file));
    return known.get(file)?.has(anchor) !== true;
  });
  expect(broken).toEqual([]);
});
