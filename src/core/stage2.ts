import type { FaultReason } from '../model/fault';
import { allows, NONE, type Permissions } from '../model/permissions';
import type { LookupResult } from './address-space';
import type { Domain } from './domain';
import type { NestedTranslation, OnStep } from './guest-tables';

/** What translates guest-physical addresses: the mappings of a paging domain, or tables of a second stage. */
export interface Stage2 {
  /**
   * Translates a page.
   *
   * @param out filled in on success; on PERMISSION its permissions
   * @param tableAccess whether the page holds a table's entry
   * @param onStep explains: told of each step, and nothing is marked
   * @returns the fault; undefined on success
   */
  lookup(
    page: number,
    access: Permissions,
    out: NestedTranslation,
    tableAccess: boolean,
    onStep?: OnStep,
  ): FaultReason | undefined;

  /** The domain that could not translate, after a fault. */
  readonly failed: Domain;

  /** The last entry of a table that it looked at, after a fault; undefined: it has no tables, or looked at none. */
  readonly failedEntry: TableEntryPlace | undefined;

  /** Whether it could not update an entry, after a fault. */
  readonly failedWrite: boolean;

  /** A page of a table was written through it. */
  wrote(page: number): void;
}

/** Where an entry of a table is. */
export interface TableEntryPlace {
  /** In the numbering of the architecture. */
  readonly level: number;
  /** As its table's addresses are. */
  readonly address: bigint;
}

/** A result to look up with. */
export function createStage2Result(): NestedTranslation {
  return {
    outputPage: 0,
    stage2Page: 0,
    firstPage: 0,
    lastPage: 0,
    permissions: NONE,
    global: false,
    clean: false,
  };
}

/** The mappings of a paging domain as a second stage. */
export class PagingStage2 implements Stage2 {
  readonly failedEntry = undefined;
  readonly failedWrite = false;
  private readonly result: LookupResult = { firstPage: 0, lastPage: 0, outputPage: 0, permissions: NONE };

  /**
   * @param failed the paging domain
   * @param maxPage the highest page it translates
   */
  constructor(
    readonly failed: Domain,
    private readonly maxPage: number,
  ) {}

  wrote(page: number): void {
    if (this.failed.recordsWrites) {
      this.failed.dirty?.mark(page);
    }
  }

  lookup(
    page: number,
    access: Permissions,
    out: NestedTranslation,
    tableAccess: boolean,
    onStep?: OnStep,
  ): FaultReason | undefined {
    const { result, failed } = this;
    const found = page <= this.maxPage && failed.space.lookup(page, result);
    onStep?.({
      kind: 'MAPPING',
      step: {
        domainId: failed.id,
        page,
        mapping: found
          ? {
              firstPage: result.firstPage,
              lastPage: result.lastPage,
              outputFirstPage: result.outputPage - (page - result.firstPage),
              permissions: result.permissions,
            }
          : undefined,
        tableAccess,
      },
    });
    if (!found) {
      return page > this.maxPage ? 'ADDRESS_TOO_WIDE' : 'NOT_MAPPED';
    }
    out.permissions = result.permissions;
    if (!allows(result.permissions, access)) {
      return 'PERMISSION';
    }
    out.outputPage = result.outputPage;
    out.stage2Page = page;
    out.firstPage = result.firstPage;
    out.lastPage = result.lastPage;
    out.global = false;
    out.clean = false;
    return undefined;
  }
}
