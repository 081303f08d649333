// Original file: proto/viommu/v1/viommu.proto


/**
 * Behaviour of known software and hardware that this vIOMMU does not have by default. Unset fields stay as they are;
 * every default is false.
 */
export interface PageRequestQuirks {
  /**
   * Groups are told apart by (endpoint, index) alone, as Linux does: pages of another PASID with the same index join
   * the group, which takes its PASID from its last page (R-PRI-29).
   */
  'mergeByPrgi'?: (boolean);
  /**
   * Answers to groups of an older PRI generation are sent, and meet an endpoint that does not expect them.
   */
  'sendAfterPriOff'?: (boolean);
  /**
   * With no domain or no `page_requests` every page request is answered, not only the last of its group, as Linux does
   * (R-PAIN-03).
   */
  'answerEveryPage'?: (boolean);
  /**
   * Response Failure for an endpoint that shares its page-request interface is sent as Invalid Request, so that one
   * function cannot turn the others off (R-PAIN-02).
   */
  'spareSharedPri'?: (boolean);
  '_mergeByPrgi'?: "mergeByPrgi";
  '_sendAfterPriOff'?: "sendAfterPriOff";
  '_answerEveryPage'?: "answerEveryPage";
  '_spareSharedPri'?: "spareSharedPri";
}

/**
 * Behaviour of known software and hardware that this vIOMMU does not have by default. Unset fields stay as they are;
 * every default is false.
 */
export interface PageRequestQuirks__Output {
  /**
   * Groups are told apart by (endpoint, index) alone, as Linux does: pages of another PASID with the same index join
   * the group, which takes its PASID from its last page (R-PRI-29).
   */
  'mergeByPrgi'?: (boolean);
  /**
   * Answers to groups of an older PRI generation are sent, and meet an endpoint that does not expect them.
   */
  'sendAfterPriOff'?: (boolean);
  /**
   * With no domain or no `page_requests` every page request is answered, not only the last of its group, as Linux does
   * (R-PAIN-03).
   */
  'answerEveryPage'?: (boolean);
  /**
   * Response Failure for an endpoint that shares its page-request interface is sent as Invalid Request, so that one
   * function cannot turn the others off (R-PAIN-02).
   */
  'spareSharedPri'?: (boolean);
  '_mergeByPrgi'?: "mergeByPrgi";
  '_sendAfterPriOff'?: "sendAfterPriOff";
  '_answerEveryPage'?: "answerEveryPage";
  '_spareSharedPri'?: "spareSharedPri";
}
