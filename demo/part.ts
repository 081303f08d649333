/** A process of the demo, seen from inside: its plan, and its line to the process that started it. */
import type { Failed, Plan } from './messages';

/** What a process of the demo acts with. */
export interface Part<In, Out> {
  readonly plan: Plan;
  /** Tells the main process. */
  readonly tell: (message: Out) => void;
  /** Prints a line. */
  readonly say: (line: string) => void;
  /** Calls the handler with everything the main process says; what it rejects with ends this process. */
  readonly onTold: (handler: (message: In) => Promise<void>) => void;
  /** Ends this process: it cannot go on. */
  readonly fail: (error: unknown) => void;
}

/** Plays a part. The process ends when the play does, or with the main process. */
export function play<In, Out>(act: (part: Part<In, Out>) => Promise<void>): void {
  const fail = (error: unknown): void => {
    const failed: Failed = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    if (process.connected) process.send?.(failed, () => process.exit(1));
    else process.exit(1);
  };
  const part: Part<In, Out> = {
    plan: JSON.parse(process.argv[2] ?? '{}') as Plan,
    tell: (message) => {
      if (process.connected) process.send?.(message);
    },
    say: (line) => {
      process.stdout.write(`${line}\n`);
    },
    onTold: (handler) => {
      process.on('message', (message) => void handler(message as In).catch(fail));
    },
    fail,
  };
  process.on('disconnect', () => process.exit(1));
  // The main process decides what an interrupt at the terminal means.
  process.on('SIGINT', () => {});
  act(part).catch(fail);
}
