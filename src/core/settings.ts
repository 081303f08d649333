import type { Policy, PolicyPatch } from '../model/viommu';

/** The policy of a vIOMMU, which can change while it runs. */
export class Settings {
  constructor(private current: Policy) {}

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
