import { addressOf, MAX_PAGE } from '../base/u64';
import type { NestedRequest } from '../model/domain';
import { IommuError } from '../model/errors';
import type { FaultReason } from '../model/fault';
import type { TranslationStep, WalkStep } from '../model/explanation';
import { PRIVILEGED, type Permissions } from '../model/permissions';
import { createTableFormat } from '../walkers/formats';
import type { TableFormat } from '../walkers/table-format';
import { TableWalker } from '../walkers/table-walker';
import { createWalk, NO_ENTRY, type WalkFault } from '../walkers/walk';
import type { Domain } from './domain';
import { GuestTableMemory } from './guest-table-memory';
import type { MemoryPort } from './memory-port';
import { createStage2Result, type Stage2, type TableEntryPlace } from './stage2';

/** Why a nested domain did not translate: the parts of `NestedFault` that do not depend on the offset in the page. */
export interface TableFailure {
  readonly reason: FaultReason;
  readonly stage: 1 | 2;
  /** Whose tables or mappings are at fault. */
  readonly domain: Domain;
  /** For stage 2: the page that was not translated. */
  readonly guestPage: number;
  /** For a table access the offset of the entry in that page; undefined: that of the access. */
  readonly guestOffset: number | undefined;
  readonly tableAccess: boolean;
  readonly tableWrite: boolean;
  /** The last one looked at; undefined: none was. */
  readonly entry: TableEntryPlace | undefined;
}

/** Where a nested domain leads: an object to be used again. */
export interface NestedTranslation {
  /** Where the page goes after both stages. */
  outputPage: number;
  /** What stage 1 makes of the page, and stage 2 was asked for; equal to `outputPage` where there is one stage. */
  stage2Page: number;
  /** First and last page that move together with it, inclusive. */
  firstPage: number;
  lastPage: number;
  /** What both stages allow accesses of the privilege that asked. */
  permissions: Permissions;
  /** Whether the tables say that it holds for every PASID. */
  global: boolean;
  /** Whether a write must walk again, to be recorded in the tables. */
  clean: boolean;
}

/** Told of each thing that was looked at. */
export type OnStep = (step: TranslationStep) => void;

/** Why a walk ended, in the contract's words; TABLE_STAGE2_FAULT has the reason that stage 2 gave. */
const REASONS: Readonly<Record<Exclude<WalkFault, 'TABLE_STAGE2_FAULT'>, FaultReason>> = {
  INPUT_OUT_OF_RANGE: 'ADDRESS_TOO_WIDE',
  NOT_PRESENT: 'NOT_MAPPED',
  RESERVED: 'TABLE_MALFORMED',
  MISALIGNED: 'TABLE_MALFORMED',
  ADDRESS_SIZE: 'OUTPUT_TOO_WIDE',
  PERMISSION: 'PERMISSION',
  ACCESS_FLAG: 'ACCESS_FLAG_CLEAR',
  DIRTY: 'DIRTY_FLAG_CLEAR',
  TABLE_ABORTED: 'TABLE_ABORT',
  TABLE_CONTENDED: 'TABLE_CONTENDED',
};

/** What is told of an address that the tables do not cover: no entry is looked at. */
const OUTSIDE: WalkStep = {
  level: 0,
  entryAddress: undefined,
  entry: undefined,
  decision: 'INPUT_OUT_OF_RANGE',
  target: undefined,
  update: undefined,
};

/**
 * Makes the format of a nested domain's tables.
 *
 * @throws IommuError FIELD_REQUIRED, WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
 */
export function tableFormat({ tables }: NestedRequest): TableFormat {
  try {
    return createTableFormat(tables);
  } catch (error) {
    throw error instanceof IommuError ? below(`nested.${ARMS[tables.format]}.`, error) : error;
  }
}

/** What the contract calls the tables of a format. */
const ARMS = { X86_64: 'x86', AARCH64: 'aarch64', RISCV: 'riscv' } as const;

/** A refusal of a field, as a refusal of the request that the field is in. */
function below(path: string, { reason, message, metadata, field = '' }: IommuError): IommuError {
  return new IommuError(reason, path + message, { metadata, field: path + field });
}

/**
 * The translation of a nested domain: the guest's tables, read anew for every walk, then stage 2. Of a walk nothing is kept
 * here; the IOTLB does that.
 */
export class GuestTables implements Stage2 {
  /** Of the last translation that failed. */
  failure: TableFailure;
  /** Whether the tables translate guest-physical addresses themselves. */
  readonly isSecondStage: boolean;
  private readonly walk = createWalk();
  private readonly walker: TableWalker;
  private readonly memory: GuestTableMemory;
  private readonly behind = createStage2Result();

  /**
   * @param domain whose tables they are
   * @param request what they look like
   * @param format of {@link tableFormat}
   * @param stage2 what translates the addresses in them; undefined: nothing does
   * @param port guest memory
   */
  constructor(
    private readonly domain: Domain,
    request: NestedRequest,
    format: TableFormat,
    private readonly stage2: Stage2 | undefined,
    port: MemoryPort,
  ) {
    this.isSecondStage = format.isSecondStage;
    this.memory = new GuestTableMemory(port, stage2, request.tableUpdates);
    this.walker = new TableWalker(format, this.memory, request.tableUpdates === 'NEVER' ? 'SUPPRESS' : 'WRITE');
    this.failure = {
      reason: 'NOT_MAPPED',
      stage: 1,
      domain,
      guestPage: 0,
      guestOffset: undefined,
      tableAccess: false,
      tableWrite: false,
      entry: undefined,
    };
  }

