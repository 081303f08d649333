// Original file: proto/viommu/v1/guest_queue_service.proto


/**
 * Request of SetDomainTags.
 */
export interface SetDomainTagsRequest {
  /**
   * Makes the call safe to repeat.
   */
  'requestId'?: (string);
  /**
   * The vIOMMU.
   */
  'viommuId'?: (string);
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * VT-d DID, SMMUv3 VMID, RISC-V GSCID, AMD-Vi DomainID, 0 to 65535; virtio-iommu: 32 bits. Unset: the domain's id.
   */
  'domainTag'?: (number);
  /**
   * SMMUv3 ASID (16 bits), RISC-V PSCID (20 bits). Unset: any.
   */
  'addressSpaceTag'?: (number);
  '_domainTag'?: "domainTag";
  '_addressSpaceTag'?: "addressSpaceTag";
}

/**
 * Request of SetDomainTags.
 */
export interface SetDomainTagsRequest__Output {
  /**
   * Makes the call safe to repeat.
   */
  'requestId': (string);
  /**
   * The vIOMMU.
   */
  'viommuId': (string);
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * VT-d DID, SMMUv3 VMID, RISC-V GSCID, AMD-Vi DomainID, 0 to 65535; virtio-iommu: 32 bits. Unset: the domain's id.
   */
  'domainTag'?: (number);
  /**
   * SMMUv3 ASID (16 bits), RISC-V PSCID (20 bits). Unset: any.
   */
  'addressSpaceTag'?: (number);
  '_domainTag'?: "domainTag";
  '_addressSpaceTag'?: "addressSpaceTag";
}
