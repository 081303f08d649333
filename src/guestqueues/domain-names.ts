import type { Iommu } from '../core/iommu';
import type { DomainTags } from '../model/guest-queue';

/** Which domains the numbers in a guest's commands mean. */
export class DomainNames {
  private readonly tags = new Map<number, DomainTags>();

  constructor(private readonly iommu: Iommu) {}

  /**
   * Names a domain.
   *
   * @throws IommuError DOMAIN_NOT_FOUND
   */
  set(domainId: number, tags: DomainTags): void {
    this.iommu.domain(domainId);
    if (tags.domainTag === undefined && tags.addressSpaceTag === undefined) {
      this.tags.delete(domainId);
    } else {
      this.tags.set(domainId, tags);
    }
  }

  /** The number that the guest's commands and records name a domain by. */
  tagOf(domainId: number): number {
    return this.tags.get(domainId)?.domainTag ?? domainId;
  }

  /** A domain is gone: whatever is made with its id has a name of its own. */
  forget(domainId: number): void {
    this.tags.delete(domainId);
  }

  /**
   * The domains that these numbers mean.
   *
   * @param domainTag undefined: any
   * @param addressSpaceTag undefined: any; a domain without one has every
   * @returns ids, in order
   */
  find(domainTag: number | undefined, addressSpaceTag?: number): number[] {
    return this.iommu.domainIds().filter((id) => {
      const tags = this.tags.get(id);
      return (
        (domainTag === undefined || this.tagOf(id) === domainTag) &&
        (addressSpaceTag === undefined || (tags?.addressSpaceTag ?? addressSpaceTag) === addressSpaceTag)
      );
    });
  }
}
