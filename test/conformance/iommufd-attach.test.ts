/** Attach, replace and detach, case by case as iommufd has them. */
import type { DomainKind } from '../../src/model/domain';
import { NO_PASID } from '../../src/model/page-request';
import { ask, FULL } from '../unit/core/fixture';
import { refusal } from '../unit/core/refusal';
import { nestedOn, x86 } from './nested';
import { item, range, Space } from './space';
import { answer, begin, CODE, family, heard, pending, reports, send, sendAs, stage, untranslated } from './stage';

const KINDS: readonly DomainKind[] = ['PAGING', 'IDENTITY', 'BLOCKED', 'NESTED'];

/** Domains 1 and 2 for mappings and page requests, and endpoint 1 with everything, attached to nothing. */
function twoDomains(endpoint = FULL): Space {
  const made = new Space({});
  for (const domainId of [1, 2]) {
    made.iommu.createDomain(domainId, { kind: 'PAGING', pageRequests: true });
  }
  made.iommu.createEndpoint(1, endpoint);
  made.said();
  return made;
}

/** One domain of each kind, with the ids 11 to 14. */
function everyKind(): Space {
  const made = twoDomains();
  KINDS.forEach((kind, index) => {
    made.iommu.createDomain(11 + index, {
      kind,
      pageRequests: false,
      nested: kind === 'NESTED' ? nestedOn(undefined, x86(1)) : undefined,
    });
  });
  return made;
}

const refused = (bench: Space, command: () => unknown) => bench.unchanged(() => refusal(command));

