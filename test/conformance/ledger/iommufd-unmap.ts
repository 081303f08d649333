import { gone, unmapping, wire } from './files';
import { allowed, notApplicable, otherwise, proven, refused, refusedHere, type Rule } from './rule';

/** How mappings are removed in iommufd. */
export const UNMAP: readonly Rule[] = [
  {
    id: 'I-UNMAP-01',
    says: 'Everything can be unmapped at once, even if there is nothing.',
    standing: proven(unmapping('unmapping everything works, even if there is nothing')),
  },
  {
    id: 'I-UNMAP-02',
    says: 'In any other case neither the IOVA nor the length is 2^64-1.',
    errors: allowed('EOVERFLOW'),
    standing: otherwise(
      'Ranges name their last address, so nothing is special about the last one.',
      unmapping('unmapping the last page there is works'),
    ),
  },
  {
    id: 'I-UNMAP-03',
    says: 'More than nothing is unmapped.',
    errors: allowed('EINVAL'),
    standing: notApplicable('a range that names its last address holds one at least'),
  },
  {
    id: 'I-UNMAP-04',
    says: 'The IOVA and its length do not pass 2^64-1.',
    errors: refused('EOVERFLOW', 'RANGE_INVALID'),
    standing: proven(wire('unmapping a range whose last address is below its first is refused')),
  },
  {
    id: 'I-UNMAP-05',
    says: 'Something is mapped in the range.',
    errors: refused('ENOENT', 'NOT_MAPPED'),
    standing: proven(unmapping('unmapping where nothing is mapped is refused')),
  },
  {
    id: 'I-UNMAP-06',
    says: 'Mappings are removed whole: a range that covers part of one is refused.',
    errors: refused('ENOENT', 'MAPPING_SPLIT'),
    standing: proven(
      unmapping('unmapping a part of a mapping is refused, at either end or in the middle'),
      'a policy splits mappings instead',
    ),
  },
  {
    id: 'I-UNMAP-07',
    says: 'What is locked, or being mapped or unmapped at the same time, is busy.',
    errors: refused('EBUSY', 'INVALIDATION_PENDING'),
    standing: otherwise(
      'What is unmapped is gone at once; it is mapping it again that has to wait until no endpoint can use the old mapping.',
      unmapping('unmapping that waits for an endpoint leaves nothing to unmap, and cannot be mapped over'),
    ),
  },
  {
    id: 'I-UNMAP-08',
    says: 'A user of the mapping in the kernel that never lets go is given up on.',
    errors: allowed('EDEADLOCK'),
    standing: otherwise(
      'An endpoint that does not let go in time is the result of the operation, and named.',
      gone(
        'an endpoint that does not complete an invalidation is named by the end of the operation, by a fault event and by the log, with tag and time',
      ),
    ),
  },
  {
    id: 'I-UNMAP-09',
    says: 'Of one mapping, being busy counts before being covered in part.',
    standing: notApplicable('no mapping is ever busy'),
  },
  {
    id: 'I-UNMAP-10',
    says: 'A range can hold several mappings, and holes.',
    standing: proven(unmapping('unmapping takes every mapping of a range with holes')),
  },
  {
    id: 'I-UNMAP-11',
    says: 'A range has no alignment.',
    errors: refusedHere('ADDRESS_MISALIGNED'),
    standing: otherwise(
      'Nothing smaller than a page of the granule can be mapped; a range inside one is a mistake.',
      unmapping('unmapping what is not made of whole pages of the granule is refused'),
    ),
  },
  {
    id: 'I-UNMAP-12',
    says: 'The answer says how many bytes were mapped in the range; holes do not count.',
    standing: otherwise(
      'It says how many mappings were removed, of which the caller knows the size.',
      unmapping('unmapping takes every mapping of a range with holes'),
    ),
  },
  {
    id: 'I-UNMAP-13',
    says: 'When a range is refused at one of its mappings, those below are gone, and the answer does not say how many.',
    standing: otherwise(
      'A range is unmapped in full or not at all; the other ranges of a batch stand for themselves.',
      unmapping('unmapping a range that cuts a mapping leaves every mapping of it, and the other ranges are unmapped'),
    ),
  },
  {
    id: 'I-UNMAP-14',
    says: 'Users of the mapping that hold its pages are told to let go first.',
    standing: proven(unmapping('unmapping ends only when every endpoint that was granted a page of it has let go')),
  },
];
