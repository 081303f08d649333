import { pain } from './files';
import { notApplicable, pending, proven, type Rule } from './rule';

/** AMD-Vi. */
export const AMD: readonly Rule[] = [
  {
    id: 'R-AMD-01',
    says: "Linux's driver answers a malformed page request, or one without PASID, Response Failure, which turns PRI off.",
    standing: pending('native queues'),
  },
  {
    id: 'R-AMD-02',
    says: 'It answers nothing for a device it does not know, whose credits then never return.',
    standing: pending('native queues'),
  },
  {
    id: 'R-AMD-03',
    says: 'Its answers are queued without waiting, with the PASID if the device requires it.',
    standing: pending('native queues'),
  },
  {
    id: 'R-AMD-04',
    says: 'The interrupt may come before the entry is in memory.',
    standing: pending('native queues'),
  },
  {
    id: 'R-AMD-05',
    says: 'An overflow stops the log until the driver restarts it.',
    standing: pending('native queues'),
  },
  {
    id: 'R-AMD-06',
    says: 'Which bits offer and enable automatic answers, blocked stop markers and an early overflow.',
    seen: 'mirror/vbox:include/VBox/iommu-amd.h',
    standing: pending('profiles'),
  },
];

/** virtio-iommu. */
export const VIRTIO: readonly Rule[] = [
  {
    id: 'R-VIO-01',
    says: 'A virtio-iommu fault holds a reason, flags, endpoint and address; it cannot be answered.',
    standing: pending('profiles'),
  },
  {
    id: 'R-VIO-02',
    says: 'Faults go into buffers of the guest; without one they are dropped.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VIO-03',
    says: "Linux's driver logs them, and not all.",
    standing: notApplicable('what a guest does with a fault'),
  },
  {
    id: 'R-VIO-04',
    says: 'A prototype lost the first of two page requests that came back to back.',
    standing: proven(pain('two page requests back to back both arrive, as they were sent')),
  },
];
