import type { Reason } from '../../../src/model/errors';
import type { FaultReason } from '../../../src/model/fault';

/** A test, by its file and its full name as the source writes it: with the `%` places of a table in it. */
export interface CitedTest {
  readonly file: string;
  /** Of one test, or of a describe block and so of every test in it. */
  readonly name: string;
}

/** What a rule waits for. */
export type Capability = 'native queues';

/** Where a rule stands. */
export type Standing =
  | {
      readonly status: 'proven';
      readonly tests: readonly CitedTest[];
      /** A part of the rule that no test proves yet, or that the contract has no room for. */
      readonly except?: string | undefined;
    }
  | {
      readonly status: 'different';
      /** Why: the name of a file in docs/adr, or a sentence. */
      readonly because: { readonly adr: string } | { readonly why: string };
      /** Tests of what happens instead. */
      readonly tests: readonly CitedTest[];
    }
  | { readonly status: 'not applicable'; readonly why: string }
  | { readonly status: 'pending'; readonly waitsFor: Capability };

/** Errors of iommufd, by name. */
export type Errno =
  | 'EADDRINUSE'
  | 'EBADF'
  | 'EBUSY'
  | 'EDEADLOCK'
  | 'EEXIST'
  | 'EFAULT'
  | 'EINVAL'
  | 'EIO'
  | 'EMSGSIZE'
  | 'ENODEV'
  | 'ENOENT'
  | 'ENOSPC'
  | 'EOPNOTSUPP'
  | 'EOVERFLOW'
  | 'EPERM';

/** How a case ends in iommufd, and how here. */
export interface Errors {
  /** Undefined: it is no error there. */
  readonly errno?: Errno;
  /** Why the call is refused, each for its part of the case; empty: it is not. */
  readonly reasons: readonly Reason[];
  /** The field that the refusal names, where only that tells two cases of one call apart. */
  readonly field?: string;
  /** How an access ends, which is a result and no refusal. */
  readonly fault?: FaultReason;
}

/** One rule of PCI Express, of an architecture, of iommufd, or drawn from experience with them. */
export interface Rule {
  readonly id: string;
  /** The rule in our words. */
  readonly says: string;
  /** Where it is written. */
  readonly section?: string;
  /** `unchecked`: known, but not read in its source again, as a whole or in part. */
  readonly confidence?: 'unchecked';
  /**
   * What public code, document or mail says or does the same: repository:path, with the commit or message where it
   * matters, or the name of the document.
   */
  readonly seen?: string;
  /** For a rule of iommufd about an error. */
  readonly errors?: Errors;
  readonly standing: Standing;
}

/** Cites tests of one file. */
export function tests(file: string, ...names: string[]): readonly CitedTest[] {
  return names.map((name) => ({ file, name }));
}

/** The rule holds, and these tests would fail if it did not. */
export function proven(cited: readonly CitedTest[], except?: string): Standing {
  return { status: 'proven', tests: cited, except };
}

/** We decided otherwise, on record. */
export function different(adr: string, cited: readonly CitedTest[] = []): Standing {
  return { status: 'different', because: { adr }, tests: cited };
}

/** It is otherwise here, for a reason that one sentence can say. */
export function otherwise(why: string, cited: readonly CitedTest[] = []): Standing {
  return { status: 'different', because: { why }, tests: cited };
}

/** An error of iommufd that is a refusal here. */
export function refused(errno: Errno, ...reasons: readonly Reason[]): Errors {
  return { errno, reasons };
}

/** As {@link refused}; the field that is named tells it from another case of the same call. */
export function refusedBy(field: string, errno: Errno, ...reasons: readonly Reason[]): Errors {
  return { errno, reasons, field };
}

/** No error of iommufd, but a refusal here. */
export function refusedHere(...reasons: readonly Reason[]): Errors {
  return { reasons };
}

/** An error of iommufd that is none here. */
export function allowed(errno: Errno): Errors {
  return { errno, reasons: [] };
}

/** An error of iommufd that is the result of an access here. */
export function faulted(errno: Errno, fault: FaultReason): Errors {
  return { errno, reasons: [], fault };
}

/** There is nothing here that could keep or break the rule. */
export function notApplicable(why: string): Standing {
  return { status: 'not applicable', why };
}

/** The rule applies once something else exists. */
export function pending(waitsFor: Capability): Standing {
  return { status: 'pending', waitsFor };
}
