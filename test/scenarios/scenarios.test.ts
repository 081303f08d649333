/** Every story on every driver. A new story is a new file below `stories/`. */
import fs from 'node:fs';
import path from 'node:path';
import { cleanUp } from '../unit/server/harness';
import { loadStory } from '../../clients/typescript/story/load';
import { runStory } from '../../clients/typescript/story/runner';
import { contract, DRIVERS } from './servers';

const FOLDER = path.join(__dirname, 'stories');
const NAMES = fs
  .readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => path.basename(file, '.json'));

const read = (name: string): string => fs.readFileSync(path.join(FOLDER, `${name}.json`), 'utf8');

afterEach(cleanUp);

test.each(NAMES)('%s is named like its file', (name) => {
  expect(loadStory(read(name), contract()).name).toBe(name);
});

describe.each(Object.entries(DRIVERS))('%s', (_name, start) => {
  test.each(NAMES)(
    '%s',
    async (name) => {
      const story = loadStory(read(name), contract());
      const { driver, log } = await start();
      await runStory(story, driver);
      expect(log.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
      // A million page requests take a while on a machine that has other things to do.
    },
    240_000,
  );
});