describe('attaching', () => {
  test('what is attached is refused, to its own domain and to another', () => {
    const bench = twoDomains();
    for (const pasid of [NO_PASID, 0, 5]) {
      bench.iommu.attach(1, pasid, 1, 0n);
      expect(refused(bench, () => bench.iommu.attach(1, pasid, 1, 0n))).toBe('ALREADY_ATTACHED endpoint_id');
      expect(refused(bench, () => bench.iommu.attach(1, pasid, 2, 0n))).toBe('ALREADY_ATTACHED endpoint_id');
    }
  });

  test('to a domain that does not exist, or an endpoint that does not, is refused', () => {
    const bench = twoDomains();
    expect(refused(bench, () => bench.iommu.attach(1, NO_PASID, 3, 0n))).toBe('DOMAIN_NOT_FOUND domain_id');
    expect(refused(bench, () => bench.iommu.attach(2, NO_PASID, 1, 0n))).toBe('ENDPOINT_NOT_FOUND endpoint_id');
  });

  test('a PASID to any kind of domain works, whatever the function itself is attached to', () => {
    const bench = everyKind();
    for (const own of [undefined, 11, 12, 13, 14]) {
      if (own !== undefined) {
        bench.iommu.attach(1, NO_PASID, own, 0n);
      }
      for (const domainId of [11, 12, 13, 14]) {
        expect(bench.iommu.attach(1, domainId, domainId, 0n)).toMatchObject({ pasid: domainId, domainId });
        bench.iommu.detach(1, domainId);
      }
      if (own !== undefined) {
        bench.iommu.detach(1, NO_PASID);
      }
    }
  });

  test('the function itself to any kind of domain works, whatever its PASIDs are attached to', () => {
    const bench = everyKind();
    for (const domainId of [11, 12, 13, 14]) {
      bench.iommu.attach(1, domainId, domainId, 0n);
    }
    for (const domainId of [11, 12, 13, 14]) {
      expect(bench.iommu.attach(1, NO_PASID, domainId, 0n)).toMatchObject({ pasid: NO_PASID, domainId });
      bench.iommu.detach(1, NO_PASID);
    }
  });

  test('a PASID beyond those of the endpoint is refused', () => {
    const bench = twoDomains({ ...FULL, pasid: { widthBits: 4 } });
    expect(refused(bench, () => bench.iommu.attach(1, 16, 1, 0n))).toBe('PASID_OUT_OF_RANGE pasid');
    expect(bench.iommu.attach(1, 15, 1, 0n)).toMatchObject({ pasid: 15 });
  });

  test('a PASID of an endpoint without PASIDs is refused, PASID 0 included', () => {
    const bench = twoDomains({});
    for (const pasid of [0, 5]) {
      expect(refused(bench, () => bench.iommu.attach(1, pasid, 1, 0n))).toBe('PASID_NOT_SUPPORTED pasid');
    }
    expect(bench.iommu.attach(1, NO_PASID, 1, 0n)).toMatchObject({ domainId: 1 });
  });

  test('functions that share a page request interface to a domain with page requests works', () => {
    const bench = family();
    for (const endpointId of [1, 2, 3]) {
      expect(sendAs(bench, endpointId, ask(endpointId, { prgi: endpointId }))).toHaveLength(1);
    }
    expect(bench.iommu.pendingGroups(1, 0n, 10).map(({ endpointId }) => endpointId)).toEqual([1, 2, 3]);
  });

  test('an endpoint that cannot send page requests to a domain with page requests works', () => {
    const bench = twoDomains();
    bench.iommu.createEndpoint(2, {});
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.iommu.attach(2, NO_PASID, 1, 0n);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ enabled: false });
    bench.iommu.enablePri(1);
    send(bench, ask(1));
    expect(bench.iommu.pendingGroups(1, 0n, 10)).toMatchObject([{ endpointId: 1 }]);
  });

  test('is refused while what the endpoint reserves is mapped, or allowed', () => {
    const bench = twoDomains({ reservedRanges: [range(8, 15)] });
    bench.map(item(0, 7), item(15, 16));
    const inUse = 'RESERVED_RANGE_IN_USE endpoint_id';
    expect(refused(bench, () => bench.iommu.attach(1, NO_PASID, 1, 0n))).toBe(inUse);
    bench.unmapPages(range(15, 16));
    bench.iommu.setAllowedRanges(1, [range(0, 8)]);
    expect(refused(bench, () => bench.iommu.attach(1, NO_PASID, 1, 0n))).toBe(inUse);
    bench.iommu.setAllowedRanges(1, [range(0, 7), range(16, 20)]);
    expect(bench.iommu.attach(1, NO_PASID, 1, 0n)).toMatchObject({ domainId: 1 });
  });

  test('to a nested domain is refused while what the endpoint reserves is mapped below it', () => {
    const bench = twoDomains({ reservedRanges: [range(8, 15)] });
    bench.iommu.createDomain(3, { kind: 'NESTED', pageRequests: false, nested: nestedOn(1, x86(1)) });
    bench.map(item(8));
    expect(refused(bench, () => bench.iommu.attach(1, NO_PASID, 3, 0n))).toBe('RESERVED_RANGE_IN_USE endpoint_id');
    bench.unmapPages(range(8));
    bench.iommu.attach(1, NO_PASID, 3, 0n);
    expect(bench.mapRefusal(item(8))).toBe('IOVA_RESERVED range');
  });

  test('a PASID reserves nothing', () => {
    const bench = twoDomains({ ...FULL, reservedRanges: [range(8, 15)] });
    bench.map(item(8, 15));
    bench.iommu.attach(1, 5, 1, 0n);
    bench.unmapPages(range(8, 15));
    bench.map(item(8));
    expect(bench.iommu.usablePages(1).reserved).toEqual([]);
  });

  test('works right after a function reset', () => {
    const bench = twoDomains({ ...FULL, invalidationCompletion: 'MANUAL' });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.map(item(1));
    bench.iommu.requestTranslation('HOSTED', 1, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: 3 });
    const { operationId } = bench.unmapPages(range(1));
    expect(bench.hasEnded(operationId)).toBe(false);
    bench.iommu.resetFunction(1);
    expect(bench.iommu.attach(1, 5, 1, 0n)).toMatchObject({ pasid: 5 });
    expect(bench.iommu.replace(1, NO_PASID, 2, 0n).attachment).toMatchObject({ domainId: 2 });
  });

  test('that is refused brings no page request to the domain', () => {
    const bench = twoDomains({ ...FULL, reservedRanges: [range(8)] });
    bench.iommu.enablePri(1);
    bench.map(item(8));
    expect(refused(bench, () => bench.iommu.attach(1, NO_PASID, 1, 0n))).toMatch('RESERVED_RANGE_IN_USE');
    send(bench, ask(1));
    expect(pending(bench)).toEqual([]);
    expect(heard(bench)).toMatchObject([{ rawCode: CODE.INVALID_REQUEST }]);
  });
});

