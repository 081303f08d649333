import { amdCommands, amdLogs, amdvi, clients, faults, pain, virtioQueues } from './files';
import { notApplicable, otherwise, proven, type Rule } from './rule';

/** AMD-Vi. */
export const AMD: readonly Rule[] = [
  {
    id: 'R-AMD-01',
    says: "Linux's driver answers a malformed page request, or one without PASID, Response Failure, which turns PRI off.",
    standing: proven(
      [
        ...amdvi(
          'AMD-Vi: a malformed page request that is answered Response Failure turns PRI off, and the log says how',
        ),
        ...amdLogs(
          'COMPLETE_PPR_REQUEST with code %i ends the group at once; then %i wait, and whether PRI is on is %s',
        ),
      ],
      'the driver is not part of this',
    ),
  },
  {
    id: 'R-AMD-02',
    says: 'It answers nothing for a log entry or a device that it does not know, whose credits then never return. A page request that the device table refuses is an event, which it answers since 2026.',
    standing: proven(
      [
        ...amdvi(
          'AMD-Vi: a page request that the device table refuses because %s is an event, and nobody answers it: its credits do not return',
          'AMD-Vi: a page request that the device table refuses can be answered by software, which returns them',
        ),
        ...clients('a client sees credits that never return from what nobody answered'),
        ...amdLogs('an event of a refused page request is what software answers it by, and its credit returns'),
        ...amdCommands('invalidations %s of a device that is not there does nothing'),
      ],
      'entries of a type that the driver does not know are never logged here',
    ),
  },
  {
    id: 'R-AMD-03',
    says: 'Its answers are queued without waiting, with the PASID if the page tables are those of the guest; before 2026 if the device requires it.',
    standing: proven(
      amdLogs(
        'COMPLETE_PPR_REQUEST with code %i ends the group at once; then %i wait, and whether PRI is on is %s',
        'COMPLETE_PPR_REQUEST carries the PASID that software wrote; another than the group’s answers nothing',
      ),
    ),
  },
  {
    id: 'R-AMD-04',
    says: 'The interrupt may come before the entry is in memory.',
    standing: otherwise(
      'an entry is written in one step, and its interrupt is told after it; a VMM that copies entries can copy them later',
      amdLogs('a page request %s is logged'),
    ),
  },
  {
    id: 'R-AMD-05',
    says: 'An overflow stops the log until the driver restarts it.',
    standing: proven([
      ...amdvi('AMD-Vi: an overflow of the page request log'),
      ...amdLogs('an overflow of the PPR log'),
    ]),
  },
  {
    id: 'R-AMD-06',
    says: 'Which bits offer and enable automatic answers, blocked stop markers and an early overflow.',
    seen: 'mirror/vbox:include/VBox/iommu-amd.h',
    standing: otherwise(
      'those bits are registers that the VMM keeps; whether an overflow is answered, and with which code, is the policy of the vIOMMU',
      amdLogs('an overflow of the PPR log is not answered without automatic responses'),
    ),
  },
];

/** virtio-iommu. */
export const VIRTIO: readonly Rule[] = [
  {
    id: 'R-VIO-01',
    says: 'A virtio-iommu fault holds a reason, flags, endpoint and address; it cannot be answered.',
    standing: proven(faults('virtio-iommu')),
  },
  {
    id: 'R-VIO-02',
    says: 'Faults go into buffers of the guest; without one they are dropped.',
    standing: proven(virtioQueues('events R-VIO-02: without a buffer they are dropped, and counted')),
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
