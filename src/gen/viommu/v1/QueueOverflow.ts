// Original file: proto/viommu/v1/report.proto


/**
 * The overflow of a domain's queue began, or ended.
 */
export interface QueueOverflow {
  /**
   * The domain.
   */
  'domainId'?: (number);
  /**
   * True: it began. False: it was acknowledged, or the queue took a group again where the profile does not wait for that.
   */
  'active'?: (boolean);
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule'?: (string);
  /**
   * The endpoint whose page request met it; 0 when it ended.
   */
  'endpointId'?: (number);
  /**
   * Whether it lasts until `AcknowledgeOverflow`.
   */
  'sticky'?: (boolean);
  /**
   * Groups the vIOMMU ended because of it so far.
   */
  'groupCount'?: (bigint | number | string);
  /**
   * Page requests dropped because of it so far, closing ones not counted.
   */
  'pageCount'?: (bigint | number | string);
}

/**
 * The overflow of a domain's queue began, or ended.
 */
export interface QueueOverflow__Output {
  /**
   * The domain.
   */
  'domainId': (number);
  /**
   * True: it began. False: it was acknowledged, or the queue took a group again where the profile does not wait for that.
   */
  'active': (boolean);
  /**
   * The rule, as listed in docs/rules.md.
   */
  'rule': (string);
  /**
   * The endpoint whose page request met it; 0 when it ended.
   */
  'endpointId': (number);
  /**
   * Whether it lasts until `AcknowledgeOverflow`.
   */
  'sticky': (boolean);
  /**
   * Groups the vIOMMU ended because of it so far.
   */
  'groupCount': (bigint);
  /**
   * Page requests dropped because of it so far, closing ones not counted.
   */
  'pageCount': (bigint);
}