describe('replacing', () => {
  test('by a domain that does not exist is refused', () => {
    const bench = twoDomains();
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    expect(refused(bench, () => bench.iommu.replace(1, NO_PASID, 3, 0n))).toBe('DOMAIN_NOT_FOUND domain_id');
  });

  test('what is not attached is refused, for each PASID on its own', () => {
    const bench = twoDomains();
    expect(refused(bench, () => bench.iommu.replace(1, NO_PASID, 2, 0n))).toBe('NOT_ATTACHED endpoint_id');
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.iommu.attach(1, 5, 1, 0n);
    for (const pasid of [0, 6]) {
      expect(refused(bench, () => bench.iommu.replace(1, pasid, 2, 0n))).toBe('NOT_ATTACHED endpoint_id');
    }
  });

  test('by the same domain changes nothing: groups stay pending and translations granted', () => {
    const bench = stage();
    bench.iommu.map(1, [item(1)], 'CONTINUE');
    bench.iommu.requestTranslation('HOSTED', 1, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: 3 });
    send(bench, ask(2), ask(3, { prgi: 1, last: false }));
    const [cookie] = pending(bench);
    const before = bench.iommu.attachments(1, undefined, 10);
    bench.said();
    const { operationId, flushed, attachment } = bench.iommu.replace(1, NO_PASID, 1, 0xcafen);
    expect([operationId, flushed]).toMatchObject([undefined, { autoAnswered: 0, droppedPages: 0 }]);
    expect([[attachment], bench.iommu.endpoint(1).grantedPages]).toEqual([before, 1]);
    expect(bench.said()).toEqual([]);
    expect(refusal(() => bench.iommu.replace(1, NO_PASID, 1, 0xbadn))).toBe('COOKIE_DIFFERS device_cookie');
    expect(answer(bench, CODE.SUCCESS, cookie!)).toEqual([]);
    expect(heard(bench)).toMatchObject([{ rawCode: CODE.SUCCESS }]);
  });

  test('that is refused leaves the old attachment as it was, with what is pending', () => {
    const bench = twoDomains({ ...FULL, reservedRanges: [range(8)] });
    bench.iommu.enablePri(1);
    bench.iommu.map(2, [item(8)], 'CONTINUE');
    bench.iommu.attach(1, NO_PASID, 1, 0xcafen);
    bench.map(item(1));
    bench.iommu.requestTranslation('HOSTED', 1, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: 3 });
    send(bench, ask(2));
    expect(refused(bench, () => bench.iommu.replace(1, NO_PASID, 2, 0n))).toBe('RESERVED_RANGE_IN_USE endpoint_id');
    expect(bench.iommu.endpoint(1).grantedPages).toBe(1);
    expect(bench.mapRefusal(item(8))).toBe('IOVA_RESERVED range');
    answer(bench, CODE.SUCCESS, ...pending(bench));
    expect(heard(bench)).toMatchObject([{ rawCode: CODE.SUCCESS }]);
  });

  test('takes the reserved ranges from the old domain to the new one', () => {
    const bench = twoDomains({ reservedRanges: [range(8)] });
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.iommu.replace(1, NO_PASID, 2, 0n);
    expect(bench.iommu.usablePages(1).reserved).toEqual([]);
    expect(bench.iommu.usablePages(2).reserved).toEqual([{ ...range(8), endpointId: 1 }]);
    bench.map(item(8));
    expect(bench.iommu.map(2, [item(8)], 'CONTINUE').failures).toMatchObject([{ error: { reason: 'IOVA_RESERVED' } }]);
    bench.iommu.detach(1, NO_PASID);
    expect(bench.iommu.usablePages(2).reserved).toEqual([]);
  });

  test('is one step: what was asked before it was asked of the old domain, the rest of the new one', () => {
    const bench = stage();
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    send(bench, ask(1), ask(2, { prgi: 1, last: false }));
    const waiting = begin(bench, { ...untranslated(3), addressType: 'AUTOMATIC' });
    bench.said();
    const { attachment } = bench.iommu.replace(1, NO_PASID, 2, 0n);
    expect(reports(bench, 'AUTOMATIC_ANSWER').map(({ domainId }) => domainId)).toEqual([1, 1]);
    expect(bench.iommu.pendingGroups(1, 0n, 10)).toEqual([]);
    expect(bench.hasEnded(waiting)).toBe(true);
    send(bench, ask(4, { prgi: 2 }));
    expect(bench.iommu.pendingGroups(2, 0n, 10)).toMatchObject([
      { domainId: 2, attachmentGeneration: attachment.generation },
    ]);
  });
});

describe('detaching', () => {
  test('what is not attached is refused', () => {
    const bench = twoDomains();
    bench.iommu.attach(1, 5, 1, 0n);
    for (const pasid of [NO_PASID, 0, 6]) {
      expect(refused(bench, () => bench.iommu.detach(1, pasid))).toBe('NOT_ATTACHED endpoint_id');
    }
    bench.iommu.detach(1, 5);
    expect(refused(bench, () => bench.iommu.detach(1, 5))).toBe('NOT_ATTACHED endpoint_id');
  });

  test('the function leaves its PASIDs attached, and the endpoint in use', () => {
    const bench = twoDomains();
    bench.iommu.attach(1, NO_PASID, 1, 0n);
    bench.iommu.attach(1, 5, 2, 0n);
    bench.iommu.detach(1, NO_PASID);
    expect(bench.iommu.attachments(undefined, undefined, 10)).toMatchObject([{ pasid: 5, domainId: 2 }]);
    expect(refused(bench, () => bench.iommu.deleteEndpoint(1, false))).toMatch('BUSY');
  });
});
