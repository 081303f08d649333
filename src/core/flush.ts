import type { FlushCounts } from '../model/viommu';
import type { GroupQueue } from './group-queue';

/** Does something that ends groups, and counts them. */
export function counting<T>(queue: GroupQueue, action: () => T): { readonly result: T; readonly flushed: FlushCounts } {
  const before = { ...queue.counters };
  const result = action();
  const after = queue.counters;
  return {
    result,
    flushed: {
      autoAnswered: after.autoAnswered - before.autoAnswered,
      discarded: after.discarded - before.discarded,
      droppedPages: after.droppedPages - before.droppedPages,
      droppedGroups: after.droppedGroups - before.droppedGroups,
    },
  };
}
