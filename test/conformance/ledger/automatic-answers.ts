import {
  automatic,
  clients,
  exhaustion,
  OWN_QUEUE,
  riscv,
  riscvQueues,
  riscvRecords,
  shared,
  smmuv3,
  vtd,
  vtdRecords,
} from './files';
import { different, notApplicable, proven, type Rule } from './rule';

const lastPage = (when: string) =>
  automatic(
    `when $when the last page of a group is answered once, and the answer is on record with its rule`,
    `when $when the other pages of a group get no answer, and are dropped with it`,
  ).map(({ file, name }) => ({ file, name: name.replace('$when', when) }));

/** A line of the RISC-V table, by what brings it about. */
const line = (when: string) =>
  riscv(
    'RISC-V: when $when a last page is answered, with the fault record that belongs to it',
    'RISC-V: when $when other pages and stop markers are dropped without an answer, but not without their fault record',
    'RISC-V: when $when the fault record is suppressed only where the context that says so could be read',
  ).map(({ file, name }) => ({ file, name: name.replace('$when', when) }));

/** Answers that an IOMMU gives by itself. */
export const AUTOMATIC_ANSWERS: readonly Rule[] = [
  {
    id: 'R-AUTO-01',
    says: 'While translation is off, a group is answered Response Failure.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([...lastPage('translation is off'), ...line('the IOMMU is off')]),
  },
  {
    id: 'R-AUTO-02',
    says: 'While translation is bypassed, a group is answered Invalid Request.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([...lastPage('translation is bypassed'), ...line('the IOMMU is bypassed')]),
  },
  {
    id: 'R-AUTO-03',
    says: 'A device id that the directory cannot hold is answered Invalid Request.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([...lastPage('the device directory has no place for it'), ...line('the device id is too wide')]),
  },
  {
    id: 'R-AUTO-04',
    says: 'A device whose context cannot be read or is invalid is answered Response Failure.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(
      [
        ...lastPage('its context is not usable'),
        ...line('the device context cannot be read'),
        ...line('the device context is not valid'),
        ...line('the device context is misconfigured'),
      ],
      'a context whose data is corrupt (cause 268) is none of the states a context has here',
    ),
  },
  {
    id: 'R-AUTO-05',
    says: 'A device whose context forbids page requests is answered Invalid Request.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([
      ...lastPage('its context forbids page requests'),
      ...line('the device context forbids page requests'),
      ...riscv('RISC-V forbids page requests whatever the context says of ATS: %s'),
      ...clients('a client sees what the vIOMMU answered by itself, with its fault, in one order'),
    ]),
  },
  {
    id: 'R-AUTO-06',
    says: 'While the page-request queue is off, a group is answered Response Failure, without a fault record.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([...lastPage('the page-request queue is off'), ...line('the page-request queue is off')]),
  },
  {
    id: 'R-AUTO-07',
    says: 'If the queue in guest memory cannot be written, a group is answered Response Failure.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([
      ...lastPage('the page-request queue cannot be written'),
      ...line('the page-request queue cannot be written'),
      ...riscvRecords(
        'page requests that guest memory does not take set pqmf, and are answered Response Failure until that is cleared',
      ),
    ]),
  },
  {
    id: 'R-AUTO-08',
    says: 'If the queue is full, a group is answered Success, so that the device tries again.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([
      ...lastPage('the queue is full'),
      ...line('the page-request queue is full'),
      ...automatic('page requests are taken again as soon as the queue has room'),
      ...riscvQueues(
        'page requests beyond a full queue are answered Success, and those after them too, until that is cleared',
      ),
    ]),
  },
  {
    id: 'R-AUTO-09',
    says: 'Otherwise a group is queued, and nothing is answered.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven([
      ...automatic('page requests that somebody takes are queued, and not answered'),
      ...riscv('RISC-V queues what nothing objects to, without answer or fault record'),
    ]),
  },
  {
    id: 'R-AUTO-10',
    says: 'Page requests that are not answered because they are not the last still leave a fault record.',
    standing: proven(
      riscv(
        'RISC-V: when $when other pages and stop markers are dropped without an answer, but not without their fault record',
      ),
    ),
  },
  {
    id: 'R-AUTO-11',
    says: 'RISC-V: an automatic Response Failure carries the PASID of the request; the others do if the device requires it.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(riscv('RISC-V: when $when the PASID is in the answer as the code and PRPR say')),
  },
  {
    id: 'R-AUTO-12',
    says: 'RISC-V: an overflow lasts until software clears its flag, and a page request that is not the last causes one too.',
    section: 'RISC-V IOMMU 3.7',
    standing: proven(
      [
        ...riscv(
          'RISC-V is in overflow from a page that is not the last on, until software acknowledges it, room or not',
        ),
        ...clients('a client sees an overflow that lasts, its cause and its cost, and ends it'),
        ...riscvRecords(
          'page requests a page that is not the last sets pqof, and making room ends nothing until it is cleared',
        ),
      ],
      OWN_QUEUE,
    ),
  },
  {
    id: 'R-AUTO-13',
    says: 'The device is checked before the queue: one without a place is answered for that, whatever state the queue is in.',
    standing: proven([
      ...automatic('page requests of a function without domain are answered for that, also when %s'),
      ...riscv(
        'RISC-V checks the device before the queue, and takes the first reason of the table',
        'RISC-V answers an unknown device Response Failure in an overflow too, with the fault record',
      ),
    ]),
  },
  {
    id: 'R-AUTO-14',
    says: 'RISC-V: the PASID of a page request is not checked; software judges it. Here one that has no domain is answered Invalid Request.',
    standing: different(
      '0009-reports-are-per-domain.md',
      riscv('RISC-V answers a PASID without domain by itself, because reports are those of domains'),
    ),
  },
  {
    id: 'R-AUTO-15',
    says: 'A function whose page requests nobody takes is told Invalid Request and not Failure, so that PRI stays on for its siblings.',
    standing: proven([
      ...automatic('page requests of one function that takes none leave the PRI of every function on'),
      ...shared(
        'functions that share a page request interface stay on when one of them is blocked: it alone is told Invalid Request',
      ),
    ]),
  },
  {
    id: 'R-AUTO-20',
    says: 'SMMUv3: from an overflow until it is acknowledged nothing is queued, and last pages are answered.',
    section: 'SMMU 8.1',
    standing: proven(
      smmuv3(
        'SMMUv3: an overflow of the PRI queue answers the request that causes it and all others, until it is acknowledged',
      ),
      OWN_QUEUE,
    ),
  },
  {
    id: 'R-AUTO-21',
    says: 'SMMUv3: code and PASID of an overflow answer depend on two capability bits and on the stream entry.',
    section: 'SMMU 8.1',
    standing: proven(smmuv3('SMMUv3: an overflow of the PRI queue answers a request %s')),
  },
  {
    id: 'R-AUTO-22',
    says: 'SMMUv3: without a usable PRI queue a group is answered Response Failure, without PASID.',
    section: 'SMMU 8.2',
    standing: proven(
      smmuv3(
        'SMMUv3: without a PRI queue %s, a last page is answered Response Failure without PASID, and others are dropped',
      ),
      'no stream is secure',
    ),
  },
  {
    id: 'R-AUTO-23',
    says: 'SMMUv3 has no switch per stream that answers page requests Invalid Request.',
    section: 'SMMU 8',
    standing: proven(smmuv3('SMMUv3: page requests are queued although the stream entry %s')),
  },
  {
    id: 'R-AUTO-30',
    says: 'VT-d: a page request of a device whose context does not allow them is a fault; the last one of a group is answered Invalid Request.',
    section: 'VT-d 7.1.3, 7.4.1',
    seen: 'Intel D51397-018 (rev. 5.10); linux-mailinglist-archives/iommu.lists.linux-foundation.org.0 (acf26559-49d2-653c-156d-3ef383b43879)',
    standing: proven(
      vtd('VT-d: a page request that the tables refuse because %s is a fault, and Invalid Request if it is the last'),
    ),
  },
  {
    id: 'R-AUTO-31',
    says: 'VT-d: page requests that meet an overflow are dropped; the last one of a group is answered Success.',
    section: 'VT-d 7.4.1, table 31',
    seen: 'Intel D51397-018 (rev. 5.10)',
    standing: proven(
      vtd('VT-d: page requests that meet an overflow are dropped without a fault; last ones are answered Success'),
      OWN_QUEUE,
    ),
  },
  {
    id: 'R-AUTO-32',
    says: 'VT-d: the page-request queue is full when one entry is left free.',
    standing: proven(
      vtdRecords(
        'page requests fill all places of the ring but one; beyond, they are answered Success, and so until PRO is cleared',
      ),
    ),
  },
  {
    id: 'R-AUTO-33',
    says: 'VT-d: a page-request event is raised only when neither pending nor overflow was set before.',
    standing: proven(vtdRecords('page requests raise an event if neither PPR nor PRO was set')),
  },
  {
    id: 'R-AUTO-34',
    says: 'VT-d: a page request makes the IOMMU forget its own translation of the page, so that the retry sees the new one.',
    standing: proven(
      vtd(
        'a page request makes VT-d forget its own translation of the page, and of no other',
        'a page request makes %s forget nothing',
      ),
    ),
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
    standing: proven(
      exhaustion(
        'resources that run out answer Response Failure, as Linux does, when %s',
        'resources that run out break a group when one of its pages cannot be stored: it ends with its last page, and is never queued',
        'resources that run out are answered as the policy says of %s',
      ),
    ),
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
