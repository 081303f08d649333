import type { Iommu } from '../core/iommu';
import type { DirtyQuery } from '../core/dirty-pages';
import { IommuError } from '../model/errors';
import type { DirtyPart } from '../model/domain';
import type { Eventually } from './eventually';
import type { IommuRunner } from './iommu-runner';

/** Which pages of which domain are asked for. */
export interface DirtyReadRequest extends DirtyQuery {
  readonly domainId: number;
}

/**
 * Reads which pages are dirty, part by part. Each part is a command of its own: others have their turn in between, and
 * what is not read any more keeps its marks.
 */
export class DirtyRead {
  private readonly domainId: number;
  private readonly incarnation: number;
  private query: DirtyQuery;
  private done = false;

  /**
   * @param request what to read
   * @param runner runs the commands
   * @param iommu in whose command the reading begins
   * @param onClose called once, when it is over
   */
  constructor(
    { domainId, ...query }: DirtyReadRequest,
    private readonly runner: Pick<IommuRunner, 'execute'>,
    iommu: Iommu,
    private readonly onClose: () => void,
  ) {
    this.domainId = domainId;
    this.incarnation = iommu.incarnation;
    this.query = query;
  }

  /**
   * Reads the next part, and clears it unless the request says otherwise. To be called again only when the call before
   * has its result.
   *
   * @returns undefined: nothing more is dirty, or {@link close} was called
   * @throws IommuError DOMAIN_NOT_FOUND, DOMAIN_NOT_PAGING, DIRTY_TRACKING_NOT_SUPPORTED, VIOMMU_DELETED
   */
  next(): Eventually<DirtyPart | undefined> {
    return this.done ? undefined : this.runner.execute((iommu) => this.read(iommu));
  }

  /** Ends the reading: nothing is cleared any more. Does nothing the second time. */
  close(): void {
    this.done = true;
    this.onClose();
  }

  private read(iommu: Iommu): DirtyPart | undefined {
    // It may have been closed while the command waited in line.
    if (this.done) {
      return undefined;
    }
    if (iommu.incarnation !== this.incarnation) {
      throw new IommuError('VIOMMU_DELETED', 'the vIOMMU was reset meanwhile, and the domain with it; begin anew');
    }
    const { part, nextPage } = iommu.readDirty(this.domainId, this.query);
    if (nextPage === undefined) {
      this.done = true;
    } else {
      this.query = { ...this.query, firstPage: nextPage };
    }
    return part;
  }
}
