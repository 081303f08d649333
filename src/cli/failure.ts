/** What went wrong, as one line and an exit code. */
import { Code, InvalidRequestError, ViommuError } from '../../clients/typescript';
import { StoryFailure } from '../../clients/typescript/story';
import { EXIT, type ExitCode } from './command';
import { UsageError } from './usage-error';

/** How a command that failed ends. */
export interface Failure {
  readonly exit: ExitCode;
  /** One line, with the reason for machines in brackets; below it what there is to choose from, or what came instead. */
  readonly text: string;
}

/** A text on one line, without anything a terminal would obey. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** Why there is no connection, out of what grpc-js says about it. */
function connectionProblem(message: string): string {
  const [, reason] = /Last error: (?:Error: )?(.*?)\.? *(?:Resolution note:.*)?$/.exec(message) ?? [];
  return reason ?? message;
}

/**
 * Explains what was thrown.
 *
 * @param error what was thrown
 * @param target where the server was looked for
 * @param signal what may have ended the wait
 * @returns undefined for what no user can have caused
 */
export function explain(error: unknown, target: string, signal: AbortSignal): Failure | undefined {
  if (error instanceof UsageError) {
    const choices = error.choices.map((choice) => `\n  ${choice}`);
    return { exit: EXIT.usage, text: [oneLine(error.message), ...choices].join('') };
  }
  if (error instanceof StoryFailure) {
    const [first = '', ...rest] = error.message.split('\n').map(oneLine);
    return { exit: EXIT.notAsAsked, text: [`${first} [STEP_FAILED]`, ...rest.map((line) => `  ${line}`)].join('\n') };
  }
  if (!(error instanceof ViommuError)) return undefined;
  const text = `${oneLine(error.message)} [${error.reason ?? error.codeName}]`;
  if (error instanceof InvalidRequestError) return { exit: EXIT.usage, text };
  if (error.reason !== undefined) return { exit: EXIT.refused, text };
  if (signal.aborted && error.code === Code.CANCELLED) {
    return { exit: EXIT.interrupted, text: 'interrupted; what the server has accepted goes on [CANCELLED]' };
  }
  if (error.code === Code.UNAVAILABLE) {
    const problem = connectionProblem(oneLine(error.message));
    const wayOut = 'start it with "make serve", or say with --target or VIOMMU_TARGET where it listens';
    return {
      exit: EXIT.unreachable,
      text: `no server at ${target}: ${problem}; ${wayOut} [UNAVAILABLE]`,
    };
  }
  // Where the timeout ends a watch it cancels what the watch was asking for.
  if (error.code === Code.DEADLINE_EXCEEDED || error.code === Code.CANCELLED) {
    const what = 'no answer within the --timeout; what the server has accepted goes on';
    return { exit: EXIT.notAsAsked, text: `${what} [DEADLINE_EXCEEDED]` };
  }
  return { exit: EXIT.refused, text };
}
