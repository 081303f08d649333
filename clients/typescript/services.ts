/** The unary RPCs, grouped by service. Each takes a plain request and returns the decoded response. */
import { pages, unary, type CallOptions, type Transport } from './call';
import { nestedDomain, type NestedDomainRequest } from './nested-domain';
import { services } from './proto';

/** `ViommuService`: create and keep vIOMMUs, move virtual time. */
export type Viommus = ReturnType<typeof viommus>;

/** Returns the methods of `ViommuService`. */
export function viommus(transport: Transport) {
  const { viommu } = services;
  const listPage = unary(transport, viommu.ListViommus);
  return {
    /** Creates a vIOMMU. Safe to repeat with `requestId`. */
    create: unary(transport, viommu.CreateViommu, 'viommu'),
    /** Returns a vIOMMU. */
    get: unary(transport, viommu.GetViommu, 'viommu'),
    /** Walks over the server's vIOMMUs, ordered by id. */
    list: pages(listPage, 'viommus'),
    /** Returns one page of vIOMMUs. */
    listPage,
    /** Changes the policy; fields that are unset stay as they are. */
    update: unary(transport, viommu.UpdateViommu, 'viommu'),
    /** Deletes a vIOMMU with everything in it. */
    delete: unary(transport, viommu.DeleteViommu),
    /** Resets a vIOMMU; a new incarnation begins. */
    reset: unary(transport, viommu.ResetViommu, 'viommu'),
    /** Moves a VIRTUAL clock forward. */
    advanceTime: unary(transport, viommu.AdvanceTime),
    /** Says what the server is and can do. */
    getInfo: unary(transport, viommu.GetInfo),
  };
}

/** `EndpointService`: create endpoints, operate their registers, act as a hosted endpoint. */
export type Endpoints = ReturnType<typeof endpoints>;

/** Returns the unary methods of `EndpointService`. */
export function endpoints(transport: Transport) {
  const { endpoint } = services;
  const listPage = unary(transport, endpoint.ListEndpoints);
  return {
    /** Creates an endpoint. */
    create: unary(transport, endpoint.CreateEndpoint, 'endpoint'),
    /** Returns an endpoint. */
    get: unary(transport, endpoint.GetEndpoint, 'endpoint'),
    /** Walks over a vIOMMU's endpoints, ordered by id. */
    list: pages(listPage, 'endpoints'),
    /** Returns one page of endpoints. */
    listPage,
    /** Enables or disables ATS, and changes the vIOMMU's entry for the endpoint. */
    update: unary(transport, endpoint.UpdateEndpoint, 'endpoint'),
    /** Deletes an endpoint. */
    delete: unary(transport, endpoint.DeleteEndpoint),
    /** Function level reset. */
    resetFunction: unary(transport, endpoint.ResetFunction, 'endpoint'),
    /** Removes the endpoint as if it had been pulled out. */
    surpriseRemove: unary(transport, endpoint.SurpriseRemove, 'endpoint'),
    /** Takes the link of an endpoint down, or up again; the vIOMMU is not told. */
    setLink: unary(transport, endpoint.SetLink, 'endpoint'),
    /** Sets PRI Enable with an allocation of credits. */
    enablePri: unary(transport, endpoint.EnablePri, 'endpoint'),
    /** Clears PRI Enable. */
    disablePri: unary(transport, endpoint.DisablePri, 'endpoint'),
    /** Sets PRI Reset. */
    resetPri: unary(transport, endpoint.ResetPri, 'endpoint'),
    /** Clears PRI status bits, as writing 1 to them does. */
    clearPriStatus: unary(transport, endpoint.ClearPriStatus, 'endpoint'),
    /** Makes a hosted endpoint stop using a PASID, and waits for the end of the operation. */
    stopPasid: unary(transport, endpoint.StopPasid, 'endpoint'),
    /** Makes a hosted endpoint transfer data, and waits for the end; a fault is a result. */
    issueDma: unary(transport, endpoint.IssueDma, 'result'),
    /** Makes a hosted endpoint ask for translations. */
    issueTranslationRequest: unary(transport, endpoint.IssueTranslationRequest, 'completion'),
    /** Makes a hosted endpoint send page requests. */
    submitPageRequests: unary(transport, endpoint.SubmitPageRequests),
    /** Completes device-TLB invalidations of a hosted endpoint with MANUAL completion. */
    completeInvalidation: unary(transport, endpoint.CompleteInvalidation),
  };
}

