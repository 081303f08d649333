/** The queues of the AMD IOMMU: command buffer, event log and PPR log. */
import type { Architecture, QueueParts } from '../dialect';
import { AmdCommands } from './commands';
import { AmdEvents } from './events';
import { AmdPageRequests } from './page-requests';

/** Makes them. */
export function amdvi(parts: QueueParts): Architecture {
  return {
    command: new AmdCommands(parts),
    pageRequest: new AmdPageRequests(parts.registers),
    event: new AmdEvents(parts),
  };
}
