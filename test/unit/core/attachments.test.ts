import { NO_PASID } from '../../../src/model/page-request';
import type { AutomaticAnswer } from '../../../src/model/report';
import { ask, Bench, FULL, pages, read } from './fixture';
import { refusal } from './refusal';
import { balanced, enter, pending, reported, send, stage } from './stage';

/** Endpoint 1 with a group pending in domain 1, once without PASID and once with PASID 3. */
function prepared(): Bench {
  const bench = new Bench();
  bench.iommu.createEndpoint(1, { ...FULL, pasid: { widthBits: 4 } });
  [1, 2].forEach((domainId) => bench.iommu.createDomain(domainId, { kind: 'PAGING', pageRequests: true }));
  bench.iommu.attach(1, NO_PASID, 1, 0xan);
  bench.iommu.attach(1, 3, 1, 0xbn);
  bench.iommu.enablePri(1);
  bench.iommu.submitPageRequests('HOSTED', 1, [ask(1), ask(2, { prgi: 1, pasid: 3 })], 'CONTINUE');
  bench.said();
  return bench;
}

const answers = (bench: Bench) => bench.records().filter((r): r is AutomaticAnswer => r.kind === 'AUTOMATIC_ANSWER');

describe('attaching', () => {
  test.each([
    ['ALREADY_ATTACHED endpoint_id', 'what is attached', 1, 3, 2],
    ['PASID_OUT_OF_RANGE pasid', 'a PASID wider than the endpoint has', 1, 16, 1],
    ['ENDPOINT_NOT_FOUND endpoint_id', 'an endpoint that does not exist', 9, NO_PASID, 1],
    ['DOMAIN_NOT_FOUND domain_id', 'to a domain that does not exist', 1, 4, 9],
    ['PASID_NOT_SUPPORTED pasid', 'PASID 0 of an endpoint without PASIDs', 2, 0, 1],
    ['ENDPOINT_REMOVED endpoint_id', 'a removed endpoint', 3, NO_PASID, 1],
  ])('is refused %s: %s', (refused, _what, endpointId, pasid, domainId) => {
    const bench = prepared();
    bench.iommu.createEndpoint(2, {});
    bench.iommu.createEndpoint(3, {});
    bench.iommu.surpriseRemove(3);
    expect(refusal(() => bench.iommu.attach(endpointId, pasid, domainId, 0n))).toBe(refused);
  });

  test('gives every attachment of the vIOMMU its own generation', () => {
    const bench = prepared();
    const made = [4, 5].map((pasid) => bench.iommu.attach(1, pasid, 2, 0n).generation);
    expect(made).toEqual([3, 4]);
    expect(bench.iommu.replace(1, 4, 1, 0n).attachment.generation).toBe(5);
  });

  test('is listed by endpoint and PASID, none before 0, and goes on behind a place', () => {
    const bench = prepared();
    bench.iommu.attach(1, 0, 2, 0n);
    bench.iommu.createEndpoint(2, FULL);
    bench.iommu.attach(2, NO_PASID, 2, 0n);
    const places = (list: readonly { endpointId: number; pasid: number }[]) => list.map((a) => [a.endpointId, a.pasid]);
    expect(places(bench.iommu.attachments(undefined, undefined, 9))).toEqual([
      [1, NO_PASID],
      [1, 0],
      [1, 3],
      [2, NO_PASID],
    ]);
    expect(places(bench.iommu.attachments(2, { endpointId: 1, pasid: 0 }, 9))).toEqual([[2, NO_PASID]]);
    expect(places(bench.iommu.attachments(undefined, { endpointId: 1, pasid: NO_PASID }, 1))).toEqual([[1, 0]]);
  });
});

