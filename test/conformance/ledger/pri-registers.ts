import { registers, shared } from './files';
import { notApplicable, proven, type Rule } from './rule';

/** Registers of the page request interface, enabling, disabling and reset. */
export const PRI_REGISTERS: readonly Rule[] = [
  {
    id: 'R-PRI-01',
    says: 'Out of reset PRI is disabled and stopped, without error bits; its capacity is what the device has.',
    section: 'PCIe 10.5.2',
    standing: proven(
      registers('the page request interface begins disabled and stopped, and does so again after a function reset'),
    ),
  },
  {
    id: 'R-PRI-02',
    says: 'Which bits of the PRI registers software can write, clear by writing one, or only read.',
    section: 'PCIe 10.5.2',
    standing: proven(
      registers(
        'the page request interface has status bits that are cleared one by one, and stay set until then',
        'the page request interface given an allocation of %s out of a capacity of 8 it has %i credits',
        'the page request interface cannot be given more credits than the capacity',
      ),
      'the contract operates PRI by calls; configuration space, and writes that change nothing, belong to the VMM',
    ),
  },
  {
    id: 'R-PRI-03',
    says: 'PRI may be enabled only while it is disabled and has stopped; otherwise software is told that it is busy.',
    section: 'PCIe 10.5.2',
    standing: proven(
      registers(
        'the page request interface cannot be enabled while it is enabled, or disabled and not yet stopped',
        'the page request interface enabled on purpose before it has stopped is on record, and forgets what is outstanding',
        'the page request interface enabled on purpose before it has stopped leaves no access waiting for an answer that it forgot',
      ),
    ),
  },
  {
    id: 'R-PRI-04',
    says: 'The allocation is set before enabling, and never takes effect above the capacity.',
    section: 'PCIe 10.5.2',
    standing: proven(
      registers(
        'the page request interface given an allocation of %s out of a capacity of 8 it has %i credits',
        'the page request interface cannot be given more credits than the capacity',
      ),
    ),
  },
  {
    id: 'R-PRI-05',
    says: 'Nobody knows what changing the allocation of an enabled PRI does; the one it was enabled with stays in force.',
    section: 'PCIe 10.4, 10.5.2.5',
    seen: 'cai-fuqiang/cai-fuqiang.github.io:_posts/spec/pcie/ats/2025-05-06-page-request.md (7fbf0f30b3da)',
    standing: proven(
      registers(
        'the page request interface keeps the credits it was enabled with',
        'the page request interface given another allocation on purpose while it is enabled keeps the one in force, and that is on record',
      ),
    ),
  },
  {
    id: 'R-PRI-06',
    says: 'Enabling clears the error bits and Stopped.',
    section: 'PCIe 10.5.2',
    standing: proven(
      registers('the page request interface forgets a Response Failure and an unexpected index when it is enabled'),
    ),
  },
  {
    id: 'R-PRI-07',
    says: 'Stopped has a meaning only while PRI is disabled: it is set once every page request sent has been answered.',
    section: 'PCIe 10.5.2.3',
    standing: proven([
      ...registers(
        'the page request interface has stopped with the last answer, %s, after it was disabled',
        'the page request interface disabled, has stopped at once when nothing is outstanding',
      ),
      ...shared(
        'functions that share a page request interface have stopped when the page requests of all of them are answered',
      ),
    ]),
  },
  {
    id: 'R-PRI-08',
    says: 'Disabling stops new page requests only; what was sent stays outstanding and may still be answered.',
    section: 'PCIe 10.5.2.2',
    standing: proven(
      registers('the page request interface disabled, sends nothing new, and what it sent before is still answered'),
    ),
  },
  {
    id: 'R-PRI-09',
    says: 'Reset of a disabled PRI returns all credits, forgets what is pending and sets Stopped; enabled, it is not obeyed.',
    section: 'PCIe 10.5.2.3',
    standing: proven(
      registers('the page request interface is reset only while disabled, and forgets credits and open groups with it'),
    ),
  },
  {
    id: 'R-PRI-10',
    says: 'The Reset bit always reads as zero.',
    section: 'PCIe 10.5.2.2',
    seen: 'Efinix transceiver PCIe registers, 0x644',
    standing: notApplicable('reset is a call; there is no bit to read'),
  },
  {
    id: 'R-PRI-11',
    says: 'The virtual functions of a physical one have no PRI of their own: they share its enable, credits and failures.',
    standing: proven(
      shared(
        'functions that share a page request interface show the state of the physical one, and only that one is operated',
        'functions that share a page request interface have one pool of credits, and it shows who uses them',
        'functions that share a page request interface have indexes of their own: an answer reaches the function that asked',
        'functions that share a page request interface are all turned off by a Response Failure to one of them, and each is told whom it owes that to',
      ),
    ),
  },
  {
    id: 'R-PRI-12',
    says: 'Whether responses to a virtual function carry the PASID is decided by the register of its physical function.',
    standing: proven(
      shared(
        'functions that share a page request interface whose physical one requires the PASID %s: a response to a request of PASID %i has PASID %i',
      ),
    ),
  },
  {
    id: 'R-PRI-13',
    says: 'A disabled PRI has no credits: trying to send a page request is an error at the device and never reaches the IOMMU.',
    standing: proven(
      registers(
        'the page request interface of a %s endpoint lets nothing pass while it is disabled',
        'the page request interface disabled, does not serve the DMA engine either: an access that lacks its page faults',
      ),
    ),
  },
];
