import type { WalkFault } from '../model/explanation';
import { NONE, type Permissions } from '../model/permissions';

export type { WalkDecision, WalkFault, WalkStep } from '../model/explanation';

/** `entryPage` of a walk that read no entry. */
export const NO_ENTRY = -1;

/** The result of a walk: an object to be used again for the next one. */
export interface Walk {
  /** Undefined: the walk found a translation. */
  fault: WalkFault | undefined;

  /** Output page of the input page. Meaningful without a fault, as are `firstPage`, `lastPage`, `global` and `dirty`. */
  outputPage: number;
  /** First input page the translation holds for: the input page and the output page move together up to `lastPage`. */
  firstPage: number;
  /** Last input page the translation holds for, inclusive. */
  lastPage: number;
  /** Whether the translation is the same in all address spaces of the guest. */
  global: boolean;
  /**
   * False: the entry is not marked dirty. A cache may keep the translation for reads but must walk again for a write, or
   * the page would be written without being marked.
   */
  dirty: boolean;

  /**
   * What the tables allow, also with a PERMISSION fault; otherwise NONE. It holds for accesses of the privilege of this
   * walk. PRIVILEGED: for privileged accesses only.
   */
  permissions: Permissions;
  /** Whether `permissions` holds for accesses of both privileges. */
  forBothPrivileges: boolean;

  /** Level of the last entry, in the numbering of the architecture; 0 when there is none. */
  level: number;
  /** Page of the last entry's address, in the address space the tables use; {@link NO_ENTRY} when there is none. */
  entryPage: number;
  /** Offset of the last entry in its page, in bytes. */
  entryOffset: number;
  /** Bits 31..0 of the last entry, after any update; 0 when it could not be read. */
  entryLow: number;
  /** Bits 63..32 of the last entry; 0 when it could not be read. */
  entryHigh: number;
  /** For TABLE_ABORTED and TABLE_STAGE2_FAULT: whether reading or updating the entry failed. */
  tableAccess: 'READ' | 'WRITE';

  /** Entries read. At most the number of levels. */
  entriesRead: number;
  /** Entries updated; none by an explanation. */
  entriesWritten: number;
}

/** A result to walk with. */
export function createWalk(): Walk {
  return {
    fault: undefined,
    outputPage: 0,
    firstPage: 0,
    lastPage: 0,
    global: false,
    dirty: false,
    permissions: NONE,
    forBothPrivileges: false,
    level: 0,
    entryPage: NO_ENTRY,
    entryOffset: 0,
    entryLow: 0,
    entryHigh: 0,
    tableAccess: 'READ',
    entriesRead: 0,
    entriesWritten: 0,
  };
}
