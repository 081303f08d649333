/** A story as the loader gives it to the runner; docs/stories.md says how it is written. */
import type { JsonObject, Path } from './json';

/** A story. */
export interface Story {
  readonly name: string;
  readonly story: string;
  readonly steps: readonly Step[];
}

/** One step: what a person would tell, and what is done. */
export interface Step {
  readonly say: string;
  readonly action: Action;
}

/** A refusal as a story expects it; what is left out may be anything. */
export interface ExpectedRefusal {
  readonly reason: string;
  readonly code: string | undefined;
  readonly field: string | undefined;
  /** Expected partially, with references. */
  readonly metadata: JsonObject | undefined;
}

/** What a unary call is to end with. */
export interface ExpectedReply {
  /** Undefined: the call succeeds. */
  readonly refusal: ExpectedRefusal | undefined;
  /** Compared with the response. */
  readonly expect: JsonObject;
  readonly save: Saves;
}

/** Names to save, each with the path of its value. */
export type Saves = Readonly<Record<string, Path>>;

/** What a step does. */
export type Action =
  | { readonly kind: 'call'; readonly method: string; readonly request: JsonObject; readonly reply: ExpectedReply }
  | { readonly kind: 'start'; readonly name: string; readonly method: string; readonly request: JsonObject }
  | { readonly kind: 'finish'; readonly name: string; readonly reply: ExpectedReply }
  | { readonly kind: 'open'; readonly name: string; readonly method: string; readonly request: JsonObject }
  | { readonly kind: 'send'; readonly stream: string; readonly message: JsonObject }
  | Receive
  | { readonly kind: 'silent' | 'pause' | 'resume' | 'close' | 'cancel'; readonly stream: string }
  | { readonly kind: 'ended'; readonly stream: string; readonly refusal: ExpectedRefusal | undefined }
  | { readonly kind: 'repeat'; readonly times: number; readonly as: string; readonly steps: readonly Step[] };

/** Takes messages from a stream. */
export interface Receive {
  readonly kind: 'receive';
  readonly stream: string;
  readonly expect: JsonObject;
  readonly save: Saves;
  /** What happens to messages before the one expected; undefined: there may be none. */
  readonly skip: 'drop' | 'keep' | undefined;
  /** How many messages, each as expected; saved names are then lists. Undefined: one. */
  readonly times: number | undefined;
}
