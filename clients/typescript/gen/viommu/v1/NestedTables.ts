// Original file: proto/viommu/v1/domain.proto

import type { X86Tables as _viommu_v1_X86Tables, X86Tables__Output as _viommu_v1_X86Tables__Output } from '../../viommu/v1/X86Tables';
import type { Aarch64Tables as _viommu_v1_Aarch64Tables, Aarch64Tables__Output as _viommu_v1_Aarch64Tables__Output } from '../../viommu/v1/Aarch64Tables';
import type { RiscvTables as _viommu_v1_RiscvTables, RiscvTables__Output as _viommu_v1_RiscvTables__Output } from '../../viommu/v1/RiscvTables';
import type { TableUpdates as _viommu_v1_TableUpdates, TableUpdates__Output as _viommu_v1_TableUpdates__Output } from '../../viommu/v1/TableUpdates';

/**
 * The tables of a NESTED domain. What they hold is read when an access is translated, and cached by IOTLB and device TLBs:
 * whoever changes tables invalidates, with `InvalidationService.Invalidate`. Whatever they hold, a walk reads at most one
 * entry for each level.
 */
export interface NestedTables {
  /**
   * The domain that translates the addresses these tables hold and those they lead to: a PAGING domain, or a NESTED one
   * whose tables are of a second stage (x4). Unset: none, the addresses are guest-physical and lead to guest memory.
   * Errors: DOMAIN_NOT_FOUND, NESTED_PARENT_INVALID, FIELD_NOT_APPLICABLE for tables of a second stage.
   */
  'stage2DomainId'?: (number);
  /**
   * x86-64.
   */
  'x86'?: (_viommu_v1_X86Tables | null);
  /**
   * AArch64.
   */
  'aarch64'?: (_viommu_v1_Aarch64Tables | null);
  /**
   * RISC-V.
   */
  'riscv'?: (_viommu_v1_RiscvTables | null);
  /**
   * Whether walks write accessed and dirty bits. Default PRIVATE.
   */
  'tableUpdates'?: (_viommu_v1_TableUpdates);
  '_stage2DomainId'?: "stage2DomainId";
  /**
   * What the tables look like. Errors: FIELD_REQUIRED when no arm is set; WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE,
   * ADDRESS_MISALIGNED.
   */
  'tables'?: "x86"|"aarch64"|"riscv";
}

/**
 * The tables of a NESTED domain. What they hold is read when an access is translated, and cached by IOTLB and device TLBs:
 * whoever changes tables invalidates, with `InvalidationService.Invalidate`. Whatever they hold, a walk reads at most one
 * entry for each level.
 */
export interface NestedTables__Output {
  /**
   * The domain that translates the addresses these tables hold and those they lead to: a PAGING domain, or a NESTED one
   * whose tables are of a second stage (x4). Unset: none, the addresses are guest-physical and lead to guest memory.
   * Errors: DOMAIN_NOT_FOUND, NESTED_PARENT_INVALID, FIELD_NOT_APPLICABLE for tables of a second stage.
   */
  'stage2DomainId'?: (number);
  /**
   * x86-64.
   */
  'x86'?: (_viommu_v1_X86Tables__Output | null);
  /**
   * AArch64.
   */
  'aarch64'?: (_viommu_v1_Aarch64Tables__Output | null);
  /**
   * RISC-V.
   */
  'riscv'?: (_viommu_v1_RiscvTables__Output | null);
  /**
   * Whether walks write accessed and dirty bits. Default PRIVATE.
   */
  'tableUpdates': (_viommu_v1_TableUpdates__Output);
  '_stage2DomainId'?: "stage2DomainId";
  /**
   * What the tables look like. Errors: FIELD_REQUIRED when no arm is set; WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE,
   * ADDRESS_MISALIGNED.
   */
  'tables'?: "x86"|"aarch64"|"riscv";
}
