import { Endpoint } from '../../../src/core/endpoint';
import { newContext } from '../../../src/core/endpoint-context';
import { checkForm, indexBreach, isStopMarker, objectionsOf } from '../../../src/core/page-request-rules';
import type { PasidCapability } from '../../../src/model/endpoint';
import { NO_PASID, type PageRequestItem } from '../../../src/model/page-request';
import { EXECUTE, NONE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import { ask } from './fixture';
import { refusal } from './refusal';

/** An endpoint with an enabled page request interface of four credits. */
function endpoint(pasid: Partial<PasidCapability> = {}): Endpoint {
  const made = new Endpoint(
    1,
    {
      kind: 'PCIE',
      backend: 'HOSTED',
      requesterId: 1,
      virtualId: 1n,
      pri: { capacity: 4, prgResponsePasidRequired: false, retryLimit: 1 },
      pasid: { widthBits: 8, executePermission: true, privilegedMode: true, ...pasid },
      reservedRanges: [],
      context: newContext({}),
    },
    1,
    0,
  );
  made.pri!.registers.enable(4);
  return made;
}

const NO_EXECUTE = { executePermission: false };
const NO_PRIVILEGE = { privilegedMode: false };

test.each([
  [true, 'the last one that wants nothing', ask(1, { permissions: NONE, pasid: 5 })],
  [true, 'also without PASID', ask(1, { permissions: NONE })],
  [true, 'execute and privileged do not count', ask(1, { permissions: EXECUTE | PRIVILEGED, pasid: 5 })],
  [false, 'not the last', ask(1, { permissions: NONE, last: false, pasid: 5 })],
  [false, 'it wants to read', ask(1, { permissions: READ, pasid: 5 })],
  [false, 'it wants to write', ask(1, { permissions: WRITE, pasid: 5 })],
])('a Stop Marker: %s, %s (R-PRI-40)', (expected, _what, item) => {
  expect(isStopMarker(item)).toBe(expected);
});

describe('the form of a page request', () => {
  test.each<[PageRequestItem]>([
    [ask(1, { permissions: READ })],
    [ask(1, { permissions: WRITE, last: false })],
    [ask(1, { permissions: READ | EXECUTE, pasid: 0 })],
    [ask(1, { permissions: READ | WRITE | EXECUTE | PRIVILEGED, pasid: 255 })],
    [ask(1, { permissions: WRITE | PRIVILEGED, pasid: 0 })],
    [ask(1, { permissions: NONE, pasid: 0 })],
  ])('%o is right, and stays as it is', (item) => {
    expect(checkForm(endpoint(), item, false)).toEqual({ item, breaches: [] });
    expect(checkForm(endpoint(), item, true)).toEqual({ item, breaches: [] });
  });

  test.each<[string, string[], Partial<PageRequestItem>, Partial<PasidCapability>]>([
    ['STOP_MARKER_WITHOUT_PASID permissions', ['R-PRI-41'], { permissions: NONE }, {}],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-36'], { permissions: NONE, last: false }, {}],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-36'], { permissions: NONE, last: false, pasid: 0 }, {}],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-32'], { permissions: WRITE | EXECUTE, pasid: 0 }, {}],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-31'], { permissions: READ | EXECUTE }, {}],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-31'], { permissions: READ | PRIVILEGED }, {}],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-33'], { permissions: READ | EXECUTE, pasid: 0 }, NO_EXECUTE],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-33'], { permissions: READ | PRIVILEGED, pasid: 0 }, NO_PRIVILEGE],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-32', 'R-PRI-31'], { permissions: WRITE | EXECUTE }, {}],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-32', 'R-PRI-33'], { permissions: WRITE | 4, pasid: 0 }, NO_EXECUTE],
    ['PERMISSIONS_INVALID permissions', ['R-PRI-36', 'R-PRI-32'], { permissions: 4, last: false, pasid: 0 }, {}],
  ])('%s: %p for %o of an endpoint with %o', (refused, rules, change, capability) => {
    const item = ask(1, { prgi: 9, ...change });
    expect(refusal(() => checkForm(endpoint(capability), item, false))).toBe(refused);
    const { breaches } = checkForm(endpoint(capability), item, true);
    expect(breaches).toMatchObject(rules.map((rule) => ({ rule, pasid: item.pasid, prgi: 9, onPurpose: true })));
  });

  test('with a PASID that the endpoint cannot have is refused, whatever is allowed', () => {
    for (const allowed of [false, true]) {
      expect(refusal(() => checkForm(endpoint(), ask(1, { pasid: 256 }), allowed))).toBe('PASID_OUT_OF_RANGE pasid');
    }
  });

  test.each([
    [NO_PASID, READ],
    [5, READ | PRIVILEGED],
  ])('execute and privileged do not arrive without the PASID that carries them: %i (R-PRI-31)', (pasid, arrives) => {
    const capability = { ...NO_EXECUTE, ...NO_PRIVILEGE };
    const { item } = checkForm(endpoint(capability), ask(1, { permissions: READ | PRIVILEGED, pasid }), true);
    expect(item.permissions).toBe(arrives);
  });
});

