/** The queues of Arm SMMUv3, of its non-secure side (IHI 0070, chapters 4, 7 and 8). */
import type { Architecture, QueueParts } from '../dialect';
import { SmmuCommands } from './commands';
import { SmmuEvents } from './events';
import { SmmuPageRequests } from './page-requests';

/** Makes them. */
export function smmuv3(parts: QueueParts): Architecture {
  return {
    command: new SmmuCommands(parts),
    pageRequest: new SmmuPageRequests(parts.registers),
    event: new SmmuEvents(parts.registers),
  };
}
