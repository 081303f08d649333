import {
  deadDevice,
  faults,
  fences,
  gone,
  invalidation,
  nestedFaults,
  vtd,
  vtdCommands,
  vtdErrors,
  vtdRecords,
} from './files';
import { notApplicable, proven, type Rule } from './rule';

/** VT-d: queued invalidation, page-request queue, fault reasons. */
export const VTD: readonly Rule[] = [
  {
    id: 'R-VTD-01',
    says: 'Which bits of the fault status, and of the page-request status, tell of which error, and what the error record holds beside them.',
    standing: proven([
      ...vtdErrors(
        'an invalid descriptor with %s stops the queue (IQEI %i); the head stays on it',
        'a time-out aborts the waits of everybody, with the head behind them; those that were not fetched are not consumed',
        'a time-out beside an error that stands already sends no second event',
      ),
      ...vtdRecords(
        'fault recording registers are all used, in turn; one more is an overflow, and so until PFO is cleared',
        'fault recording registers FRI tells the first record since there was none',
        'fault recording registers beside them an unexpected completion sets ICE, and the queue goes on',
        'page requests raise an event if neither PPR nor PRO was set',
      ),
    ]),
  },
  {
    id: 'R-VTD-02',
    says: 'After a malformed descriptor the head stays on it, and nothing is fetched until the error is cleared.',
    standing: proven(
      vtdErrors(
        'an invalid descriptor with %s stops the queue (IQEI %i); the head stays on it',
        'an invalid descriptor of another program stops the queue: %s',
        'an invalid descriptor lets those before it end, and a descriptor in its place run when the error is cleared',
        'an invalid descriptor tail %s stops the queue',
        'an invalid descriptor that cannot be read from guest memory stops the queue',
      ),
    ),
  },
  {
    id: 'R-VTD-03',
    says: 'A wait descriptor writes a status, interrupts, does both or is only a fence.',
    standing: proven(
      vtdCommands(
        'a wait interrupts unless IWC is set already, writes, does both, or neither',
        'a wait whose status cannot be written %s',
        'a wait without a fence lets those behind it go on; with one it does not, though the head is past it',
      ),
    ),
  },
  {
    id: 'R-VTD-04',
    says: 'A device TLB that times out aborts all pending waits; the queue stands still until the error is cleared.',
    standing: proven(
      vtdErrors(
        'a time-out aborts the waits of everybody, with the head behind them; those that were not fetched are not consumed',
      ),
    ),
  },
  {
    id: 'R-VTD-05',
    says: 'Newer hardware tells which device timed out, for as long as the error stands; older tells none.',
    standing: proven([
      ...fences('the event of a time-out tells whose invalidation it was, unless hardware would not'),
      ...vtdErrors(
        'a time-out aborts the waits of everybody, with the head behind them; those that were not fetched are not consumed',
        'a time-out of hardware that does not tell has no source',
      ),
    ]),
  },
  {
    id: 'R-VTD-06',
    says: 'An unexpected completion sets its own error bit.',
    standing: proven(
      vtdRecords('fault recording registers beside them an unexpected completion sets ICE, and the queue goes on'),
      'only while fault records are taken',
    ),
  },
  {
    id: 'R-VTD-07',
    says: 'Linux repairs a queue error only if its own descriptor caused it: two submitters make a test.',
    standing: proven(
      vtdErrors('an invalid descriptor of one submitter does not consume what another submitted behind it'),
    ),
  },
  {
    id: 'R-VTD-08',
    says: 'After a time-out Linux assumes pairs of command and wait, and sends all of them again.',
    standing: proven(
      vtdErrors('a time-out of a drain of four descriptors aborts its last wait: the first one had ended'),
    ),
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
    standing: proven([
      ...deadDevice(
        'after a time-out every entry of every batch has its own outcome, and one endpoint that is dead spoils none of the others',
      ),
      ...fences('a fence names each endpoint that did not complete, though another completed'),
      ...vtdErrors(
        'a time-out aborts the waits of everybody, with the head behind them; those that were not fetched are not consumed',
      ),
    ]),
  },
  {
    id: 'R-VTD-15',
    says: 'Draining the page requests of a PASID takes software, invalidations and a wait with the drain flag, and a look at the overflow.',
    standing: proven([
      ...vtdCommands('a wait with the drain flag ends behind the page requests that came before what it waits for'),
      ...vtdRecords(
        'draining page requests of a device: software, invalidations and a wait that drains, and again after an overflow',
      ),
    ]),
  },
  {
    id: 'R-VTD-16',
    says: 'An overflow may be cleared only after the queue was found empty again; then unclosed groups are dropped.',
    standing: proven(
      vtdRecords(
        'draining page requests of a device: software, invalidations and a wait that drains, and again after an overflow',
        'page requests of a group of which a member did not fit stay in the ring, without their last one',
      ),
    ),
  },
  {
    id: 'R-VTD-17',
    says: 'Linux moves the head once per interrupt, so a slow handler makes the queue look full.',
    standing: proven(
      vtdRecords(
        'page requests fill all places of the ring but one; beyond, they are answered Success, and so until PRO is cleared',
      ),
    ),
  },
  {
    id: 'R-VTD-18',
    says: 'What a page response descriptor holds.',
    standing: proven(
      vtdRecords(
        'page requests are answered natively with code %i, and the endpoint has it',
        'page requests are answered without PASID where PP = 0, whatever the field holds',
      ),
    ),
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
