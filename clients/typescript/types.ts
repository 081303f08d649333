/** The nouns of the contract under short names. `XInput` is X as a caller writes it; the comments are those of proto/. */
import type { DomainSubscription as DomainSubscriptionMessage } from './gen/viommu/v1/DomainSubscription';
import type { InjectedPageRequest as InjectedPageRequestMessage } from './gen/viommu/v1/InjectedPageRequest';
import type { InvalidationEntry as InvalidationEntryMessage } from './gen/viommu/v1/InvalidationEntry';
import type { MapItem as MapItemMessage } from './gen/viommu/v1/MapItem';
import type { PageRequestItem as PageRequestItemMessage } from './gen/viommu/v1/PageRequestItem';
import type { PageResponse as PageResponseMessage } from './gen/viommu/v1/PageResponse';
import type { ReportSelection as ReportSelectionMessage } from './gen/viommu/v1/ReportSelection';
import type { ResolveItem as ResolveItemMessage } from './gen/viommu/v1/ResolveItem';
import type { EndpointConfig as EndpointConfigMessage } from './gen/viommu/v1/EndpointConfig';
import type { EndpointContext as EndpointContextMessage } from './gen/viommu/v1/EndpointContext';
import type { AutomaticAnswers as AutomaticAnswersMessage } from './gen/viommu/v1/AutomaticAnswers';
import type { IovaRange as IovaRangeMessage } from './gen/viommu/v1/IovaRange';
import type { MemoryRegion as MemoryRegionMessage } from './gen/viommu/v1/MemoryRegion';
import type { PageRequest as PageRequestMessage } from './gen/viommu/v1/PageRequest';
import type { PageRequestQuirks as PageRequestQuirksMessage } from './gen/viommu/v1/PageRequestQuirks';
import type { Permissions as PermissionsMessage } from './gen/viommu/v1/Permissions';
import type { ResumePoint as ResumePointMessage } from './gen/viommu/v1/ResumePoint';
import type { ViommuConfig as ViommuConfigMessage } from './gen/viommu/v1/ViommuConfig';
import type { ViommuPolicy as ViommuPolicyMessage } from './gen/viommu/v1/ViommuPolicy';
import type { Aarch64Region as Aarch64RegionMessage } from './gen/viommu/v1/Aarch64Region';
import type { Aarch64Tables as Aarch64TablesMessage } from './gen/viommu/v1/Aarch64Tables';
import type { NestedTables as NestedTablesMessage } from './gen/viommu/v1/NestedTables';
import type { RiscvTables as RiscvTablesMessage } from './gen/viommu/v1/RiscvTables';
import type { Rule as RuleMessage } from './gen/viommu/v1/Rule';
import type { RouteStep__Output } from './gen/viommu/v1/RouteStep';
import type { TranslationExplanation__Output } from './gen/viommu/v1/TranslationExplanation';
import type { TranslationStep__Output } from './gen/viommu/v1/TranslationStep';
import type { X86Tables as X86TablesMessage } from './gen/viommu/v1/X86Tables';
import type { Report__Output } from './gen/viommu/v1/Report';
import type { Discriminated, Input } from './shapes';

