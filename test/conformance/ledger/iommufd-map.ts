import { guestMemory, mapping, wire } from './files';
import { allowed, faulted, notApplicable, otherwise, proven, refused, refusedBy, type Rule } from './rule';

const NO_COPY = notApplicable('there is no copy: what has an output address is mapped by it again');

/** How mappings are made in iommufd: at a fixed IOVA, or where there is room. */
export const MAP: readonly Rule[] = [
  {
    id: 'I-MAP-01',
    says: 'Flags that are unknown are refused, and so are reserved fields that are not zero.',
    errors: refused('EOPNOTSUPP', 'ENUM_VALUE_UNKNOWN', 'RECORDS_INVALID'),
    standing: proven(wire('mapping with what the server does not know is refused, as items and as records')),
  },
  {
    id: 'I-MAP-02',
    says: 'Neither the IOVA nor the length is 2^64-1.',
    errors: allowed('EOVERFLOW'),
    standing: otherwise(
      'Ranges name their last address, so all of 2^64 can be said.',
      mapping('mapping all of 2^64 is one mapping'),
    ),
  },
  {
    id: 'I-MAP-03',
    says: 'A mapping allows reading or writing.',
    errors: refused('EINVAL', 'PERMISSIONS_INVALID'),
    standing: proven(mapping('mapping for neither reading nor writing is refused, wherever the mapping goes')),
  },
  {
    id: 'I-MAP-04',
    says: 'The address space must exist.',
    errors: refused('ENOENT', 'DOMAIN_NOT_FOUND'),
    standing: proven(mapping('mapping in a domain that does not exist is refused')),
  },
  {
    id: 'I-MAP-05',
    says: 'What is mapped does not pass the end of memory addresses.',
    errors: refusedBy('output_address', 'EOVERFLOW', 'ADDRESS_TOO_WIDE'),
    standing: proven(mapping('mapping to addresses that pass the highest output address is refused')),
  },
  {
    id: 'I-MAP-06',
    says: 'A length is not 0, and a multiple of the alignment.',
    errors: refused('EINVAL', 'ADDRESS_MISALIGNED', 'LENGTH_OUT_OF_RANGE'),
    standing: proven([
      ...mapping('mapping what is not made of whole pages of the granule is refused'),
      ...wire('mapping a length that is not made of whole pages, or 0, is refused where no address is given'),
    ]),
  },
  {
    id: 'I-MAP-07',
    says: 'A fixed IOVA has the alignment of the address space.',
    errors: refused('EINVAL', 'ADDRESS_MISALIGNED'),
    standing: proven([
      ...mapping('mapping what is not made of whole pages of the granule is refused'),
      ...wire('mapping parts of pages of 4 KiB is refused'),
    ]),
  },
  {
    id: 'I-MAP-08',
    says: 'A fixed IOVA and its length do not pass 2^64-1.',
    errors: refused('EOVERFLOW', 'RANGE_INVALID'),
    standing: proven(wire('mapping a range whose last address is below its first is refused')),
  },
  {
    id: 'I-MAP-09',
    says: 'A fixed IOVA is not reserved.',
    errors: refused('EINVAL', 'IOVA_RESERVED'),
    standing: proven(
      mapping(
        'mapping what the vIOMMU reserves is refused',
        'mapping what an attached endpoint reserves is refused, and names it',
      ),
    ),
  },
  {
    id: 'I-MAP-10',
    says: 'A fixed IOVA is within the aperture.',
    errors: refusedBy('range.last', 'EINVAL', 'ADDRESS_TOO_WIDE'),
    standing: proven(mapping('mapping beyond the width of the vIOMMU is refused')),
  },
  {
    id: 'I-MAP-11',
    says: 'What is mapped is not mapped again, not even to the same address.',
    errors: refused('EEXIST', 'ALREADY_MAPPED'),
    standing: proven(
      mapping('mapping what is mapped is refused, in part or whole, to the same address or to another'),
      'an item can ask for the identical mapping to be accepted',
    ),
  },
  {
    id: 'I-MAP-12',
    says: 'Less than 2^63 bytes are mapped where there is room.',
    errors: allowed('EOVERFLOW'),
    standing: otherwise(
      'Whether there is room decides.',
      mapping('mapping where there is room takes half of the address space'),
    ),
  },
  {
    id: 'I-MAP-13',
    says: 'Where there is room means within the allowed ranges, if there are any, and never the first page or the last.',
    errors: refused('ENOSPC', 'NO_IOVA_LEFT'),
    standing: proven(
      mapping(
        'mapping where there is room takes neither the first page nor the last, nor what is reserved',
        'mapping where there is room keeps within the allowed ranges, and is refused when they are full',
      ),
    ),
  },
  {
    id: 'I-MAP-14',
    says: 'What is mapped begins at the alignment.',
    errors: refused('EINVAL', 'ADDRESS_MISALIGNED'),
    standing: proven([
      ...mapping('mapping to an address inside a page of the granule is refused, wherever the mapping goes'),
      ...wire('mapping to an address inside a page of 4 KiB is refused'),
    ]),
  },
  {
    id: 'I-MAP-15',
    says: 'What is read-only is not mapped for writing.',
    errors: faulted('EPERM', 'MEMORY_ABORT'),
    standing: otherwise(
      'Mapping does not look at memory; an access that memory does not allow is aborted.',
      mapping('mapping for writing what memory does not let write succeeds, and the access is aborted'),
    ),
  },
  {
    id: 'I-MAP-16',
    says: 'What is mapped is memory, which is looked at when a page table or an access needs it.',
    errors: faulted('EFAULT', 'MEMORY_ABORT'),
    standing: otherwise(
      'Mapping does not look at memory: it can come later, and an access to none is aborted.',
      mapping('mapping to where there is no memory succeeds, and the access is aborted'),
    ),
  },
  {
    id: 'I-MAP-17',
    says: 'The allowed ranges do not restrict a fixed IOVA.',
    standing: proven(mapping('mapping a given range outside of the allowed ranges works')),
  },
  {
    id: 'I-MAP-18',
    says: 'Where there is room, the alignment lets large pages be used: as much as length and memory address have, up to a huge page.',
    standing: proven(mapping('mapping where there is room aligns for superpages, as far as length and address do')),
  },
  {
    id: 'I-MAP-19',
    says: 'The IOVA that was found is told only when the mapping was made.',
    standing: proven(
      mapping('mapping where there is room keeps within the allowed ranges, and is refused when they are full'),
    ),
  },
  {
    id: 'I-MAP-20',
    says: 'A mapping is made in every page table of the address space, or in none.',
    standing: notApplicable('a domain is address space and page table in one'),
  },
  {
    id: 'I-MAP-21',
    says: 'The alignment follows from the page tables and accesses that use the address space: 1 while there are none.',
    standing: otherwise(
      'The vIOMMU has one granule, chosen when it is created, so what can be mapped does not change while it runs.',
      mapping('mapping what is not made of whole pages of the granule is refused'),
    ),
  },
  {
    id: 'I-MAP-22',
    says: 'A page table whose smallest page is larger than the page of the processor does not fit.',
    errors: allowed('EINVAL'),
    standing: notApplicable('memory is read and written by the byte, so any granule fits'),
  },
  {
    id: 'I-MAP-23',
    says: 'A page table that has less width than what is mapped, or more alignment, cannot be added.',
    errors: allowed('EADDRINUSE'),
    standing: notApplicable('width and granule of a vIOMMU do not change'),
  },
];

