import { ask, FULL } from './fixture';
import { answer, balanced, enter, send, stage, violations } from './stage';

/** Opens unclosed groups under ever new (index, PASID). */
const opening = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) =>
    ask(from + i, { prgi: (from + i) % 512, pasid: Math.floor((from + i) / 512), last: false }),
  );

describe('page requests that no credit bounds', () => {
  test('open no more groups than are remembered, and a refused one leaves nothing', () => {
    const bench = stage({ allocation: 1, limits: { max_partial_pages: 600 } });
    const sent = send(bench, opening(700), true);
    expect(sent.failures).toHaveLength(100);
    expect(sent.failures[0]).toMatchObject({
      index: 600,
      error: { reason: 'LIMIT_EXCEEDED', metadata: { limit: 'max_partial_pages', value: '600' } },
    });
    const recorded = bench.iommu.violationCount;
    const { pri } = bench.iommu.endpoint(1);
    expect(pri?.outstandingPageRequests).toBe(600);
    expect(send(bench, opening(1, 700), true).failures).toHaveLength(1);
    expect(bench.iommu.violationCount).toBe(recorded);
    expect(bench.iommu.endpoint(1).pri).toEqual(pri);
    // One that is open still takes pages, and its last one.
    expect(send(bench, [ask(0, { pasid: 0, last: false }), ask(0, { pasid: 0 })], true).failures).toEqual([]);
    expect(send(bench, opening(1, 700), true).failures).toEqual([]);
    balanced(bench);
  });

  test('are bounded while PRI is disabled as well', () => {
    const bench = stage({ limits: { max_partial_pages: 600 } });
    bench.iommu.disablePri(1);
    expect(send(bench, opening(700), true).failures).toHaveLength(100);
  });

  test('do not keep another endpoint, which keeps to the rules, from opening its own', () => {
    const bench = stage({ allocation: 1, limits: { max_partial_pages: 600 } });
    enter(bench, 2, FULL);
    send(bench, opening(700), true);
    expect(send(bench, [ask(1, { last: false }), ask(2)], false, 2).failures).toEqual([]);
  });

  test('that are never answered end at the limit of open page requests', () => {
    const bench = stage({
      allocation: 2,
      limits: { max_open_page_requests: 5 },
      policy: { automaticAnswers: { noDomain: 'UNANSWERED' } },
    });
    const lost = (prgi: number) => ask(1, { prgi, pasid: 9 });
    const sent = send(
      bench,
      Array.from({ length: 7 }, (_, i) => lost(i)),
      true,
    );
    expect(sent.failures.map(({ index }) => index)).toEqual([5, 6]);
    expect(sent.failures[0]?.error.metadata).toEqual({ limit: 'max_open_page_requests', value: '5' });
    expect(violations(bench)).toHaveLength(3);
    expect(bench.iommu.endpoint(1).pri?.outstandingPageRequests).toBe(5);
    balanced(bench);
  });

  test('within the credits are not refused, whatever the limit', () => {
    const bench = stage({ allocation: 8, limits: { max_open_page_requests: 2 } });
    expect(
      send(
        bench,
        [0, 1, 2, 3].map((prgi) => ask(prgi, { prgi })),
      ).failures,
    ).toEqual([]);
    answer(bench, 0, 0);
    expect(balanced(bench)).toMatchObject({ accepted: 4, answered: 2, autoAnswered: 2, openPages: 0 });
  });
});

test('a PASID is stopped without a Stop Marker where the endpoint may send nothing (R-PRI-13)', () => {
  for (const endpoint of [FULL, { ats: {}, pasid: {} }]) {
    const bench = stage({ endpoint, pasids: [5] });
    if (endpoint === FULL) {
      bench.iommu.disablePri(1);
    }
    bench.said();
    bench.iommu.stopPasid(1, 5, 'STOP_MARKER');
    expect(bench.records().map(({ kind }) => kind)).toEqual(['ENDPOINT_CHANGED', 'OPERATION_ENDED']);
    expect(balanced(bench).stopMarkers).toBe(0);
    expect(bench.iommu.endpoint(1).stoppedPasids).toBe(1);
  }
});
