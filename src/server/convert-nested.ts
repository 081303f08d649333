/** Tables of NESTED domains, and faults in them, between the contract and the model. */
import type { Aarch64Region as RegionMessage, Aarch64Region__Output } from '../gen/viommu/v1/Aarch64Region';
import type { Aarch64Tables, Aarch64Tables__Output } from '../gen/viommu/v1/Aarch64Tables';
import type { NestedFault as FaultMessage } from '../gen/viommu/v1/NestedFault';
import type { NestedTables, NestedTables__Output } from '../gen/viommu/v1/NestedTables';
import type { RiscvTables, RiscvTables__Output } from '../gen/viommu/v1/RiscvTables';
import type { X86Tables, X86Tables__Output } from '../gen/viommu/v1/X86Tables';
import type { NestedRequest } from '../model/domain';
import type { NestedFault } from '../model/fault';
import type {
  Aarch64Configuration,
  Aarch64Region,
  GranuleBytes,
  RiscvConfiguration,
  TableConfiguration,
  X86Configuration,
} from '../model/guest-tables';
import * as check from './check';
import { fromEnum, message, refusal } from './convert';

/** Bits of an address in tables, at most, unless they are wide. */
const X86_ADDRESS_BITS = 52;
const AARCH64_ADDRESS_BITS = 48;

const GRANULES: readonly GranuleBytes[] = [4096, 16_384, 65_536];

/**
 * The tables of a domain, every default filled in.
 *
 * @param nested the decoded field
 * @param outputWidthBits of the vIOMMU: addresses in tables have no more unless the request says so
 * @throws IommuError FIELD_REQUIRED, WIDTH_OUT_OF_RANGE, PAGE_SIZE_INVALID, ENUM_VALUE_UNKNOWN
 */
export function fromNestedTables(nested: NestedTables__Output, outputWidthBits: number): NestedRequest {
  return {
    stage2DomainId: nested.stage2DomainId,
    tables: fromTables(nested, outputWidthBits),
    tableUpdates: fromEnum('TABLE_UPDATES_', nested.tableUpdates, 'nested.table_updates') ?? 'PRIVATE',
  };
}

function fromTables(nested: NestedTables__Output, outputWidthBits: number): TableConfiguration {
  switch (check.oneofArm(nested.tables, 'nested.tables')) {
    case 'x86':
      return fromX86(check.required(nested.x86, 'nested.x86'), outputWidthBits);
    case 'aarch64':
      return fromAarch64(check.required(nested.aarch64, 'nested.aarch64'), outputWidthBits);
    case 'riscv':
      return fromRiscv(check.required(nested.riscv, 'nested.riscv'));
  }
}

function fromX86(tables: X86Tables__Output, outputWidthBits: number): X86Configuration {
  return {
    format: 'X86_64',
    root: tables.root,
    levels: check.inRange(tables.levels, 4, 5, 'nested.x86.levels', 'WIDTH_OUT_OF_RANGE') === 4 ? 4 : 5,
    outputWidthBits: tables.outputWidthBits ?? Math.min(X86_ADDRESS_BITS, outputWidthBits),
    gigabytePages: tables.gigabytePages ?? true,
    executeDisable: tables.executeDisable ?? true,
    writeProtect: tables.writeProtect ?? true,
    supervisorExecuteProtection: tables.supervisorExecuteProtection ?? true,
    extendedAccessed: tables.extendedAccessed ?? false,
  };
}

function fromAarch64(tables: Aarch64Tables__Output, outputWidthBits: number): Aarch64Configuration {
  return {
    format: 'AARCH64',
    lower: fromRegion(tables.lower, 'nested.aarch64.lower'),
    upper: fromRegion(tables.upper, 'nested.aarch64.upper'),
    outputWidthBits: tables.outputWidthBits ?? Math.min(AARCH64_ADDRESS_BITS, outputWidthBits),
    wideAddresses: tables.wideAddresses,
    hardwareAccessFlag: tables.hardwareAccessFlag ?? true,
    hardwareDirtyState: tables.hardwareDirtyState ?? true,
    accessFlagFaults: !tables.accessFlagFaultsDisabled,
    writeExecuteNever: tables.writeExecuteNever,
    privilegedAccessNever: tables.privilegedAccessNever,
    contiguousHint: !tables.contiguousHintIgnored,
  };
}

