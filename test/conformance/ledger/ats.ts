import { architectures, ats, clients, invalidator, nestedAts } from './files';
import { different, notApplicable, proven, type Rule } from './rule';

/** Translation requests, translated accesses. */
export const ATS: readonly Rule[] = [
  {
    id: 'R-ATS-01',
    says: 'The smallest translation unit is a power of two of 4 KiB pages; virtual functions use that of their physical one.',
    section: 'PCIe 10.5.1',
    standing: notApplicable('pages are 4 KiB, and the contract has no translation unit'),
  },
  {
    id: 'R-ATS-02',
    says: 'No more invalidations are outstanding than the queue depth of the device, 1 to 32; virtual functions share it.',
    section: 'PCIe 10.5.1',
    standing: proven(
      invalidator('tags no more than %i are outstanding; the rest waits'),
      'each virtual function has a depth of its own, and the contract has no 0 that means 32',
    ),
  },
  {
    id: 'R-ATS-03',
    says: 'With ATS disabled nothing is cached, asked for or sent as translated, and nothing cached before is used again.',
    section: 'PCIe 10.1.1, 10.2.3.1, 10.5.1.3',
    seen: 'cai-fuqiang/cai-fuqiang.github.io:_posts/spec/pcie/ats/2025-03-31-ats.md (7fbf0f30b3da)',
    standing: proven(
      ats(
        'ATS disabled empties the ATC, and nothing is translated or passed as translated',
        'ATS disabled voids what was cached, also if emptying the ATC is never completed (%s): enabled again, it is asked for anew',
      ),
    ),
  },
  {
    id: 'R-ATS-04',
    says: 'Software prepares the IOMMU before it enables ATS at the device, and undoes both in the opposite order. Here the wrong order is a fault.',
    section: 'SMMU 3.9.2',
    standing: proven(
      architectures(
        'ATS enabled at the device before the context allows it is a fault; the other way round there is none',
        'ATS enabled at the device after the context forbids it is a fault; disabled before that there is none',
      ),
    ),
  },
  {
    id: 'R-ATS-05',
    says: 'A device for which ATS is enabled during an unmap does not come by the old translation.',
    standing: proven(
      ats('ATS disabled and enabled in the middle of an unmap, an endpoint cannot come by the old translation'),
    ),
  },
  {
    id: 'R-ATS-10',
    says: 'A translation request ends in an error, with a fault, or in success, without one, even if nothing is granted.',
    section: 'RISC-V IOMMU 3.6',
    standing: proven([
      ...ats(
        'a translation request is not supported when %s, and that is one fault event',
        'a translation request %s succeeds with nothing granted, without a fault event',
      ),
      ...nestedAts(
        'a translation request through guest tables of $profile is aborted when %s, and that is one fault event',
        'a translation request through guest tables succeeds with nothing granted, without a fault event, when %s',
      ),
    ]),
  },
  {
    id: 'R-ATS-11',
    says: 'It is unsupported when translation is off or bypassed, or when the device has no place or no ATS.',
    standing: proven([
      ...ats('a translation request is not supported when %s, and that is one fault event'),
      ...architectures('RISC-V does not support translation requests when %s: cause %i'),
    ]),
  },
  {
    id: 'R-ATS-12',
    says: 'It is aborted when tables cannot be read or are corrupt.',
    section: 'RISC-V IOMMU 3.6',
    standing: proven(
      nestedAts(
        'a translation request through guest tables of $profile is aborted when %s, and that is one fault event',
      ),
      'memory here does not get corrupt, and there are no tables for interrupts or PASIDs',
    ),
  },
  {
    id: 'R-ATS-13',
    says: 'It succeeds with nothing granted when the page, the permission or the PASID is missing, or the address cannot be.',
    standing: proven(
      [
        ...ats('a translation request %s succeeds with nothing granted, without a fault event'),
        ...nestedAts(
          'a translation request through guest tables succeeds with nothing granted, without a fault event, when %s',
          'a translation request through guest tables succeeds with nothing granted when the address is not canonical (%s)',
        ),
      ],
      'there are no tables for interrupts',
    ),
  },
  {
    id: 'R-ATS-14',
    says: 'After an unsupported request a device may stop using its ATC until ATS is enabled again; an abort tells of a worse error.',
    section: 'PCIe 10.2.3, VT-d 7.1.3',
    seen: 'Intel D51397-018 (rev. 5.10)',
    standing: proven([
      ...architectures(
        'a device whose translation request is not supported asks again next time (%s)',
        'a device whose translation request is not supported asks no more until ATS is enabled again, where it is made so',
      ),
      ...nestedAts(
        'a translation request through guest tables that was aborted can be made again, and succeeds when the tables are in order',
      ),
    ]),
  },
  {
    id: 'R-ATS-15',
    says: 'An answer that grants nothing still says how large the hole is.',
    seen: 'BullSequana/qemu:hw/misc/svm.c',
    standing: proven(ats('a translation request tells how large a hole is, as far as was asked')),
  },
  {
    id: 'R-ATS-16',
    says: 'An answer that grants nothing is not cached, so mapping a page later needs no invalidation.',
    section: 'PCIe 10.2.3.5',
    seen: 'sjalloq/bsa-pcie-exerciser:src/bsa_pcie_exerciser/gateware/ats/engine.py',
    standing: proven(
      ats(
        'a translation request that finds nothing leaves nothing behind: a page that is mapped later needs no invalidation',
      ),
    ),
  },
  {
    id: 'R-ATS-17',
    says: 'A grant shows what the tables allow; execute only if it was asked for and reading is granted.',
    standing: proven([
      ...ats(
        'a translation request for %i of a page that allows %i is granted %i: execute only if asked for, and with read',
      ),
      ...nestedAts(
        'a translation request through guest tables grants execute only if it was asked for, and both stages allow it',
      ),
    ]),
  },
  {
    id: 'R-ATS-18',
    says: 'An answer repeats the privilege of its request and says nothing of the other privilege.',
    standing: proven([
      ...ats('a translation request made with privilege is granted a page for privileged accesses'),
      ...nestedAts('a translation request through guest tables made by %s for %s is granted what its privilege allows'),
    ]),
  },
  {
    id: 'R-ATS-19',
    says: 'The RISC-V reference model grants a privileged fetch from a user page nothing.',
    standing: notApplicable('a detail of one model, and not a rule of the architecture'),
  },
  {
    id: 'R-ATS-20',
    says: 'No-snoop is never set; global follows the page table, if the request has a PASID; interrupt pages can be untranslated-only.',
    section: 'RISC-V IOMMU 3.6',
    standing: proven(
      nestedAts(
        'a translation request through guest tables says that it holds for every PASID if the tables do, and the request has one (%s)',
        'a translation request through guest tables of a page of a mapping never says so: mappings are of one domain',
      ),
      'completions have no field for no-snoop, and there are no tables for interrupts',
    ),
  },
  {
    id: 'R-ATS-21',
    says: 'A range marked untranslated-only is accessed without translated addresses.',
    standing: notApplicable('only pages of interrupts are marked so, and there are no tables for interrupts'),
  },
  {
    id: 'R-ATS-22',
    says: 'The size of a translation is encoded in its low address bits, and is the smaller of both stages. Here a completion names ranges of pages.',
    section: 'PCIe 10.2.3.2',
    standing: different(
      '0012-completions-are-ranges.md',
      ats(
        'a translation request is answered in ranges that say what each holds, one after the other and without a gap',
      ),
    ),
  },
  {
    id: 'R-ATS-23',
    says: 'A device that asked for reading only and got no write permission asks again before it writes.',
    section: 'PCIe 10.2.2',
    standing: proven([
      ...ats('a translation request for reading grants no writing; the device must ask again before it writes'),
      ...nestedAts(
        'a translation request through guest tables for reading leaves the page clean; one for writing marks it dirty',
      ),
    ]),
  },
  {
    id: 'R-ATS-24',
    says: 'The RISC-V reference model answers the first request to write to a clean page without write permission.',
    standing: notApplicable('a detail of one model, and not a rule of the architecture'),
  },
  {
    id: 'R-ATS-25',
    says: 'One request may ask for several translations; those returned are of one size, and may be fewer. Here a completion names ranges of pages, and leaves none out.',
    section: 'PCIe 10.2.4',
    confidence: 'unchecked',
    standing: different(
      '0012-completions-are-ranges.md',
      ats(
        'a translation request is answered in ranges that say what each holds, one after the other and without a gap',
      ),
    ),
  },
  {
    id: 'R-ATS-30',
    says: 'A translated access of a device without ATS is refused, with a fault.',
    section: 'RISC-V IOMMU 2.1',
    standing: proven([
      ...ats('ATS disabled makes a translated access a fault that says so'),
      ...architectures('RISC-V refuses a translated access while the device context forbids ATS: cause 260'),
    ]),
  },
  {
    id: 'R-ATS-31',
    says: 'With ATS enabled and nothing behind it, hardware takes any translated address: a rogue device reaches everything. Here that has to be asked for.',
    standing: different('0011-grants-are-checked.md', [
      ...architectures(
        'a translated access to a page that was never granted is refused, as no hardware does',
        'a translated access of a rogue device reaches everything where only the context is checked',
      ),
      ...clients('a client sees a rogue device refused, and let in where that was asked for'),
    ]),
  },
  {
    id: 'R-ATS-32',
    says: 'Translations may end at the guest-physical address; translated accesses then pass the second stage.',
    section: 'RISC-V IOMMU 2.1',
    standing: proven(nestedAts('an endpoint whose translations end at the guest-physical address')),
  },
  {
    id: 'R-ATS-33',
    says: 'SMMUv3: translated accesses are checked against the stream entry only if that is enabled. Between its two kinds of ATS it has to be off.',
    standing: proven([
      ...architectures(
        'a translated access in SMMUv3 is not checked at all, or against the stream entry, as is chosen',
      ),
      ...nestedAts(
        'an endpoint whose translations end at the guest-physical address has the wrong kind of address if that is changed while ATS is on; not if ATS was off meanwhile',
      ),
    ]),
  },
  {
    id: 'R-ATS-34',
    says: 'SMMUv3: without ATS in the stream entry translation requests fail, and translated accesses count as untranslated.',
    standing: proven(
      architectures(
        'SMMUv3 without ATS in the stream entry does not support translation requests',
        'SMMUv3 without ATS in the stream entry takes a translated address for an untranslated one',
      ),
    ),
  },
];
