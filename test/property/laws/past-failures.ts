import type { Script } from './script';

/** Scripts that once broke a law, by the law's name. They run before anything that is drawn by chance. */
export const PAST_FAILURES: Readonly<Record<string, readonly Script[]>> = {};