function fromRegion(region: Aarch64Region__Output | null, field: string): Aarch64Region | undefined {
  if (region === null) return undefined;
  return {
    root: region.root,
    widthBits: region.widthBits,
    granule: fromGranule(region.granuleBytes, `${field}.granule_bytes`),
    topByteIgnored: region.topByteIgnored,
    hierarchicalPermissions: !region.hierarchicalPermissionsDisabled,
  };
}

function fromGranule(bytes: number, field: string): GranuleBytes {
  const granule = GRANULES.find((known) => known === (bytes === 0 ? GRANULES[0] : bytes));
  if (granule !== undefined) return granule;
  throw refusal('PAGE_SIZE_INVALID', field, `${bytes} is no granule; give 4096, 16384 or 65536`);
}

function fromRiscv(tables: RiscvTables__Output): RiscvConfiguration {
  return {
    format: 'RISCV',
    mode: check.required(fromEnum('RISCV_MODE_', tables.mode, 'nested.riscv.mode'), 'nested.riscv.mode'),
    root: tables.root,
    hardwareUpdate: tables.hardwareUpdate ?? true,
    supervisorUserMemory: tables.supervisorUserMemory,
    napot: tables.napot ?? true,
    memoryTypes: tables.memoryTypes ?? true,
    softwareBits: tables.softwareBits,
  };
}

/** The tables of a domain, for the wire. */
export function toNestedTables({ stage2DomainId, tables, tableUpdates }: NestedRequest): NestedTables {
  return message<NestedTables>({
    stage2DomainId,
    ...toTables(tables),
    tableUpdates: `TABLE_UPDATES_${tableUpdates}`,
  });
}

function toTables(tables: TableConfiguration): Pick<NestedTables, 'x86' | 'aarch64' | 'riscv'> {
  switch (tables.format) {
    case 'X86_64': {
      const { format: _, ...x86 } = tables;
      return { x86: x86 satisfies X86Tables };
    }
    case 'AARCH64':
      return { aarch64: toAarch64(tables) };
    case 'RISCV': {
      const { format: _, mode, ...rest } = tables;
      return { riscv: { mode: `RISCV_MODE_${mode}`, ...rest } satisfies RiscvTables };
    }
  }
}

function toAarch64(tables: Aarch64Configuration): Aarch64Tables {
  const { format: _, lower, upper, accessFlagFaults, contiguousHint, ...rest } = tables;
  return {
    ...rest,
    lower: toRegion(lower),
    upper: toRegion(upper),
    accessFlagFaultsDisabled: !accessFlagFaults,
    contiguousHintIgnored: !contiguousHint,
  };
}

function toRegion(region: Aarch64Region | undefined): RegionMessage | null {
  if (region === undefined) return null;
  const { root, widthBits, granule, topByteIgnored, hierarchicalPermissions } = region;
  return {
    root,
    widthBits,
    granuleBytes: granule,
    topByteIgnored,
    hierarchicalPermissionsDisabled: !hierarchicalPermissions,
  };
}

/**
 * Where in a nested domain a translation failed, for the wire.
 *
 * @param fault undefined: the domain is not nested
 */
export function toNestedFault(fault: NestedFault | undefined): FaultMessage | null {
  if (fault === undefined) return null;
  return message<FaultMessage>({
    stage: `TRANSLATION_STAGE_STAGE${fault.stage}`,
    attachedDomainId: fault.attachedDomainId,
    guestPhysicalAddress: fault.guestPhysicalAddress,
    tableAccess: fault.tableAccess,
    tableWrite: fault.tableWrite,
    level: fault.level,
    entryAddress: fault.entryAddress,
  });
}
