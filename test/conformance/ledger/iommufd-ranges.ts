import { ranges, wire } from './files';
import { allowed, notApplicable, otherwise, proven, refused, type Rule } from './rule';

/** Which IOVAs can be used, in iommufd. */
export const RANGES: readonly Rule[] = [
  {
    id: 'I-RANGE-01',
    says: 'What can be used is everything that is not reserved.',
    standing: proven(
      ranges('usable is what is within the width and reserved neither by the vIOMMU nor by an endpoint'),
    ),
  },
  {
    id: 'I-RANGE-02',
    says: 'An array that is too small is filled as far as it goes, and the number it would take is told.',
    errors: allowed('EMSGSIZE'),
    standing: otherwise(
      'The list is always whole: its length is bounded by what can be reserved.',
      ranges('usable ranges are listed in full, however many there are'),
    ),
  },
  {
    id: 'I-RANGE-03',
    says: 'An address space that nothing uses has one range of all 2^64, and alignment 1.',
    standing: otherwise(
      'Width and granule are those of the vIOMMU, whatever uses the domain.',
      ranges('usable is all that the width has, in a vIOMMU that reserves nothing'),
    ),
  },
  {
    id: 'I-RANGE-04',
    says: 'Reserved fields are zero.',
    errors: allowed('EOPNOTSUPP'),
    standing: notApplicable('messages have named fields: nothing is reserved'),
  },
];

/** Which IOVAs iommufd may choose. */
export const ALLOW: readonly Rule[] = [
  {
    id: 'I-ALLOW-01',
    says: 'The whole list is replaced at once.',
    standing: proven(
      ranges('allowed ranges are replaced at once, and stay as they were when the new ones are refused'),
    ),
  },
  {
    id: 'I-ALLOW-02',
    says: 'The last address of a range is above its first.',
    errors: refused('EINVAL', 'RANGE_INVALID'),
    standing: proven([
      ...wire('allowing a range whose last address is below its first is refused'),
      ...ranges('allowed ranges can be one page'),
    ]),
  },
  {
    id: 'I-ALLOW-03',
    says: 'Ranges of the list do not overlap.',
    errors: refused('EINVAL', 'RANGES_OVERLAP'),
    standing: proven(ranges('allowed ranges that overlap are refused; side by side they are not')),
  },
  {
    id: 'I-ALLOW-04',
    says: 'No range of the list is reserved.',
    errors: refused('EADDRINUSE', 'RESERVED_RANGE_IN_USE'),
    standing: proven(ranges('allowed ranges that are reserved, by the vIOMMU or by an endpoint, are refused')),
  },
  {
    id: 'I-ALLOW-05',
    says: 'An empty list allows everything again.',
    standing: proven(ranges('allowed ranges end with an empty list')),
  },
  {
    id: 'I-ALLOW-06',
    says: 'A device that reserves something of the list cannot be attached.',
    errors: refused('EADDRINUSE', 'RESERVED_RANGE_IN_USE'),
    standing: proven(ranges('allowed ranges keep out an endpoint that reserves one of them')),
  },
];

/** What can be set in iommufd. */
export const OPTIONS: readonly Rule[] = [
  {
    id: 'I-OPT-01',
    says: 'Whether huge pages are used is 0 or 1, of an address space that exists.',
    errors: allowed('EINVAL'),
    standing: notApplicable('a mapping is a range: nothing is made of pages of some size'),
  },
  {
    id: 'I-OPT-02',
    says: 'Huge pages are not turned off while there are page tables with mappings, nor if mappings are smaller than a page.',
    errors: allowed('EADDRINUSE'),
    standing: notApplicable('a mapping is a range: nothing is made of pages of some size'),
  },
  {
    id: 'I-OPT-03',
    says: 'How pinned pages are accounted is 0 or 1 for all, needs a privilege and is set before anything else is made.',
    errors: allowed('EBUSY'),
    standing: notApplicable('nothing is pinned: limits of a vIOMMU have names, and are chosen when it is created'),
  },
];
