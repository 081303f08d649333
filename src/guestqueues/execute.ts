import { IommuError } from '../model/errors';
import type { CommandOutcome } from '../model/guest-queue';
import type { OperationOutcome } from '../model/operation';
import type { CommandAction } from './dialect';
import type { CommandQueueParts } from './command-queue';

/** What a command did at once. */
export interface Executed {
  /** Undefined: COMPLETED, or what its operation ends with. */
  readonly outcome?: CommandOutcome | undefined;
  readonly detail: string;
  /** The operation it began. */
  readonly operationId?: bigint | undefined;
  readonly written?: ((outcome: OperationOutcome) => Uint8Array) | undefined;
}

const DONE: Executed = { detail: '' };

/** Executes a command in the core; WAIT: it has to wait until others have completed. */
export function execute(
  parts: CommandQueueParts,
  action: Exclude<CommandAction, { kind: 'SYNC' | 'ILLEGAL' }>,
): Executed | 'WAIT' {
  switch (action.kind) {
    case 'NOTHING':
      return DONE;
    case 'IGNORED':
      return { outcome: 'IGNORED', detail: action.why };
    case 'INVALIDATE':
      return invalidate(parts, action);
    case 'RESPOND':
      return respond(parts, action);
    case 'RESUME':
      return resume(parts, action);
    case 'ABORT_STALLS':
      return abortStalls(parts, action.endpointId);
    case 'PERFORM':
      return action.perform();
  }
}

type Action<Kind extends CommandAction['kind']> = Extract<CommandAction, { kind: Kind }>;

function invalidate({ iommu }: CommandQueueParts, { entries }: Action<'INVALIDATE'>): Executed | 'WAIT' {
  if (entries.length === 0) {
    return DONE;
  }
  const { operationId, failures } = iommu.invalidate(entries, 'STOP');
  const [failure] = failures;
  if (failure?.error.reason === 'LIMIT_EXCEEDED') {
    return 'WAIT';
  }
  return failure === undefined
    ? { detail: '', operationId }
    : { detail: failure.error.message, operationId, outcome: operationId === undefined ? 'IGNORED' : undefined };
}

/** A group that was injected is known to the vIOMMU only; any other response is the endpoint's to understand. */
function respond(
  { iommu, recorded }: CommandQueueParts,
  { endpointId, pasid, prgi, rawCode }: Action<'RESPOND'>,
): Executed {
  const group = recorded.request(endpointId, pasid, prgi);
  if (group?.injected === true) {
    iommu.respond([{ cookie: group.cookie, rawCode }], 'CONTINUE');
    return DONE;
  }
  return refusedAsIgnored(() => {
    const { effect } = iommu.sendPageResponse(endpointId, { pasid, prgi, rawCode });
    return effect === 'STALE' || effect === 'UNEXPECTED' || effect === 'IGNORED'
      ? { outcome: 'IGNORED', detail: `the endpoint took the response as ${effect}` }
      : DONE;
  });
}

function resume({ iommu, recorded }: CommandQueueParts, { endpointId, stallTag, action }: Action<'RESUME'>): Executed {
  const group = recorded.stall(endpointId, stallTag);
  if (group === undefined) {
    return {
      outcome: 'IGNORED',
      detail: `endpoint ${String(endpointId)} has no access stalled under ${String(stallTag)}`,
    };
  }
  iommu.respond([{ cookie: group.cookie, rawCode: 0, stallAction: action }], 'CONTINUE');
  return DONE;
}

function abortStalls({ iommu, recorded }: CommandQueueParts, endpointId: number): Executed {
  const stalls = recorded.stallsOf(endpointId);
  iommu.respond(
    stalls.map(({ cookie }) => ({ cookie, rawCode: 0, stallAction: 'ABORT' as const })),
    'CONTINUE',
  );
  return DONE;
}

/** Runs something whose refusal means that the command does nothing. */
function refusedAsIgnored(run: () => Executed): Executed {
  try {
    return run();
  } catch (error) {
    if (error instanceof IommuError) {
      return { outcome: 'IGNORED', detail: error.message };
    }
    throw error;
  }
}
