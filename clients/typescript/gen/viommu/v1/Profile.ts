// Original file: proto/viommu/v1/viommu.proto

/**
 * Which architecture's behaviour a vIOMMU shows.
 */
export const Profile = {
  /**
   * In a request: GENERIC.
   */
  PROFILE_UNSPECIFIED: 'PROFILE_UNSPECIFIED',
  /**
   * No architecture in particular: PCIe ATS, PRI and PASID with the automatic answers of `AutomaticAnswers`.
   */
  PROFILE_GENERIC: 'PROFILE_GENERIC',
} as const;

/**
 * Which architecture's behaviour a vIOMMU shows.
 */
export type Profile =
  /**
   * In a request: GENERIC.
   */
  | 'PROFILE_UNSPECIFIED'
  | 0
  /**
   * No architecture in particular: PCIe ATS, PRI and PASID with the automatic answers of `AutomaticAnswers`.
   */
  | 'PROFILE_GENERIC'
  | 1

/**
 * Which architecture's behaviour a vIOMMU shows.
 */
export type Profile__Output = typeof Profile[keyof typeof Profile]