/** `DomainService`: I/O address spaces, attachments and mappings. */
export type Domains = ReturnType<typeof domains>;

/** Returns the methods of `DomainService`. */
export function domains(transport: Transport) {
  const { domain } = services;
  const listPage = unary(transport, domain.ListDomains);
  const listAttachmentsPage = unary(transport, domain.ListAttachments);
  const listMappingsPage = unary(transport, domain.ListMappings);
  const create = unary(transport, domain.CreateDomain, 'domain');
  return {
    /** Creates a domain. */
    create,
    /** Creates a NESTED domain: `create` with what such a domain needs, said by type. */
    createNested: (request: NestedDomainRequest, options?: CallOptions) => create(nestedDomain(request), options),
    /** Returns a domain. */
    get: unary(transport, domain.GetDomain, 'domain'),
    /** Walks over a vIOMMU's domains, ordered by id. */
    list: pages(listPage, 'domains'),
    /** Returns one page of domains. */
    listPage,
    /** Deletes a domain and its mappings, and waits for the end of the operation. */
    delete: unary(transport, domain.DeleteDomain, 'operation'),
    /** Attaches an endpoint, or one PASID of it, to a domain. */
    attach: unary(transport, domain.Attach, 'attachment'),
    /** Moves an endpoint or PASID to another domain, never leaving it unattached. */
    replace: unary(transport, domain.Replace, 'attachment'),
    /** Detaches an endpoint or PASID. */
    detach: unary(transport, domain.Detach, 'operation'),
    /** Walks over attachments, ordered by endpoint and PASID. */
    listAttachments: pages(listAttachmentsPage, 'attachments'),
    /** Returns one page of attachments. */
    listAttachmentsPage,
    /** Makes mappings; `records` takes `MappingRecords.bytes`. */
    map: unary(transport, domain.Map),
    /** Makes one mapping at the lowest free IOVA. */
    mapAnywhere: unary(transport, domain.MapAnywhere, 'mapping'),
    /** Removes mappings and waits until no endpoint can use them any more; `records` takes `RangeRecords.bytes`. */
    unmap: unary(transport, domain.Unmap),
    /** Walks over the mappings of a domain, ordered by IOVA. */
    listMappings: pages(listMappingsPage, 'mappings'),
    /** Returns one page of mappings. */
    listMappingsPage,
    /** Says which IOVAs can be mapped, which are reserved and by whom, and which `mapAnywhere` may choose from. */
    getIovaRanges: unary(transport, domain.GetIovaRanges),
    /** Replaces the IOVAs that `mapAnywhere` may choose from. */
    setAllowedIovaRanges: unary(transport, domain.SetAllowedIovaRanges),
    /** Turns the recording of written pages on or off; `client.readDirtyPages` reads it. */
    setDirtyTracking: unary(transport, domain.SetDirtyTracking),
    /** Says what an access would meet, without any side effect, and with `explain` why. */
    translate: unary(transport, domain.Translate),
  };
}

/** `GuestMemoryService`: where guest RAM is, and what is in it. */
export type Memory = ReturnType<typeof memory>;

/** Returns the methods of `GuestMemoryService`. */
export function memory(transport: Transport) {
  const service = services.memory;
  const listPage = unary(transport, service.ListGuestMemory);
  return {
    /** Registers a region. */
    register: unary(transport, service.RegisterGuestMemory, 'region'),
    /** Walks over the regions, ordered by guest address. */
    list: pages(listPage, 'regions'),
    /** Returns one page of regions. */
    listPage,
    /** Reads guest memory, as a processor of the guest would: 1 to 262144 bytes. */
    read: unary(transport, service.ReadGuestMemory),
    /** Writes guest memory, as a processor of the guest would: 1 to 262144 bytes, all of them or none. */
    write: unary(transport, service.WriteGuestMemory),
    /** Forgets a region. */
    unregister: unary(transport, service.UnregisterGuestMemory),
  };
}

/** `FaultService` but for its stream: answers, injection and counters. */
export type Faults = ReturnType<typeof faults>;

