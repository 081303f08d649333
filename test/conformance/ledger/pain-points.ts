import {
  accounts,
  amdvi,
  automatic,
  clients,
  exhaustion,
  fencing,
  gone,
  invalidator,
  pain,
  responses,
  riscv,
  shared,
  smmuv3,
  stopping,
} from './files';
import { proven, type Rule } from './rule';

/** What hurt in the field, and must be possible to bring about or be impossible here. */
export const PAIN_POINTS: readonly Rule[] = [
  {
    id: 'R-PAIN-01',
    says: 'When memory runs out, Linux answers Failure, Invalid Request or not at all, by the stage at which it happens.',
    standing: proven(
      exhaustion(
        'resources that run out at the stage %s are answered %s, when that was chosen',
        'resources that run out answer Response Failure, as Linux does, when %s',
        'resources that run out make the device ask again when they are answered Success, which is counted',
        'resources that run out at one function turn off every one that shares its page request interface',
      ),
    ),
  },
  {
    id: 'R-PAIN-02',
    says: 'Functions that share a PRI consume each other’s credits and suffer each other’s failures.',
    standing: proven([
      ...shared(
        'functions that share a page request interface have one pool of credits, and it shows who uses them',
        'functions that share a page request interface are all turned off by a Response Failure to one of them, and each is told whom it owes that to',
        'functions that share a page request interface are spared, where the policy says so, by Invalid Request in place of Response Failure',
      ),
      ...exhaustion(
        'resources that run out turn off nobody else where the policy spares a shared interface, and the answer says what was sent',
      ),
      ...clients('a client sees one function turn off the page requests of all that share its interface'),
    ]),
  },
  {
    id: 'R-PAIN-03',
    says: 'Linux can answer a group more than once; the device flags the second response.',
    standing: proven(
      pain(
        'an answer too many comes to every page of a group that meets %s, as from Linux, and the device flags it',
        'an answer too many does not come to any page but the last unless that is asked for',
      ),
    ),
  },
  {
    id: 'R-PAIN-04',
    says: 'A slow reader gets groups whole or not at all, what waits for it is bounded, and how much that is can be seen.',
    standing: proven(pain('a slow reader')),
  },
  {
    id: 'R-PAIN-05',
    says: 'Whether a response carries a PASID follows the device and the request, in all four combinations.',
    standing: proven([
      ...responses(
        'a response with PASID required %s to a request of PASID %i has PASID %i',
        'a response as software writes it with PASID %i to a request of PASID 5, where it is required: %s',
      ),
      ...shared(
        'functions that share a page request interface whose physical one requires the PASID %s: a response to a request of PASID %i has PASID %i',
      ),
    ]),
  },
  {
    id: 'R-PAIN-06',
    says: 'A response that comes after a detach or a replacement does nothing, and the group was answered before.',
    standing: proven(
      pain(
        'a group that came before %s has been answered Invalid Request: the response that comes later does nothing',
        'a group that came before an answer is answered once: the second response is told so and does nothing',
      ),
    ),
  },
  {
    id: 'R-PAIN-07',
    says: 'A fault reported for a PASID cannot bring pages to the next owner of that PASID.',
    standing: proven(pain('a group that came before a PASID got a new owner cannot be taken for one of the new owner')),
  },
  {
    id: 'R-PAIN-08',
    says: 'A group that lost a member to an overflow is never handed out, and its index may come back.',
    standing: proven(
      pain('a group that lost a page to an overflow gets no cookie, and its index can come back for a whole one'),
    ),
  },
  {
    id: 'R-PAIN-09',
    says: 'Devices of one domain that ask for the same page are told apart, and a response reaches the right one only.',
    standing: proven(
      pain(
        'two devices in one domain that ask alike are told apart by their cookies, and a response cannot reach the other one',
      ),
    ),
  },
  {
    id: 'R-PAIN-10',
    says: 'Every group is retired once: accepted is answered plus automatically answered plus discarded plus pending.',
    standing: proven(
      accounts('law 1: accepted = answered + answered automatically + discarded + pending, everywhere and always'),
    ),
  },
  {
    id: 'R-PAIN-11',
    says: 'A device whose invalidation did not complete is fenced before its memory is used again.',
    standing: proven([
      ...fencing('an endpoint that misses the time-out of an invalidation'),
      ...gone('an endpoint that does not complete an invalidation', 'an invalidation that meets'),
    ]),
  },
  {
    id: 'R-PAIN-12',
    says: 'Waiting for 90 seconds cannot be tested in real time, so time is an input.',
    standing: proven([
      ...pain('virtual time'),
      ...invalidator('time limits the hardware limit counts from the sending, to the nanosecond'),
    ]),
  },
  {
    id: 'R-PAIN-13',
    says: 'Drivers that answer a stop marker, and IOMMUs that disagree on what one is.',
    standing: proven([
      ...pain(
        'an answer too many comes to a stop marker from a driver that takes it for a page request, and the device flags it',
      ),
      ...stopping(
        'a stop marker without PASID is one in %s all the same',
        'a stop marker without PASID is a page request in SMMUV3, and is answered like any other',
      ),
    ]),
  },
  {
    id: 'R-PAIN-14',
    says: 'A malformed page request can turn PRI off; how that came about can be followed.',
    standing: proven(
      amdvi('AMD-Vi: a malformed page request that is answered Response Failure turns PRI off, and the log says how'),
    ),
  },
  {
    id: 'R-PAIN-15',
    says: 'Software cannot know what the IOMMU answered by itself; here each such answer is on record with its cause.',
    standing: proven([
      ...automatic('when $when the last page of a group is answered once, and the answer is on record with its rule'),
      ...accounts('law 1: a group gets at most one response, and nothing else gets any'),
      ...clients('a client sees what the vIOMMU answered by itself, with its fault, in one order'),
    ]),
  },
  {
    id: 'R-PAIN-16',
    says: 'Interrupts that overtake their entry, and overflows that last.',
    standing: proven(
      [
        ...riscv(
          'RISC-V is in overflow from a page that is not the last on, until software acknowledges it, room or not',
        ),
        ...smmuv3(
          'SMMUv3: an overflow of the PRI queue answers the request that causes it and all others, until it is acknowledged',
        ),
        ...clients('a client sees an overflow that lasts, its cause and its cost, and ends it'),
      ],
      'interrupts wait for native queues',
    ),
  },
  {
    id: 'R-PAIN-17',
    says: 'PCI Express has no time limit for a page response; one can be chosen, and there is none by default.',
    standing: proven(pain('a group that nobody answers')),
  },
];
