/** Features and configuration space of virtio-iommu (virtio 5.13.3, 5.13.4). */
import { U64_MAX } from '../../base/u64';
import type { QueueParts } from '../dialect';

/** Feature bits: each a register of its own, 0 or 1. */
export const F = {
  INPUT_RANGE: 'VIRTIO_IOMMU_F_INPUT_RANGE',
  DOMAIN_RANGE: 'VIRTIO_IOMMU_F_DOMAIN_RANGE',
  MAP_UNMAP: 'VIRTIO_IOMMU_F_MAP_UNMAP',
  BYPASS: 'VIRTIO_IOMMU_F_BYPASS',
  PROBE: 'VIRTIO_IOMMU_F_PROBE',
  MMIO: 'VIRTIO_IOMMU_F_MMIO',
  BYPASS_CONFIG: 'VIRTIO_IOMMU_F_BYPASS_CONFIG',
} as const;

/** Name of a feature. */
export type Feature = keyof typeof F;

const U32_MAX = 0xffff_ffffn;

/** Room for 170 reserved ranges. */
const MAX_PROBE_BYTES = 4096n;
const DEFAULT_PROBE_BYTES = 512n;

/** What software writes: the highest value of each. */
export const WRITABLE: Readonly<Record<string, bigint>> = {
  ...Object.fromEntries(Object.values(F).map((name) => [name, 1n])),
  page_size_mask: U64_MAX,
  'input_range.start': U64_MAX,
  'input_range.end': U64_MAX,
  'domain_range.start': U32_MAX,
  'domain_range.end': U32_MAX,
  probe_size: MAX_PROBE_BYTES,
  bypass: 1n,
};

/** What the device offers, and the limits it states. All features that new devices have are offered at first. */
export class VirtioConfig {
  constructor(private readonly parts: Pick<QueueParts, 'iommu' | 'registers'>) {
    const { iommu, registers } = parts;
    const { granuleBits, iovaWidthBits, bypassUnattached } = iommu.config;
    for (const feature of ['INPUT_RANGE', 'DOMAIN_RANGE', 'MAP_UNMAP', 'PROBE', 'MMIO', 'BYPASS_CONFIG'] as const) {
      registers.store(F[feature], 1n);
    }
    registers.store('page_size_mask', BigInt.asUintN(64, U64_MAX << BigInt(granuleBits)));
    registers.store('input_range.end', (1n << BigInt(iovaWidthBits)) - 1n);
    registers.store('domain_range.end', U32_MAX);
    registers.store('probe_size', DEFAULT_PROBE_BYTES);
    registers.store('bypass', bypassUnattached ? 1n : 0n);
  }

  /** Bytes of the properties in a PROBE request. */
  get probeBytes(): number {
    return Number(this.get('probe_size'));
  }

  /** Bytes that mappings are made of: the lowest page size, but no less than the vIOMMU's granule. */
  get granuleBytes(): bigint {
    const mask = this.get('page_size_mask');
    const lowest = mask & -mask;
    const granule = 1n << BigInt(this.parts.iommu.config.granuleBits);
    return lowest > granule ? lowest : granule;
  }

  /** Whether a feature is offered. */
  offers(feature: Feature): boolean {
    return this.get(F[feature]) === 1n;
  }

  /** Whether a domain may have this number. */
  hasDomain(domain: number): boolean {
    return !this.offers('DOMAIN_RANGE') || this.isWithin('domain_range', BigInt(domain), BigInt(domain));
  }

  /** Whether these addresses, inclusive, can be translated. */
  hasInput(first: bigint, last: bigint): boolean {
    return !this.offers('INPUT_RANGE') || this.isWithin('input_range', first, last);
  }

  /** Software wrote a register: endpoints without a domain may be in bypass mode from now on, or not (5.13.6). */
  written(): void {
    const isBypass = this.offers('BYPASS_CONFIG') ? this.get('bypass') === 1n : this.offers('BYPASS');
    this.parts.iommu.setBypassUnattached(isBypass);
  }

  private isWithin(range: string, first: bigint, last: bigint): boolean {
    return first >= this.get(`${range}.start`) && last <= this.get(`${range}.end`);
  }

  private get(name: string): bigint {
    return this.parts.registers.get(name);
  }
}
