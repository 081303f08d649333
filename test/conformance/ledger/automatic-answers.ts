import { automatic } from './files';
import { different, notApplicable, pending, proven, type Rule } from './rule';

const lastPage = (when: string) =>
  automatic(
    `when $when the last page of a group is answered once, and the answer is on record with its rule`,
    `when $when the other pages of a group get no answer, and are dropped with it`,
  ).map(({ file, name }) => ({ file, name: name.replace('$when', when) }));

/** Answers that an IOMMU gives by itself. */
export const AUTOMATIC_ANSWERS: readonly Rule[] = [
  {
    id: 'R-AUTO-01',
    says: 'While translation is off, a group is answered Response Failure.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(lastPage('translation is off'), 'the fault record waits for profiles'),
  },
  {
    id: 'R-AUTO-02',
    says: 'While translation is bypassed, a group is answered Invalid Request.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(lastPage('translation is bypassed'), 'the fault record waits for profiles'),
  },
  {
    id: 'R-AUTO-03',
    says: 'A device id that the directory cannot hold is answered Invalid Request.',
    section: 'RISC-V IOMMU 3.7',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-04',
    says: 'A device whose context cannot be read or is invalid is answered Response Failure.',
    section: 'RISC-V IOMMU 3.7',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-05',
    says: 'A device whose context forbids page requests is answered Invalid Request.',
    section: 'RISC-V IOMMU 3.7',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-06',
    says: 'While the page-request queue is off, a group is answered Response Failure, without a fault record.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(lastPage('the page-request queue is off')),
  },
  {
    id: 'R-AUTO-07',
    says: 'If the queue in guest memory cannot be written, a group is answered Response Failure.',
    section: 'RISC-V IOMMU 3.7',
    standing: pending('native queues'),
  },
  {
    id: 'R-AUTO-08',
    says: 'If the queue is full, a group is answered Success, so that the device tries again.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(
      [...lastPage('the queue is full'), ...automatic('page requests are taken again as soon as the queue has room')],
      'the overflow flag waits for native queues',
    ),
  },
  {
    id: 'R-AUTO-09',
    says: 'Otherwise a group is queued, and nothing is answered.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(automatic('page requests that somebody takes are queued, and not answered')),
  },
  {
    id: 'R-AUTO-10',
    says: 'Page requests that are not answered because they are not the last still leave a fault record.',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-11',
    says: 'RISC-V: an automatic Response Failure carries the PASID of the request; the others do if the device requires it.',
    section: 'RISC-V IOMMU 3.7',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-12',
    says: 'RISC-V: an overflow lasts until software clears its flag, and a page request that is not the last causes one too.',
    section: 'RISC-V IOMMU 3.7',
    standing: pending('native queues'),
  },
  {
    id: 'R-AUTO-13',
    says: 'The device is checked before the queue: one without a place is answered for that, whatever state the queue is in.',
    standing: proven(
      automatic('page requests of a function without domain are answered for that, also when %s'),
      'the code and the fault record of RISC-V wait for profiles',
    ),
  },
  {
    id: 'R-AUTO-14',
    says: 'RISC-V: the PASID of a page request is not checked; software judges it.',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-15',
    says: 'A function whose page requests nobody takes is told Invalid Request and not Failure, so that PRI stays on for its siblings.',
    standing: proven(
      automatic('page requests of one function that takes none leave the PRI of every function on'),
      'a PRI that is shared waits for shared PRI',
    ),
  },
  {
    id: 'R-AUTO-20',
    says: 'SMMUv3: from an overflow until it is acknowledged nothing is queued, and last pages are answered.',
    section: 'SMMU 8.1',
    standing: pending('native queues'),
  },
  {
    id: 'R-AUTO-21',
    says: 'SMMUv3: code and PASID of an overflow answer depend on two capability bits and on the stream entry.',
    section: 'SMMU 8.1',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-22',
    says: 'SMMUv3: without a usable PRI queue a group is answered Response Failure, without PASID.',
    section: 'SMMU 8.2',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-23',
    says: 'SMMUv3 has no switch per stream that answers page requests Invalid Request.',
    section: 'SMMU 8',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-30',
    says: 'VT-d: a page request of a device whose context does not allow them is a fault; the last one of a group is answered Invalid Request.',
    section: 'VT-d 7.1.3, 7.4.1',
    seen: 'Intel D51397-018 (rev. 5.10); linux-mailinglist-archives/iommu.lists.linux-foundation.org.0 (acf26559-49d2-653c-156d-3ef383b43879)',
    standing: pending('profiles'),
  },
  {
    id: 'R-AUTO-31',
    says: 'VT-d: page requests that meet an overflow are dropped; the last one of a group is answered Success.',
    section: 'VT-d 7.4.1, table 31',
    seen: 'Intel D51397-018 (rev. 5.10)',
    standing: pending('native queues'),
  },
  {
    id: 'R-AUTO-32',
    says: 'VT-d: the page-request queue is full when one entry is left free.',
    standing: pending('native queues'),
  },
  {
    id: 'R-AUTO-33',
    says: 'VT-d: a page-request event is raised only when neither pending nor overflow was set before.',
    standing: pending('native queues'),
  },
  {
    id: 'R-AUTO-34',
    says: 'VT-d: a page request makes the IOMMU forget its own translation of the page, so that the retry sees the new one.',
    standing: pending('guest tables'),
  },
  {
    id: 'R-AUTO-35',
    says: 'QEMU refuses page requests and responses without PASID.',
    standing: notApplicable('a limit of another emulator, and not a rule of the architecture'),
  },
  {
    id: 'R-AUTO-40',
    says: 'Without a domain, or with one that takes no page requests, a group is answered Invalid Request at once.',
    standing: proven([
      ...lastPage('there is no domain'),
      ...lastPage('the domain takes no page requests'),
      ...automatic('page requests that meet %s are answered as the policy says'),
    ]),
  },
  {
    id: 'R-AUTO-41',
    says: 'If a group cannot be stored, or its handler refuses it, Linux answers Response Failure.',
    standing: pending('injected failures'),
  },
  {
    id: 'R-AUTO-42',
    says: 'Linux answers the pending groups of a device that is detached or removed Invalid Request. Here one that is reset, removed or deleted is sent nothing.',
    standing: different(
      '0004-hello-is-a-function-reset.md',
      automatic('a function that is gone with %s is sent nothing: its groups are discarded, on record'),
    ),
  },
  {
    id: 'R-AUTO-43',
    says: 'Detaching answers the groups of that attachment Invalid Request, delivered or not, and those of no other; later responses find nothing.',
    standing: proven(
      automatic('an attachment that ends because it %s answers its groups Invalid Request, and those of no other'),
    ),
  },
];
