import type { ViommuConfig } from '../model/viommu';
import { Ats } from './ats';
import { Attachments } from './attachments';
import { DmaEngine } from './dma-engine';
import type { Domain } from './domain';
import { EndpointControl } from './endpoint-control';
import { FaultReporter } from './fault-reporter';
import { GroupQueue } from './group-queue';
import { Invalidator } from './invalidator';
import { Iotlb } from './iotlb';
import { Lifecycle } from './lifecycle';
import { highestPage, Mapper } from './mapper';
import { MappingControl } from './mapping-control';
import type { MemoryPort } from './memory-port';
import { Operations } from './operations';
import { OutputLog } from './output-log';
import { PageRequests } from './page-requests';
import { ResponseSender } from './response-sender';
import { Settings } from './settings';
import { EndpointTable, requireDomain, requireEndpoint, Table } from './tables';
import { Translator } from './translator';

/** The units of one vIOMMU. */
export type Parts = ReturnType<typeof assemble>;

/** Puts a vIOMMU together. Read it as a block diagram: each unit is given what it talks to. */
export function assemble(config: ViommuConfig, incarnation: number, memory: MemoryPort) {
  const { limits } = config;
  const settings = new Settings(config.policy);
  const policy = () => settings.policy;
  const invalidates = () => settings.policy.unmapInvalidates;
  const maxPage = highestPage(config.iovaWidthBits);

  const endpoints = new EndpointTable();
  const domains = new Table<Domain>();
  const log = new OutputLog(incarnation, limits.report_log_depth);
  const faults = new FaultReporter(log);
  const operations = new Operations(log);

  const iotlb = new Iotlb();
  const { bypassUnattached } = config;
  const translation = () => settings.policy.translation;
  const translator = new Translator({ translation, bypassUnattached, maxPage }, iotlb);
  const invalidator = new Invalidator(log, operations, iotlb, faults, {
    timeoutNs: () => settings.policy.invalidationTimeoutNs,
    maxWaiting: limits.max_waiting_invalidations,
  });
  const ats = new Ats(translator, faults, invalidator);

  const responses = new ResponseSender(log);
  const owners = {
    endpoint: (id: number) => requireEndpoint(endpoints, id),
    domain: (id: number) => requireDomain(domains, id),
  };
  const queue = new GroupQueue(log, limits, owners, responses);
  const pageRequests = new PageRequests(log, { policy, limits }, queue, responses);
  const engine = new DmaEngine({ translator, ats, pageRequests, faults, operations, memory, limits });

  const control = new EndpointControl({ log, operations, invalidator, queue, pageRequests, engine });
  responses.connect({
    responded: (endpoint, prgi, code) => {
      engine.responded(endpoint, prgi, code);
    },
    priFailed: (endpoint) => {
      control.priFailed(endpoint);
    },
  });
  const attachments = new Attachments({ operations, invalidator, queue, pageRequests });
  const mapper = new Mapper(
    { maxPage, maxOutputPage: highestPage(config.outputWidthBits), maxMappings: limits.max_mappings, invalidates },
    iotlb,
  );
  const mapping = new MappingControl({ operations, invalidator, mapper, queue, domains, invalidates });
  const lifecycle = new Lifecycle({
    limits,
    endpoints,
    domains,
    log,
    operations,
    iotlb,
    invalidator,
    queue,
    engine,
    control,
    attachments,
    mapper,
  });
  return {
    config,
    settings,
    endpoints,
    domains,
    log,
    faults,
    operations,
    translator,
    invalidator,
    ats,
    queue,
    pageRequests,
    engine,
    control,
    attachments,
    mapper,
    mapping,
    lifecycle,
  };
}
