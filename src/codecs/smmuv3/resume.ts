/**
 * Answers to stalled transactions (IHI 0070 4.7).
 *
 *   SSec 10   Ac 12   Ab 13   StreamID 63:32   STAG 79:64
 */
import { bits, flag, printed } from '../field';
import type { Given } from '../layout';
import { command, secure, SID, SSEC } from './command';
import { resumeAction, RESUME_BITS, type ResumeAction } from './responses';

function complete(given: Given): Given | string {
  const { action } = given;
  if (action === undefined) return given;
  if (typeof action === 'string' && Object.hasOwn(RESUME_BITS, action)) {
    return { ...RESUME_BITS[action as ResumeAction], ...given };
  }
  return `action = ${printed(action)} is none; give one of ${Object.keys(RESUME_BITS).join(', ')}`;
}

/** Resumes or ends one stalled transaction. A StreamID and STAG that match none do nothing. */
export const RESUME = command('CMD_RESUME', 0x44, [SSEC, flag('ac', 12), flag('ab', 13), SID, bits('stag', 79, 64)], {
  derived: { action: ({ ac, ab }) => resumeAction(ac, ab) },
  complete,
  violation: secure,
});

/** Ends every stalled transaction of a stream that aborts by now. */
export const STALL_TERM = command('CMD_STALL_TERM', 0x45, [SSEC, SID], { violation: secure });
