/** The queues of the RISC-V IOMMU (1.0, chapters 4 and 6). */
import type { Architecture, QueueParts } from '../dialect';
import { RiscvCommands } from './commands';
import { RiscvFaults } from './faults';
import { RiscvPageRequests } from './page-requests';

/** Makes them. */
export function riscv(parts: QueueParts): Architecture {
  return {
    command: new RiscvCommands(parts),
    pageRequest: new RiscvPageRequests(parts.registers),
    event: new RiscvFaults(parts.registers),
  };
}
