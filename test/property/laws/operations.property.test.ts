import fc from 'fast-check';
import type { EndpointView } from '../../../src/model/endpoint';
import { RAW_CODES } from '../../../src/model/page-request';
import { recordsOf, type Call, type Machine, type Watcher } from './machine';
import { play, scripts, type Weights } from './script';
import { parameters } from './settings';

/** Transfers, and what they wait for. */
const WEIGHTS: Weights = {
  prepare: 4,
  createRare: 4,
  miss: 24,
  dma: 4,
  respond: 10,
  respondBatch: 3,
  resolve: 4,
  respondStall: 4,
  sendResponse: 3,
  submit: 3,
  deliver: 3,
  stopPasid: 3,
  stopMarker: 1,
  enablePri: 4,
  disablePri: 3,
  resetPri: 2,
  forcePri: 2,
  resetFunction: 2,
  surpriseRemove: 1,
  deleteEndpoint: 1,
  attach: 3,
  detach: 2,
  replace: 2,
  deleteDomain: 1,
  drain: 3,
  setAts: 2,
  updateContext: 1,
  unmap: 4,
  invalidate: 4,
  translate: 3,
  complete: 2,
  tick: 4,
  update: 1,
  configure: 2,
  exhaust: 2,
  prepareNested: 5,
  useNested: 8,
  writeLeaf: 3,
  writeUpper: 1,
  invalidateNested: 3,
  unmapBelow: 3,
  deleteNested: 1,
  guestPhysical: 1,
  reset: 1,
};

/** The operation that a command began, if it began one. */
function begunBy({ method }: Call, value: unknown): bigint | undefined {
  return method === 'setAts'
    ? (value as bigint | undefined)
    : (value as { operationId?: bigint } | undefined)?.operationId;
}

/** Operations that have not ended, by the commands that began them. */
class OpenOperations {
  private readonly begun = new Map<bigint, Call>();

  constructor(private readonly machine: Machine) {}

  begin(operationId: bigint, call: Call): void {
    expect(this.begun.has(operationId)).toBe(false);
    this.begun.set(operationId, call);
  }

  end(operationId: bigint): void {
    expect([operationId, this.begun.delete(operationId)]).toEqual([operationId, true]);
  }

  /** A DMA is open only while its endpoint is owed something. */
  checkTransfers(): void {
    for (const endpoint of this.machine.iommu.endpoints(0, 1000)) {
      const { endpointId, outstandingDma } = endpoint;
      const own = [...this.begun.values()].filter(
        ({ method, args }) => method === 'issueDma' && args[1] === endpointId,
      );
      expect([endpointId, outstandingDma]).toEqual([endpointId, own.length]);
      if (own.length > 0) {
        expect([endpointId, this.isOwed(endpoint)]).toEqual([endpointId, true]);
      }
    }
  }

  /** Of everything else, time ends all but what waits for answers without a limit. */
  checkEnd(): void {
    const pending = this.machine.iommu.pendingGroups(undefined, 0n, 10_000);
    for (const { method, args } of this.begun.values()) {
      if (method !== 'issueDma') {
        const [endpointId, pasid, style, timeoutNs] = args;
        expect([method, style, timeoutNs]).toEqual(['stopPasid', 'WAIT_FOR_RESPONSES', undefined]);
        expect(pending.some((group) => group.endpointId === endpointId && group.pasid === pasid)).toBe(true);
      }
    }
  }

  /** Whether an answer to page requests or to a stall is due, or others are in the way of a stall. */
  private isOwed({ endpointId, pri, config }: EndpointView): boolean {
    const { iommu } = this.machine;
    if (pri !== undefined) {
      return pri.outstandingPageRequests > 0;
    }
    const attachments = iommu.attachments(undefined, undefined, 1000).filter((each) => each.endpointId === endpointId);
    const domains = attachments.map(({ domainId }) => domainId);
    const groups = iommu.pendingGroups(undefined, 0n, 10_000);
    return config.stall !== undefined && groups.some(({ domainId }) => domains.includes(domainId));
  }
}

function watch(open: OpenOperations): Watcher {
  return {
    after: (call, ended, outputs) => {
      const operationId = 'value' in ended ? begunBy(call, ended.value) : undefined;
      if (operationId !== undefined) {
        open.begin(operationId, call);
      }
      for (const record of recordsOf(outputs)) {
        if (record.kind === 'OPERATION_ENDED') {
          open.end(record.operationId);
        }
      }
      // Delivering makes room, which is used with the next command.
      if (call.method !== 'deliver') {
        open.checkTransfers();
      }
    },
  };
}

test('law 5: every operation ends once, with time if not before, and no transfer waits for what nobody owes', () => {
  fc.assert(
    fc.property(scripts(WEIGHTS, ['GENERIC', 'SMMUV3']), (script) => {
      let open: OpenOperations | undefined;
      const machine = play(script, (played) => {
        open = new OpenOperations(played);
        return watch(open);
      });
      const { iommu } = machine;
      machine.call('tick', iommu.now);
      for (let due = iommu.nextDeadline; due !== undefined; due = iommu.nextDeadline) {
        expect(due).toBeGreaterThan(iommu.now);
        machine.call('tick', due);
      }
      open!.checkEnd();
      // With every group answered nothing but unclosed groups keeps anybody waiting.
      for (let rest = machine.pending(); rest.length > 0; rest = machine.pending()) {
        const answers = rest.map(({ cookie }) => ({ cookie, rawCode: RAW_CODES.INVALID_REQUEST }));
        machine.call('respond', answers, 'CONTINUE');
      }
    }),
    parameters('operations', 200),
  );
});
