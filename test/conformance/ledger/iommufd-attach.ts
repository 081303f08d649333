import { attaching } from './files';
import { allowed, notApplicable, otherwise, proven, refused, refusedHere, type Rule } from './rule';

const NO_GROUPS = notApplicable('an endpoint stands for itself: groups of devices do not exist');
const NO_FLAG =
  'Any domain takes accesses with PASID and without: what an IOMMU asks for in advance, to choose a format of tables, nothing here depends on.';

/** Attach, replace and detach in iommufd. PASID 0 is its word for no PASID. */
export const ATTACH: readonly Rule[] = [
  {
    id: 'I-ATT-01',
    says: 'What is attached cannot be attached again, to whatever page table.',
    errors: refused('EBUSY', 'ALREADY_ATTACHED'),
    standing: proven(attaching('attaching what is attached is refused, to its own domain and to another')),
  },
  {
    id: 'I-ATT-02',
    says: 'Members of one group cannot be attached to different page tables.',
    errors: allowed('EINVAL'),
    standing: NO_GROUPS,
  },
  {
    id: 'I-ATT-03',
    says: 'A second member of a group joins its attachment without another handle.',
    standing: NO_GROUPS,
  },
  {
    id: 'I-ATT-04',
    says: 'What one attaches to, or replaces by, must exist.',
    errors: refused('ENOENT', 'DOMAIN_NOT_FOUND', 'ENDPOINT_NOT_FOUND'),
    standing: proven(
      attaching(
        'attaching to a domain that does not exist, or an endpoint that does not, is refused',
        'replacing by a domain that does not exist is refused',
      ),
    ),
  },
  {
    id: 'I-ATT-05',
    says: 'The id to attach to is that of an address space or of a page table, and of nothing else.',
    errors: allowed('EINVAL'),
    standing: notApplicable('ids of domains are their own: an id cannot be that of something else'),
  },
  {
    id: 'I-ATT-06',
    says: 'A PASID is attached only to a page table made for PASIDs.',
    errors: allowed('EINVAL'),
    standing: otherwise(
      NO_FLAG,
      attaching('attaching a PASID to any kind of domain works, whatever the function itself is attached to'),
    ),
  },
  {
    id: 'I-ATT-07',
    says: 'A PASID is attached only while the function itself uses a page table made for PASIDs.',
    errors: allowed('EINVAL'),
    standing: otherwise(
      NO_FLAG,
      attaching('attaching a PASID to any kind of domain works, whatever the function itself is attached to'),
    ),
  },
  {
    id: 'I-ATT-08',
    says: 'While a PASID is attached, the function itself is attached only to a page table made for PASIDs.',
    errors: allowed('EINVAL'),
    standing: otherwise(
      NO_FLAG,
      attaching('attaching the function itself to any kind of domain works, whatever its PASIDs are attached to'),
    ),
  },
  {
    id: 'I-ATT-09',
    says: 'A PASID must be below the number of PASIDs of its device.',
    errors: refused('EINVAL', 'PASID_OUT_OF_RANGE'),
    standing: proven(attaching('attaching a PASID beyond those of the endpoint is refused')),
  },
  {
    id: 'I-ATT-10',
    says: 'A PASID needs an IOMMU that has PASIDs.',
    errors: refused('EOPNOTSUPP', 'PASID_NOT_SUPPORTED'),
    standing: proven(attaching('attaching a PASID of an endpoint without PASIDs is refused, PASID 0 included')),
  },
  {
    id: 'I-ATT-11',
    says: 'A virtual function with page requests cannot be attached to a page table that reports faults.',
    errors: allowed('EINVAL'),
    standing: otherwise(
      'What functions with one page request interface do to each other is what one wants to see (R-PAIN-02).',
      attaching('attaching functions that share a page request interface to a domain with page requests works'),
    ),
  },
  {
    id: 'I-ATT-12',
    says: 'A device with page requests off cannot be attached to a page table that reports faults.',
    errors: allowed('ENODEV'),
    standing: otherwise(
      'The page request interface belongs to the endpoint and the queue to the domain; either can come first.',
      attaching('attaching an endpoint that cannot send page requests to a domain with page requests works'),
    ),
  },
  {
    id: 'I-ATT-13',
    says: 'The page table must fit the IOMMU of the device.',
    errors: allowed('EINVAL'),
    standing: notApplicable('a domain and the endpoints that can use it belong to one vIOMMU'),
  },
  {
    id: 'I-ATT-14',
    says: 'A page table that tracks dirty pages needs a device that can.',
    errors: allowed('EINVAL'),
    standing: notApplicable('the vIOMMU records what is written, whichever endpoint writes'),
  },
  {
    id: 'I-ATT-15',
    says: 'A device cannot be attached while one of its reserved ranges is mapped or allowed.',
    errors: refused('EADDRINUSE', 'RESERVED_RANGE_IN_USE'),
    standing: proven(
      attaching(
        'attaching is refused while what the endpoint reserves is mapped, or allowed',
        'attaching to a nested domain is refused while what the endpoint reserves is mapped below it',
      ),
    ),
  },
  {
    id: 'I-ATT-16',
    says: 'Nothing is attached or replaced while the device is in reset.',
    errors: allowed('EBUSY'),
    standing: otherwise(
      'A function reset is one step and is over when it has been said.',
      attaching('attaching works right after a function reset'),
    ),
  },
  {
    id: 'I-ATT-17',
    says: 'A nested page table of a virtual IOMMU needs to know the virtual id of the device.',
    errors: allowed('ENOENT'),
    standing: notApplicable('every endpoint has a virtual id from the start'),
  },
  {
    id: 'I-ATT-18',
    says: 'What is not attached cannot be replaced.',
    errors: refused('EINVAL', 'NOT_ATTACHED'),
    standing: proven(attaching('replacing what is not attached is refused, for each PASID on its own')),
  },
  {
    id: 'I-ATT-19',
    says: 'Replacing by the same page table does nothing at all: what is pending stays.',
    errors: refusedHere('COOKIE_DIFFERS'),
    standing: proven(
      attaching('replacing by the same domain changes nothing: groups stay pending and translations granted'),
      'with another device cookie it is refused',
    ),
  },
  {
    id: 'I-ATT-20',
    says: 'When replacing fails, the old attachment goes on in full.',
    standing: proven(attaching('replacing that is refused leaves the old attachment as it was, with what is pending')),
  },
  {
    id: 'I-ATT-21',
    says: 'Detaching what is not attached does nothing, and is no error.',
    errors: refusedHere('NOT_ATTACHED'),
    standing: otherwise(
      'Who detaches what is not attached has lost count, and is told.',
      attaching('detaching what is not attached is refused'),
    ),
  },
  {
    id: 'I-ATT-22',
    says: 'Reserved ranges belong to the attachment without PASID, and move with it from one address space to another.',
    standing: proven(
      attaching(
        'attaching a PASID reserves nothing',
        'replacing takes the reserved ranges from the old domain to the new one',
      ),
    ),
  },
  {
    id: 'I-ATT-23',
    says: 'Attached to an address space, a device gets a page table made for it, or one that fits; that one goes with its last device.',
    standing: notApplicable('a domain is address space and page table in one, and stays until it is deleted'),
  },
  {
    id: 'I-ATT-24',
    says: 'Detaching the function leaves its PASIDs attached; only giving the device back needs them gone.',
    standing: proven(attaching('detaching the function leaves its PASIDs attached, and the endpoint in use')),
  },
  {
    id: 'I-ATT-25',
    says: 'Faults raised while a replacement is under way still go to the old page table.',
    standing: otherwise(
      'A replacement is one step: there is no time between the old domain and the new one.',
      attaching('replacing is one step: what was asked before it was asked of the old domain, the rest of the new one'),
    ),
  },
  {
    id: 'I-ATT-26',
    says: 'No fault reaches a page table before the device is attached to it in full.',
    standing: proven(attaching('attaching that is refused brings no page request to the domain')),
  },
];
