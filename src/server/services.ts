/** All services of the contract, and what `GetInfo` says of them. */
import fs from 'node:fs';
import path from 'node:path';
import type { GetInfoResponse } from '../gen/viommu/v1/GetInfoResponse';
import { MAX_DMA_BYTES, MAX_TRANSLATION_PAGES } from '../model/transfer';
import { MAX_ITEMS, VIOMMU_LIMITS, type LimitSpec, type ProfileName } from '../model/viommu';
import { QUEUE_LIMITS } from '../guestqueues';
import { PROFILES } from '../profiles';
import { SESSION_LIMITS, type Registry } from '../session';
import { channelService } from './channel-service';
import { MAX_RESERVED_RANGES } from './convert-range';
import { toLimitInfos } from './convert-viommu';
import { domainService } from './domain-service';
import { endpointService } from './endpoint-service';
import { faultService } from './fault-service';
import { guestMemoryService } from './guest-memory-service';
import { guestQueueService } from './guest-queue-service';
import type { Service } from './handler';
import { invalidationService } from './invalidation-service';
import { ruleService } from './rule-service';
import { MAX_CONCURRENT_STREAMS, MAX_RECEIVE_BYTES } from './options';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './paging';
import { API_PACKAGE, packageRoot } from './protos';
import { MAX_BATCH_REPORTS } from './report-messages';
import { viommuService } from './viommu-service';

/** A feature that depends on how the server was started. */
export type Feature = 'shared_memory_files' | 'persistent_incarnations';

/** What every server of this version can do beyond the first one. */
const FEATURES = [
  'dirty_tracking',
  'endpoint_resume',
  'exhaustion_injection',
  'guest_memory_access',
  'guest_native_queues',
  'iova_ranges',
  'mapping_records',
  'native_page_responses',
  'nested_domains',
  'overflow_policies',
  'page_request_drain',
  'page_request_quirks',
  'shared_pri',
  'stalls',
  'stop_pasid',
  'translation_explanations',
  'violations_on_purpose',
] as const;

/** A limit nobody can change. */
const fixed = (value: number, description: string): LimitSpec => ({ defaultValue: value, maximum: value, description });

/** Limits of messages and calls, by the names that `GetInfo` gives. */
const SERVER_LIMITS: Readonly<Record<string, LimitSpec>> = {
  max_items: fixed(MAX_ITEMS, 'entries of one repeated field'),
  max_message_bytes: fixed(MAX_RECEIVE_BYTES, 'bytes of one message that the server takes'),
  max_dma_bytes: fixed(MAX_DMA_BYTES, 'bytes of one DMA'),
  max_memory_access_bytes: fixed(MAX_DMA_BYTES, 'bytes of one read or write of guest memory'),
  max_reserved_ranges: fixed(MAX_RESERVED_RANGES, 'ranges of IOVAs that a vIOMMU, or an endpoint, reserves'),
  max_translation_pages: fixed(MAX_TRANSLATION_PAGES, 'pages of one translation request'),
  max_batch_reports: fixed(MAX_BATCH_REPORTS, 'reports of one message of a stream'),
  max_concurrent_calls: fixed(MAX_CONCURRENT_STREAMS, 'calls and streams open at once on one connection'),
  page_size: { defaultValue: DEFAULT_PAGE_SIZE, maximum: MAX_PAGE_SIZE, description: 'entries of one page of a list' },
};

/** The version in the package's manifest. */
export function serverVersion(): string {
  const manifest = fs.readFileSync(path.join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/**
 * Makes all services.
 *
 * @param registry the vIOMMUs of the server
 * @param features what this server can do besides
 */
export function allServices(registry: Registry, features: readonly Feature[]): Service[] {
  const info: GetInfoResponse = {
    serverVersion: serverVersion(),
    apiPackages: [API_PACKAGE],
    profiles: (Object.keys(PROFILES) as ProfileName[]).map((name) => `PROFILE_${name}` as const),
    features: [...FEATURES, ...features],
    limits: toLimitInfos({ ...VIOMMU_LIMITS, ...SESSION_LIMITS, ...QUEUE_LIMITS, ...SERVER_LIMITS }),
  };
  return [
    viommuService(registry, info),
    endpointService(registry),
    domainService(registry),
    guestMemoryService(registry),
    guestQueueService(registry),
    faultService(registry),
    invalidationService(registry),
    ruleService(registry),
    channelService(registry),
  ];
}
