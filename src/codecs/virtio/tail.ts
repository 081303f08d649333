/**
 * The tail of a request (virtio 5.13.6.2): what the device writes.
 *
 *   status 7:0   reserved 31:8
 */
import { bits, printed } from '../field';
import { layout, type Given } from '../layout';

/** The name of each status, by its number. */
export const STATUSES: readonly string[] = [
  'VIRTIO_IOMMU_S_OK',
  'VIRTIO_IOMMU_S_IOERR',
  'VIRTIO_IOMMU_S_UNSUPP',
  'VIRTIO_IOMMU_S_DEVERR',
  'VIRTIO_IOMMU_S_INVAL',
  'VIRTIO_IOMMU_S_RANGE',
  'VIRTIO_IOMMU_S_NOENT',
  'VIRTIO_IOMMU_S_FAULT',
  'VIRTIO_IOMMU_S_NOMEM',
];

function complete(given: Given): Given | string {
  const { name, status } = given;
  if (name === undefined || status !== undefined) return given;
  const number = STATUSES.findIndex((each) => each === name);
  return number === -1
    ? `name = ${printed(name)} is no status; give one of ${STATUSES.join(', ')}`
    : { ...given, status: number };
}

/** How a request ended. */
export const TAIL = layout('tail', 4, [bits('status', 7, 0)], {
  derived: { name: ({ status }) => STATUSES[status] },
  complete,
});
