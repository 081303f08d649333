import { tests, type CitedTest } from './rule';

const cite =
  (file: string) =>
  (...names: string[]): readonly CitedTest[] =>
    tests(file, ...names);

/** Files that the ledger cites. */
export const registers = cite('test/conformance/pri-registers.test.ts');
export const groups = cite('test/conformance/pri-groups.test.ts');
export const responses = cite('test/conformance/pri-responses.test.ts');
export const automatic = cite('test/conformance/automatic-answers.test.ts');
export const ats = cite('test/conformance/ats.test.ts');
export const invalidation = cite('test/conformance/invalidation.test.ts');
export const pain = cite('test/conformance/pain-points.test.ts');
export const invalidator = cite('test/unit/core/invalidator.test.ts');
export const accounts = cite('test/property/laws/accounts.property.test.ts');
export const wholeGroups = cite('test/property/laws/groups.property.test.ts');
