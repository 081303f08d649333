// Original file: proto/viommu/v1/transfer.proto

/**
 * How a DMA's addresses are meant.
 */
export const AddressType = {
  /**
   * `IssueDma`: AUTOMATIC. `EndpointChannel`: UNTRANSLATED.
   */
  ADDRESS_TYPE_UNSPECIFIED: 'ADDRESS_TYPE_UNSPECIFIED',
  /**
   * The hosted endpoint's engine decides: through its ATC and page requests if ATS is enabled, else untranslated.
   * Errors: FIELD_NOT_APPLICABLE on `EndpointChannel`.
   */
  ADDRESS_TYPE_AUTOMATIC: 'ADDRESS_TYPE_AUTOMATIC',
  /**
   * IOVAs, translated by the vIOMMU; a miss is a fault event, never a page request.
   */
  ADDRESS_TYPE_UNTRANSLATED: 'ADDRESS_TYPE_UNTRANSLATED',
  /**
   * Output addresses out of earlier translation completions; checked against what the endpoint was granted.
   */
  ADDRESS_TYPE_TRANSLATED: 'ADDRESS_TYPE_TRANSLATED',
} as const;

/**
 * How a DMA's addresses are meant.
 */
export type AddressType =
  /**
   * `IssueDma`: AUTOMATIC. `EndpointChannel`: UNTRANSLATED.
   */
  | 'ADDRESS_TYPE_UNSPECIFIED'
  | 0
  /**
   * The hosted endpoint's engine decides: through its ATC and page requests if ATS is enabled, else untranslated.
   * Errors: FIELD_NOT_APPLICABLE on `EndpointChannel`.
   */
  | 'ADDRESS_TYPE_AUTOMATIC'
  | 1
  /**
   * IOVAs, translated by the vIOMMU; a miss is a fault event, never a page request.
   */
  | 'ADDRESS_TYPE_UNTRANSLATED'
  | 2
  /**
   * Output addresses out of earlier translation completions; checked against what the endpoint was granted.
   */
  | 'ADDRESS_TYPE_TRANSLATED'
  | 3

/**
 * How a DMA's addresses are meant.
 */
export type AddressType__Output = typeof AddressType[keyof typeof AddressType]
