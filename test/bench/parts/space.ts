/** An address space of the server: maps everything, translates, and removes everything again, until the time is up. */
import { readDataSet } from '../data-set';
import type { Figures } from '../figures';
import { argument, play } from '../part';
import { IommuSpace, IotlbSpace, RangesSpace, type Space } from '../spaces';

const KINDS: Readonly<Record<string, () => Space>> = {
  ranges: () => new RangesSpace(),
  iommu: () => new IommuSpace(),
  iotlb: () => new IotlbSpace(),
};

const NS_PER_US = 1000;

play(async () => {
  const create = KINDS[argument(0)] as () => Space;
  const set = readDataSet(argument(1));
  return async (ms) => {
    const [mappings, lookups] = [set.removals.length, set.uniform.length];
    const endAt = performance.now() + ms;
    const spent = { map: 0, uniform: 0, hot: 0, unmap: 0 };
    let rounds = 0;
    let check = 0;
    do {
      const space = create();
      const timed = (kind: keyof typeof spent, work: () => number): number => {
        const before = process.cpuUsage();
        const result = work();
        const { user, system } = process.cpuUsage(before);
        spent[kind] += (user + system) * NS_PER_US;
        return result;
      };
      const mapped = timed('map', () => space.mapAll(set));
      check = timed('uniform', () => space.translateAll(set.uniform)) + timed('hot', () => space.translateAll(set.hot));
      const removed = timed('unmap', () => space.removeAll(set));
      if (mapped !== mappings || removed !== mappings) throw new Error(`${mapped} mapped, ${removed} removed`);
      rounds += 1;
    } while (performance.now() < endAt);
    return {
      nsPerMap: spent.map / mappings / rounds,
      nsPerUniform: spent.uniform / lookups / rounds,
      nsPerHot: spent.hot / lookups / rounds,
      nsPerUnmap: spent.unmap / mappings / rounds,
      count: lookups * rounds,
      check,
    } satisfies Figures;
  };
});