describe('detaching', () => {
  test('answers the groups of that attachment alone, Invalid Request', () => {
    const bench = prepared();
    const { operationId, flushed } = bench.iommu.detach(1, 3);
    bench.ended(operationId);
    expect(flushed).toEqual({ autoAnswered: 1, discarded: 0, droppedPages: 0, droppedGroups: 0 });
    const said = bench.outputs.flatMap((o) => (o.kind === 'REPORT' ? [o.report.record] : []));
    expect(said).toContainEqual(
      expect.objectContaining({
        kind: 'AUTOMATIC_ANSWER',
        cause: 'DETACH',
        rule: 'R-AUTO-43',
        code: 'INVALID_REQUEST',
        pasid: 3,
        deviceCookie: 0xbn,
      }),
    );
    expect(bench.iommu.pendingGroups(undefined, 0n, 9)).toMatchObject([{ pasid: NO_PASID }]);
  });

  test('an answer that comes after it is told so', () => {
    const bench = prepared();
    const [, group] = bench.iommu.deliver(1, 2);
    bench.iommu.detach(1, 3);
    const { results } = bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE');
    expect(results[0]?.result).toEqual({ outcome: 'AUTO_ANSWERED', rule: 'R-AUTO-43', code: 'INVALID_REQUEST' });
  });

  test('what is not attached is refused', () => {
    expect(refusal(() => prepared().iommu.detach(1, 4))).toBe('NOT_ATTACHED endpoint_id');
  });

  test('waits for the endpoint to forget what it holds under the PASID', () => {
    const bench = new Bench();
    bench.iommu.createEndpoint(1, { ...FULL, invalidationCompletion: 'MANUAL' });
    bench.iommu.createDomain(1, { kind: 'PAGING', pageRequests: false });
    bench.iommu.map(1, [pages(1, 1)], 'CONTINUE');
    bench.iommu.attach(1, 3, 1, 0n);
    bench.iommu.issueDma('HOSTED', 1, read(0x1000n, 8, 3));
    const operation = bench.iommu.detach(1, 3).operationId;
    expect(bench.hasEnded(operation)).toBe(false);
    expect(bench.iommu.outstandingInvalidations(1, 0, 9)).toMatchObject([{ pasid: 3, firstPage: 0 }]);
    bench.iommu.completeInvalidations('HOSTED', 1, [0]);
    expect(bench.ended(operation).result.outcome).toBe('COMPLETED');
    expect(bench.iommu.endpoint(1).grantedPages).toBe(0);
  });
});

describe('replacing', () => {
  test('by the same domain and cookie changes nothing', () => {
    const bench = prepared();
    const { operationId, attachment } = bench.iommu.replace(1, NO_PASID, 1, 0xan);
    expect([operationId, attachment.generation]).toEqual([undefined, 1]);
    expect(bench.said()).toEqual([]);
    expect(bench.iommu.pendingGroupCount).toBe(2);
  });

  test.each([
    ['COOKIE_DIFFERS device_cookie', NO_PASID, 1, 0xbn],
    ['NOT_ATTACHED endpoint_id', 4, 2, 0n],
    ['DOMAIN_NOT_FOUND domain_id', NO_PASID, 9, 0n],
  ])('is refused %s, and flushes nothing', (refused, pasid, domainId, cookie) => {
    const bench = prepared();
    expect(refusal(() => bench.iommu.replace(1, pasid, domainId, cookie))).toBe(refused);
    expect(bench.iommu.pendingGroupCount).toBe(2);
    expect(bench.said()).toEqual([]);
  });

  test('answers the groups of before, and takes new ones for the new domain', () => {
    const bench = prepared();
    bench.iommu.replace(1, NO_PASID, 2, 0xcn);
    expect(answers(bench)).toMatchObject([{ cause: 'REPLACE', deviceCookie: 0xan, domainId: 1 }]);
    bench.iommu.submitPageRequests('HOSTED', 1, [ask(1)], 'CONTINUE');
    expect(bench.iommu.deliver(2, 1)).toMatchObject([{ deviceCookie: 0xcn, attachmentGeneration: 3 }]);
  });
});

