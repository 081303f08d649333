import { Pri, pasidByRule } from '../../../src/core/pri';
import { PriRegisters } from '../../../src/core/pri-registers';
import { NO_PASID } from '../../../src/model/page-request';

/** The page requests of a function whose interface is enabled. */
function enabled(prgResponsePasidRequired = false): Pri {
  const registers = new PriRegisters({ capacity: 1024, prgResponsePasidRequired }, 1);
  registers.enable(1024);
  return new Pri(registers);
}

describe('indexes', () => {
  test('are taken in turn, past those in use (R-PRI-27)', () => {
    const pri = enabled();
    pri.sent(1, NO_PASID, true);
    expect([pri.freeIndex(), pri.freeIndex()]).toEqual([0, 2]);
  });

  test('begin anew after the last', () => {
    const pri = enabled();
    for (let i = 0; i < 511; i += 1) {
      pri.freeIndex();
    }
    expect([pri.freeIndex(), pri.freeIndex()]).toEqual([511, 0]);
  });

  test('are none when every one is in use', () => {
    const pri = enabled();
    for (let i = 0; i < 512; i += 1) {
      pri.sent(i, NO_PASID, true);
    }
    expect(pri.freeIndex()).toBe(-1);
  });

  test('stay in use until every group of theirs is answered', () => {
    const pri = enabled();
    pri.sent(4, NO_PASID, true);
    pri.sent(4, NO_PASID, true);
    pri.answered(4, NO_PASID);
    expect(pri.inUse(4)).toBe(true);
    pri.answered(4, NO_PASID);
    expect(pri.inUse(4)).toBe(false);
  });

  test('of an unclosed group are open for its PASID alone', () => {
    const pri = enabled();
    pri.sent(4, 7, false);
    expect([pri.isOpen(4, 7), pri.isOpen(4, NO_PASID), pri.isOpenAnywhere(4)]).toEqual([true, false, true]);
    pri.sent(4, 7, true);
    expect([pri.isOpen(4, 7), pri.isOpenAnywhere(4), pri.inUse(4)]).toEqual([false, false, true]);
  });

  test('of a group in the middle of those that share one are given up in place', () => {
    const pri = enabled(true);
    [1, 2, 3].forEach((pasid) => {
      pri.sent(4, pasid, true);
    });
    expect(pri.answered(4, 2)?.pasid).toBe(2);
    expect(pri.outstandingGroups().map(({ pasid }) => pasid)).toEqual([1, 3]);
    expect(pri.answered(4, 3)?.pasid).toBe(3);
    expect(pri.answered(4, 1)?.pasid).toBe(1);
    expect(pri.inUse(4)).toBe(false);
  });
});

describe('a response', () => {
  test('returns the credits of its whole group, and of no other', () => {
    const pri = enabled();
    pri.sent(0, NO_PASID, false);
    pri.sent(1, NO_PASID, true);
    pri.sent(0, NO_PASID, true);
    pri.answered(0, NO_PASID);
    expect(pri.outstanding).toBe(1);
  });

  test('to an index that is not outstanding matches nothing, and returns nothing (R-PRI-55)', () => {
    const pri = enabled();
    pri.sent(0, NO_PASID, true);
    expect([pri.answered(1, NO_PASID), pri.outstanding]).toEqual([undefined, 1]);
  });

  test('matches once (R-PRI-58)', () => {
    const pri = enabled();
    pri.sent(0, NO_PASID, true);
    expect(pri.answered(0, NO_PASID)).toBeDefined();
    expect([pri.answered(0, NO_PASID), pri.outstanding]).toEqual([undefined, 0]);
  });

  // Required: the PASID must be that of the request. Not required: the index decides (R-PRI-56).
  test.each([
    [true, 5, 5, 5],
    [true, 5, NO_PASID, undefined],
    [true, 5, 6, undefined],
    [true, NO_PASID, NO_PASID, NO_PASID],
    [true, NO_PASID, 5, undefined],
    [false, 5, 5, 5],
    [false, 5, NO_PASID, 5],
    [false, 5, 6, 5],
    [false, NO_PASID, 5, NO_PASID],
  ])('required %s: PASID %i is matched by %i as %p', (required, asked, answered, matched) => {
    const pri = enabled(required);
    pri.sent(0, asked, true);
    expect(pri.match(0, answered)?.pasid).toBe(matched);
    expect(pri.answered(0, answered)?.pasid).toBe(matched);
    expect(pri.outstanding).toBe(matched === undefined ? 1 : 0);
  });

  test('without PASID goes to the oldest of an index', () => {
    const pri = enabled();
    pri.sent(0, 9, false);
    pri.sent(0, 2, true);
    pri.sent(0, 9, true);
    expect([pri.answered(0, NO_PASID)?.pasid, pri.answered(0, NO_PASID)?.pasid]).toEqual([9, 2]);
  });

  test('to match is not to answer', () => {
    const pri = enabled();
    pri.sent(0, NO_PASID, true);
    pri.match(0, NO_PASID);
    expect([pri.outstanding, pri.inUse(0)]).toEqual([1, true]);
  });

  test('to an unclosed group returns its credits; what follows of it costs none, and its index is free with the last', () => {
    const pri = enabled();
    pri.sent(0, NO_PASID, false);
    expect(pri.answered(0, NO_PASID)).toBeDefined();
    expect([pri.outstanding, pri.inUse(0), pri.outstandingGroups()]).toEqual([0, true, []]);
    pri.sent(0, NO_PASID, false);
    expect(pri.answered(0, NO_PASID)).toBeUndefined();
    pri.sent(0, NO_PASID, true);
    expect([pri.outstanding, pri.inUse(0)]).toEqual([0, false]);
  });
});

