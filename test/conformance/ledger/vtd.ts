import { deadDevice, faults, fences, gone, invalidation, nestedFaults, vtd } from './files';
import { notApplicable, pending, proven, type Rule } from './rule';

/** VT-d: queued invalidation, page-request queue, fault reasons. */
export const VTD: readonly Rule[] = [
  {
    id: 'R-VTD-01',
    says: 'Which bits of the fault status, and of the page-request status, tell of which error, and what the error record holds beside them.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-02',
    says: 'After a malformed descriptor the head stays on it, and nothing is fetched until the error is cleared.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-03',
    says: 'A wait descriptor writes a status, interrupts, does both or is only a fence.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-04',
    says: 'A device TLB that times out aborts all pending waits; the queue stands still until the error is cleared.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-05',
    says: 'Newer hardware tells which device timed out, for as long as the error stands; older tells none.',
    standing: proven(
      fences('the event of a time-out tells whose invalidation it was, unless hardware would not'),
      'for how long waits for native queues',
    ),
  },
  {
    id: 'R-VTD-06',
    says: 'An unexpected completion sets its own error bit.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-07',
    says: 'Linux repairs a queue error only if its own descriptor caused it: two submitters make a test.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-08',
    says: 'After a time-out Linux assumes pairs of command and wait, and sends all of them again.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-09',
    says: 'With a dead device it does so for ever, unless it learns that the device is not there.',
    standing: proven(
      deadDevice(
        'a driver that sends again what timed out does so for ever when the link is lost and nobody looks: the endpoint counts as there',
        'a driver that sends again what timed out is out of it as soon as the endpoint is known to be gone, without a time-out',
      ),
    ),
  },
  {
    id: 'R-VTD-10',
    says: 'Hardware that does not name the device leaves the loop as it is.',
    standing: proven(
      deadDevice(
        'a driver that sends again what timed out does not learn whom to leave out where hardware does not name the device',
      ),
    ),
  },
  {
    id: 'R-VTD-11',
    says: 'Later kernels read from the device whether it is there: a lost link alone was still a lock-up.',
    standing: proven(
      deadDevice(
        'a driver that sends again what timed out does so for ever when the link is lost and nobody looks: the endpoint counts as there',
        'a driver that sends again what timed out is out of it after one time-out where the endpoint is fenced',
      ),
    ),
  },
  {
    id: 'R-VTD-12',
    says: 'Looking first whether the device is there always races; only surviving the time-out is robust.',
    standing: proven(
      gone(
        'an endpoint that does not complete an invalidation is named by the end of the operation, by a fault event and by the log, with tag and time',
        'an invalidation that meets %s is not completed: it ends at once, as what happened to the endpoint',
      ),
    ),
  },
  {
    id: 'R-VTD-13',
    says: 'Another emulator takes an invalidation of an absent device for done. Here its end names the device.',
    standing: proven(
      invalidation(
        'an invalidation to an endpoint that was removed does not count as done: its end names the endpoint',
        'an invalidation of a silent endpoint ends by itself, and the endpoints beside it never waited',
      ),
    ),
  },
  {
    id: 'R-VTD-14',
    says: 'One dead device aborts the waits of innocent submitters; the outcome of each descriptor can be seen.',
    standing: proven(
      [
        ...deadDevice(
          'after a time-out every entry of every batch has its own outcome, and one endpoint that is dead spoils none of the others',
        ),
        ...fences('a fence names each endpoint that did not complete, though another completed'),
      ],
      'waits that are aborted wait for native queues',
    ),
  },
  {
    id: 'R-VTD-15',
    says: 'Draining the page requests of a PASID takes software, invalidations and a wait with the drain flag, and a look at the overflow.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-16',
    says: 'An overflow may be cleared only after the queue was found empty again; then unclosed groups are dropped.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-17',
    says: 'Linux moves the head once per interrupt, so a slow handler makes the queue look full.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-18',
    says: 'What a page response descriptor holds.',
    standing: pending('native queues'),
  },
  {
    id: 'R-VTD-19',
    says: 'Which fault reasons of scalable mode are worth having.',
    section: 'VT-d 7.1.3, table 30',
    seen: 'Intel D51397-018 (rev. 5.10)',
    standing: proven(
      [
        ...faults('VT-d: the fault reason of'),
        ...nestedFaults('VT-d: the fault reason of'),
        ...vtd(
          'VT-d: a page request that the tables refuse because %s is a fault, and Invalid Request if it is the last',
        ),
      ],
      'the PASID directory, its tables and those for interrupts are not there',
    ),
  },
  {
    id: 'R-VTD-20',
    says: 'A context can suppress the fault records of one class.',
    section: 'VT-d 7.1.1',
    seen: 'Intel D51397-018 (rev. 5.10)',
    standing: proven(faults('a context that suppresses fault events')),
  },
  {
    id: 'R-VTD-21',
    says: 'Linux enables PRI of a device with PASIDs only if its responses must carry them.',
    standing: notApplicable('a guest decides so; here the VMM enables PRI'),
  },
];