export type { Aarch64Region__Output as Aarch64Region } from './gen/viommu/v1/Aarch64Region';
export type { Aarch64Tables__Output as Aarch64Tables } from './gen/viommu/v1/Aarch64Tables';
export type { AddRulesResponse__Output as AddRulesResponse } from './gen/viommu/v1/AddRulesResponse';
export type { AddressType__Output as AddressType } from './gen/viommu/v1/AddressType';
export type { AdvanceTimeResponse__Output as AdvanceTimeResponse } from './gen/viommu/v1/AdvanceTimeResponse';
export type { Attachment__Output as Attachment } from './gen/viommu/v1/Attachment';
export type { AutomaticAction__Output as AutomaticAction } from './gen/viommu/v1/AutomaticAction';
export type { AutomaticAnswer__Output as AutomaticAnswer } from './gen/viommu/v1/AutomaticAnswer';
export type { AutomaticAnswers__Output as AutomaticAnswers } from './gen/viommu/v1/AutomaticAnswers';
export type { CachedTranslation__Output as CachedTranslation } from './gen/viommu/v1/CachedTranslation';
export type { ClockKind__Output as ClockKind } from './gen/viommu/v1/ClockKind';
export type { ClosedGroup__Output as ClosedGroup } from './gen/viommu/v1/ClosedGroup';
export type { Closing__Output as Closing } from './gen/viommu/v1/Closing';
export type { ClosingReason__Output as ClosingReason } from './gen/viommu/v1/ClosingReason';
export type { ContextState__Output as ContextState } from './gen/viommu/v1/ContextState';
export type { ControlQueueResponse__Output as ControlQueueResponse } from './gen/viommu/v1/ControlQueueResponse';
export type { Culprit__Output as Culprit } from './gen/viommu/v1/Culprit';
export type { ReadDirtyPagesResponse__Output as DirtyPart } from './gen/viommu/v1/ReadDirtyPagesResponse';
export type { DmaResult__Output as DmaResult } from './gen/viommu/v1/DmaResult';
export type { DmaStatus__Output as DmaStatus } from './gen/viommu/v1/DmaStatus';
export type { Domain__Output as Domain } from './gen/viommu/v1/Domain';
export type { DomainKind__Output as DomainKind } from './gen/viommu/v1/DomainKind';
export type { EncodedRange__Output as EncodedRange } from './gen/viommu/v1/EncodedRange';
export type { EndCause__Output as EndCause } from './gen/viommu/v1/EndCause';
export type { Endpoint__Output as Endpoint } from './gen/viommu/v1/Endpoint';
export type { EndpointBackend__Output as EndpointBackend } from './gen/viommu/v1/EndpointBackend';
export type { EndpointChangeKind__Output as EndpointChangeKind } from './gen/viommu/v1/EndpointChangeKind';
export type { EndpointChanged__Output as EndpointChanged } from './gen/viommu/v1/EndpointChanged';
export type { EndpointConfig__Output as EndpointConfig } from './gen/viommu/v1/EndpointConfig';
export type { EndpointContext__Output as EndpointContext } from './gen/viommu/v1/EndpointContext';
export type { EndpointKind__Output as EndpointKind } from './gen/viommu/v1/EndpointKind';
export type { EndpointOutcome__Output as EndpointOutcome } from './gen/viommu/v1/EndpointOutcome';
export type { EndpointPageResponse__Output as EndpointPageResponse } from './gen/viommu/v1/EndpointPageResponse';
export type { EndpointResumed__Output as EndpointResumed } from './gen/viommu/v1/EndpointResumed';
export type { EndpointState__Output as EndpointState } from './gen/viommu/v1/EndpointState';
export type { ExhaustionStage__Output as ExhaustionStage } from './gen/viommu/v1/ExhaustionStage';
export type { FailedResponse__Output as FailedResponse } from './gen/viommu/v1/FailedResponse';
export type { FaultEvent__Output as FaultEvent } from './gen/viommu/v1/FaultEvent';
export type { FaultReason__Output as FaultReason } from './gen/viommu/v1/FaultReason';
export type { FlushCounts__Output as FlushCounts } from './gen/viommu/v1/FlushCounts';
export type { GetInfoResponse__Output as GetInfoResponse } from './gen/viommu/v1/GetInfoResponse';
export type { GetIovaRangesResponse__Output as GetIovaRangesResponse } from './gen/viommu/v1/GetIovaRangesResponse';
export type { GroupAnswered__Output as GroupAnswered } from './gen/viommu/v1/GroupAnswered';
export type { GroupDiscarded__Output as GroupDiscarded } from './gen/viommu/v1/GroupDiscarded';
export type { GuestBuffer__Output as GuestBuffer } from './gen/viommu/v1/GuestBuffer';
export type { GuestCommandOutcome__Output as GuestCommandOutcome } from './gen/viommu/v1/GuestCommandOutcome';
export type { GuestCommandResult__Output as GuestCommandResult } from './gen/viommu/v1/GuestCommandResult';
export type { GuestInterrupt__Output as GuestInterrupt } from './gen/viommu/v1/GuestInterrupt';
export type { GuestInterruptCause__Output as GuestInterruptCause } from './gen/viommu/v1/GuestInterruptCause';
export type { GuestMemoryWrite__Output as GuestMemoryWrite } from './gen/viommu/v1/GuestMemoryWrite';
export type { GuestQueue__Output as GuestQueue } from './gen/viommu/v1/GuestQueue';
export type { GuestQueueEffects__Output as GuestQueueEffects } from './gen/viommu/v1/GuestQueueEffects';
export type { GuestQueueKind__Output as GuestQueueKind } from './gen/viommu/v1/GuestQueueKind';
export type { GuestRecord__Output as GuestRecord } from './gen/viommu/v1/GuestRecord';
export type { GuestRecordBatch__Output as GuestRecordBatch } from './gen/viommu/v1/GuestRecordBatch';
export type { GuestRegister__Output as GuestRegister } from './gen/viommu/v1/GuestRegister';
export type { GuestScope__Output as GuestScope } from './gen/viommu/v1/GuestScope';
export type { GuestScopeKind__Output as GuestScopeKind } from './gen/viommu/v1/GuestScopeKind';
export type { Heartbeat__Output as Heartbeat } from './gen/viommu/v1/Heartbeat';
export type { IfMapped__Output as IfMapped } from './gen/viommu/v1/IfMapped';
export type { InvalidateResponse__Output as InvalidateResponse } from './gen/viommu/v1/InvalidateResponse';
export type { InvalidationCompletion__Output as InvalidationCompletion } from './gen/viommu/v1/InvalidationCompletion';
export type { InvalidationEnded__Output as InvalidationEnded } from './gen/viommu/v1/InvalidationEnded';
export type { InvalidationEntryResult__Output as InvalidationEntryResult } from './gen/viommu/v1/InvalidationEntryResult';
export type { InvalidationRequest__Output as InvalidationRequest } from './gen/viommu/v1/InvalidationRequest';
export type { IovaRange__Output as IovaRange } from './gen/viommu/v1/IovaRange';
export type { ItemResult__Output as ItemResult } from './gen/viommu/v1/ItemResult';
export type { LimitInfo__Output as LimitInfo } from './gen/viommu/v1/LimitInfo';
export type { MapAnywhereResponse__Output as MapAnywhereResponse } from './gen/viommu/v1/MapAnywhereResponse';
export type { MapResponse__Output as MapResponse } from './gen/viommu/v1/MapResponse';
export type { Mapping__Output as Mapping } from './gen/viommu/v1/Mapping';
export type { MappingStep__Output as MappingStep } from './gen/viommu/v1/MappingStep';
export type { MemoryRegion__Output as MemoryRegion } from './gen/viommu/v1/MemoryRegion';
export type { NestedFault__Output as NestedFault } from './gen/viommu/v1/NestedFault';
export type { NestedTables__Output as NestedTables } from './gen/viommu/v1/NestedTables';
export type { OnError__Output as OnError } from './gen/viommu/v1/OnError';
export type { OperationKind__Output as OperationKind } from './gen/viommu/v1/OperationKind';
export type { OperationOutcome__Output as OperationOutcome } from './gen/viommu/v1/OperationOutcome';
export type { OperationResult__Output as OperationResult } from './gen/viommu/v1/OperationResult';
export type { OutstandingGroup__Output as OutstandingGroup } from './gen/viommu/v1/OutstandingGroup';
export type { OutstandingInvalidation__Output as OutstandingInvalidation } from './gen/viommu/v1/OutstandingInvalidation';
export type { OverflowPolicy__Output as OverflowPolicy } from './gen/viommu/v1/OverflowPolicy';
export type { PageRequest__Output as PageRequest } from './gen/viommu/v1/PageRequest';
export type { PageRequestGroup__Output as PageRequestGroup } from './gen/viommu/v1/PageRequestGroup';
export type { PageRequestQuirks__Output as PageRequestQuirks } from './gen/viommu/v1/PageRequestQuirks';
export type { PageResponseCode__Output as PageResponseCode } from './gen/viommu/v1/PageResponseCode';
export type { PageResponseOutcome__Output as PageResponseOutcome } from './gen/viommu/v1/PageResponseOutcome';
export type { PageResponseResult__Output as PageResponseResult } from './gen/viommu/v1/PageResponseResult';
export type { PartialUnmap__Output as PartialUnmap } from './gen/viommu/v1/PartialUnmap';
export type { PartialsDropped__Output as PartialsDropped } from './gen/viommu/v1/PartialsDropped';
export type { PendingGroup__Output as PendingGroup } from './gen/viommu/v1/PendingGroup';
export type { Permissions__Output as Permissions } from './gen/viommu/v1/Permissions';
export type { PriStatus__Output as PriStatus } from './gen/viommu/v1/PriStatus';
export type { Profile__Output as Profile } from './gen/viommu/v1/Profile';
export type { QueueOverflow__Output as QueueOverflow } from './gen/viommu/v1/QueueOverflow';
export type { QueueStatistics__Output as QueueStatistics } from './gen/viommu/v1/QueueStatistics';
export type { ReadRecordsResponse__Output as ReadRecordsResponse } from './gen/viommu/v1/ReadRecordsResponse';
export type { RecordedViolation__Output as RecordedViolation } from './gen/viommu/v1/RecordedViolation';
export type { ReportStreamOpened__Output as ReportStreamOpened } from './gen/viommu/v1/ReportStreamOpened';
export type { ReservedIovaRange__Output as ReservedIovaRange } from './gen/viommu/v1/ReservedIovaRange';
export type { ResolvePageRequestsResponse__Output as ResolvePageRequestsResponse } from './gen/viommu/v1/ResolvePageRequestsResponse';
export type { RespondToPageRequestsResponse__Output as RespondToPageRequestsResponse } from './gen/viommu/v1/RespondToPageRequestsResponse';
export type { ResponseEffect__Output as ResponseEffect } from './gen/viommu/v1/ResponseEffect';
export type { ResumeOutcome__Output as ResumeOutcome } from './gen/viommu/v1/ResumeOutcome';
export type { ResumePoint__Output as ResumePoint } from './gen/viommu/v1/ResumePoint';
export type { RiscvMode__Output as RiscvMode } from './gen/viommu/v1/RiscvMode';
export type { RiscvTables__Output as RiscvTables } from './gen/viommu/v1/RiscvTables';
export type { Role__Output as Role } from './gen/viommu/v1/Role';
export type { Rule__Output as Rule } from './gen/viommu/v1/Rule';
export type { RuleEvent__Output as RuleEvent } from './gen/viommu/v1/RuleEvent';
export type { RuleExpectation__Output as RuleExpectation } from './gen/viommu/v1/RuleExpectation';
export type { RuleHit__Output as RuleHit } from './gen/viommu/v1/RuleHit';
export type { RuleMatch__Output as RuleMatch } from './gen/viommu/v1/RuleMatch';
export type { RuleTrigger__Output as RuleTrigger } from './gen/viommu/v1/RuleTrigger';
export type { SendPageResponseResponse__Output as SendPageResponseResponse } from './gen/viommu/v1/SendPageResponseResponse';
export type { SetLinkResponse__Output as SetLinkResponse } from './gen/viommu/v1/SetLinkResponse';
export type { SkipReason__Output as SkipReason } from './gen/viommu/v1/SkipReason';
export type { SkippedReports__Output as SkippedReports } from './gen/viommu/v1/SkippedReports';
export type { StallAction__Output as StallAction } from './gen/viommu/v1/StallAction';
export type { StallCapability__Output as StallCapability } from './gen/viommu/v1/StallCapability';
export type { StopMarker__Output as StopMarker } from './gen/viommu/v1/StopMarker';
export type { StopPasidStyle__Output as StopPasidStyle } from './gen/viommu/v1/StopPasidStyle';
export type { SubmitCommandsResponse__Output as SubmitCommandsResponse } from './gen/viommu/v1/SubmitCommandsResponse';
export type { SubmitPageRequestsResponse__Output as SubmitPageRequestsResponse } from './gen/viommu/v1/SubmitPageRequestsResponse';
export type { TableDecision__Output as TableDecision } from './gen/viommu/v1/TableDecision';
export type { TableStep__Output as TableStep } from './gen/viommu/v1/TableStep';
export type { TableUpdates__Output as TableUpdates } from './gen/viommu/v1/TableUpdates';
export type { TimeFired__Output as TimeFired } from './gen/viommu/v1/TimeFired';
export type { TransactionKind__Output as TransactionKind } from './gen/viommu/v1/TransactionKind';
export type { TranslatedRequestCheck__Output as TranslatedRequestCheck } from './gen/viommu/v1/TranslatedRequestCheck';
export type { TranslationCompletion__Output as TranslationCompletion } from './gen/viommu/v1/TranslationCompletion';
export type { TranslationEntry__Output as TranslationEntry } from './gen/viommu/v1/TranslationEntry';
export type { TranslationFault__Output as TranslationFault } from './gen/viommu/v1/TranslationFault';
export type { TranslationFound__Output as TranslationFound } from './gen/viommu/v1/TranslationFound';
export type { TranslationStage__Output as TranslationStage } from './gen/viommu/v1/TranslationStage';
export type { TranslationState__Output as TranslationState } from './gen/viommu/v1/TranslationState';
export type { TranslationStatus__Output as TranslationStatus } from './gen/viommu/v1/TranslationStatus';
export type { UnmapResponse__Output as UnmapResponse } from './gen/viommu/v1/UnmapResponse';
export type { UnsupportedRequestReaction__Output as UnsupportedRequestReaction } from './gen/viommu/v1/UnsupportedRequestReaction';
export type { VerifyExpectationsResponse__Output as VerifyExpectationsResponse } from './gen/viommu/v1/VerifyExpectationsResponse';
export type { Violation__Output as Violation } from './gen/viommu/v1/Violation';
export type { Viommu__Output as Viommu } from './gen/viommu/v1/Viommu';
export type { ViommuConfig__Output as ViommuConfig } from './gen/viommu/v1/ViommuConfig';
export type { ViommuLimits__Output as ViommuLimits } from './gen/viommu/v1/ViommuLimits';
export type { ViommuPolicy__Output as ViommuPolicy } from './gen/viommu/v1/ViommuPolicy';
export type { X86Tables__Output as X86Tables } from './gen/viommu/v1/X86Tables';

