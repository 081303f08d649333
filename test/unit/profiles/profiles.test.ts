import { FAULT_REASONS, type FaultReason } from '../../../src/model/fault';
import { NO_PASID } from '../../../src/model/page-request';
import { EXECUTE, READ, WRITE } from '../../../src/model/permissions';
import { ANSWER_STAGES, type ProfileName } from '../../../src/model/viommu';
import { faultCode, PROFILES, profileOf, type Profile } from '../../../src/profiles';

const NAMES = Object.keys(PROFILES) as ProfileName[];
const CODES = ['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE', 'UNANSWERED'];

test('every profile is found by its name', () => {
  expect(NAMES.sort()).toEqual(['AMDVI', 'GENERIC', 'RISCV', 'SMMUV3', 'VIRTIO', 'VTD']);
  expect(NAMES.map((name) => profileOf(name).name)).toEqual(NAMES);
});

test.each(NAMES)('%s says of every stage what it does and why', (name) => {
  const { stages, policy } = profileOf(name);
  for (const stage of ANSWER_STAGES) {
    expect(stages[stage]).toMatchObject({ rule: expect.any(String) as string, pasid: expect.any(String) as string });
    expect(CODES).toContain(policy.automaticAnswers[stage]);
  }
});

test.each(NAMES)('%s starts without quirks, in order, with what PCIe allows an invalidation', (name) => {
  expect(profileOf(name).policy).toMatchObject({
    translation: 'ON',
    pageRequestQueueEnabled: true,
    pageRequestQueueFault: false,
    pageResponseDeadlineNs: 0n,
    pasidAlways: false,
    virtualIdWidthBits: 64,
    translatedRequestCheck: 'GRANTED',
    quirks: { mergeByPrgi: false, sendAfterPriOff: false, answerEveryPage: false, spareSharedPri: false },
    // 10.3.1: 60 s -0/+50 %.
    invalidationTimeoutNs: 90_000_000_000n,
    unmapInvalidates: true,
  });
});

/** A page request that turns PRI off by itself blocks every function that shares it (R-AUTO-15). */
test('VT-d never answers Response Failure to what its tables refuse', () => {
  const { automaticAnswers } = profileOf('VTD').policy;
  const tables = ANSWER_STAGES.slice(0, ANSWER_STAGES.indexOf('noPageRequests'));
  expect(tables.filter((stage) => automaticAnswers[stage] === 'RESPONSE_FAILURE')).toEqual([]);
});

// What the profile does beside its automatic answers.
test.each<[ProfileName, Partial<Profile>]>([
  ['GENERIC', { pageRequests: true, stalls: false, stickyOverflow: false, overflowAtAnyPage: false }],
  ['VTD', { pageRequests: true, stalls: false, stickyOverflow: true, forgetsRequestedPages: true }],
  ['SMMUV3', { pageRequests: true, stalls: true, stickyOverflow: true, checksContext: false }],
  ['RISCV', { pageRequests: true, stalls: false, stickyOverflow: true, overflowAtAnyPage: true }],
  ['AMDVI', { pageRequests: true, stalls: false, stickyOverflow: true, stopMarkerWithoutPasid: 'STOP_MARKER' }],
  ['VIRTIO', { pageRequests: false, stalls: false }],
])('%s: %o', (name, expected) => {
  expect(profileOf(name)).toMatchObject(expected);
});

describe('numbers of faults', () => {
  const number = (name: ProfileName, reason: FaultReason, access?: number, pasid = NO_PASID) =>
    faultCode(profileOf(name), reason, access, pasid);

  // The specifications' own tables.
  test.each<[ProfileName, FaultReason, number | undefined]>([
    ['VTD', 'BLOCKED', 0x33],
    ['VTD', 'CONTEXT_ACCESS_FAULT', 0x40],
    ['VTD', 'CONTEXT_INVALID', 0x41],
    ['VTD', 'CONTEXT_MISCONFIGURED', 0x42],
    ['VTD', 'TRANSACTION_NOT_ALLOWED', 0x44],
    ['VTD', 'ADDRESS_TOO_WIDE', 0x84],
    ['SMMUV3', 'UNKNOWN_REQUESTER', 0x02],
    ['SMMUV3', 'CONTEXT_ACCESS_FAULT', 0x03],
    ['SMMUV3', 'CONTEXT_INVALID', 0x04],
    ['SMMUV3', 'TRANSACTION_NOT_ALLOWED', 0x05],
    ['SMMUV3', 'BLOCKED', 0x06],
    ['SMMUV3', 'NOT_MAPPED', 0x10],
    ['SMMUV3', 'ADDRESS_TOO_WIDE', 0x11],
    ['SMMUV3', 'PERMISSION', 0x13],
    ['RISCV', 'BLOCKED', 256],
    ['RISCV', 'CONTEXT_ACCESS_FAULT', 257],
    ['RISCV', 'CONTEXT_INVALID', 258],
    ['RISCV', 'CONTEXT_MISCONFIGURED', 259],
    ['RISCV', 'UNKNOWN_REQUESTER', 260],
    ['RISCV', 'ATS_DISABLED', 260],
    ['AMDVI', 'CONTEXT_INVALID', 1],
    ['AMDVI', 'NOT_MAPPED', 2],
    ['AMDVI', 'CONTEXT_ACCESS_FAULT', 3],
    ['AMDVI', 'MEMORY_ABORT', 4],
    ['AMDVI', 'INVALIDATION_TIMEOUT', 7],
    ['AMDVI', 'ATS_DISABLED', 8],
    ['VIRTIO', 'NOT_ATTACHED', 1],
    ['VIRTIO', 'NOT_MAPPED', 2],
    ['VIRTIO', 'BLOCKED', undefined],
  ])('%s, %s: %p', (name, reason, expected) => {
    expect(number(name, reason)).toBe(expected);
  });

  test.each<[ProfileName, FaultReason, number, number, number]>([
    ['VTD', 'NOT_MAPPED', 0x86, 0x85, 0x86],
    ['VTD', 'PERMISSION', 0x86, 0x85, 0x86],
    ['RISCV', 'NOT_MAPPED', 13, 15, 12],
    ['RISCV', 'PERMISSION', 13, 15, 12],
    ['RISCV', 'MEMORY_ABORT', 5, 7, 1],
  ])('%s, %s: reading %i, writing %i, executing %i', (name, reason, reads, writes, executes) => {
    const found = [READ, WRITE, READ | EXECUTE].map((access) => number(name, reason, access));
    expect(found).toEqual([reads, writes, executes]);
    // A write is one whatever else it is; an access that is not known counts as a read.
    expect([number(name, reason, READ | WRITE | EXECUTE), number(name, reason)]).toEqual([writes, reads]);
  });

  // Of a function it is the entry that is missing, of a PASID that of the PASID; PASID 0 is one.
  test.each<[ProfileName, number, number]>([
    ['VTD', 0x59, 0x59],
    ['SMMUV3', 0x04, 0x08],
    ['RISCV', 258, 266],
    ['AMDVI', 2, 2],
  ])('%s: not attached is %i, of a PASID %i', (name, ofFunction, ofPasid) => {
    const found = [NO_PASID, 0, 5].map((pasid) => number(name, 'NOT_ATTACHED', READ, pasid));
    expect(found).toEqual([ofFunction, ofPasid, ofPasid]);
  });

  test('GENERIC has none', () => {
    expect(FAULT_REASONS.filter((reason) => number('GENERIC', reason, READ) !== undefined)).toEqual([]);
  });
});
