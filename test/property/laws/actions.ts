import { MAX_PAGE } from '../../../src/base/u64';
import type { Iommu } from '../../../src/core/iommu';
import type { MapItem } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import {
  accessOf,
  address,
  ALLOWED,
  dmaOf,
  entryOf,
  granulesOf,
  id,
  itemOf,
  lateCookie,
  PAGING,
  pageOf,
  pasidOf,
  pendingCookie,
  pick,
  POLICIES,
  requestOf,
  responseOf,
  SHAPES,
  STALLING,
  TICKS,
  timeoutOf,
} from './arguments';
import type { Machine } from './machine';
import { unmap } from './space-actions';
import { MISBEHAVIOUR_ACTIONS } from './misbehaviour-actions';
import { NESTED_ACTIONS } from './nested-actions';
import { RARE_ACTIONS } from './rare-actions';
import { SPACE_ACTIONS } from './space-actions';
import type { Step } from './script';

/** Three endpoints that can fault, and some pages at which they do not, so that short scripts already say something. */
export function begin(machine: Machine): void {
  for (const e of [0, 1, 2]) {
    const step: Step = { act: 'prepare', e, d: e % 2, p: 0, page: e, n: 0, m: 0 };
    ACTIONS.prepare(machine, step);
    ACTIONS.map(machine, { ...step, page: e + 1, n: 3 });
  }
  if (machine.start.dirty) {
    machine.call('setDirtyTracking', id(0), true);
    machine.call('setDirtyTracking', id(1), true);
  }
  if (machine.start.guests) {
    const step: Step = { act: 'prepareNested', e: 0, d: 0, p: 0, page: 0, n: 0, m: 0 };
    ACTIONS.prepareNested(machine, step);
    ACTIONS.prepareNested(machine, { ...step, e: 1, p: 2 });
    ACTIONS.prepareNested(machine, { ...step, e: 2, n: 1 });
  }
}

