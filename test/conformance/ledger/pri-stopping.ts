import { pending, type Rule } from './rule';

/** Stop markers, and the end of a PASID's use. */
export const PRI_STOPPING: readonly Rule[] = [
  {
    id: 'R-PRI-40',
    says: 'A last page request that neither reads nor writes is a stop marker; it is never answered.',
    section: 'PCIe 10.4.1',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-41',
    says: 'What such a message means without a PASID is undefined; RISC-V takes it for a stop marker, SMMUv3 for a page request.',
    section: 'PCIe 10.4.1',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-42',
    says: 'RISC-V queues stop markers like page requests, and drops them in silence on any error.',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-43',
    says: 'A stop marker that meets an overflow is lost, so software cannot count on seeing it.',
    section: 'SMMU 8.1',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-44',
    says: 'Drivers drop stop markers, which is safe because the queue is drained before the PASID is used again.',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-45',
    says: 'A driver once took stop markers for bad requests: an emulated device must be able to send them.',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-46',
    says: 'A device stops using a PASID by closing its groups, and then either waits for all responses or sends a stop marker.',
    section: 'PCIe 6.20.1',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-47',
    says: 'A response to a request made stale by a stop returns credits and does nothing else.',
    section: 'PCIe 10.4.1.2',
    seen: 'linux-mailinglist-archives/linux-pci.vger.kernel.org.0 (20201015090028.1278108-3)',
    standing: pending('stop markers'),
  },
  {
    id: 'R-PRI-48',
    says: 'All page requests of a PASID go before its stop marker.',
    section: 'PCIe 10.4.1.2.1',
    seen: 'cai-fuqiang/cai-fuqiang.github.io:_posts/spec/pcie/ats/2025-05-06-page-request.md (7fbf0f30b3da)',
    standing: pending('stop markers'),
  },
];
