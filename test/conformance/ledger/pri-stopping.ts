import { clients, riscv, stopping } from './files';
import { different, proven, type Rule } from './rule';

/** Stop markers, and the end of a PASID's use. */
export const PRI_STOPPING: readonly Rule[] = [
  {
    id: 'R-PRI-40',
    says: 'A last page request that neither reads nor writes is a stop marker; it is never answered.',
    section: 'PCIe 10.4.1',
    standing: proven([
      ...stopping('a stop marker in %s is never answered when %s'),
      ...clients('a client sees a stop marker that it did not have to answer, and that its answers are stale'),
    ]),
  },
  {
    id: 'R-PRI-41',
    says: 'What such a message means without a PASID is undefined; RISC-V takes it for a stop marker, SMMUv3 for a page request.',
    section: 'PCIe 10.4.1',
    standing: proven(
      stopping(
        'a stop marker without PASID is one in %s all the same',
        'a stop marker without PASID is a page request in SMMUV3, and is answered like any other',
      ),
    ),
  },
  {
    id: 'R-PRI-42',
    says: 'RISC-V queues stop markers like page requests, and drops them in silence on any error.',
    standing: proven(
      [
        ...stopping(
          'a stop marker in %s is never answered when %s',
          'a stop marker in %s that is refused leaves the fault of its refusal, if any',
        ),
        ...riscv(
          'RISC-V: when $when other pages and stop markers are dropped without an answer, but not without their fault record',
        ),
      ],
      'its record among those of page requests waits for native queues',
    ),
  },
  {
    id: 'R-PRI-43',
    says: 'A stop marker that meets an overflow is lost, so software cannot count on seeing it.',
    section: 'SMMU 8.1',
    standing: proven(
      stopping(
        'a stop marker in %s is never answered when %s',
        'a stop marker that meets an overflow is lost: whoever counts on it waits in vain',
      ),
    ),
  },
  {
    id: 'R-PRI-44',
    says: 'Drivers drop stop markers, which is safe because the queue is drained before the PASID is used again.',
    standing: proven(
      stopping(
        'a stop marker can be ignored: what was drained before is over, and what comes for the next owner is its own',
      ),
    ),
  },
  {
    id: 'R-PRI-45',
    says: 'A driver once took stop markers for bad requests: an emulated device must be able to send them.',
    standing: proven(stopping('a stop marker can come from %s, and is reported as what it is')),
  },
  {
    id: 'R-PRI-46',
    says: 'A device stops using a PASID by closing its groups, and then either waits for all responses or sends a stop marker. Here it drops what it has not closed, unless a script closes it and sends the marker.',
    section: 'PCIe 6.20.1',
    standing: different(
      '0010-stopping-a-pasid-ends-its-groups.md',
      stopping(
        'stopping a PASID in the one style waits for all responses, and sends no marker',
        'stopping a PASID in the one style waits no longer than it is told to: the rest is answered Invalid Request',
        'stopping a PASID in the other style is over at once: a marker, and the stale groups answered Invalid Request',
        'stopping a PASID in the style %s drops what is not closed, and gives up what the device does with it',
        'stopping a PASID by a marker alone leaves its groups to the VMM, whose %s only returns the credits',
        'a stop marker before the last page of a group is a violation: the group is dropped, and its credits return',
      ),
    ),
  },
  {
    id: 'R-PRI-47',
    says: 'A response to a request made stale by a stop returns credits and does nothing else.',
    section: 'PCIe 10.4.1.2',
    seen: 'linux-mailinglist-archives/linux-pci.vger.kernel.org.0 (20201015090028.1278108-3)',
    standing: proven([
      ...stopping(
        'stopping a PASID by a marker alone leaves its groups to the VMM, whose %s only returns the credits',
        'stopping a PASID in the other style is over at once: a marker, and the stale groups answered Invalid Request',
        'stopping a PASID lets nothing be asked for it until it is attached again; on purpose that is on record, and refused',
      ),
      ...clients('a client sees a stop marker that it did not have to answer, and that its answers are stale'),
    ]),
  },
  {
    id: 'R-PRI-48',
    says: 'All page requests of a PASID go before its stop marker.',
    section: 'PCIe 10.4.1.2.1',
    seen: 'cai-fuqiang/cai-fuqiang.github.io:_posts/spec/pcie/ats/2025-05-06-page-request.md (7fbf0f30b3da)',
    standing: proven(stopping('stopping a PASID (%s) puts the marker behind every page request of it')),
  },
];