/** How files are mapped in iommufd. Here guest memory is registered, and mapped by its address. */
export const FILE: readonly Rule[] = [
  {
    id: 'I-FILE-01',
    says: 'Of a file, more than nothing is mapped.',
    errors: refused('EINVAL', 'LENGTH_OUT_OF_RANGE'),
    standing: proven(wire('registering a shared file as no memory, or as half a page, is refused')),
  },
  {
    id: 'I-FILE-02',
    says: 'The part of the file does not pass the end of addresses.',
    errors: refused('EOVERFLOW', 'ADDRESS_OVERFLOW'),
    standing: proven(wire('registering a shared file beyond the end of addresses is refused')),
  },
  {
    id: 'I-FILE-03',
    says: 'The file is open.',
    errors: refused('EBADF', 'MEMORY_PATH_REFUSED'),
    standing: proven(wire('registering a shared file that is not there, or is none, is refused')),
  },
  {
    id: 'I-FILE-04',
    says: 'The file is as long as the part of it that is mapped.',
    errors: refused('EINVAL', 'MEMORY_FILE_TOO_SHORT'),
    standing: proven(wire('registering a shared file as more than it holds is refused')),
  },
  {
    id: 'I-FILE-05',
    says: 'Of a buffer of a device, the part is within it, its exporter is known and it was not revoked.',
    errors: allowed('ENODEV'),
    standing: notApplicable('there are no buffers of devices'),
  },
  {
    id: 'I-FILE-06',
    says: 'When a buffer is revoked its mappings stay, and lead nowhere.',
    standing: proven(
      guestMemory('shared files that become shorter fail accesses, and are not made longer again'),
      'it is a file that was cut off, not a buffer',
    ),
  },
];

/** How mappings are copied from one address space to another in iommufd. */
export const COPY: readonly Rule[] = [
  {
    id: 'I-COPY-01',
    says: 'Flags, addresses and permissions of a copy are looked at as those of a mapping.',
    errors: allowed('EOPNOTSUPP'),
    standing: NO_COPY,
  },
  {
    id: 'I-COPY-02',
    says: 'Both address spaces exist.',
    errors: allowed('ENOENT'),
    standing: NO_COPY,
  },
  {
    id: 'I-COPY-03',
    says: 'More than nothing is copied.',
    errors: allowed('EINVAL'),
    standing: NO_COPY,
  },
  {
    id: 'I-COPY-04',
    says: 'What is copied is mapped without a gap.',
    errors: allowed('ENOENT'),
    standing: NO_COPY,
  },
  {
    id: 'I-COPY-05',
    says: 'A part of a mapping can be copied, and mappings side by side at once.',
    standing: otherwise(
      'Any page that an output address names can be mapped, however it is mapped elsewhere.',
      mapping('mapping the same memory elsewhere works, in part, in another domain and in the same'),
    ),
  },
  {
    id: 'I-COPY-06',
    says: 'A copy goes to a fixed IOVA or where there is room, as a mapping does.',
    standing: otherwise(
      'A second mapping is a mapping.',
      mapping('mapping the same memory elsewhere works, in part, in another domain and in the same'),
    ),
  },
  {
    id: 'I-COPY-07',
    says: 'An address space can copy from itself.',
    standing: otherwise(
      'The same memory can be mapped twice in one domain.',
      mapping('mapping the same memory elsewhere works, in part, in another domain and in the same'),
    ),
  },
  {
    id: 'I-COPY-08',
    says: 'Pages that are copied are pinned once.',
    standing: notApplicable('nothing is pinned'),
  },
];
