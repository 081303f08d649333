import {
  codedRanges,
  counts,
  fences,
  fencing,
  gone,
  invalidation,
  invalidator,
  nestedFaults,
  scopes,
  vtdCommands,
} from './files';
import { proven, type Rule } from './rule';

/** Invalidation of device TLBs. */
export const INVALIDATION: readonly Rule[] = [
  {
    id: 'R-INV-01',
    says: 'Tags go from 0 to 31; one is used again only after it was completed or given up.',
    section: 'PCIe 10.3',
    standing: proven([
      ...invalidation('a tag is below 32, and not used again before it is completed'),
      ...invalidator('tags no more than %i are outstanding; the rest waits'),
    ]),
  },
  {
    id: 'R-INV-02',
    says: 'A completion names tags and how many completions each of them takes, 0 meaning 8.',
    section: 'PCIe 10.3',
    standing: proven(
      counts(
        'an invalidation is completed when as many completions have come as the first one said',
        'an invalidation whose completions come in part only times out',
      ),
    ),
  },
  {
    id: 'R-INV-03',
    says: 'A device sends a completion for each traffic class it used, and one message may complete several tags.',
    standing: proven(counts('an invalidation is counted by itself where one message completes several')),
  },
  {
    id: 'R-INV-04',
    says: 'A completion that was not expected is ignored and flagged; nothing that is waited for ends with it, and ATS need not be enabled.',
    standing: proven([
      ...invalidation(
        'a tag that is not outstanding is completed in vain, on record; what is waited for goes on waiting',
        'a tag is completed although ATS was disabled meanwhile',
      ),
      ...invalidator('time limits a completion after the time-out is a violation and otherwise harmless'),
    ]),
  },
  {
    id: 'R-INV-05',
    says: 'One wrong tag in a completion does not decide what becomes of the right ones, wherever it stands.',
    standing: proven([
      ...invalidation('a tag that is wrong %s a right one in the same completion does not keep that from completing'),
      ...invalidator('a tag named twice in one completion does not complete what is sent under it next'),
    ]),
  },
  {
    id: 'R-INV-06',
    says: 'Completions of one tag that disagree on their count are flagged; the first count is in force.',
    standing: proven(
      counts('an invalidation goes by the number of the first completion; another in a later one is on record'),
    ),
  },
  {
    id: 'R-INV-07',
    says: 'A device should complete within one minute, half a minute more being tolerated.',
    section: 'PCIe 10.3.1',
    standing: proven([
      ...invalidation('a time limit is within a minute and half a minute more when nobody chose one'),
      ...invalidator(
        'time limits the hardware limit counts from the sending, to the nanosecond',
        'time limits a time-out is a fault event and a violation that name the operation and the tag',
      ),
    ]),
  },
  {
    id: 'R-INV-08',
    says: 'Drivers wait 100 ms, 1 s, 90 s, or as long as the hardware does.',
    standing: proven(invalidation('a time limit of %s of the vIOMMU, or of a caller, is kept to the nanosecond')),
  },
  {
    id: 'R-INV-09',
    says: 'A completion after the time-out is unexpected, unless its tag is in use again: then it is taken for the new use.',
    standing: proven([
      ...invalidation('a tag that timed out and is in use again is completed by the late completion of its first use'),
      ...invalidator('time limits a completion after the time-out is a violation and otherwise harmless'),
    ]),
  },
  {
    id: 'R-INV-10',
    says: 'The range of an invalidation is encoded in the low bits of its address.',
    section: 'PCIe 10.2.3.2',
    standing: proven([
      ...scopes(
        'a range as a guest codes it %s',
        'a range as a guest codes it is coded for the device again, and then holds at least what was meant',
      ),
      ...codedRanges('what is decoded and coded again means the same'),
    ]),
  },
  {
    id: 'R-INV-11',
    says: 'One encoding means the whole address space.',
    section: 'PCIe 10.2.3.2',
    standing: proven(scopes('a range as a guest codes it %s')),
  },
  {
    id: 'R-INV-12',
    says: 'Ranges on the wire are aligned powers of two; invalidating more than was meant is always accepted.',
    standing: proven([
      ...invalidation('an invalidation of %s is accepted, and completes'),
      ...codedRanges('what is coded holds the range, and nothing smaller that can be coded does'),
    ]),
  },
  {
    id: 'R-INV-13',
    says: 'An invalidation without PASID reaches the translations of every PASID.',
    standing: proven(
      invalidation('an invalidation without PASID ends the translations of every PASID; with one only its own'),
    ),
  },
  {
    id: 'R-INV-14',
    says: 'The global bit extends an invalidation to all PASIDs, if the device supports it.',
    section: 'PCIe 10.3',
    standing: proven(scopes('a global invalidation')),
  },
  {
    id: 'R-INV-15',
    says: 'Until it completes, a device may use the old translation; afterwards nothing arrives through it any more.',
    section: 'PCIe 10.1.1',
    standing: proven(
      invalidation('an invalidation lets the endpoint use the old translation until it completes, and not after'),
    ),
  },
  {
    id: 'R-INV-16',
    says: 'The IOTLB is invalidated before the device TLBs; in the wrong order the device gets the stale translation again.',
    standing: proven([
      ...invalidation(
        'unmapping empties the IOTLB before it waits for endpoints: nothing refills from it',
        'unmapping that does not invalidate, followed by the device TLB first, refills the ATC from the stale IOTLB',
      ),
      ...fences(
        'an invalidation of the IOTLB alone after that of the device TLB is the wrong order: a request in between fills the device TLB again',
      ),
    ]),
  },
  {
    id: 'R-INV-17',
    says: 'VT-d: the order in which caches are invalidated and page requests drained when a PASID ends.',
    standing: proven([
      ...scopes(
        'caches that are invalidated in the order of VT-d after a change %s hold nothing of before when the device has completed',
        'caches that are invalidated in the order of VT-d leave page requests to be drained behind them: one that came before the device completed is ended',
      ),
      ...vtdCommands('a wait with the drain flag ends behind the page requests that came before what it waits for'),
    ]),
  },
  {
    id: 'R-INV-18',
    says: 'VT-d: the order in which caches are invalidated when a context changes.',
    section: 'VT-d 6.5.3.3, table 28',
    seen: 'Intel D51397-018 (rev. 5.10)',
    standing: proven(
      scopes(
        'caches that are invalidated in the order of VT-d after a change %s hold nothing of before when the device has completed',
        'caches that are invalidated in the order of VT-d the device first, are filled again before the rest is forgotten',
      ),
    ),
  },
  {
    id: 'R-INV-19',
    says: 'An unmap reaches the pages under each PASID that uses the domain; one of a second stage reaches everything nested on it.',
    section: 'VT-d 6.5.3.3, table 28',
    seen: 'torvalds/linux:drivers/iommu/intel/cache.c (0a3f6b346301)',
    standing: proven([
      ...invalidation('unmapping takes the pages from every PASID of the domain, and nothing else'),
      ...nestedFaults('unmapping of a second stage reaches everything nested on it, each PASID and endpoint'),
    ]),
  },
  {
    id: 'R-INV-20',
    says: 'ATS does not spare the invalidation of the IOTLB.',
    standing: proven(
      invalidation(
        'unmapping empties the IOTLB before it waits for endpoints: nothing refills from it',
        'unmapping that does not invalidate leaves the IOTLB stale for untranslated accesses, whatever the ATC forgot',
      ),
    ),
  },
  {
    id: 'R-INV-21',
    says: 'Sending an invalidation or a response to a device that has ATS or PRI off is no fault of the IOMMU.',
    standing: proven(
      invalidation(
        'an invalidation to an endpoint with ATS disabled, and a response to one with PRI off, are no faults',
      ),
    ),
  },
  {
    id: 'R-INV-22',
    says: 'An invalidation that meets a function reset, a power state or the end of ATS may never complete.',
    section: 'PCIe 10.3.2',
    standing: proven(
      [
        ...gone('an invalidation that meets'),
        ...fencing('an endpoint whose link is down is not known to be gone: what it is sent is lost, and times out'),
      ],
      'there are no power states',
    ),
  },
];
