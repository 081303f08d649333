import { accesses, dirty, wire } from './files';
import { allowed, faulted, notApplicable, otherwise, proven, refused, type Rule } from './rule';

const DATA = 'An access that cannot be translated is a result and a fault event, not an error of the call.';

const READ_PARTS = 'reading dirty pages of a range that is not made of whole pages of the size asked for is refused';

/** Accesses through an address space of iommufd, as by a device. */
export const ACCESS: readonly Rule[] = [
  {
    id: 'I-ACC-01',
    says: 'An access has a length.',
    errors: refused('EINVAL', 'LENGTH_OUT_OF_RANGE'),
    standing: proven(accesses('an access of no bytes is refused')),
  },
  {
    id: 'I-ACC-02',
    says: 'An access does not pass 2^64-1.',
    errors: refused('EOVERFLOW', 'ADDRESS_OVERFLOW'),
    standing: proven(accesses('an access beyond the last address is refused')),
  },
  {
    id: 'I-ACC-03',
    says: 'Who accesses is attached.',
    errors: faulted('ENOENT', 'NOT_ATTACHED'),
    standing: otherwise(DATA, accesses('an access of an endpoint that is attached to nothing faults')),
  },
  {
    id: 'I-ACC-04',
    says: 'All of the range is mapped.',
    errors: faulted('ENOENT', 'NOT_MAPPED'),
    standing: otherwise(
      `${DATA} It says how far the access came.`,
      accesses('an access that comes to a hole faults there, and says how far it came'),
    ),
  },
  {
    id: 'I-ACC-05',
    says: 'All of the range allows the access.',
    errors: faulted('EPERM', 'PERMISSION'),
    standing: otherwise(DATA, accesses('an access that a mapping does not allow faults')),
  },
  {
    id: 'I-ACC-06',
    says: 'Nothing of the range is being unmapped.',
    errors: faulted('EINVAL', 'NOT_MAPPED'),
    standing: otherwise(
      'From the moment an unmap begins, what has no translation yet gets none.',
      accesses('an access during an unmap finds nothing mapped'),
    ),
  },
  {
    id: 'I-ACC-07',
    says: 'What is to be pinned is made of whole pages.',
    errors: allowed('EINVAL'),
    standing: notApplicable('nothing is pinned'),
  },
  {
    id: 'I-ACC-08',
    says: 'An access can begin and end at any byte, and pass from one mapping into the next.',
    standing: proven(accesses('an access begins and ends at any byte, and passes from one mapping into the next')),
  },
];

/** How iommufd says which pages were written. */
export const DIRTY: readonly Rule[] = [
  {
    id: 'I-DIRTY-01',
    says: 'Flags that are unknown are refused, and so are reserved fields that are not zero.',
    errors: allowed('EOPNOTSUPP'),
    standing: notApplicable(
      'messages have named fields, and those of these calls have no values that could be unknown',
    ),
  },
  {
    id: 'I-DIRTY-02',
    says: 'Only a page table of an address space has dirty pages.',
    errors: refused('ENOENT', 'DOMAIN_NOT_FOUND', 'DOMAIN_NOT_PAGING'),
    standing: proven(dirty('dirty pages of what is no PAGING domain are refused')),
  },
  {
    id: 'I-DIRTY-03',
    says: 'The page table was made for dirty tracking.',
    errors: refused('EOPNOTSUPP', 'DIRTY_TRACKING_NOT_SUPPORTED'),
    standing: proven(dirty('dirty pages of a domain that was not made for them are refused')),
  },
  {
    id: 'I-DIRTY-04',
    says: 'The range to read does not pass 2^64-1.',
    errors: refused('EOVERFLOW', 'RANGE_INVALID'),
    standing: proven(wire('reading dirty pages of a range whose last address is below its first is refused')),
  },
  {
    id: 'I-DIRTY-05',
    says: 'The range to read has the alignment of the address space.',
    errors: refused('EINVAL', 'ADDRESS_MISALIGNED'),
    standing: proven(wire(READ_PARTS)),
  },
  {
    id: 'I-DIRTY-06',
    says: 'The size of a page is not 0, and the range to read is made of whole ones.',
    errors: refused('EINVAL', 'PAGE_SIZE_INVALID', 'ADDRESS_MISALIGNED'),
    standing: proven(wire('reading dirty pages in sizes that no page has is refused', READ_PARTS), '0 is the granule'),
  },
  {
    id: 'I-DIRTY-07',
    says: 'Turning tracking on forgets what was recorded, even if it was on. Turning it on or off again is no error.',
    standing: proven(dirty('dirty pages are forgotten when recording is turned on, even if it was on')),
  },
  {
    id: 'I-DIRTY-08',
    says: 'A bit stands for a page of the size asked for, counted from the first address asked for.',
    standing: proven(
      dirty(
        'dirty pages are those that were written, and no others',
        'dirty pages are those written with translated addresses, too, each time',
        'dirty pages are counted from the first that was asked for, in the size that was asked for',
      ),
    ),
  },
  {
    id: 'I-DIRTY-09',
    says: 'An entry for a large page sets all bits that it covers.',
    standing: otherwise(
      'Each page of the granule is recorded by itself, however large the mapping is.',
      dirty('dirty pages of a large mapping are those that were written'),
    ),
  },
  {
    id: 'I-DIRTY-10',
    says: 'Bits are added to those that the caller has already, at any byte of its memory.',
    standing: otherwise(
      'Each answer has bits of its own, and parts of the range without any are left out.',
      dirty('dirty pages come in parts, and parts without any do not come'),
    ),
  },
  {
    id: 'I-DIRTY-11',
    says: 'What was told is clean from then on, unless it is asked for without clearing.',
    standing: proven(dirty('dirty pages are told once, or again and again where they are kept')),
  },
  {
    id: 'I-DIRTY-12',
    says: 'What was recorded can be read while tracking is off.',
    standing: proven(dirty('dirty pages can be read after recording is turned off, and none are added')),
  },
  {
    id: 'I-DIRTY-13',
    says: 'A hole in the range ends the answer, and is no error.',
    standing: otherwise(
      'What is not mapped is clean, and reading goes on behind it.',
      dirty(
        'dirty pages behind a hole are told',
        'dirty pages are none where nothing is mapped, although an endpoint may still write there',
      ),
    ),
  },
  {
    id: 'I-DIRTY-14',
    says: 'A page table that tracks dirty pages is attached only to devices that can, for a PASID as well.',
    errors: allowed('EINVAL'),
    standing: notApplicable('the vIOMMU records what is written, whichever endpoint writes'),
  },
];
