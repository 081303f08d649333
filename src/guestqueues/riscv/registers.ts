/** Registers of the RISC-V IOMMU's queues (1.0, 6.15 to 6.20). */
import type { Effects } from '../effects';
import { bit } from '../flag-bits';

/** Extensions that commands need; ATS is there unless software says otherwise. */
export const CAPABILITIES = { NL: 'capabilities.NL', S: 'capabilities.S', ATS: 'capabilities.ATS' } as const;

/** Status of the command queue. */
export const CQCSR = 'cqcsr';

/** Its bits. */
export const CQ = { cqen: 0, cqmf: 8, cmd_to: 9, cmd_ill: 10, fence_w_ip: 11, cqon: 16, busy: 17 } as const;

/** Status of the fault queue. */
export const FQCSR = 'fqcsr';

/** Its bits. */
export const FQ = { fqen: 0, fqmf: 8, fqof: 9, fqon: 16 } as const;

/** Status of the page-request queue. */
export const PQCSR = 'pqcsr';

/** Its bits. */
export const PQ = { pqen: 0, pqmf: 8, pqof: 9, pqon: 16 } as const;

/** Pending interrupts. */
export const IPSR = 'ipsr';

/** Its bits: of commands, faults and page requests. */
export const PENDING = { cip: 0, fip: 1, pip: 3 } as const;

/** The bits that say that a queue is on are the same in all three. */
export const ON = bit(CQ.cqen) | bit(CQ.cqon);

/** A queue is turned on, which clears its errors, or off, which leaves them. */
export function turn(csr: string, enabled: boolean, effects: Effects): void {
  if (enabled) {
    effects.set(csr, ON);
  } else {
    effects.clear(csr, ON);
  }
}
