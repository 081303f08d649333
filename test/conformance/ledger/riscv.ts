import { ats, deadDevice, fences, nestedFaults } from './files';
import { pending, proven, type Rule } from './rule';

/** RISC-V: command queue, fences, fault records. */
export const RISCV: readonly Rule[] = [
  {
    id: 'R-RV-01',
    says: 'That the head moved proves nothing; only a completed fence says that what came before it is done.',
    standing: pending('native queues'),
  },
  {
    id: 'R-RV-02',
    says: 'Only device-TLB invalidations time out, and the next fence reports it and stays where it is.',
    standing: proven(
      [
        ...deadDevice('after a time-out what asks no device ends at once, and never times out'),
        ...fences('a fence tells of a time-out that was before it was reached; the next one does not any more'),
      ],
      'that the queue stands still waits for native queues',
    ),
  },
  {
    id: 'R-RV-03',
    says: 'A fence waits for every outstanding tag before it reports that one of them timed out.',
    standing: proven(fences('a fence waits for a second endpoint before it tells that the first one timed out')),
  },
  {
    id: 'R-RV-04',
    says: 'A time-out before any fence is remembered for the next one.',
    standing: proven(
      fences('a fence tells of a time-out that was before it was reached; the next one does not any more'),
    ),
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
      ],
      'here the end of a fence names them all; the error to clear waits for native queues',
    ),
  },
  {
    id: 'R-RV-06',
    says: 'Without a free tag the queue stands still.',
    standing: pending('native queues'),
  },
  {
    id: 'R-RV-07',
    says: 'A queue that is disabled while a fence waits stays on and busy until the fence ends.',
    standing: pending('native queues'),
  },
  {
    id: 'R-RV-08',
    says: 'After an error everything since the last completed fence has to be sent again.',
    standing: pending('native queues'),
  },
  {
    id: 'R-RV-09',
    says: 'Without the ATS capability its commands are illegal and the page-request queue cannot be set up.',
    standing: pending('native queues'),
  },
  {
    id: 'R-RV-10',
    says: 'The record of a second-stage fault holds the guest-physical address, whether a walk caused it, and whether that was to write.',
    standing: proven(
      nestedFaults(
        'a fault of the second stage of the page itself has its guest-physical address (%s: cause %i)',
        'a fault of the second stage of an entry has its guest-physical address, and is implicit (level %i)',
        'a fault of the second stage of an entry that was to be marked is a write',
      ),
      'the record itself waits for native queues',
    ),
  },
  {
    id: 'R-RV-11',
    says: 'An IOMMU may merge equal faults. Here each access that faults is reported.',
    standing: proven(ats('every access that cannot be translated is reported, equal ones included')),
  },
];
