import { FAULT_REASONS, type FaultReason, type NestedFault } from '../../../src/model/fault';
import { NO_PASID } from '../../../src/model/page-request';
import { EXECUTE, READ, WRITE } from '../../../src/model/permissions';
import type { ProfileName } from '../../../src/model/viommu';
import { faultCode, profileOf } from '../../../src/profiles';

/** Always one number, or those for reading, writing and executing. */
type Numbers = number | readonly [read: number, write: number, execute: number];

const always = (code: number | undefined): (number | undefined)[] => [code, code, code];
const all = (numbers: Numbers | undefined): readonly (number | undefined)[] =>
  typeof numbers === 'object' ? numbers : always(numbers);

/** Reading, writing and executing; for executing implies reading. */
const found = (name: ProfileName, reason: FaultReason, where?: NestedFault): (number | undefined)[] =>
  [READ, WRITE, READ | EXECUTE].map((access) => faultCode(profileOf(name), reason, access, NO_PASID, where));

// The specifications' own tables: VT-d 7.1.3; IHI 0070, 7.3; RISC-V IOMMU, 4.2; the events of AMD-Vi; fault reports of virtio-iommu.
const NUMBERS: Readonly<Record<ProfileName, Readonly<Partial<Record<FaultReason, Numbers>>>>> = {
  GENERIC: {},
  VTD: {
    NOT_ATTACHED: 0x59,
    BLOCKED: 0x33,
    NOT_MAPPED: [0x86, 0x85, 0x86],
    PERMISSION: [0x86, 0x85, 0x86],
    ADDRESS_TOO_WIDE: 0x84,
    ATS_DISABLED: 0x44,
    UNKNOWN_REQUESTER: 0x39,
    CONTEXT_INVALID: 0x41,
    CONTEXT_MISCONFIGURED: 0x42,
    CONTEXT_ACCESS_FAULT: 0x40,
    TRANSACTION_NOT_ALLOWED: 0x44,
  },
  SMMUV3: {
    NOT_ATTACHED: 0x04,
    BLOCKED: 0x06,
    NOT_MAPPED: 0x10,
    PERMISSION: 0x13,
    // 3.4: an address outside of what TxSZ says is a translation fault, not one of the address size.
    ADDRESS_TOO_WIDE: 0x10,
    ATS_DISABLED: 0x05,
    UNKNOWN_REQUESTER: 0x02,
    CONTEXT_INVALID: 0x04,
    CONTEXT_MISCONFIGURED: 0x04,
    CONTEXT_ACCESS_FAULT: 0x03,
    TRANSACTION_NOT_ALLOWED: 0x05,
    TABLE_MALFORMED: 0x10,
    OUTPUT_TOO_WIDE: 0x11,
    ACCESS_FLAG_CLEAR: 0x12,
    DIRTY_FLAG_CLEAR: 0x13,
    TABLE_ABORT: 0x0b,
    TABLE_CONTENDED: 0x0b,
  },
  RISCV: {
    NOT_ATTACHED: 258,
    BLOCKED: 256,
    NOT_MAPPED: [13, 15, 12],
    PERMISSION: [13, 15, 12],
    ADDRESS_TOO_WIDE: [13, 15, 12],
    MEMORY_ABORT: [5, 7, 1],
    ATS_DISABLED: 260,
    UNKNOWN_REQUESTER: 260,
    CONTEXT_INVALID: 258,
    CONTEXT_MISCONFIGURED: 259,
    CONTEXT_ACCESS_FAULT: 257,
    TRANSACTION_NOT_ALLOWED: 260,
    TABLE_MALFORMED: [13, 15, 12],
    OUTPUT_TOO_WIDE: [5, 7, 1],
    ACCESS_FLAG_CLEAR: [13, 15, 12],
    DIRTY_FLAG_CLEAR: [13, 15, 12],
    TABLE_ABORT: [5, 7, 1],
    TABLE_CONTENDED: [5, 7, 1],
  },
  AMDVI: {
    NOT_ATTACHED: 2,
    BLOCKED: 2,
    NOT_MAPPED: 2,
    PERMISSION: 2,
    ADDRESS_TOO_WIDE: 2,
    ATS_DISABLED: 8,
    INVALIDATION_TIMEOUT: 7,
    UNKNOWN_REQUESTER: 1,
    CONTEXT_INVALID: 1,
    CONTEXT_MISCONFIGURED: 1,
    CONTEXT_ACCESS_FAULT: 3,
    TRANSACTION_NOT_ALLOWED: 8,
    TABLE_MALFORMED: 2,
    OUTPUT_TOO_WIDE: 2,
    TABLE_ABORT: 4,
    TABLE_CONTENDED: 4,
  },
  VIRTIO: { NOT_ATTACHED: 1, UNKNOWN_REQUESTER: 1, NOT_MAPPED: 2, PERMISSION: 2, ADDRESS_TOO_WIDE: 2 },
};
const NAMES = Object.keys(NUMBERS) as ProfileName[];

test.each(NAMES)('%s: the number of every reason', (name) => {
  for (const reason of FAULT_REASONS) {
    expect([reason, found(name, reason)]).toEqual([reason, all(NUMBERS[name][reason])]);
  }
});

// A write is one whatever else it is; an access that is not known counts as a read.
test.each<[ProfileName, FaultReason]>([
  ['VTD', 'NOT_MAPPED'],
  ['RISCV', 'MEMORY_ABORT'],
])('%s, %s: of an access of several kinds, and of none', (name, reason) => {
  const [read, write] = all(NUMBERS[name][reason]);
  const number = (access?: number): number | undefined => faultCode(profileOf(name), reason, access, NO_PASID);
  expect([number(READ | WRITE | EXECUTE), number()]).toEqual([write, read]);
});

// Of a function it is the entry that is missing, of a PASID that of the PASID; PASID 0 is one.
test.each<[ProfileName, number, number]>([
  ['VTD', 0x59, 0x59],
  ['SMMUV3', 0x04, 0x08],
  ['RISCV', 258, 266],
  ['AMDVI', 2, 2],
])('%s: not attached is %i, of a PASID %i', (name, ofFunction, ofPasid) => {
  const numbers = [NO_PASID, 0, 5].map((pasid) => faultCode(profileOf(name), 'NOT_ATTACHED', READ, pasid));
  expect(numbers).toEqual([ofFunction, ofPasid, ofPasid]);
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

  // VT-d 7.1.3.
  test.each<[FaultReason, NestedFault, (number | undefined)[]]>([
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
    ['OUTPUT_TOO_WIDE', STAGE2, always(0x7a)],
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
    expect(found('VTD', reason, where)).toEqual(expected);
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
      expect(found('RISCV', reason, where)).toEqual(expected);
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
      expect(found(name, reason, where)).toEqual(found(name, reason));
    }
  });

  test('what nesting does not change stays as it is', () => {
    expect(found('VTD', 'NOT_ATTACHED', STAGE1)).toEqual(always(0x59));
    expect(found('RISCV', 'MEMORY_ABORT', STAGE2)).toEqual([5, 7, 1]);
  });
});
