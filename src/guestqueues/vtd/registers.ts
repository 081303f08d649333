/** Registers of VT-d's queues (11.4), without the `_REG` that the specification ends most of their names with. */
import type { Iommu } from '../../core/iommu';
import type { InterruptCause } from '../../model/guest-queue';
import type { Effects, Registers } from '../effects';
import { bit } from '../flag-bits';

/** Fault status; FRI is in bits 15:8. */
export const FSTS = 'FSTS';

/** Its bits: overflow of the fault records, any of them is there; errors of the invalidation queue. */
export const FAULT = { PFO: 0, PPF: 1, IQE: 4, ICE: 5, ITE: 6 } as const;

/** Which record was the first: a field of {@link FSTS}. */
export const FRI: Bits = { msb: 15, lsb: 8 };

/** Error record of the invalidation queue. */
export const IQER = 'IQER_REG';

/** Why the queue stopped: a field of {@link IQER}. */
export const IQEI: Bits = { msb: 3, lsb: 0 };

/** Whose invalidation timed out; 0: not told. */
export const ITESID: Bits = { msb: 47, lsb: 32 };

/** Whose completion was unexpected; 0: not told. */
export const ICESID: Bits = { msb: 63, lsb: 48 };

/** Completion status of the invalidation queue; bit 0 is IWC. */
export const ICS = 'ICS';

/** A wait completed that asked for an interrupt. */
export const IWC = 0;

/** Status of the page request queue. */
export const PRS = 'PRS_REG';

/** Its bits: a request is pending, the queue overflowed. */
export const PAGE_REQUESTS = { PPR: 0, PRO: 1 } as const;

/** A field of a register, both bits inclusive. */
interface Bits {
  readonly msb: number;
  readonly lsb: number;
}

const ANY_FAULT = Object.values(FAULT).reduce((all, number) => all | bit(number), 0n);

/** Sets a field of a register. */
export function setBits(registers: Registers, name: string, { msb, lsb }: Bits, value: number, effects: Effects): void {
  const mask = (bit(msb - lsb + 1) - 1n) << BigInt(lsb);
  effects.set(name, (registers.get(name) & ~mask) | (BigInt(value) << BigInt(lsb)));
}

/** Sets a bit of the fault status. The fault event is sent if none of them was set before. */
export function raiseFault(registers: Registers, fault: number, cause: InterruptCause, effects: Effects): void {
  if (!registers.has(FSTS, ANY_FAULT)) {
    effects.interrupt({ cause });
  }
  effects.raise(FSTS, bit(fault));
}

/** The source-id of an endpoint; 0, as hardware that does not know it, where it has none of 16 bits. */
export function sourceId(iommu: Iommu, endpointId: number): number {
  const [endpoint] = iommu.endpoints(endpointId - 1, 1);
  const virtualId = endpoint?.endpointId === endpointId ? endpoint.config.virtualId : 0n;
  return virtualId <= 0xffffn ? Number(virtualId) : 0;
}
