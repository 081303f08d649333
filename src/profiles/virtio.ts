import { GENERIC } from './generic';
import type { Profile } from './profile';

/** The reasons of a virtio-iommu fault report: no domain, and no mapping. */
const NO_DOMAIN = 1;
const NO_MAPPING = 2;

/** virtio-iommu: unrecoverable faults only. */
export const VIRTIO: Profile = {
  ...GENERIC,
  name: 'VIRTIO',
  pageRequests: false,
  faultCodes: {
    NOT_ATTACHED: NO_DOMAIN,
    UNKNOWN_REQUESTER: NO_DOMAIN,
    NOT_MAPPED: NO_MAPPING,
    PERMISSION: NO_MAPPING,
    ADDRESS_TOO_WIDE: NO_MAPPING,
  },
};