describe('stopping a PASID', () => {
  test('makes what was asked for it stale, and nothing else (R-PRI-47)', () => {
    const pri = enabled();
    pri.sent(0, 5, true);
    pri.sent(1, 6, true);
    pri.markStale(5);
    pri.sent(2, 5, true);
    expect([0, 1, 2].map((prgi) => pri.answered(prgi, NO_PASID)?.stale)).toEqual([true, false, false]);
    expect(pri.outstanding).toBe(0);
  });

  test('leaves what was asked before stale, also when it was stopped with nothing else outstanding', () => {
    const pri = enabled();
    pri.sent(0, 5, true);
    pri.markStale(5);
    expect(pri.match(0, NO_PASID)?.stale).toBe(true);
    expect(pri.answered(0, NO_PASID)?.stale).toBe(true);
    // All is answered: what is asked now, under the same index, is not.
    pri.sent(0, 5, true);
    expect(pri.answered(0, NO_PASID)?.stale).toBe(false);
  });

  test('forgets its unclosed groups, and their credits return', () => {
    const pri = enabled();
    pri.sent(0, 5, false);
    pri.sent(1, 5, true);
    pri.sent(2, 6, false);
    pri.forgetUnclosed(5);
    expect(pri.outstandingGroups()).toEqual([
      { prgi: 1, pasid: 5, pageRequests: 1 },
      { prgi: 2, pasid: 6, pageRequests: 1 },
    ]);
    expect(pri.outstanding).toBe(2);
  });

  test('does not return twice what a response to an unclosed group returned', () => {
    const pri = enabled();
    pri.sent(0, 5, false);
    pri.answered(0, NO_PASID);
    pri.forgetUnclosed(5);
    expect([pri.outstanding, pri.inUse(0)]).toEqual([0, false]);
  });
});

describe('however many groups a function has under one index', () => {
  const MANY = 200_000;

  test('sending, answering and stopping take no longer', () => {
    const pri = enabled();
    // In turn under two PASIDs: with a step for each group before it this would not end.
    for (let i = 0; i < MANY; i += 1) {
      pri.sent(0, i % 2, true);
      pri.sent(0, 7, false);
      pri.markStale(i);
      pri.forgetUnclosed(7);
    }
    expect(pri.outstanding).toBe(MANY);
    for (let i = 0; i < MANY; i += 1) {
      pri.answered(0, NO_PASID);
    }
    expect([pri.outstanding, pri.inUse(0)]).toEqual([0, false]);
  });

  test('and however many are not closed, those of a PASID are found', () => {
    const pri = enabled();
    for (let pasid = 0; pasid < MANY; pasid += 1) {
      pri.sent(pasid % 512, pasid, false);
    }
    for (let pasid = 0; pasid < MANY; pasid += 500) {
      expect([pri.hasUnclosed(pasid), pri.hasUnclosed(MANY + pasid)]).toEqual([true, false]);
      pri.forgetUnclosed(pasid);
      expect([pri.hasUnclosed(pasid), pri.isOpen(pasid % 512, pasid)]).toEqual([false, false]);
    }
    expect(pri.outstanding).toBe(MANY - MANY / 500);
  });
});

test('what is outstanding is listed by age, whatever the index', () => {
  const pri = enabled();
  pri.sent(9, 1, true);
  pri.sent(2, NO_PASID, false);
  pri.sent(5, 1, true);
  pri.sent(2, NO_PASID, true);
  pri.sent(9, 1, true);
  expect(pri.outstandingGroups()).toEqual([
    { prgi: 9, pasid: 1, pageRequests: 1 },
    { prgi: 2, pasid: NO_PASID, pageRequests: 2 },
    { prgi: 5, pasid: 1, pageRequests: 1 },
    { prgi: 9, pasid: 1, pageRequests: 1 },
  ]);
});

test('the PASID of a response is that of the request if it is required, else none (R-PRI-56)', () => {
  const pasids = [enabled(true), enabled(false), undefined].map((pri) => pasidByRule(pri, 5));
  expect(pasids).toEqual([5, NO_PASID, NO_PASID]);
  expect(pasidByRule(enabled(true), NO_PASID)).toBe(NO_PASID);
});