/** Returns the unary methods of `FaultService`. */
export function faults(transport: Transport) {
  const { fault } = services;
  const listGroupsPage = unary(transport, fault.ListPageRequestGroups);
  const listViolationsPage = unary(transport, fault.ListViolations);
  return {
    /** Answers groups. Late, duplicate and unknown cookies are outcomes, not errors. */
    respond: unary(transport, fault.RespondToPageRequests),
    /** Maps pages and answers their groups Success, each item all or nothing. */
    resolve: unary(transport, fault.ResolvePageRequests),
    /** Walks over complete, unanswered groups in the order they were queued. */
    listGroups: pages(listGroupsPage, 'groups'),
    /** Returns one page of unanswered groups. */
    listGroupsPage,
    /** Ends what is pending of a domain, an endpoint or one attachment; attachments stay. */
    drainPageRequests: unary(transport, fault.DrainPageRequests, 'flushed'),
    /** Ends the overflow of a domain's queue; without one there is no `overflow` in the response. */
    acknowledgeOverflow: unary(transport, fault.AcknowledgeOverflow),
    /** Sends an endpoint a PRG response exactly as written, checked against no cookie. */
    sendPageResponse: unary(transport, fault.SendPageResponse),
    /** Makes the next page requests or groups fail at a stage. */
    injectExhaustion: unary(transport, fault.InjectExhaustion),
    /** Walks over the recorded violations that are kept, oldest first. */
    listViolations: pages(listViolationsPage, 'violations'),
    /** Returns one page of recorded violations, and how many there were. */
    listViolationsPage,
    /** Lets page requests arrive as if an endpoint had sent them. */
    injectPageRequests: unary(transport, fault.InjectPageRequests),
    /** Reports a fault event as if the access had happened. */
    injectFaultEvent: unary(transport, fault.InjectFaultEvent),
    /** Returns the counters of the vIOMMU, a domain or an endpoint. */
    getStatistics: unary(transport, fault.GetQueueStatistics, 'statistics'),
  };
}

/** `InvalidationService`: invalidate by hand, see what has not ended. */
export type Invalidations = ReturnType<typeof invalidations>;

/** Returns the methods of `InvalidationService`. */
export function invalidations(transport: Transport) {
  const { invalidation } = services;
  const listOutstandingPage = unary(transport, invalidation.ListOutstandingInvalidations);
  return {
    /** Executes a batch of entries in order and waits for the end. */
    invalidate: unary(transport, invalidation.Invalidate),
    /** Walks over device-TLB invalidations that have not ended. */
    listOutstanding: pages(listOutstandingPage, 'invalidations'),
    /** Returns one page of outstanding invalidations. */
    listOutstandingPage,
  };
}

/** `RuleService`: misbehaviour on command. */
export type Rules = ReturnType<typeof rules>;

/** Returns the methods of `RuleService`. */
export function rules(transport: Transport) {
  const { rule } = services;
  const listPage = unary(transport, rule.ListRules);
  return {
    /** Adds rules, all or none. */
    add: unary(transport, rule.AddRules),
    /** Walks over rules with their counts, ordered by id. */
    list: pages(listPage, 'rules'),
    /** Returns one page of rules. */
    listPage,
    /** Deletes rules, all or none; no ids: every rule. */
    delete: unary(transport, rule.DeleteRules),
    /** Rejects with EXPECTATIONS_NOT_MET unless every rule with an expectation has acted as often as expected. */
    verifyExpectations: unary(transport, rule.VerifyExpectations),
  };
}

/** `GuestQueueService`: what a guest wrote to the queues of its IOMMU, and what hardware would write to them. */
export type GuestQueues = ReturnType<typeof guestQueues>;

/** Returns the methods of `GuestQueueService`, `watchRecords` of the client aside. */
export function guestQueues(transport: Transport) {
  const { guestQueue } = services;
  return {
    /** Executes a guest's commands, and waits until each has ended. */
    submit: unary(transport, guestQueue.SubmitCommands),
    /** Sets what registers of a queue would set. */
    control: unary(transport, guestQueue.ControlQueue),
    /** Returns the queues of the profile, with their registers. */
    list: unary(transport, guestQueue.ListGuestQueues),
    /** Takes records for the guest. */
    readRecords: unary(transport, guestQueue.ReadRecords),
    /** Says which numbers a guest's commands name a domain by. */
    setDomainTags: unary(transport, guestQueue.SetDomainTags),
  };
}
