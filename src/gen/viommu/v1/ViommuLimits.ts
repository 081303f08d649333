// Original file: proto/viommu/v1/viommu.proto


/**
 * Bounds of one vIOMMU. Unset fields take the default; a value above the server's maximum is refused
 * (LIMIT_OUT_OF_RANGE). `GetInfo` lists default and maximum of each.
 */
export interface ViommuLimits {
  /**
   * Endpoints. Default 1024, maximum 65536.
   */
  'maxEndpoints'?: (bigint | number | string);
  /**
   * Domains. Default 1024, maximum 65536.
   */
  'maxDomains'?: (bigint | number | string);
  /**
   * Mappings in all domains together. Default 2097152, maximum 16777216.
   */
  'maxMappings'?: (bigint | number | string);
  /**
   * Complete, undelivered groups in one domain's queue; one more is overflow. Default 1024, maximum 65536.
   */
  'pageRequestQueueDepth'?: (bigint | number | string);
  /**
   * Complete, unanswered groups in the vIOMMU, delivered or not; one more is overflow. Default 8192, maximum 1048576.
   */
  'maxPendingGroups'?: (bigint | number | string);
  /**
   * Page requests held in groups whose last page has not arrived. Default 65536, maximum 1048576.
   */
  'maxPartialPages'?: (bigint | number | string);
  /**
   * Page requests in one group; a longer group is broken. Default and maximum 512.
   */
  'maxPagesPerGroup'?: (bigint | number | string);
  /**
   * Reports kept for resuming streams and slow observers. Default 16384, maximum 1048576.
   */
  'reportLogDepth'?: (bigint | number | string);
  /**
   * Unfinished DMA operations of one hosted endpoint. Default 256, maximum 4096.
   */
  'maxOutstandingDma'?: (bigint | number | string);
  /**
   * Pages an endpoint may hold translations for. Default 65536, maximum 1048576.
   */
  'maxGrantsPerEndpoint'?: (bigint | number | string);
  /**
   * Device-TLB invalidations of one endpoint that wait for a free tag; also fences that wait, with the entries behind them,
   * of all batches together. Default 4096, maximum 65536.
   */
  'maxWaitingInvalidations'?: (bigint | number | string);
  /**
   * Complete, unanswered groups of one domain. Default 8192, maximum 1048576.
   */
  'maxPendingGroupsPerDomain'?: (bigint | number | string);
  /**
   * Complete, unanswered groups of one endpoint. Default 8192, maximum 1048576.
   */
  'maxPendingGroupsPerEndpoint'?: (bigint | number | string);
  /**
   * Page requests of one endpoint in groups whose last page has not arrived. Default 65536, maximum 1048576.
   */
  'maxPartialPagesPerEndpoint'?: (bigint | number | string);
  /**
   * Open page requests of the vIOMMU: in unclosed groups and in unanswered ones. Default 1048576, maximum 16777216.
   */
  'maxOpenPageRequests'?: (bigint | number | string);
  /**
   * Violations kept for `ListViolations`. Default 1024, maximum 65536.
   */
  'violationLogDepth'?: (bigint | number | string);
  /**
   * Translations the IOTLB holds: 0 (there is none) or a power of two from 4. Default 1024, maximum 1048576. Whatever it
   * is, the same accesses have the same results, as long as what changes is invalidated.
   */
  'iotlbEntries'?: (bigint | number | string);
  /**
   * Rules. Default 1024, maximum 65536.
   */
  'maxRules'?: (bigint | number | string);
  /**
   * Messages that rules have delayed and that have not arrived; what a rule would delay beyond that arrives at once.
   * Default 65536, maximum 1048576.
   */
  'maxDelayedMessages'?: (bigint | number | string);
  '_maxEndpoints'?: "maxEndpoints";
  '_maxDomains'?: "maxDomains";
  '_maxMappings'?: "maxMappings";
  '_pageRequestQueueDepth'?: "pageRequestQueueDepth";
  '_maxPendingGroups'?: "maxPendingGroups";
  '_maxPartialPages'?: "maxPartialPages";
  '_maxPagesPerGroup'?: "maxPagesPerGroup";
  '_reportLogDepth'?: "reportLogDepth";
  '_maxOutstandingDma'?: "maxOutstandingDma";
  '_maxGrantsPerEndpoint'?: "maxGrantsPerEndpoint";
  '_maxWaitingInvalidations'?: "maxWaitingInvalidations";
  '_maxPendingGroupsPerDomain'?: "maxPendingGroupsPerDomain";
  '_maxPendingGroupsPerEndpoint'?: "maxPendingGroupsPerEndpoint";
  '_maxPartialPagesPerEndpoint'?: "maxPartialPagesPerEndpoint";
  '_maxOpenPageRequests'?: "maxOpenPageRequests";
  '_violationLogDepth'?: "violationLogDepth";
  '_iotlbEntries'?: "iotlbEntries";
  '_maxRules'?: "maxRules";
  '_maxDelayedMessages'?: "maxDelayedMessages";
}