  /**
   * Translates a page, and marks entries of the tables as their format says.
   *
   * @param out filled in on success; on PERMISSION of the first stage its permissions
   * @param onStep explains: told of each step, and nothing is marked
   * @returns the fault, with {@link failure} filled in; undefined on success
   */
  translate(page: number, access: Permissions, out: NestedTranslation, onStep?: OnStep): FaultReason | undefined {
    const { walk, walker, domain } = this;
    this.memory.onStep = onStep;
    let found: boolean;
    if (onStep === undefined) {
      found = walker.walk(page, access, walk);
    } else {
      walker.explain(page, access, walk, (step) => {
        onStep({ kind: 'TABLE', domainId: domain.id, step });
      });
      if (walk.fault === 'INPUT_OUT_OF_RANGE') {
        onStep({ kind: 'TABLE', domainId: domain.id, step: OUTSIDE });
      }
      found = walk.fault === undefined;
    }
    out.permissions = walk.permissions;
    if (!found) {
      return this.failWalk(page);
    }
    const guestPage = walk.outputPage;
    out.stage2Page = guestPage;
    out.outputPage = guestPage;
    out.firstPage = walk.firstPage;
    out.lastPage = walk.lastPage;
    out.global = walk.global;
    out.clean = !walk.dirty;
    return this.stage2 === undefined ? undefined : this.goOn(this.stage2, page, access, out, onStep);
  }

  /**
   * Translates a guest-physical page by stage 2 alone.
   *
   * @param out as for {@link translate}
   */
  translateStage2(page: number, access: Permissions, out: NestedTranslation): FaultReason | undefined {
    const { stage2, walk } = this;
    if (stage2 === undefined) {
      return this.translate(page, access, out);
    }
    walk.entryPage = NO_ENTRY;
    const reason = stage2.lookup(page, access, out, false);
    return reason === undefined ? undefined : this.failBehind(reason, stage2, page);
  }

  lookup(page: number, access: Permissions, out: NestedTranslation, _tableAccess: boolean, onStep?: OnStep) {
    return this.translate(page, access, out, onStep);
  }

  get failed(): Domain {
    return this.failure.domain;
  }

  get failedEntry(): TableEntryPlace | undefined {
    return this.failure.entry;
  }

  get failedWrite(): boolean {
    return this.failure.tableWrite;
  }

  /** Who writes its own tables does not track what is written behind them. */
  wrote(): void {
    return undefined;
  }

  /** Has stage 2 translate what stage 1 led to. */
  private goOn(
    stage2: Stage2,
    page: number,
    access: Permissions,
    out: NestedTranslation,
    onStep: OnStep | undefined,
  ): FaultReason | undefined {
    const { behind, walk } = this;
    const guestPage = walk.outputPage;
    const reason = stage2.lookup(guestPage, access, behind, false, onStep);
    if (reason !== undefined) {
      out.permissions = reason === 'PERMISSION' ? both(walk.permissions, behind.permissions) : out.permissions;
      return this.failBehind(reason, stage2, guestPage);
    }
    const shift = page - guestPage;
    out.outputPage = behind.outputPage;
    out.firstPage = Math.max(out.firstPage, behind.firstPage + shift);
    out.lastPage = Math.min(out.lastPage, behind.lastPage + shift, MAX_PAGE);
    out.permissions = both(walk.permissions, behind.permissions);
    out.clean ||= behind.clean;
    return undefined;
  }

  private failBehind(reason: FaultReason, stage2: Stage2, guestPage: number): FaultReason {
    return this.fail({
      reason,
      stage: 2,
      domain: stage2.failed,
      guestPage,
      guestOffset: undefined,
      tableAccess: false,
      tableWrite: stage2.failedWrite,
    });
  }

  private failWalk(page: number): FaultReason {
    const { walk, domain, memory, stage2 } = this;
    const fault = walk.fault!;
    const writes = walk.tableAccess === 'WRITE';
    if (fault === 'TABLE_STAGE2_FAULT') {
      return this.fail({
        reason: memory.stage2Fault!,
        stage: 2,
        domain: stage2!.failed,
        guestPage: walk.entryPage,
        guestOffset: walk.entryOffset,
        tableAccess: true,
        tableWrite: writes,
      });
    }
    return this.fail({
      reason: REASONS[fault],
      stage: this.isSecondStage ? 2 : 1,
      domain,
      guestPage: page,
      guestOffset: undefined,
      tableAccess: false,
      tableWrite: fault === 'TABLE_ABORTED' && writes,
    });
  }

  private fail(facts: Omit<TableFailure, 'entry'>): FaultReason {
    const { walk } = this;
    const own =
      walk.entryPage === NO_ENTRY
        ? undefined
        : { level: walk.level, address: addressOf(walk.entryPage, walk.entryOffset) };
    const behind = facts.domain === this.domain ? undefined : this.stage2?.failedEntry;
    this.failure = { ...facts, entry: behind ?? own };
    return facts.reason;
  }
}

/** What two stages allow together; a restriction to privileged accesses of either counts. */
function both(first: Permissions, second: Permissions): Permissions {
  return (first & second & ~PRIVILEGED) | ((first | second) & PRIVILEGED);
}
