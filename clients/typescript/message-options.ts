/** What the messages of an endpoint may say besides what they must. */
import type { AddressType } from './types';

/** How a DMA is made. */
export interface DmaOptions {
  /** The PASID; unset: none. */
  readonly pasid?: number;
  /** Default UNTRANSLATED. */
  readonly addressType?: AddressType;
  /** Which of the device's queues makes the access. */
  readonly queueTag?: number;
}

/** What an invalidate completion says besides its tags. */
export interface CompletionOptions {
  /**
   * How many such messages come for each tag, one for each traffic class that was used, 1 to 7; 0 means 8. Default 1. A tag
   * is completed when they all have come.
   */
  readonly completionCount?: number;
  /** The requester id, 16 bits, where it is not the endpoint's own: every tag is then unexpected. */
  readonly requesterId?: number;
}
