import type { Policy, PolicyPatch } from '../model/viommu';

/** What of a vIOMMU can change while it runs: its policy, and what becomes of accesses without attachment. */
export class Settings {
  /**
   * @param current the policy
   * @param bypassUnattached whether accesses without attachment pass untranslated
   */
  constructor(
    private current: Policy,
    public bypassUnattached = false,
  ) {}

  get policy(): Policy {
    return this.current;
  }

  /** Changes what is defined in the patch. */
  update(patch: PolicyPatch): void {
    const { automaticAnswers, quirks, ...rest } = patch;
    this.current = {
      ...this.current,
      ...defined(rest),
      automaticAnswers: { ...this.current.automaticAnswers, ...defined(automaticAnswers ?? {}) },
      quirks: { ...this.current.quirks, ...defined(quirks ?? {}) },
    };
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What of an object is defined. */
export function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
