import type { OperationResult, EntryOutcome, OperationOutcome } from '../model/operation';
import type { PageResponseCode, ResponseEffect } from '../model/page-request';
import type { EndpointChanged, Report } from '../model/report';
import type { DmaResult } from '../model/transfer';

/** A PRG response as an endpoint receives it. */
export interface PageResponseMessage {
  readonly kind: 'PAGE_RESPONSE';
  readonly prgi: number;
  /** 0..2^20-1, or NO_PASID when the message carries none. */
  readonly pasid: number;
  readonly code: PageResponseCode;
  readonly rawCode: number;
  readonly injected: boolean;
  /** Undefined when the group was answered before it was queued, and when a response was sent to no group. */
  readonly cookie: bigint | undefined;
  /** Undefined for an injected group. */
  readonly effect: ResponseEffect | undefined;
  /** Whether it may have been received before. */
  readonly redelivery: boolean;
  readonly queueTag: number | undefined;
  readonly lengthHint: bigint | undefined;
  /** The tag, for a stalled access. */
  readonly stallTag?: number | undefined;
}

/** A device-TLB invalidation as an endpoint receives it. */
export interface InvalidationMessage {
  readonly kind: 'INVALIDATION';
  readonly itag: number;
  /** 0..2^20-1, or NO_PASID for translations of every PASID and of none. */
  readonly pasid: number;
  readonly firstPage: number;
  /** Inclusive. */
  readonly lastPage: number;
  /** Translations of every PASID, whatever `pasid` says, if the endpoint supports that. */
  readonly global: boolean;
}

/** A device-TLB invalidation ended. */
export interface InvalidationEndedMessage {
  readonly kind: 'INVALIDATION_ENDED';
  readonly itag: number;
  readonly outcome: OperationOutcome;
}

/** What happens at an endpoint. */
export type EndpointMessage = PageResponseMessage | InvalidationMessage | InvalidationEndedMessage | EndpointChanged;

/** A report was appended to the log. */
export interface ReportOutput {
  readonly kind: 'REPORT';
  readonly report: Report;
}

/** Something happened at an endpoint. */
export interface EndpointOutput {
  readonly kind: 'ENDPOINT';
  readonly endpointId: number;
  /** From 1, per endpoint, without gaps: the order in which things happened at it. */
  readonly sequence: bigint;
  /**
   * From 1 since the device model's hello, without gaps, when an external endpoint's model is to receive the message;
   * undefined when it is not for the model.
   */
  readonly modelSequence: bigint | undefined;
  readonly timeNs: bigint;
  readonly message: EndpointMessage;
}

/** An operation ended. Its report precedes it. */
export interface OperationOutput {
  readonly kind: 'OPERATION';
  readonly result: OperationResult;
  /** For INVALIDATE: how each accepted entry ended, ordered by index. */
  readonly entries: readonly EntryOutcome[];
  /** For DMA. */
  readonly dma: DmaResult | undefined;
}

/** What the core says, in order. Equal inputs give equal outputs. */
export type Output = ReportOutput | EndpointOutput | OperationOutput;
