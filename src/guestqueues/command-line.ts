import type { CommandOutcome } from '../model/guest-queue';
import type { Command } from './dialect';
import type { Executed } from './execute';
import type { QueueEntry } from './submission';

/** An entry of a command queue that has not ended, and what it means. */
export interface Line extends QueueEntry {
  /** Grows in the order of the queue. */
  readonly serial: number;
  command: Command | undefined;
  /** Guest memory did not give it. */
  readonly isUnreadable: boolean;
}

/** A command that began an operation, which has not ended. */
export interface Running {
  readonly line: Line;
  readonly executed: Executed;
}

/** What is told of a command besides how it ended. */
export interface CommandEnd {
  /** For people; empty: nothing needs to be said. */
  readonly detail: string;
  /** Who did not complete; undefined: nobody. */
  readonly endpointIds?: readonly number[];
  /** What the device-writable part gets. */
  readonly written?: Uint8Array | undefined;
}

/** Tells the call that an entry came with what became of it; once. */
export function settleLine(
  { submission, index, command }: Line,
  outcome: CommandOutcome,
  { detail, endpointIds = [], written }: CommandEnd,
): void {
  submission.settle({
    index,
    outcome,
    kind: command?.kind ?? '',
    scope: outcome === 'NOT_CONSUMED' ? undefined : command?.scope,
    detail,
    endpointIds,
    written,
  });
}