describe('what speaks against sending', () => {
  const found = (of: Endpoint, item = ask(1)) => objectionsOf(of, of.pri!, item).map(({ breach }) => breach.rule);

  test('nothing, up to the last credit', () => {
    const of = endpoint();
    [0, 1, 2].forEach((prgi) => of.pri!.sent(prgi, NO_PASID, true));
    expect(found(of)).toEqual([]);
  });

  test('that every credit is taken; not for a Stop Marker (R-PRI-20, R-PRI-22)', () => {
    const of = endpoint();
    [0, 1, 2, 3].forEach((prgi) => of.pri!.sent(prgi, NO_PASID, true));
    expect(found(of)).toEqual(['R-PRI-20']);
    expect(found(of, ask(1, { permissions: NONE, pasid: 5 }))).toEqual([]);
  });

  test('that PRI is disabled, also for a Stop Marker, and then credits are not asked about (R-PRI-13)', () => {
    const of = endpoint();
    [0, 1, 2, 3].forEach((prgi) => of.pri!.sent(prgi, NO_PASID, true));
    of.pri!.registers.disable();
    expect(found(of)).toEqual(['R-PRI-13']);
    expect(found(of, ask(1, { permissions: NONE, pasid: 5 }))).toEqual(['R-PRI-13']);
  });

  test('that the PASID is stopped, and no other (R-PRI-47)', () => {
    const of = endpoint();
    of.stoppedPasids.add(5);
    expect(found(of, ask(1, { pasid: 5 }))).toEqual(['R-PRI-47']);
    expect(found(of, ask(1, { pasid: 6 }))).toEqual([]);
  });

  test('everything at once, the most basic first', () => {
    const of = endpoint();
    of.stoppedPasids.add(5);
    [0, 1, 2, 3].forEach((prgi) => of.pri!.sent(prgi, NO_PASID, true));
    expect(found(of, ask(1, { pasid: 5 }))).toEqual(['R-PRI-47', 'R-PRI-20']);
    of.pri!.registers.disable();
    expect(found(of, ask(1, { pasid: 5 }))).toEqual(['R-PRI-13', 'R-PRI-47']);
  });
});

describe('an index', () => {
  const breach = (of: Endpoint, prgi: number, pasid: number) => indexBreach(of.pri!, ask(1, { prgi, pasid }))?.rule;

  test('that is free, or belongs to the group itself, is right', () => {
    const of = endpoint();
    of.pri!.sent(7, 5, false);
    expect([breach(of, 7, 5), breach(of, 8, 5)]).toEqual([undefined, undefined]);
  });

  test('that is open under another PASID is not (R-PRI-29)', () => {
    const of = endpoint();
    of.pri!.sent(7, 5, false);
    expect([breach(of, 7, NO_PASID), breach(of, 7, 6)]).toEqual(['R-PRI-29', 'R-PRI-29']);
  });

  test('that names an unanswered group is not, whatever the PASID (R-PRI-28)', () => {
    const of = endpoint();
    of.pri!.sent(7, 5, true);
    expect([breach(of, 7, 5), breach(of, 7, 6)]).toEqual(['R-PRI-28', 'R-PRI-28']);
    of.pri!.answered(7, NO_PASID);
    expect(breach(of, 7, 5)).toBeUndefined();
  });
});
