/** Which queues each profile has: a line for each architecture. */
import type { ProfileName } from '../model/viommu';
import { PROFILES } from '../profiles';
import type { Architecture, QueueParts } from './dialect';
import { amdvi } from './amdvi/architecture';
import { iommufd } from './iommufd/architecture';
import type { PassedOn } from './iommufd/passed-on';
import { vtdS1 } from './iommufd/vtd-s1';
import { riscv } from './riscv/architecture';
import { smmuv3 } from './smmuv3/architecture';
import { handedOn } from './smmuv3/passed-on';
import { virtio } from './virtio/architecture';
import { vtd } from './vtd/architecture';

const ARCHITECTURES: Partial<Record<ProfileName, (parts: QueueParts) => Architecture>> = {
  AMDVI: amdvi,
  RISCV: riscv,
  SMMUV3: smmuv3,
  VIRTIO: virtio,
  VTD: vtd,
};

/** What iommufd hands on. */
const PASSED_ON: Partial<Record<ProfileName, (parts: QueueParts) => PassedOn>> = { SMMUV3: handedOn, VTD: vtdS1 };

/** Makes the queues of a profile. Those of iommufd are there wherever page requests are. */
export function architectureOf(profile: ProfileName): (parts: QueueParts) => Architecture {
  return (parts) => ({
    ...ARCHITECTURES[profile]?.(parts),
    ...(PROFILES[profile].pageRequests && iommufd(parts, PASSED_ON[profile]?.(parts))),
  });
}
