// Original file: proto/viommu/v1/domain_service.proto

import type { TableDecision as _viommu_v1_TableDecision, TableDecision__Output as _viommu_v1_TableDecision__Output } from '../../viommu/v1/TableDecision';

/**
 * An entry of a table that was looked at.
 */
export interface TableStep {
  /**
   * The domain whose table it is.
   */
  'domainId'?: (number);
  /**
   * The level, in the numbering of the architecture.
   */
  'level'?: (number);
  /**
   * Where the entry is: guest-physical where the domain has a stage 2, else in guest memory. Unset: there is none.
   */
  'entryAddress'?: (bigint | number | string);
  /**
   * The entry; unset: it could not be read.
   */
  'entry'?: (bigint | number | string);
  /**
   * How the walk went on.
   */
  'decision'?: (_viommu_v1_TableDecision);
  /**
   * The next table for TABLE, the output page for LEAF.
   */
  'target'?: (bigint | number | string);
  /**
   * What an access would write to the entry; unset: nothing.
   */
  'update'?: (bigint | number | string);
  '_entryAddress'?: "entryAddress";
  '_entry'?: "entry";
  '_target'?: "target";
  '_update'?: "update";
}

/**
 * An entry of a table that was looked at.
 */
export interface TableStep__Output {
  /**
   * The domain whose table it is.
   */
  'domainId': (number);
  /**
   * The level, in the numbering of the architecture.
   */
  'level': (number);
  /**
   * Where the entry is: guest-physical where the domain has a stage 2, else in guest memory. Unset: there is none.
   */
  'entryAddress'?: (bigint);
  /**
   * The entry; unset: it could not be read.
   */
  'entry'?: (bigint);
  /**
   * How the walk went on.
   */
  'decision': (_viommu_v1_TableDecision__Output);
  /**
   * The next table for TABLE, the output page for LEAF.
   */
  'target'?: (bigint);
  /**
   * What an access would write to the entry; unset: nothing.
   */
  'update'?: (bigint);
  '_entryAddress'?: "entryAddress";
  '_entry'?: "entry";
  '_target'?: "target";
  '_update'?: "update";
}
