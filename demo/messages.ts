/**
 * What the processes of the demo tell each other about the play itself; everything else goes by gRPC. A plan is the only
 * argument of a program, as JSON; messages are JSON objects, one a line, both ways on the socket that NODE_CHANNEL_FD
 * numbers. So a VMM prototype can be written in any language. Its standard output and error are shown; when the socket
 * ends it ends too.
 */

/** What a process of the demo is started with. */
export interface Plan {
  /** Socket of the VMM. */
  readonly vmmSocket: string;
  /** Socket of the device model, where only a device's calls are allowed. */
  readonly deviceSocket: string;
  /** The directory shared with the server. */
  readonly memoryDirectory: string;
  readonly file: string;
  readonly fileBytes: number;
  /** The VMM was there before: everything exists, and its groups come again. */
  readonly resume: boolean;
  /** The VMM stops answering when it has brought in so many pages; unset: never. */
  readonly stallAfterPages: number | undefined;
}

/** What was answered, counted by one side. */
export interface Counts {
  readonly pages: number;
  readonly groups: number;
  readonly success: number;
  readonly invalid: number;
}

/** A group as the VMM has received it. */
export interface SeenGroup {
  /** In hexadecimal, after `0x`: JSON numbers are not exact. */
  readonly cookie: string;
  /** What it asks for, in words: the same for the same group. */
  readonly what: string;
  readonly redelivery: boolean;
}

/** From the VMM. */
export type FromVmm =
  /** The guest is up: a device can be plugged in. */
  | { readonly kind: 'ready' }
  /** Groups were received. */
  | { readonly kind: 'groups'; readonly groups: readonly SeenGroup[] }
  /** It has stopped answering: these groups are left as they are. */
  | { readonly kind: 'held'; readonly cookies: readonly string[] }
  /** The unmap waits for the device. */
  | { readonly kind: 'waiting' }
  /** The unmap has ended. */
  | { readonly kind: 'unmapped'; readonly outcome: string }
  /** Part of guest RAM was read. */
  | { readonly kind: 'reading' }
  /** Guest RAM was read. */
  | {
      readonly kind: 'verified';
      readonly sha256: string;
      readonly counts: Counts;
      readonly late: number;
      readonly invalidations: number;
      /** Groups as the server counts them. */
      readonly accepted: number;
      readonly answered: number;
    };

/** From the device model. */
export type FromDevice =
  /** So much of the file is in the guest. */
  | { readonly kind: 'progress'; readonly bytes: number }
  /** All of it is, and the guard was hit. */
  | {
      readonly kind: 'streamed';
      readonly sha256: string;
      readonly elapsedMs: number;
      readonly p50Ms: number;
      readonly p99Ms: number;
    }
  /** The unmapped range was touched again. */
  | { readonly kind: 'touched'; readonly groups: number; readonly counts: Counts };

/** From any of them: it cannot go on. */
export interface Failed {
  readonly kind: 'failed';
  readonly reason: string;
}

/** To the VMM. */
export type ToVmm =
  /** Unmap the ring, or everything in its domain. */
  | { readonly kind: 'unmap'; readonly everything: boolean }
  /** Answer once too often, read guest RAM, count. */
  | { readonly kind: 'verify' }
  | { readonly kind: 'finish' };

/** To the device model. */
export type ToDevice = { readonly kind: 'touch' } | { readonly kind: 'finish' };
