import {
  clients,
  fencing,
  gone,
  nestedFaults,
  smmuCommands,
  smmuEvents,
  smmuPageRequests,
  smmuv3,
  stalls,
} from './files';
import { notApplicable, proven, type Rule } from './rule';

/** SMMUv3: stalls, command errors, overflows. */
export const SMMU: readonly Rule[] = [
  {
    id: 'R-SMMU-01',
    says: 'A stall holds the access itself and is a group of its own; it is resumed or aborted, without credits or PRI.',
    standing: proven([
      ...stalls('a stalled access'),
      ...clients('a client sees a stalled access as a group, and lets it go on'),
    ]),
  },
  {
    id: 'R-SMMU-02',
    says: 'Only four kinds of stalled first-stage events can be recovered from; the others are reported and no more.',
    standing: proven([...stalls('what stalls'), ...nestedFaults('what stalls in SMMUv3 behind guest tables')]),
  },
  {
    id: 'R-SMMU-03',
    says: 'Devices on PCI Express must not be stalled: it can deadlock.',
    standing: proven(stalls('a device on PCI Express')),
  },
  {
    id: 'R-SMMU-04',
    says: 'An answer takes effect by itself; no sync has to follow.',
    standing: proven([
      ...stalls('a stalled access goes on with its answer alone: nothing has to follow'),
      ...smmuEvents('a stalled access is an event with a tag, and goes on when it is resumed'),
      ...smmuCommands('CMD_RESUME lets an access %s', 'CMD_PRI_RESP resp %i is code %i of PCI Express'),
    ]),
  },
  {
    id: 'R-SMMU-05',
    says: 'Linux has no PRI on SMMUv3: it logs a page request and answers a last one with response 0.',
    section: 'SMMU 4.5.2',
    seen: 'torvalds/linux:drivers/iommu/arm/arm-smmu-v3/arm-smmu-v3.h',
    standing: notApplicable('a guest decides so; here it is a page response like any other'),
  },
  {
    id: 'R-SMMU-06',
    says: 'Each of three command errors stops the queue at its command; after an invalidation time-out that is the sync.',
    section: 'SMMU 4.7.3, 7.1',
    standing: proven(smmuCommands('an error stops the queue at its command (R-SMMU-06)')),
  },
  {
    id: 'R-SMMU-07',
    says: 'After an invalidation time-out implementations differ: an error, an aborted sync, or a sync that completes.',
    section: 'SMMU 3.9.1.4',
    standing: proven(smmuCommands('after an invalidation that timed out (R-SMMU-07)')),
  },
  {
    id: 'R-SMMU-08',
    says: 'A device that does not answer should be isolated; going on as if it had been invalidated corrupts memory.',
    standing: proven([
      ...fencing(
        'an endpoint that misses the time-out of an invalidation is cut off: nothing of it passes, translated or not, and everybody is told',
        'an endpoint that misses the time-out of an invalidation is left alone unless fencing is on: it still uses what was unmapped',
      ),
      ...gone(
        'an endpoint that does not complete an invalidation writes into memory that was unmapped, and nothing says that it did not: the unmap has not succeeded',
        'an endpoint that does not complete an invalidation is fenced by its context: its translated accesses are refused, with a fault, before memory is used again',
        'an endpoint that does not complete an invalidation stays fenced although it is reset; reset and let in again, it has nothing of before',
      ),
    ]),
  },
  {
    id: 'R-SMMU-09',
    says: 'After an overflow software reads everything, answers closed groups, and acknowledges together with the new head.',
    section: 'SMMU 8.1',
    standing: proven([
      ...smmuv3(
        'SMMUv3: an overflow of the PRI queue is recovered from by reading everything, answering what is closed, and acknowledging it',
      ),
      ...smmuPageRequests(
        'an overflow of the PRI queue (R-SMMU-10) is recovered from with one write of the head and of the acknowledgement (R-SMMU-09)',
      ),
    ]),
  },
  {
    id: 'R-SMMU-10',
    says: 'The event queue goes on as soon as it has room; the PRI queue only when its overflow is acknowledged.',
    section: 'SMMU 8.1',
    standing: proven([
      ...smmuv3(
        'SMMUv3: an overflow of the PRI queue stops the page requests of its queue, and no fault event',
        'SMMUv3: an overflow of the PRI queue answers the request that causes it and all others, until it is acknowledged',
      ),
      ...smmuEvents(
        'an overflow of the event queue is told once; as soon as there is room events are recorded, acknowledged or not',
      ),
      ...smmuPageRequests(
        'an overflow of the PRI queue (R-SMMU-10) stops it until it is acknowledged; what closes a group is answered Success',
      ),
    ]),
  },
];