/** One entry of a vIOMMU's report log: `switch (report.record)` takes it apart. */
export type Report = Discriminated<Report__Output, 'record'>;

/** How `translate` comes to its answer, with `explain`. */
export type TranslationExplanation = TranslationExplanation__Output;

/** One step of an explanation: `switch (step.step)` takes it apart. */
export type TranslationStep = Discriminated<TranslationStep__Output, 'step'>;

/** Where an access goes: `switch (route.route)` takes it apart. */
export type RouteStep = Discriminated<RouteStep__Output, 'route'>;

/** One domain a stream wants groups of. */
export type DomainSubscription = Input<DomainSubscriptionMessage>;

/** A page request and the endpoint it comes from. */
export type InjectedPageRequest = Input<InjectedPageRequestMessage>;

/** One entry of an invalidation batch. */
export type InvalidationEntry = Input<InvalidationEntryMessage>;

/** One mapping to make. */
export type MapItem = Input<MapItemMessage>;

/** A page request to submit or inject. */
export type PageRequestItem = Input<PageRequestItemMessage>;

/** One answer to a page-request group. */
export type PageResponse = Input<PageResponseMessage>;

/** Which reports a stream wants and where it begins. */
export type ReportSelection = Input<ReportSelectionMessage>;

/** Mappings to make and the group they resolve. */
export type ResolveItem = Input<ResolveItemMessage>;

