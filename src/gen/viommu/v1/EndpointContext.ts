// Original file: proto/viommu/v1/endpoint.proto

import type { ContextState as _viommu_v1_ContextState, ContextState__Output as _viommu_v1_ContextState__Output } from '../../viommu/v1/ContextState';

/**
 * The vIOMMU's entry for an endpoint (VT-d context entry, SMMUv3 STE, RISC-V DC, AMD-Vi DTE), as far as faults depend
 * on it. In an update, unset fields stay as they are.
 */
export interface EndpointContext {
  /**
   * Anything but VALID: every access faults, translation requests are unsupported, and what becomes of page requests is
   * the profile's decision.
   */
  'state'?: (_viommu_v1_ContextState);
  /**
   * Whether translation requests and translated accesses are taken. Default true.
   */
  'atsAllowed'?: (boolean);
  /**
   * Whether page requests are taken. Default true. SMMUV3 has no such switch and ignores it (R-AUTO-23).
   */
  'pageRequestsAllowed'?: (boolean);
  /**
   * What the vIOMMU believes of PRG Response PASID Required, used for its own answers (RISC-V PRPR, SMMUv3 PPAR).
   * Unset: what the endpoint's capability says, as correct software would have written.
   */
  'prgResponsePasid'?: (boolean);
  /**
   * Fault events of this endpoint are counted and not reported, as far as the entry can be read (RISC-V DTF, VT-d FPD).
   * Default false.
   */
  'suppressFaults'?: (boolean);
  /**
   * Translation completions hold guest-physical addresses, and translated accesses are translated by stage 2 (RISC-V
   * T2GPA, SMMUv3 EATS = split stage; R-ATS-32). Only NESTED domains with a stage 2 have such. Default false.
   */
  'atsGuestPhysical'?: (boolean);
  '_atsAllowed'?: "atsAllowed";
  '_pageRequestsAllowed'?: "pageRequestsAllowed";
  '_prgResponsePasid'?: "prgResponsePasid";
  '_suppressFaults'?: "suppressFaults";
  '_atsGuestPhysical'?: "atsGuestPhysical";
}

/**
 * The vIOMMU's entry for an endpoint (VT-d context entry, SMMUv3 STE, RISC-V DC, AMD-Vi DTE), as far as faults depend
 * on it. In an update, unset fields stay as they are.
 */
export interface EndpointContext__Output {
  /**
   * Anything but VALID: every access faults, translation requests are unsupported, and what becomes of page requests is
   * the profile's decision.
   */
  'state': (_viommu_v1_ContextState__Output);
  /**
   * Whether translation requests and translated accesses are taken. Default true.
   */
  'atsAllowed'?: (boolean);
  /**
   * Whether page requests are taken. Default true. SMMUV3 has no such switch and ignores it (R-AUTO-23).
   */
  'pageRequestsAllowed'?: (boolean);
  /**
   * What the vIOMMU believes of PRG Response PASID Required, used for its own answers (RISC-V PRPR, SMMUv3 PPAR).
   * Unset: what the endpoint's capability says, as correct software would have written.
   */
  'prgResponsePasid'?: (boolean);
  /**
   * Fault events of this endpoint are counted and not reported, as far as the entry can be read (RISC-V DTF, VT-d FPD).
   * Default false.
   */
  'suppressFaults'?: (boolean);
  /**
   * Translation completions hold guest-physical addresses, and translated accesses are translated by stage 2 (RISC-V
   * T2GPA, SMMUv3 EATS = split stage; R-ATS-32). Only NESTED domains with a stage 2 have such. Default false.
   */
  'atsGuestPhysical'?: (boolean);
  '_atsAllowed'?: "atsAllowed";
  '_pageRequestsAllowed'?: "pageRequestsAllowed";
  '_prgResponsePasid'?: "prgResponsePasid";
  '_suppressFaults'?: "suppressFaults";
  '_atsGuestPhysical'?: "atsGuestPhysical";
}