/** What a step does to a machine. Arguments may be wrong: then the command is refused. */
export const ACTIONS = {
  /** Brings an endpoint with this domain into the state in which most happens. */
  prepare(machine, step) {
    const stalls = step.e === 2 && machine.iommu.config.profile === 'SMMUV3';
    machine.call('createEndpoint', id(step.e), stalls ? STALLING : pick(SHAPES, step.e));
    machine.call('createDomain', id(step.d), PAGING);
    if (machine.speaker(id(step.e)) === 'EXTERNAL') {
      machine.call('connect', id(step.e));
    }
    machine.call('attach', id(step.e), pasidOf(step), id(step.d), BigInt(step.n * 1000 + step.e));
    machine.call('setAts', id(step.e), true);
    machine.call('enablePri', id(step.e));
    machine.call('map', id(step.d), [itemOf(machine, { ...step, m: 0 })], 'CONTINUE');
  },
  createEndpoint(machine, step) {
    machine.call('createEndpoint', step.n % 8 === 0 ? 0 : id(step.e), pick(SHAPES, step.n));
  },
  deleteEndpoint(machine, step) {
    machine.call('deleteEndpoint', id(step.e), step.n % 2 === 0);
  },
  createDomain(machine, step) {
    const kind = pick(['PAGING', 'PAGING', 'IDENTITY', 'BLOCKED'] as const, step.n);
    const pageRequests = step.m % 4 !== 0;
    const dirtyTracking = step.m % 3 === 0 && kind === 'PAGING';
    machine.call('createDomain', step.n % 8 === 0 ? 0 : id(step.d), { kind, pageRequests, dirtyTracking });
  },
  deleteDomain(machine, step) {
    machine.call('deleteDomain', id(step.d), step.n % 2 === 0, timeoutOf(step));
  },
  attach(machine, step) {
    machine.call('attach', id(step.e), pasidOf(step), id(step.d), BigInt(step.n));
  },
  replace(machine, step) {
    machine.call('replace', id(step.e), pasidOf(step), id(step.d), BigInt(step.n % 4), timeoutOf(step));
  },
  detach(machine, step) {
    machine.call('detach', id(step.e), pasidOf(step), timeoutOf(step));
  },
  setAts(machine, step) {
    machine.call('setAts', id(step.e), step.n % 3 !== 0, timeoutOf(step));
  },
  enablePri(machine, step) {
    machine.call('enablePri', id(step.e), step.n % 3 === 0 ? step.m % 6 : undefined);
  },
  disablePri(machine, step) {
    machine.call('disablePri', id(step.e));
  },
  resetPri(machine, step) {
    machine.call('resetPri', id(step.e));
  },
  resetFunction(machine, step) {
    machine.call('resetFunction', id(step.e));
  },
  surpriseRemove(machine, step) {
    machine.call('surpriseRemove', id(step.e));
  },
  connect(machine, step) {
    machine.call('connect', id(step.e));
  },
  disconnect(machine, step) {
    machine.call('disconnect', id(step.e));
  },
  submit(machine, step) {
    machine.call('submitPageRequests', machine.speaker(id(step.e)), id(step.e), [requestOf(step)], 'CONTINUE');
  },
  submitBatch(machine, step) {
    const items = [0, 1, 2].map((i) => requestOf({ ...step, page: step.page + i, n: step.n + i }));
    machine.call('submitPageRequests', machine.speaker(id(step.e)), id(step.e), items, 'STOP');
  },
  inject(machine, step) {
    machine.call('inject', [{ endpointId: id(step.e), item: requestOf(step) }], 'CONTINUE');
  },
  deliver(machine, step) {
    machine.call('deliver', id(step.d), step.n % 4);
  },
  /** The controller of a domain is gone. */
  undeliver(machine, step) {
    const held = machine.delivered.get(id(step.d)) ?? [];
    machine.delivered.delete(id(step.d));
    machine.call('undeliver', held);
  },
  respond(machine, step) {
    machine.call('respond', [responseOf(pendingCookie(machine, step.n), step)], 'CONTINUE');
  },
  respondLate(machine, step) {
    machine.call('respond', [responseOf(lateCookie(machine, step.n), step)], 'CONTINUE');
  },
  respondBatch(machine, step) {
    const all = machine.pending().slice(0, 3);
    machine.call(
      'respond',
      all.map(({ cookie }, i) => responseOf(cookie, { ...step, m: step.m + i })),
      'STOP',
    );
  },
  resolve(machine, step) {
    const cookie = step.m % 4 === 0 ? lateCookie(machine, step.n) : pendingCookie(machine, step.n);
    // For a group that has ended nothing must be mapped.
    const asked = machine.iommu.group(cookie)?.pages ?? [{ page: pageOf(step) }];
    const mappings = asked.map(({ page }) => ({
      ...itemOf(machine, step),
      firstPage: page - (page % machine.granule),
      lastPage: page - (page % machine.granule) + machine.granule - 1,
      permissions: READ | WRITE,
    }));
    machine.call('resolve', [{ cookie, mappings }], 'CONTINUE');
  },
  map(machine, step) {
    machine.call('map', id(step.d), [itemOf(machine, step)], 'CONTINUE');
  },
  /** Other permissions for a mapping there is. */
  setPermissions(machine, step) {
    const domain = machine.iommu.domains(step.d, 1).find(({ domainId }) => domainId !== machine.apart);
    const known = domain?.kind === 'PAGING' ? machine.iommu.mappings(domain.domainId, 0, 8) : [];
    if (domain !== undefined && known.length > 0) {
      const { firstPage, lastPage, outputFirstPage } = pick(known, step.page);
      const item: MapItem = {
        firstPage,
        lastPage,
        outputFirstPage,
        permissions: pick(ALLOWED, step.n),
        ifMapped: 'SET_PERMISSIONS',
      };
      machine.call('map', domain.domainId, [item], 'CONTINUE', timeoutOf(step));
    }
  },
  unmap(machine, step) {
    const everything = { firstPage: 0, lastPage: MAX_PAGE };
    const range = step.n % 6 === 0 ? everything : granulesOf(machine, step, step.n % 3);
    unmap(machine, id(step.d), range, step);
  },
  invalidate(machine, step) {
    machine.call('invalidate', [entryOf(step)], 'CONTINUE', timeoutOf(step));
  },
  complete(machine, step) {
    const open = machine.sentInvalidations();
    const next = open.length === 0 || step.m % 8 === 0 ? undefined : pick(open, step.n);
    const endpointId = next?.endpointId ?? id(step.e);
    const tags = next === undefined ? [step.n % 32] : [next.itag!, ...(step.m % 4 === 1 ? [next.itag!] : [])];
    machine.call('completeInvalidations', machine.speaker(endpointId), endpointId, tags);
  },
  translate(machine, step) {
    const request = {
      pasid: pasidOf(step),
      firstPage: pageOf(step),
      pageCount: 1 + (step.n % 4),
      permissions: accessOf(step),
    };
    machine.call('requestTranslation', machine.speaker(id(step.e)), id(step.e), request);
  },
  dma(machine, step) {
    const dma = dmaOf(step);
    const speaker = machine.speaker(id(step.e));
    machine.call('issueDma', speaker, id(step.e), {
      ...dma,
      addressType: speaker === 'EXTERNAL' ? 'UNTRANSLATED' : dma.addressType,
    });
  },
  /** The latest DMA once more: whatever changed meanwhile, it meets what is cached. */
  again(machine, step) {
    const dmas = machine.calls.filter(({ method, args }) => method === 'issueDma' && args[1] !== machine.apart);
    const { args } = dmas.at(-1 - (step.n % 3)) ?? { args: [] };
    if (args.length > 0) {
      machine.call('issueDma', ...(args as Parameters<Iommu['issueDma']>));
    }
  },
  /** Mostly what was granted lately to whom it was granted. */
  translatedDma(machine, step) {
    const latest = machine.granted.slice(-5);
    const granted = step.n % 8 === 0 || latest.length === 0 ? undefined : pick(latest, step.n);
    const { endpointId, page } = granted ?? { endpointId: id(step.e), page: 16 + step.n };
    machine.call('issueDma', machine.speaker(endpointId), endpointId, {
      addressType: 'TRANSLATED',
      pasid: NO_PASID,
      address: address(page),
      transfer: step.m % 2 === 0 ? { kind: 'READ', length: 8 } : { kind: 'WRITE', data: new Uint8Array([1, 2, 3]) },
    });
  },
  injectFault(machine, step) {
    machine.call('injectFault', { endpointId: id(step.e), reason: 'NOT_MAPPED', pasid: pasidOf(step), iova: 0x1000n });
  },
  tick(machine, step) {
    machine.call('tick', machine.iommu.now + pick(TICKS, step.n));
  },
  update(machine, step) {
    machine.call('update', pick(POLICIES, step.n));
  },
  reset(machine, _step) {
    machine.delivered.clear();
    machine.call('reset', machine.iommu.incarnation + 1);
    begin(machine);
  },
  probe(machine, step) {
    machine.call('probe', id(step.e), pasidOf(step), address(step.page), accessOf(step));
  },
  ...RARE_ACTIONS,
  ...NESTED_ACTIONS,
  ...SPACE_ACTIONS,
  ...MISBEHAVIOUR_ACTIONS,
} satisfies Record<string, (machine: Machine, step: Step) => void>;

/** Name of an action. */
export type ActionName = keyof typeof ACTIONS;