/**
 * Bounds of one vIOMMU. Unset fields take the default; a value above the server's maximum is refused
 * (LIMIT_OUT_OF_RANGE). `GetInfo` lists default and maximum of each.
 */
export interface ViommuLimits__Output {
  /**
   * Endpoints. Default 1024, maximum 65536.
   */
  'maxEndpoints'?: (bigint);
  /**
   * Domains. Default 1024, maximum 65536.
   */
  'maxDomains'?: (bigint);
  /**
   * Mappings in all domains together. Default 2097152, maximum 16777216.
   */
  'maxMappings'?: (bigint);
  /**
   * Complete, undelivered groups in one domain's queue; one more is overflow. Default 1024, maximum 65536.
   */
  'pageRequestQueueDepth'?: (bigint);
  /**
   * Complete, unanswered groups in the vIOMMU, delivered or not; one more is overflow. Default 8192, maximum 1048576.
   */
  'maxPendingGroups'?: (bigint);
  /**
   * Page requests held in groups whose last page has not arrived. Default 65536, maximum 1048576.
   */
  'maxPartialPages'?: (bigint);
  /**
   * Page requests in one group; a longer group is broken. Default and maximum 512.
   */
  'maxPagesPerGroup'?: (bigint);
  /**
   * Reports kept for resuming streams and slow observers. Default 16384, maximum 1048576.
   */
  'reportLogDepth'?: (bigint);
  /**
   * Unfinished DMA operations of one hosted endpoint. Default 256, maximum 4096.
   */
  'maxOutstandingDma'?: (bigint);
  /**
   * Pages an endpoint may hold translations for. Default 65536, maximum 1048576.
   */
  'maxGrantsPerEndpoint'?: (bigint);
  /**
   * Device-TLB invalidations of one endpoint that wait for a free tag; also fences that wait, with the entries behind them,
   * of all batches together. Default 4096, maximum 65536.
   */
  'maxWaitingInvalidations'?: (bigint);
  /**
   * Complete, unanswered groups of one domain. Default 8192, maximum 1048576.
   */
  'maxPendingGroupsPerDomain'?: (bigint);
  /**
   * Complete, unanswered groups of one endpoint. Default 8192, maximum 1048576.
   */
  'maxPendingGroupsPerEndpoint'?: (bigint);
  /**
   * Page requests of one endpoint in groups whose last page has not arrived. Default 65536, maximum 1048576.
   */
  'maxPartialPagesPerEndpoint'?: (bigint);
  /**
   * Open page requests of the vIOMMU: in unclosed groups and in unanswered ones. Default 1048576, maximum 16777216.
   */
  'maxOpenPageRequests'?: (bigint);
  /**
   * Violations kept for `ListViolations`. Default 1024, maximum 65536.
   */
  'violationLogDepth'?: (bigint);
  /**
   * Translations the IOTLB holds: 0 (there is none) or a power of two from 4. Default 1024, maximum 1048576. Whatever it
   * is, the same accesses have the same results, as long as what changes is invalidated.
   */
  'iotlbEntries'?: (bigint);
  /**
   * Rules. Default 1024, maximum 65536.
   */
  'maxRules'?: (bigint);
  /**
   * Messages that rules have delayed and that have not arrived; what a rule would delay beyond that arrives at once.
   * Default 65536, maximum 1048576.
   */
  'maxDelayedMessages'?: (bigint);
  '_maxEndpoints'?: "maxEndpoints";
  '_maxDomains'?: "maxDomains";
  '_maxMappings'?: "maxMappings";
  '_pageRequestQueueDepth'?: "pageRequestQueueDepth";
  '_maxPendingGroups'?: "maxPendingGroups";
  '_maxPartialPages'?: "maxPartialPages";
  '_maxPagesPerGroup'?: "maxPagesPerGroup";
  '_reportLogDepth'?: "reportLogDepth";
  '_maxOutstandingDma'?: "maxOutstandingDma";
  '_maxGrantsPerEndpoint'?: "maxGrantsPerEndpoint";
  '_maxWaitingInvalidations'?: "maxWaitingInvalidations";
  '_maxPendingGroupsPerDomain'?: "maxPendingGroupsPerDomain";
  '_maxPendingGroupsPerEndpoint'?: "maxPendingGroupsPerEndpoint";
  '_maxPartialPagesPerEndpoint'?: "maxPartialPagesPerEndpoint";
  '_maxOpenPageRequests'?: "maxOpenPageRequests";
  '_violationLogDepth'?: "violationLogDepth";
  '_iotlbEntries'?: "iotlbEntries";
  '_maxRules'?: "maxRules";
  '_maxDelayedMessages'?: "maxDelayedMessages";
}
