import { PAGE_SHIFT } from '../base/u64';
import type { ViommuConfig } from '../model/viommu';
import { profileOf } from '../profiles';
import { Ats } from './ats';
import { Attachments } from './attachments';
import { AutomaticAnswers } from './automatic-answers';
import { Delays } from './delays';
import { DirtyTracking } from './dirty-tracking';
import { DmaEngine } from './dma-engine';
import { DmaSteps } from './dma-steps';
import type { Domain } from './domain';
import { EndpointControl } from './endpoint-control';
import { Exhaustion } from './exhaustion';
import { FaultReporter } from './fault-reporter';
import { Fences } from './fences';
import { GroupAnswers } from './group-answers';
import { GroupIntake } from './group-intake';
import { GroupQueue } from './group-queue';
import { Invalidator } from './invalidator';
import { Iotlb } from './iotlb';
import { Lifecycle } from './lifecycle';
import { highestPage, Mapper } from './mapper';
import { MappingControl } from './mapping-control';
import { Meddler } from './meddler';
import type { MemoryPort } from './memory-port';
import { Operations } from './operations';
import { OutputLog } from './output-log';
import { Overflows } from './overflow';
import { PageRequestSender } from './page-request-sender';
import { PageRequests } from './page-requests';
import { PasidStopper } from './pasid-stopper';
import { PriControl } from './pri-control';
import { ResponseSender } from './response-sender';
import { Rules } from './rules';
import { Settings } from './settings';
import { Stalls } from './stalls';
import { EndpointTable, requireDomain, requireEndpoint, Table } from './tables';
import { Translator } from './translator';
import { Violations } from './violations';

/** The units of one vIOMMU. */
export type Parts = ReturnType<typeof assemble>;

/** Puts a vIOMMU together. Read it as a block diagram: each unit is given what it talks to. */
export function assemble(config: ViommuConfig, incarnation: number, memory: MemoryPort) {
  const { limits } = config;
  const profile = profileOf(config.profile);
  const settings = new Settings(config.policy, config.bypassUnattached);
  const policy = () => settings.policy;
  const invalidates = () => settings.policy.unmapInvalidates;
  const maxPage = highestPage(config.iovaWidthBits);
  const granulePages = 2 ** (config.granuleBits - PAGE_SHIFT);
  const { reservedRanges } = config;

  const endpoints = new EndpointTable();
  const domains = new Table<Domain>();
  const owners = {
    endpoint: (id: number) => requireEndpoint(endpoints, id),
    domain: (id: number) => requireDomain(domains, id),
  };
  const log = new OutputLog(incarnation, limits.report_log_depth);
  const queue = new GroupQueue(log, limits, owners, config.preallocatePools);
  const counters = () => queue.counters;
  const faults = new FaultReporter(log, profile, policy, counters);
  const violations = new Violations(log, limits.violation_log_depth);
  const operations = new Operations(log);
  const delays = new Delays(log, limits.max_delayed_messages);
  const rules = new Rules(config.seed, limits.max_rules, log, delays);
  const exhaustion = new Exhaustion();
  const meddler = new Meddler(rules, delays, exhaustion);

  const iotlb = new Iotlb(limits.iotlb_entries);
  const bypassUnattached = () => settings.bypassUnattached;
  const translator = new Translator({ policy, bypassUnattached, maxPage }, iotlb);
  const deviceLimits = {
    timeoutNs: () => settings.policy.invalidationTimeoutNs,
    policy,
    maxWaiting: limits.max_waiting_invalidations,
  };
  const fences = new Fences(operations, delays, limits.max_waiting_invalidations);
  const invalidator = new Invalidator(iotlb, log, operations, faults, violations, deviceLimits, fences, meddler);
  const ats = new Ats(translator, faults, invalidator, meddler);

  const responses = new ResponseSender(log, violations, () => settings.policy.quirks, meddler);
  const groupAnswers = new GroupAnswers(queue, log, responses, owners.endpoint);
  const answers = new AutomaticAnswers(profile, policy);
  const overflows = new Overflows(log, profile.stickyOverflow, counters);
  const intake = new GroupIntake({
    log,
    profile,
    answers,
    queue,
    groupAnswers,
    overflows,
    exhaustion,
    responses,
    iotlb,
  });
  const pageRequests = new PageRequests({
    log,
    limits,
    policy,
    profile,
    answers,
    queue,
    intake,
    responses,
    faults,
    exhaustion,
  });
  const sender = new PageRequestSender(pageRequests, violations, limits.max_open_page_requests, meddler);

  const dirty = new DirtyTracking();
  const stalls = new Stalls(queue, intake, policy);
  const steps = new DmaSteps({
    policy,
    profile,
    translator,
    ats,
    pageRequests: sender,
    stalls,
    faults,
    dirty,
    meddler,
    memory,
    limits,
  });
  const engine = new DmaEngine(steps, operations, limits);

  const pri = new PriControl({ log, pageRequests, engine, violations });
  const control = new EndpointControl({
    log,
    operations,
    invalidator,
    answers: groupAnswers,
    pageRequests,
    responses,
    engine,
  });
  const stopper = new PasidStopper({
    log,
    operations,
    invalidator,
    queue,
    answers: groupAnswers,
    pageRequests,
    engine,
  });
  responses.connect({
    responded: (endpoint, heard) => {
      engine.responded(endpoint, heard);
    },
    priFailed: (endpoint, heard) => {
      pri.failed(endpoint, heard);
    },
  });
  meddler.onRemove((endpoint, unnoticed) => {
    if (endpoint.state !== 'REMOVED') {
      if (unnoticed) {
        control.setLink(endpoint, true, false);
      } else {
        control.surpriseRemove(endpoint);
      }
    }
  });
  invalidator.onTimeout((endpoint) => {
    control.fence(endpoint);
  });
  groupAnswers.onStallAnswered((endpoint, heard) => {
    engine.stallAnswered(endpoint, heard);
  });
  sender.onPasidStopped((endpoint, pasid) => {
    engine.pasidStopped(endpoint, pasid);
  });
  queue.onRoom(() => {
    engine.roomReturned();
  });
  const attachments = new Attachments({ operations, invalidator, answers: groupAnswers, pageRequests, engine });
  const mapper = new Mapper(
    {
      maxPage,
      maxOutputPage: highestPage(config.outputWidthBits),
      maxMappings: limits.max_mappings,
      granulePages,
      invalidates,
      splits: () => settings.policy.partialUnmap === 'SPLIT',
    },
    iotlb,
    dirty,
  );
  const mapping = new MappingControl({
    operations,
    invalidator,
    mapper,
    queue,
    answers: groupAnswers,
    domains,
    maxPage,
    granulePages,
    invalidates,
  });
  const lifecycle = new Lifecycle({
    limits,
    profile,
    exhaustion,
    violations,
    rules,
    delays,
    fences,
    endpoints,
    domains,
    log,
    operations,
    iotlb,
    invalidator,
    queue,
    engine,
    control,
    stopper,
    attachments,
    mapper,
    dirty,
    memory,
    reservedRanges,
    maxPage,
    granulePages,
  });
  return {
    config,
    settings,
    endpoints,
    domains,
    log,
    faults,
    violations,
    operations,
    iotlb,
    dirty,
    translator,
    invalidator,
    ats,
    queue,
    answers,
    groupAnswers,
    overflows,
    exhaustion,
    rules,
    delays,
    fences,
    responses,
    pageRequests,
    sender,
    engine,
    pri,
    control,
    stopper,
    attachments,
    mapper,
    mapping,
    lifecycle,
  };
}
