import { ats, deadDevice, fences, nestedFaults, riscvErrors, riscvQueues, riscvRecords } from './files';
import { otherwise, proven, type Rule } from './rule';

/** RISC-V: command queue, fences, fault records. */
export const RISCV: readonly Rule[] = [
  {
    id: 'R-RV-01',
    says: 'That the head moved proves nothing; only a completed fence says that what came before it is done.',
    section: 'RISC-V IOMMU 4.1',
    standing: proven([
      ...riscvQueues('the command queue a fence waits for the invalidations before it, then writes its data'),
      ...riscvErrors('turned off, a queue where no fence waits is off at once, and what was consumed ends'),
    ]),
  },
  {
    id: 'R-RV-02',
    says: 'Only device-TLB invalidations time out, and the next fence reports it and stays where it is.',
    standing: proven([
      ...deadDevice('after a time-out what asks no device ends at once, and never times out'),
      ...fences('a fence tells of a time-out that was before it was reached; the next one does not any more'),
      ...riscvQueues(
        'the command queue a time-out is told by the next fence, on which the head stays; cleared, the fence succeeds',
      ),
    ]),
  },
  {
    id: 'R-RV-03',
    says: 'A fence waits for every outstanding tag before it reports that one of them timed out.',
    standing: proven(fences('a fence waits for a second endpoint before it tells that the first one timed out')),
  },
  {
    id: 'R-RV-04',
    says: 'A time-out before any fence is remembered for the next one.',
    standing: proven([
      ...fences('a fence tells of a time-out that was before it was reached; the next one does not any more'),
      ...riscvErrors(
        'an illegal command leaves what was before it under way: everything since the last fence has to be sent again',
      ),
    ]),
  },
  {
    id: 'R-RV-05',
    says: 'Software cannot tell which invalidation timed out; clearing the error runs the fence again, and nothing is sent again.',
    standing: proven(
      [
        ...deadDevice('after a time-out nothing is sent again by itself'),
        ...fences(
          'a fence names each endpoint that did not complete, though another completed',
          'the event of a time-out tells whose invalidation it was, unless hardware would not',
        ),
        ...riscvQueues(
          'the command queue a time-out is told by the next fence, on which the head stays; cleared, the fence succeeds',
        ),
      ],
      'besides the bytes and registers, here the end of a fence names them all',
    ),
  },
  {
    id: 'R-RV-06',
    says: 'Without a free tag the queue stands still.',
    standing: otherwise(
      'Tags are those of an endpoint, and not of the IOMMU: what finds none waits for its own, and the queue stands still when no more of that endpoint can wait.',
      riscvErrors('where no invalidation more can wait for a tag the queue stands still until one ends'),
    ),
  },
  {
    id: 'R-RV-07',
    says: 'A queue that is disabled while a fence waits stays on and busy until the fence ends.',
    section: 'RISC-V IOMMU 6.16',
    standing: proven(
      riscvErrors(
        'a fence that waits when the queue is turned off keeps it on and busy until it has ended',
        'a fence that times out in a queue that was turned off says so, and then the queue is off',
      ),
    ),
  },
  {
    id: 'R-RV-08',
    says: 'After an error everything since the last completed fence has to be sent again.',
    section: 'RISC-V IOMMU 4.1',
    standing: proven(
      riscvErrors(
        'an illegal command leaves what was before it under way: everything since the last fence has to be sent again',
        'a command that cannot be fetched sets cqmf when it is reached: those before it are executed, a fence that waits included',
      ),
    ),
  },
  {
    id: 'R-RV-09',
    says: 'Without the ATS capability its commands are illegal and the page-request queue cannot be set up.',
    standing: proven(
      riscvErrors(
        'an illegal command %s without the ATS capability is one, and the page-request queue cannot be set up',
      ),
    ),
  },
  {
    id: 'R-RV-10',
    says: 'The record of a second-stage fault holds the guest-physical address, whether a walk caused it, and whether that was to write.',
    standing: proven([
      ...nestedFaults(
        'a fault of the second stage of the page itself has its guest-physical address (%s: cause %i)',
        'a fault of the second stage of an entry has its guest-physical address, and is implicit (level %i)',
        'a fault of the second stage of an entry that was to be marked is a write',
      ),
      ...riscvRecords('a fault record of cause %i has the guest-physical address if it is a guest page fault'),
    ]),
  },
  {
    id: 'R-RV-11',
    says: 'An IOMMU may merge equal faults. Here each access that faults is reported.',
    standing: proven(ats('every access that cannot be translated is reported, equal ones included')),
  },
];
