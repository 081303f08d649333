import { FAULT_REASONS, type FaultReason, type NestedFault } from '../../../src/model/fault';
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
    // IHI 0070, 3.4: an address outside of what TxSZ says is a translation fault, not one of the address size.
    ['SMMUV3', 'ADDRESS_TOO_WIDE', 0x10],
    ['SMMUV3', 'PERMISSION', 0x13],
    ['SMMUV3', 'TABLE_MALFORMED', 0x10],
    ['SMMUV3', 'OUTPUT_TOO_WIDE', 0x11],
    ['SMMUV3', 'ACCESS_FLAG_CLEAR', 0x12],
    ['SMMUV3', 'DIRTY_FLAG_CLEAR', 0x13],
    ['SMMUV3', 'TABLE_ABORT', 0x0b],
    ['SMMUV3', 'TABLE_CONTENDED', 0x0b],
    ['RISCV', 'BLOCKED', 256],
    ['RISCV', 'CONTEXT_ACCESS_FAULT', 257],
    ['RISCV', 'CONTEXT_INVALID', 258],
    ['RISCV', 'CONTEXT_MISCONFIGURED', 259],
    ['RISCV', 'UNKNOWN_REQUESTER', 260],
    ['RISCV', 'ATS_DISABLED', 260],
    ['AMDVI', 'CONTEXT_INVALID', 1],
    ['AMDVI', 'NOT_MAPPED', 2],
    ['AMDVI', 'CONTEXT_ACCESS_FAULT', 3],
    ['AMDVI', 'MEMORY_ABORT', undefined],
    ['AMDVI', 'TABLE_MALFORMED', 2],
    ['AMDVI', 'TABLE_ABORT', 4],
    ['AMDVI', 'ACCESS_FLAG_CLEAR', undefined],
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
    ['RISCV', 'ADDRESS_TOO_WIDE', 13, 15, 12],
    ['RISCV', 'TABLE_MALFORMED', 13, 15, 12],
    ['RISCV', 'ACCESS_FLAG_CLEAR', 13, 15, 12],
    ['RISCV', 'DIRTY_FLAG_CLEAR', 13, 15, 12],
    ['RISCV', 'MEMORY_ABORT', 5, 7, 1],
    ['RISCV', 'OUTPUT_TOO_WIDE', 5, 7, 1],
    ['RISCV', 'TABLE_ABORT', 5, 7, 1],
    ['RISCV', 'TABLE_CONTENDED', 5, 7, 1],
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

  describe('of a nested domain', () => {
    const place = (stage: 1 | 2, tableAccess = false, tableWrite = false): NestedFault => ({
      stage,
      attachedDomainId: 2,
      tableAccess,
      tableWrite,
    });
    const STAGE1 = place(1);
    const STAGE2 = place(2);
    const TABLE_READ = place(2, true);
    const TABLE_WRITE = place(2, true, true);

    /** Reading, writing and executing. */
    const numbers = (name: ProfileName, reason: FaultReason, where: NestedFault): (number | undefined)[] =>
      [READ, WRITE, READ | EXECUTE].map((access) => faultCode(profileOf(name), reason, access, NO_PASID, where));
    const always = (code: number): number[] => [code, code, code];

    // VT-d 7.1.3.
    test.each<[FaultReason, NestedFault, number[]]>([
      ['NOT_MAPPED', STAGE1, always(0x71)],
      ['PERMISSION', STAGE1, [0x81, 0x85, 0x86]],
      ['ADDRESS_TOO_WIDE', STAGE1, always(0x80)],
      ['TABLE_MALFORMED', STAGE1, always(0x72)],
      ['OUTPUT_TOO_WIDE', STAGE1, always(0x72)],
      ['TABLE_ABORT', STAGE1, always(0x70)],
      ['TABLE_ABORT', place(1, false, true), always(0x91)],
      ['TABLE_CONTENDED', STAGE1, always(0x91)],
      ['NOT_MAPPED', STAGE2, [0x86, 0x85, 0x86]],
      ['PERMISSION', STAGE2, [0x86, 0x85, 0x86]],
      ['ADDRESS_TOO_WIDE', STAGE2, always(0x74)],
      ['TABLE_MALFORMED', STAGE2, always(0x7a)],
      ['TABLE_ABORT', STAGE2, always(0x78)],
      ['TABLE_ABORT', place(2, false, true), always(0x7d)],
      ['TABLE_CONTENDED', STAGE2, always(0x7d)],
      ['NOT_MAPPED', TABLE_READ, always(0x76)],
      ['NOT_MAPPED', TABLE_WRITE, always(0x77)],
      ['PERMISSION', TABLE_READ, always(0x76)],
      ['PERMISSION', TABLE_WRITE, always(0x77)],
      ['ADDRESS_TOO_WIDE', TABLE_READ, always(0x74)],
      ['TABLE_MALFORMED', TABLE_WRITE, always(0x7a)],
      ['TABLE_ABORT', TABLE_READ, always(0x78)],
      ['TABLE_ABORT', TABLE_WRITE, always(0x78)],
    ])('VTD, %s, %j: %p', (reason, where, expected) => {
      expect(numbers('VTD', reason, where)).toEqual(expected);
    });

    // The kind is that of the original access, whether a table was read or written for it (R-RV-10).
    test.each<[FaultReason, number[]]>([
      ['NOT_MAPPED', [21, 23, 20]],
      ['PERMISSION', [21, 23, 20]],
      ['ADDRESS_TOO_WIDE', [21, 23, 20]],
      ['TABLE_MALFORMED', [21, 23, 20]],
      ['ACCESS_FLAG_CLEAR', [21, 23, 20]],
      ['DIRTY_FLAG_CLEAR', [21, 23, 20]],
      ['TABLE_ABORT', [5, 7, 1]],
    ])('RISCV, %s of stage 2: %p', (reason, expected) => {
      for (const where of [STAGE2, TABLE_READ, TABLE_WRITE]) {
        expect(numbers('RISCV', reason, where)).toEqual(expected);
      }
    });

    test.each<[ProfileName, NestedFault]>([
      ['RISCV', STAGE1],
      ['SMMUV3', STAGE1],
      ['SMMUV3', STAGE2],
      ['SMMUV3', TABLE_READ],
      ['SMMUV3', TABLE_WRITE],
      ['AMDVI', STAGE2],
      ['VIRTIO', STAGE1],
      ['GENERIC', STAGE1],
    ])('%s, %j: as of any other', (name, where) => {
      for (const reason of FAULT_REASONS) {
        const usual = [READ, WRITE, READ | EXECUTE].map((access) => number(name, reason, access));
        expect(numbers(name, reason, where)).toEqual(usual);
      }
    });

    test('what nesting does not change stays as it is', () => {
      expect(numbers('VTD', 'NOT_ATTACHED', STAGE1)).toEqual(always(0x59));
      expect(numbers('RISCV', 'MEMORY_ABORT', STAGE2)).toEqual([5, 7, 1]);
    });

    test('are of nested domains only', () => {
      expect([number('VTD', 'TABLE_ABORT'), number('VTD', 'NOT_MAPPED', READ)]).toEqual([undefined, 0x86]);
    });
  });
});

// VT-d: MGAW with five levels, HAW (3.6, 9.7). IHI 0070, 3.4: VMSAv8-64. RISC-V: Sv57x4, PPN of 44 bits. AMD: six levels.
test.each<[ProfileName, number, number]>([
  ['GENERIC', 64, 64],
  ['VTD', 57, 52],
  ['SMMUV3', 52, 52],
  ['RISCV', 59, 56],
  ['AMDVI', 64, 52],
  ['VIRTIO', 64, 64],
])('%s: %i bits of IOVA, %i of output address', (name, iovaWidthBits, outputWidthBits) => {
  expect(profileOf(name)).toMatchObject({ iovaWidthBits, outputWidthBits });
});