describe('draining', () => {
  /** Two endpoints in domain 1 and one of their PASIDs in domain 2; each has a complete and an unclosed group. */
  function busy(): Bench {
    const bench = stage({ pasids: [5] });
    bench.iommu.createDomain(2, { kind: 'PAGING', pageRequests: true });
    enter(bench, 2, FULL);
    bench.iommu.attach(2, 5, 2, 0n);
    for (const id of [1, 2]) {
      for (const pasid of [NO_PASID, 5]) {
        const prgi = pasid + 1;
        send(bench, [ask(1, { prgi, pasid }), ask(2, { prgi: prgi + 100, pasid, last: false })], false, id);
      }
    }
    bench.said();
    return bench;
  }

  const left = (bench: Bench) => pending(bench).map(({ endpointId, pasid }) => [endpointId, pasid]);

  test.each([
    [{ domainId: 1 }, 3, [[2, 5]]],
    [
      { domainId: 2 },
      1,
      [
        [1, NO_PASID],
        [1, 5],
        [2, NO_PASID],
      ],
    ],
    [
      { endpointId: 1 },
      2,
      [
        [2, NO_PASID],
        [2, 5],
      ],
    ],
    [
      { endpointId: 1, pasid: 5 },
      1,
      [
        [1, NO_PASID],
        [2, NO_PASID],
        [2, 5],
      ],
    ],
    [
      { endpointId: 1, pasid: NO_PASID },
      1,
      [
        [1, 5],
        [2, NO_PASID],
        [2, 5],
      ],
    ],
    [
      { endpointId: 2, domainId: 2 },
      1,
      [
        [1, NO_PASID],
        [1, 5],
        [2, NO_PASID],
      ],
    ],
    [
      { endpointId: 1, domainId: 2 },
      0,
      [
        [1, NO_PASID],
        [1, 5],
        [2, NO_PASID],
        [2, 5],
      ],
    ],
    [
      { endpointId: 2, domainId: 1, pasid: 5 },
      0,
      [
        [1, NO_PASID],
        [1, 5],
        [2, NO_PASID],
        [2, 5],
      ],
    ],
  ])('%o ends %i groups of each kind', (scope, count, expected) => {
    const bench = busy();
    const flushed = bench.iommu.drain(scope);
    expect(flushed).toEqual({ autoAnswered: count, discarded: 0, droppedPages: count, droppedGroups: count });
    expect(left(bench)).toEqual(expected);
    expect(balanced(bench)).toMatchObject({ partialPages: 4 - count, droppedPages: count });
  });

  test('answers Invalid Request by its own rule, and tells late answers so', () => {
    const bench = busy();
    const [group] = bench.iommu.deliver(1, 1);
    bench.iommu.drain({ endpointId: 1, pasid: NO_PASID });
    expect(bench.records()).toMatchObject([
      { kind: 'PARTIALS_DROPPED', cause: 'DRAIN', rule: 'V-DRAIN', pageRequestCount: 1 },
      { kind: 'AUTOMATIC_ANSWER', cause: 'DRAIN', rule: 'V-DRAIN', code: 'INVALID_REQUEST', cookie: group!.cookie },
    ]);
    expect(bench.iommu.respond([{ cookie: group!.cookie, rawCode: 0 }], 'CONTINUE').results).toMatchObject([
      { result: { outcome: 'AUTO_ANSWERED', rule: 'V-DRAIN' } },
    ]);
  });

  test('leaves the attachment: what comes later is queued, but for groups that lost a page', () => {
    const bench = busy();
    bench.iommu.drain({ endpointId: 1 });
    const { closed } = send(bench, [ask(1, { prgi: 7 }), ask(3, { prgi: 100 })]);
    expect(closed.map(({ group }) => group.kind)).toEqual(['QUEUED', 'ANSWERED']);
    expect(bench.iommu.endpoint(1).pri).toMatchObject({ outstandingPageRequests: 2, unexpectedPrgi: false });
  });

  test('what has nothing says nothing', () => {
    const bench = stage();
    expect(bench.iommu.drain({ domainId: 1 })).toMatchObject({ autoAnswered: 0, droppedGroups: 0 });
    expect(reported(bench, 'PARTIALS_DROPPED')).toEqual([]);
  });

  test.each([
    ['DOMAIN_NOT_FOUND domain_id', { domainId: 9 }],
    ['ENDPOINT_NOT_FOUND endpoint_id', { endpointId: 9 }],
    ['PASID_OUT_OF_RANGE pasid', { endpointId: 1, pasid: 2 ** 20 }],
  ])('is refused %s', (refused, scope) => {
    expect(refusal(() => stage().iommu.drain(scope))).toBe(refused);
  });
});
