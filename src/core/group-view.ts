import { FAULT_REASONS } from '../model/fault';
import type { GroupPage, PageRequestGroup } from '../model/page-request';
import { ALL_PERMISSIONS } from '../model/permissions';
import type { Endpoint } from './endpoint';
import { GroupFlag, type GroupStore } from './group-store';

/** A pending group as readers see it. */
export function groupView(store: GroupStore, slot: number, cookie: bigint, endpoint: Endpoint): PageRequestGroup {
  const { fields, pages } = store;
  const list: GroupPage[] = [];
  for (let entry = fields.firstPageEntry(slot); entry !== -1; entry = pages.next(entry)) {
    list.push({ page: pages.page(entry), permissions: pages.flagsAt(entry) & ALL_PERMISSIONS });
  }
  const flags = fields.flags(slot);
  const stalled = (flags & GroupFlag.STALL) !== 0;
  return {
    cookie,
    sequence: fields.sequence(slot),
    timeNs: fields.timeNs(slot),
    domainId: store.domainId(slot),
    endpointId: endpoint.id,
    deviceCookie: fields.deviceCookie(slot),
    pasid: fields.pasid(slot),
    prgi: stalled ? 0 : fields.prgi(slot),
    pages: list,
    requesterId: endpoint.config.requesterId,
    virtualId: endpoint.config.virtualId,
    attachmentGeneration: fields.attachmentGeneration(slot),
    queueTag: flags & GroupFlag.QUEUE_TAG ? fields.queueTag(slot) : undefined,
    lengthHint: flags & GroupFlag.LENGTH_HINT ? fields.lengthHint(slot) : undefined,
    injected: (flags & GroupFlag.INJECTED) !== 0,
    redelivery: (flags & GroupFlag.REDELIVERY) !== 0,
    delivered: (flags & GroupFlag.DELIVERED) !== 0,
    stallTag: stalled ? fields.prgi(slot) : undefined,
    stallReason: stalled ? FAULT_REASONS[fields.priGeneration(slot)] : undefined,
  };
}
