import { accounts, groups, riscv, stopping, wholeGroups } from './files';
import { different, proven, type Rule } from './rule';

/** Credits, groups, group indexes, and what page requests ask for. */
export const PRI_GROUPS: readonly Rule[] = [
  {
    id: 'R-PRI-20',
    says: 'Credits count page-request messages, each from being sent until its group is answered.',
    section: 'PCIe 10.4.1',
    seen: 'BullSequana/qemu:hw/misc/svm.c',
    standing: proven(
      groups(
        'credits count messages, from sending to the answer of their group',
        'credits of a device model that has none left are a violation on record',
        'credits exceeded on purpose are a violation on record, and the page request arrives all the same',
      ),
    ),
  },
  {
    id: 'R-PRI-21',
    says: 'A device about to use its last credit closes the group with it, and goes on after the response.',
    standing: proven(
      groups(
        'credits that run out close the group, and the device goes on after the answer',
        'credits of which one is left make the device close the group, or its model breaks a rule',
      ),
    ),
  },
  {
    id: 'R-PRI-22',
    says: 'Stop markers cost no credit.',
    section: 'SMMU 8.1',
    standing: proven(stopping('a stop marker costs no credit, and is sent when none is left')),
  },
  {
    id: 'R-PRI-23',
    says: 'A group ends with its last page and gets exactly one response; its other pages never get one of their own.',
    standing: proven([
      ...groups('a group ends with its last page and gets one response; its other pages get none'),
      ...accounts('law 1: a group gets at most one response, and nothing else gets any'),
    ]),
  },
  {
    id: 'R-PRI-24',
    says: 'Members of different groups may come mixed; the last page of a group comes after all its others.',
    section: 'SMMU 8',
    standing: proven([
      ...groups('a group may be sent in between the members of another'),
      ...wholeGroups('law 2: groups are delivered whole, in order, and again first when their reader is gone'),
    ]),
  },
  {
    id: 'R-PRI-25',
    says: 'A device uses one PASID for a whole group, but the IOMMU does not check that it does. Here a group of two PASIDs is two, unless indexes alone are to tell groups apart.',
    section: 'PCIe 10.4.1.1, SMMU 8',
    seen: 'cai-fuqiang/cai-fuqiang.github.io:_posts/spec/pcie/ats/2025-05-06-page-request.md (7fbf0f30b3da)',
    standing: different(
      '0008-where-pcie-leaves-it-open.md',
      groups(
        'a group of two PASIDs is two groups here, and the one that is never closed is never queued',
        'a group of two PASIDs is one where indexes alone tell groups apart, unchecked, and has the PASID of its last page',
      ),
    ),
  },
  {
    id: 'R-PRI-26',
    says: 'An index may name another group as soon as any answer to the former one came, automatic ones included.',
    section: 'SMMU 8.1.1',
    standing: proven(
      groups(
        'a group index is free again after a page response of %s',
        'a group index is free again after an automatic answer, and a late response does not reach its next group',
        'a group index is free again after an overflow answered its group',
      ),
    ),
  },
  {
    id: 'R-PRI-27',
    says: 'A simple device takes the next of 512 indexes for each new group.',
    seen: 'BullSequana/qemu:hw/misc/svm.c',
    standing: proven(groups('a group index of the DMA engine advances by one with every group, modulo 512')),
  },
  {
    id: 'R-PRI-28',
    says: 'An index must not be used again while its group is unanswered; an IOMMU survives a device that does.',
    section: 'PCIe 10.4.1.2, 10.5.2.5',
    confidence: 'unchecked',
    seen: 'cai-fuqiang/cai-fuqiang.github.io:_posts/spec/pcie/ats/2025-05-06-page-request.md (7fbf0f30b3da)',
    standing: proven(
      groups('a group index used again while its group is unanswered is a violation, and both groups stay distinct'),
    ),
  },
  {
    id: 'R-PRI-29',
    says: 'Software that collects members by index alone merges two groups that are open under two PASIDs. Here the device is on record and the groups stay apart, unless merging is asked for.',
    standing: proven(
      groups(
        'a group index open under two PASIDs at once is a violation, and no page gets into the other group',
        'a group of two PASIDs is one where indexes alone tell groups apart, unchecked, and has the PASID of its last page',
      ),
    ),
  },
  {
    id: 'R-PRI-30',
    says: 'A page request says whether it wants to read or write, and whether it is the last of its group.',
    section: 'PCIe table 10-5',
    standing: proven(groups('a group says of each page what the device wants to do there: %s')),
  },
  {
    id: 'R-PRI-31',
    says: 'Execute and privileged exist only together with a PASID, and are never recorded without one.',
    standing: proven(
      groups(
        'what a page request asks for is not sent as %s, asked for or injected',
        'what a page request asks for sent as %s on purpose is on record, and what only a PASID carries does not arrive',
        'what a page request asks for may be execute and privileged with a PASID',
      ),
    ),
  },
  {
    id: 'R-PRI-32',
    says: 'Asking to execute without asking to read is invalid.',
    standing: proven(
      groups(
        'what a page request asks for is not sent as %s, asked for or injected',
        'what a page request asks for sent as %s on purpose is on record, and what only a PASID carries does not arrive',
      ),
    ),
  },
  {
    id: 'R-PRI-33',
    says: 'A device sets execute or privileged only while its PASID capability has them enabled.',
    section: 'PCIe 6.20, 7.8.9.3',
    seen: 'Efinix transceiver PCIe registers, 0x444',
    standing: proven(
      groups(
        'what a page request asks for is not %s while the PASID capability has that disabled; on purpose it is on record',
      ),
    ),
  },
  {
    id: 'R-PRI-34',
    says: "Linux's VT-d driver answers malformed page requests Invalid Request, and drops those that are not the last. Here it gets them as they were sent.",
    standing: proven(
      groups(
        'whoever handles groups gets malformed page requests as they were sent, and can answer them Invalid Request',
      ),
      'the driver is not part of this; a requester id that nobody knows is answered before it could see it (R-AUTO-03)',
    ),
  },
  {
    id: 'R-PRI-35',
    says: 'Whoever handles a group answers Invalid Request if any page is missing or lacks a permission. Here a group is resolved as a whole or not at all.',
    standing: proven(
      groups(
        'whoever handles groups answers a group as a whole: one page that cannot be mapped keeps all of it unmapped and unanswered',
      ),
      'whether a page is missing is for the VMM or its guest to find out',
    ),
  },
  {
    id: 'R-PRI-36',
    says: 'A page request that asks for nothing and is not the last is neither a stop marker nor answerable.',
    standing: proven([
      ...groups(
        'what a page request asks for is read or write, unless it is a last page: nothing at all is sent on purpose only, and gets no answer',
      ),
      ...riscv(
        'RISC-V: when $when other pages and stop markers are dropped without an answer, but not without their fault record',
      ),
    ]),
  },
];
