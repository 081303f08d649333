import type { ProfileName } from '../model/viommu';
import { AMDVI } from './amdvi';
import { GENERIC } from './generic';
import type { Profile } from './profile';
import { RISCV } from './riscv';
import { SMMUV3 } from './smmuv3';
import { VIRTIO } from './virtio';
import { VTD } from './vtd';

export { codeOf, faultCode, type FaultCode, type PasidRule, type Profile, type StageRule } from './profile';

/** Every architecture there is. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = { GENERIC, VTD, SMMUV3, RISCV, AMDVI, VIRTIO };

/** What an architecture differs in. */
export function profileOf(name: ProfileName): Profile {
  return PROFILES[name];
}
