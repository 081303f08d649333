/** A test, by its file and its full name as the source writes it: with the `%` places of a table in it. */
export interface CitedTest {
  readonly file: string;
  /** Of one test, or of a describe block and so of every test in it. */
  readonly name: string;
}

/** What a rule waits for. */
export type Capability = 'completion counts' | 'guest tables' | 'native queues';

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
      /** Name of the file in docs/adr that says why. */
      readonly adr: string;
      /** Tests of what happens instead. */
      readonly tests: readonly CitedTest[];
    }
  | { readonly status: 'not applicable'; readonly why: string }
  | { readonly status: 'pending'; readonly waitsFor: Capability };

/** One rule of PCI Express, of an architecture, or drawn from experience with both. */
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

/** We decided otherwise. */
export function different(adr: string, cited: readonly CitedTest[] = []): Standing {
  return { status: 'different', adr, tests: cited };
}

/** There is nothing here that could keep or break the rule. */
export function notApplicable(why: string): Standing {
  return { status: 'not applicable', why };
}

/** The rule applies once something else exists. */
export function pending(waitsFor: Capability): Standing {
  return { status: 'pending', waitsFor };
}
