import fc from 'fast-check';
import type { PageRequestGroup, PageRequestItem } from '../../../src/model/page-request';
import type { SubmitBatch } from '../../../src/core/iommu';
import { GroupsModel, type Expected } from './groups-model';
import { recordsOf, type Call, type Ended, type Machine, type Returned, type Watcher } from './machine';
import { play, RARE, scripts, without } from './script';
import { parameters } from './settings';

/** Items of a batch of page requests, as (endpoint, item). */
function itemsOf({ method, args }: Call): readonly { endpointId: number; item: PageRequestItem }[] {
  if (method === 'inject') {
    return args[0] as readonly { endpointId: number; item: PageRequestItem }[];
  }
  return method === 'submitPageRequests'
    ? (args[2] as readonly PageRequestItem[]).map((item) => ({ endpointId: args[1] as number, item }))
    : [];
}

function groups(machine: Machine): Watcher {
  const { iommu } = machine;
  const model = new GroupsModel(iommu.config.limits);
  let policy = iommu.config.policy;
  let before: readonly PageRequestGroup[] = [];

  function takeIn(call: Call, batch: SubmitBatch): void {
    const refused = new Set(batch.failures.map(({ index }) => index));
    const count = batch.executed + batch.failures.length;
    const expected: (Expected & { index: number })[] = [];
    itemsOf(call).forEach(({ endpointId, item }, index) => {
      if (index < count && !refused.has(index)) {
        const closed = batch.closed.find((each) => each.index === index)?.group;
        // The last credit closes the group.
        const arrived = { ...item, last: item.last || closed?.byLastCredit === true };
        const leads = model.accept(endpointId, arrived, call.method === 'inject', policy);
        expected.push(...(leads === undefined ? [] : [{ ...leads, index }]));
        if (closed?.kind === 'QUEUED' && leads?.kind === 'QUEUED') {
          model.queued(closed.cookie, leads.domainId);
        }
      }
    });
    const got = batch.closed.map(({ index, group }) => {
      if (group.kind !== 'QUEUED') {
        return { kind: group.kind, code: group.kind === 'ANSWERED' ? group.code : undefined, index };
      }
      const { domainId, pages, redelivery, delivered } = iommu.group(group.cookie)!;
      expect([redelivery, delivered]).toEqual([false, false]);
      return { kind: 'QUEUED', domainId, pages, index };
    });
    expect(got).toEqual(expected);
  }

  function follow(call: Call, ended: Ended): void {
    const [first, second, third] = call.args as readonly number[];
    if ('refused' in ended) {
      return;
    }
    switch (call.method) {
      case 'inject':
      case 'submitPageRequests':
        takeIn(call, ended.value as SubmitBatch);
        break;
      case 'createDomain': {
        const { domainId, pageRequests, nested } = ended.value as Returned<'createDomain'>;
        model.takesRequests.set(domainId, pageRequests);
        if (nested?.stage2DomainId !== undefined) {
          model.nestedOn.set(domainId, nested.stage2DomainId);
        }
        break;
      }
      case 'attach':
        model.attach(first!, second!, third!);
        break;
      case 'replace':
        if ((ended.value as Returned<'replace'>).operationId !== undefined) {
          model.detach(first!, second!);
        }
        model.attach(first!, second!, third!);
        break;
      case 'detach':
        model.detach(first!, second!);
        break;
      case 'deleteDomain':
        model.detachDomain(first!);
        break;
      case 'undeliver':
        model.undeliver(call.args[0] as readonly bigint[]);
        break;
      case 'reset':
        [...model.takesRequests.keys()].forEach((domainId) => {
          model.detachDomain(domainId);
        });
        break;
      default:
    }
  }

  /** Delivered as they were queued, whole, in the order of the queue. */
  function checkDelivery(call: Call, delivered: readonly PageRequestGroup[]): void {
    const [domainId, max] = call.args as readonly number[];
    expect(delivered.map(({ cookie }) => cookie)).toEqual(model.deliver(domainId!, max!));
    for (const group of delivered) {
      const known = before.find(({ cookie }) => cookie === group.cookie);
      expect(group).toEqual({ ...known, delivered: true });
    }
  }

  function checkRedelivery(cookies: readonly bigint[]): void {
    for (const group of before.filter(({ cookie }) => cookies.includes(cookie))) {
      expect(iommu.group(group.cookie)).toEqual({ ...group, delivered: false, redelivery: true });
    }
  }

  return {
    before: () => {
      policy = iommu.config.policy;
      before = iommu.pendingGroups(undefined, 0n, 10_000);
    },
    after: (call, ended, outputs) => {
      // What an attachment loses is lost before anything else happens in that command.
      follow(call, ended);
      recordsOf(outputs).forEach((record) => {
        model.note(record);
      });
      if (call.method === 'deliver' && 'value' in ended) {
        checkDelivery(call, ended.value as readonly PageRequestGroup[]);
      }
      if (call.method === 'undeliver') {
        checkRedelivery(call.args[0] as readonly bigint[]);
      }
      expect(iommu.statistics({}).partialPages).toBe(model.heldPages);
      expect(iommu.pendingGroups(undefined, 0n, 10_000).map(({ cookie }) => cookie)).toEqual([...model.pending.keys()]);
    },
  };
}

test('law 2: groups are delivered whole, in order, and again first when their reader is gone', () => {
  // A DMA engine makes groups of its own, of which nobody says which pages they have.
  const weights = {
    ...without('dma', 'again', 'translatedDma', 'useNested', 'invalidate', 'invalidateNested', ...RARE),
    submit: 14,
    inject: 10,
    deliver: 14,
    undeliver: 10,
  };
  fc.assert(
    fc.property(scripts(weights, ['GENERIC']), (script) => {
      play(script, groups);
    }),
    parameters('groups', 300),
  );
});
