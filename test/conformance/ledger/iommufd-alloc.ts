import { allocating, wire } from './files';
import { allowed, notApplicable, otherwise, proven, refused, refusedBy, type Rule } from './rule';

const NO_BYTES = notApplicable('messages have named fields: nothing is reserved, and no number of bytes can be wrong');

/** How iommufd refuses to make a page table, in the order in which it looks. */
export const ALLOC: readonly Rule[] = [
  {
    id: 'I-ALLOC-01',
    says: 'Reserved fields are zero.',
    errors: allowed('EOPNOTSUPP'),
    standing: NO_BYTES,
  },
  {
    id: 'I-ALLOC-02',
    says: 'There is data for a driver exactly where a type says so.',
    errors: refusedBy('nested', 'EINVAL', 'FIELD_REQUIRED', 'FIELD_NOT_APPLICABLE'),
    standing: proven(allocating('a domain has tables exactly if it is nested')),
  },
  {
    id: 'I-ALLOC-03',
    says: 'A page table is made for a device, which must exist.',
    errors: allowed('ENOENT'),
    standing: notApplicable('a domain is made for no endpoint in particular'),
  },
  {
    id: 'I-ALLOC-04',
    says: 'What it is made on must exist. This is the one unknown id that is no ENOENT.',
    errors: refused('EINVAL', 'DOMAIN_NOT_FOUND'),
    standing: otherwise(
      'An unknown id is NOT_FOUND, here as everywhere.',
      allocating('a nested domain on a domain that does not exist is refused'),
    ),
  },
  {
    id: 'I-ALLOC-05',
    says: 'What it is made on is an address space, a page table or a virtual IOMMU.',
    errors: refused('EINVAL', 'NESTED_PARENT_INVALID'),
    standing: proven(allocating('a nested domain on one that translates nothing for it is refused')),
  },
  {
    id: 'I-ALLOC-06',
    says: 'On an address space, flags that are unknown are refused.',
    errors: refused('EOPNOTSUPP', 'ENUM_VALUE_UNKNOWN'),
    standing: proven(wire('making a domain of a kind that the server does not know is refused')),
  },
  {
    id: 'I-ALLOC-07',
    says: 'Dirty tracking needs a device that can do it.',
    errors: allowed('EOPNOTSUPP'),
    standing: notApplicable('the vIOMMU records what is written, whichever endpoint writes'),
  },
  {
    id: 'I-ALLOC-08',
    says: 'A page table that others are nested on reports no faults.',
    errors: allowed('EOPNOTSUPP'),
    standing: otherwise(
      'Each attachment has its own queue: page requests of an endpoint go to the domain that it is attached to.',
      allocating('a nested domain on one with page requests has page requests of its own'),
    ),
  },
  {
    id: 'I-ALLOC-09',
    says: 'A nested page table takes no other flags than those for faults and PASIDs, and needs data and a driver that can nest.',
    errors: refusedBy('dirty_tracking', 'EOPNOTSUPP', 'FIELD_NOT_APPLICABLE'),
    standing: proven(
      allocating('a nested domain cannot track dirty pages itself'),
      'without tables it is refused as by I-ALLOC-02, and every vIOMMU can nest',
    ),
  },
  {
    id: 'I-ALLOC-10',
    says: 'Only a page table made to be nested on can be.',
    errors: allowed('EINVAL'),
    standing: otherwise(
      'Nothing about a PAGING domain depends on whether others are nested on it, so it need not be said in advance.',
      allocating('a nested domain can stand on any PAGING domain, and several on one'),
    ),
  },
  {
    id: 'I-ALLOC-11',
    says: 'The device stands behind the virtual IOMMU that its page table is nested on.',
    errors: allowed('EINVAL'),
    standing: notApplicable('a domain and what it is nested on belong to one vIOMMU'),
  },
  {
    id: 'I-ALLOC-12',
    says: 'Data of a type that the driver does not know is refused.',
    errors: refusedBy('nested.tables', 'EOPNOTSUPP', 'FIELD_REQUIRED'),
    standing: proven(wire('making a nested domain whose tables have no format that the server knows is refused')),
  },
  {
    id: 'I-ALLOC-13',
    says: 'Data of the wrong size is refused, and so is a pointer that leads nowhere.',
    errors: allowed('EINVAL'),
    standing: NO_BYTES,
  },
  {
    id: 'I-ALLOC-14',
    says: 'Data that describes tables that cannot be is refused: of an SMMUv3, an illegal stream table entry.',
    errors: refused('EIO', 'ADDRESS_MISALIGNED', 'ADDRESS_TOO_WIDE', 'WIDTH_OUT_OF_RANGE'),
    standing: proven(allocating('a nested domain whose tables cannot be is refused: %s')),
  },
  {
    id: 'I-ALLOC-15',
    says: 'The queue for faults must exist; if it does not, nothing is made.',
    errors: allowed('ENOENT'),
    standing: notApplicable('a domain with page requests has its queue in itself'),
  },
  {
    id: 'I-ALLOC-16',
    says: 'A queue for faults that is named without its flag is ignored.',
    standing: notApplicable('a domain with page requests has its queue in itself'),
  },
  {
    id: 'I-ALLOC-17',
    says: 'A call that fails leaves nothing behind, and its id free.',
    standing: proven(allocating('a domain that is refused leaves its id free')),
  },
];
