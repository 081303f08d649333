/** What the tables of a nested domain are when the request does not say, and what it cannot say. */
import type { NestedTables__Output } from '../../../src/gen/viommu/v1/NestedTables';
import { fromCreateDomain } from '../../../src/server/convert-domain';
import { fromNestedTables, toNestedTables } from '../../../src/server/convert-nested';
import { configOf } from '../../../src/session/config';
import { refusalOf } from '../session/support';
import { decoded, received } from './wire';

const nestedOf = (nested: object, outputWidthBits = 64) =>
  fromNestedTables(
    decoded<{ nested: NestedTables__Output }>('DomainService/CreateDomain', { nested }).nested,
    outputWidthBits,
  );

test('x86-64 by default', () => {
  expect(nestedOf({ x86: { root: 0x1000n, levels: 4 } })).toEqual({
    stage2DomainId: undefined,
    tableUpdates: 'PRIVATE',
    tables: {
      format: 'X86_64',
      root: 0x1000n,
      levels: 4,
      outputWidthBits: 52,
      gigabytePages: true,
      executeDisable: true,
      writeProtect: true,
      supervisorExecuteProtection: true,
      extendedAccessed: false,
    },
  });
});

test('AArch64 by default', () => {
  expect(nestedOf({ aarch64: { lower: { root: 0x1000n, widthBits: 48 } } }).tables).toEqual({
    format: 'AARCH64',
    lower: { root: 0x1000n, widthBits: 48, granule: 4096, topByteIgnored: false, hierarchicalPermissions: true },
    upper: undefined,
    outputWidthBits: 48,
    wideAddresses: false,
    hardwareAccessFlag: true,
    hardwareDirtyState: true,
    accessFlagFaults: true,
    writeExecuteNever: false,
    privilegedAccessNever: false,
    contiguousHint: true,
  });
});

test('RISC-V by default', () => {
  expect(nestedOf({ riscv: { mode: 'RISCV_MODE_SV48', root: 0x1000n } }).tables).toEqual({
    format: 'RISCV',
    mode: 'SV48',
    root: 0x1000n,
    hardwareUpdate: true,
    supervisorUserMemory: false,
    napot: true,
    memoryTypes: true,
    softwareBits: false,
  });
});

test('addresses in tables have no more bits than the output addresses of the vIOMMU, unless the request says so', () => {
  const x86 = { root: 0n, levels: 5 };
  expect(nestedOf({ x86 }, 40).tables).toMatchObject({ levels: 5, outputWidthBits: 40 });
  expect(nestedOf({ x86: { ...x86, outputWidthBits: 46 } }, 40).tables).toMatchObject({ outputWidthBits: 46 });
  expect(nestedOf({ aarch64: {} }, 40).tables).toMatchObject({ outputWidthBits: 40 });
  const request = decoded<never>('DomainService/CreateDomain', { nested: { x86 } });
  const config = configOf({ profile: 'VTD', outputWidthBits: 39 });
  expect(fromCreateDomain(request, config).nested?.tables).toMatchObject({ outputWidthBits: 39 });
});

test.each([
  ['FIELD_REQUIRED', 'nested.tables', {}],
  ['ENUM_VALUE_UNKNOWN', 'nested.table_updates', { x86: { levels: 4 }, tableUpdates: 4 }],
  ['WIDTH_OUT_OF_RANGE', 'nested.x86.levels', { x86: {} }],
  ['WIDTH_OUT_OF_RANGE', 'nested.x86.levels', { x86: { levels: 3 } }],
  ['WIDTH_OUT_OF_RANGE', 'nested.x86.levels', { x86: { levels: 6 } }],
  ['FIELD_REQUIRED', 'nested.riscv.mode', { riscv: {} }],
  ['ENUM_VALUE_UNKNOWN', 'nested.riscv.mode', { riscv: { mode: 7 } }],
  ['PAGE_SIZE_INVALID', 'nested.aarch64.lower.granule_bytes', { aarch64: { lower: { granuleBytes: 8192 } } }],
  ['PAGE_SIZE_INVALID', 'nested.aarch64.upper.granule_bytes', { aarch64: { upper: { granuleBytes: 1 } } }],
])('%s for %s', (reason, field, nested) => {
  expect(refusalOf(() => nestedOf(nested))).toMatchObject({ reason, field });
});

const BOTH = [false, true];

/** Tables in which every switch is off, or on. */
const SETTINGS: readonly object[] = [
  ...BOTH.map((on) => ({
    stage2DomainId: 0,
    tableUpdates: on ? 'TABLE_UPDATES_ALWAYS' : 'TABLE_UPDATES_NEVER',
    tables: 'x86',
    x86: {
      root: 0x7000n,
      levels: on ? 5 : 4,
      outputWidthBits: 45,
      gigabytePages: on,
      executeDisable: on,
      writeProtect: on,
      supervisorExecuteProtection: on,
      extendedAccessed: on,
    },
  })),
  ...BOTH.map((on) => ({
    tableUpdates: 'TABLE_UPDATES_PRIVATE',
    tables: 'aarch64',
    aarch64: {
      lower: {
        root: 0x1_0000n,
        widthBits: 40,
        granuleBytes: 16_384,
        topByteIgnored: on,
        hierarchicalPermissionsDisabled: on,
      },
      upper: on
        ? {
            root: 64n,
            widthBits: 20,
            granuleBytes: 65_536,
            topByteIgnored: false,
            hierarchicalPermissionsDisabled: false,
          }
        : null,
      outputWidthBits: 44,
      wideAddresses: on,
      hardwareAccessFlag: on,
      hardwareDirtyState: on,
      accessFlagFaultsDisabled: on,
      writeExecuteNever: on,
      privilegedAccessNever: on,
      contiguousHintIgnored: on,
    },
  })),
  ...BOTH.map((on) => ({
    stage2DomainId: 2 ** 32 - 1,
    tableUpdates: 'TABLE_UPDATES_PRIVATE',
    tables: 'riscv',
    riscv: {
      mode: on ? 'RISCV_MODE_SV57X4' : 'RISCV_MODE_SV39',
      root: 0x4000n,
      hardwareUpdate: on,
      supervisorUserMemory: on,
      napot: on,
      memoryTypes: on,
      softwareBits: on,
    },
  })),
];

test.each(SETTINGS)('what is asked for is what a reader gets: %#', (settings) => {
  const message = { domain: { nested: toNestedTables(nestedOf(settings)) } };
  const { domain } = received<{ domain: { nested: object } }>('DomainService/GetDomain', message);
  expect(domain.nested).toMatchObject(settings);
});
