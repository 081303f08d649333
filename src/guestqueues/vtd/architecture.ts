/** The queues of Intel VT-d (revision 5.10, chapters 6, 7 and 11). */
import type { Architecture, QueueParts } from '../dialect';
import { VtdCommands } from './commands';
import { VtdFaults } from './faults';
import { VtdPageRequests } from './page-requests';

/** Makes them. */
export function vtd(parts: QueueParts): Architecture {
  return {
    command: new VtdCommands(parts),
    pageRequest: new VtdPageRequests(parts.registers),
    event: new VtdFaults(parts),
  };
}
