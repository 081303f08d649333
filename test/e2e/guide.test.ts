/**
 * Every command of docs/guide, page by page, each with a server of its own, and each must print what the page says.
 * WRITE_DOCS=1 writes what was printed into the pages.
 */
import fs from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/server/protos';
import { cleanUp, later, tempDir } from '../unit/server/harness';
import { examples, runExamples, withExamples } from './console-pages';
import { run } from './server-process';

afterEach(cleanUp);

const guide = path.join(packageRoot(), 'docs/guide');
const pages = fs
  .readdirSync(guide)
  .filter((name) => examples(fs.readFileSync(path.join(guide, name), 'utf8')).length > 0);

test.each(pages)(
  'docs/guide/%s prints what it says',
  async (name) => {
    const file = path.join(guide, name);
    const page = fs.readFileSync(file, 'utf8');
    const dir = tempDir();
    later(() => {
      fs.rmSync(dir, { recursive: true, force: true });
    });
    const memory = path.join(dir, 'memory');
    fs.mkdirSync(memory);
    const [target = ''] = await run('--listen', `unix:${dir}/s`, '--memory-dir', memory).ready();
    const env: NodeJS.ProcessEnv = { ...process.env, VIOMMU_TARGET: target, LC_ALL: 'C' };
    delete env['VIOMMU_ID'];
    const ran = await runExamples(examples(page), dir, memory, env);
    if (process.env['WRITE_DOCS'] === '1') fs.writeFileSync(file, withExamples(page, ran));
    expect(ran).toEqual(examples(fs.readFileSync(file, 'utf8')));
  },
  600_000,
);
