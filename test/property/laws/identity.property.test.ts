import fc from 'fast-check';
import type { AttachmentView } from '../../../src/model/domain';
import type { PageRequestGroup } from '../../../src/model/page-request';
import type { AutomaticAnswer, GroupDiscarded, ReportRecord } from '../../../src/model/report';
import { recordsOf, type Machine, type Watcher } from './machine';
import { everyScript, play } from './script';
import { parameters } from './settings';

const keyOf = (endpointId: number, pasid: number) => `${endpointId}/${pasid}`;

/** Attachments as they are told when they are made. */
function attachmentsOf(machine: Machine): Map<string, AttachmentView> {
  const list = machine.iommu.attachments(undefined, undefined, 10_000);
  return new Map(list.map((each) => [keyOf(each.endpointId, each.pasid), each]));
}

/** Whether the vIOMMU ended what was never queued. */
function hasNoGroup(record: ReportRecord): record is (AutomaticAnswer | GroupDiscarded) & { cookie: undefined } {
  return (record.kind === 'AUTOMATIC_ANSWER' || record.kind === 'GROUP_DISCARDED') && record.cookie === undefined;
}

/** Every report names the attachment under which it came. */
function identity(machine: Machine): Watcher {
  let before = new Map<string, AttachmentView>();
  const groups = new Map<bigint, PageRequestGroup>();
  let generation = 0;
  return {
    before: () => {
      before = attachmentsOf(machine);
    },
    after: (call, _ended, outputs) => {
      const now = attachmentsOf(machine);
      for (const [key, attachment] of now) {
        if (before.get(key)?.generation !== attachment.generation) {
          expect(attachment.generation).toBe(generation + 1);
          generation = attachment.generation;
        }
      }
      for (const group of machine.iommu.pendingGroups(undefined, 0n, 10_000)) {
        const known = groups.get(group.cookie);
        const { endpointId, pasid } = group;
        const { config } = machine.iommu.endpoint(endpointId);
        const attachment = now.get(keyOf(endpointId, pasid));
        // It is pending, so the attachment it came through stands.
        expect(group).toMatchObject({
          domainId: attachment?.domainId,
          deviceCookie: attachment?.deviceCookie,
          attachmentGeneration: attachment?.generation,
          requesterId: config.requesterId,
          virtualId: config.virtualId,
        });
        const { delivered, redelivery } = group;
        expect(group).toEqual({ ...(known ?? group), delivered, redelivery });
        groups.set(group.cookie, group);
      }
      for (const record of recordsOf(outputs)) {
        if (record.kind === 'AUTOMATIC_ANSWER' && record.cookie !== undefined && groups.has(record.cookie)) {
          const { endpointId, pasid, prgi, domainId, deviceCookie, injected, sequence } = groups.get(record.cookie)!;
          const same = { endpointId, pasid, prgi, domainId, deviceCookie, injected, groupSequence: sequence };
          expect(record).toMatchObject(same);
        } else if (record.kind === 'FAULT_EVENT' || hasNoGroup(record)) {
          const key = keyOf(record.endpointId, record.pasid);
          const possible = [before.get(key), now.get(key)].map((each) => [each?.domainId, each?.deviceCookie]);
          const nested = record.kind === 'FAULT_EVENT' ? record.nested : undefined;
          expect(possible).toContainEqual([nested?.attachedDomainId ?? record.domainId, record.deviceCookie]);
          if (nested !== undefined) {
            const attached = machine.iommu.domain(nested.attachedDomainId);
            const below = attached.nested?.stage2DomainId;
            expect(record.domainId).toBe(nested.stage === 2 ? (below ?? attached.domainId) : attached.domainId);
          }
        } else if (record.kind === 'GROUP_ANSWERED' || record.kind === 'GROUP_DISCARDED') {
          const group = groups.get(record.cookie ?? 0n);
          const { endpointId, domainId, groupSequence } = record;
          expect([endpointId, domainId, groupSequence]).toEqual([group?.endpointId, group?.domainId, group?.sequence]);
        }
      }
      if (call.method === 'reset') {
        groups.clear();
      }
    },
  };
}

test('law 4: every report carries the attachment under which it came', () => {
  fc.assert(
    fc.property(everyScript(), (script) => {
      play(script, identity);
    }),
    parameters('identity', 200),
  );
});
