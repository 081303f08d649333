/** Which queues each profile has: a line for each architecture. */
import type { ProfileName } from '../model/viommu';
import type { Architecture, QueueParts } from './dialect';
import { amdvi } from './amdvi/architecture';
import { riscv } from './riscv/architecture';
import { smmuv3 } from './smmuv3/architecture';
import { virtio } from './virtio/architecture';
import { vtd } from './vtd/architecture';

const ARCHITECTURES: Partial<Record<ProfileName, (parts: QueueParts) => Architecture>> = {
  AMDVI: amdvi,
  RISCV: riscv,
  SMMUV3: smmuv3,
  VIRTIO: virtio,
  VTD: vtd,
};

/** Makes the queues of a profile; undefined: it has none. */
export function architectureOf(profile: ProfileName): ((parts: QueueParts) => Architecture) | undefined {
  return ARCHITECTURES[profile];
}
