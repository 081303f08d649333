/** The queues of Linux iommufd, for a VMM that has a backend for it. They stand beside those of the guest's IOMMU. */
import type { QueueParts } from '../dialect';
import { Events } from './events';
import { GroupHandles } from './group-handles';
import { Invalidations } from './invalidations';
import { PageFaults } from './page-faults';
import { PageResponses } from './page-responses';
import type { IommufdQueues, PassedOn } from './passed-on';

/**
 * Makes them.
 *
 * @param passedOn what is handed on in a profile; undefined: nothing but page faults and their answers
 */
export function iommufd({ iommu, registers }: QueueParts, passedOn: PassedOn | undefined): IommufdQueues {
  const handles = new GroupHandles();
  return {
    iommufdPageFault: new PageFaults(handles),
    iommufdPageResponse: new PageResponses(iommu, handles),
    iommufdInvalidate: passedOn && new Invalidations(passedOn.invalidate),
    iommufdVevent: passedOn?.event && new Events(passedOn.event, registers),
  };
}
