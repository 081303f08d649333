// Original file: proto/viommu/v1/page_request.proto


/**
 * What a teardown ended. Groups count once; pages are those of groups that were not complete.
 */
export interface FlushCounts {
  /**
   * Complete groups the vIOMMU answered by itself.
   */
  'autoAnsweredGroupCount'?: (bigint | number | string);
  /**
   * Complete groups that ended without an answer.
   */
  'discardedGroupCount'?: (bigint | number | string);
  /**
   * Page requests dropped with groups that were not complete.
   */
  'droppedPageCount'?: (bigint | number | string);
  /**
   * Groups that were not complete.
   */
  'droppedGroupCount'?: (bigint | number | string);
}

/**
 * What a teardown ended. Groups count once; pages are those of groups that were not complete.
 */
export interface FlushCounts__Output {
  /**
   * Complete groups the vIOMMU answered by itself.
   */
  'autoAnsweredGroupCount': (bigint);
  /**
   * Complete groups that ended without an answer.
   */
  'discardedGroupCount': (bigint);
  /**
   * Page requests dropped with groups that were not complete.
   */
  'droppedPageCount': (bigint);
  /**
   * Groups that were not complete.
   */
  'droppedGroupCount': (bigint);
}