/** `Aarch64Region` in a request. */
export type Aarch64RegionInput = Input<Aarch64RegionMessage>;

/** `Aarch64Tables` in a request. */
export type Aarch64TablesInput = Input<Aarch64TablesMessage>;

/** `AutomaticAnswers` in a request. */
export type AutomaticAnswersInput = Input<AutomaticAnswersMessage>;

/** `EndpointConfig` in a request. */
export type EndpointConfigInput = Input<EndpointConfigMessage>;

/** `EndpointContext` in a request. */
export type EndpointContextInput = Input<EndpointContextMessage>;

/** `IovaRange` in a request. */
export type IovaRangeInput = Input<IovaRangeMessage>;

/** `MemoryRegion` in a request. */
export type MemoryRegionInput = Input<MemoryRegionMessage>;

/** `NestedTables` in a request. */
export type NestedTablesInput = Input<NestedTablesMessage>;

/** `PageRequest` in a request. */
export type PageRequestInput = Input<PageRequestMessage>;

/** `PageRequestQuirks` in a request. */
export type PageRequestQuirksInput = Input<PageRequestQuirksMessage>;

/** `Permissions` in a request. */
export type PermissionsInput = Input<PermissionsMessage>;

/** `ResumePoint` in a request. */
export type ResumePointInput = Input<ResumePointMessage>;

/** `RiscvTables` in a request. */
export type RiscvTablesInput = Input<RiscvTablesMessage>;

/** `Rule` in a request. */
export type RuleInput = Input<RuleMessage>;

/** `ViommuConfig` in a request. */
export type ViommuConfigInput = Input<ViommuConfigMessage>;

/** `ViommuPolicy` in a request. */
export type ViommuPolicyInput = Input<ViommuPolicyMessage>;

/** `X86Tables` in a request. */
export type X86TablesInput = Input<X86TablesMessage>;
