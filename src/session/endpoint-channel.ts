import type { EndpointOutput } from '../core/outputs';
import { Ring } from '../base/ring';
import { IommuError, limitExceeded } from '../model/errors';
import type { Eventually } from './eventually';
import type { IommuRunner } from './iommu-runner';
import { SESSION_LIMITS } from './limits';
import { OpenStream } from './open-stream';
import type { EndpointChannelItem, HelloAcceptedItem, HelloMode, HelloResumedItem } from './stream-items';

/** What a hello is answered with, once its tag is known. */
export type HelloAnswer = Omit<HelloAcceptedItem, 'tag'> | Omit<HelloResumedItem, 'tag'>;

/** What a channel asks of the table of owners. Everything happens inside of commands. */
export interface EndpointOwners {
  /**
   * Makes a channel the owner of an external endpoint, which begins anew or goes on.
   *
   * @throws IommuError as {@link EndpointChannel.hello}; nothing has changed then
   */
  claim(channel: EndpointChannel, endpointId: number, mode: HelloMode, takeOver: boolean): HelloAnswer;
  /** The channel is gone: its endpoints are disconnected. */
  release(channel: EndpointChannel, endpointIds: readonly number[]): void;
}

/** A device model's stream. It owns the endpoints it said hello for. */
export class EndpointChannel extends OpenStream<EndpointChannelItem> {
  /** The vIOMMU all its endpoints belong to. */
  readonly viommuId: string;

  private readonly owners: EndpointOwners;
  private readonly items = new Ring<EndpointChannelItem>(SESSION_LIMITS.max_channel_messages.defaultValue);
  private readonly owned = new Set<number>();
  /** What the items weigh that wait for the reader. */
  private waiting = 0;

  constructor(runner: IommuRunner, onReadable: () => void, viommuId: string, owners: EndpointOwners) {
    super(runner, onReadable);
    this.viommuId = viommuId;
    this.owners = owners;
  }

  /**
   * Takes an endpoint. Saying hello again for an endpoint of this channel is the same as for one that is free.
   *
   * @param endpointId the endpoint
   * @param mode how to begin
   * @param takeOver whether to take it from another channel
   * @param tag echoed in the OPENED or RESUMED item that announces success, before anything the endpoint is sent
   * @throws IommuError ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL, ENDPOINT_REMOVED, ENDPOINT_OWNED,
   *   ENDPOINT_GENERATION_DIFFERS, RESUME_POINT_INVALID
   */
  hello(endpointId: number, mode: HelloMode, takeOver: boolean, tag: bigint): Eventually<void> {
    return this.runner.execute(() => {
      if (!this.open) {
        return;
      }
      const answer = this.owners.claim(this, endpointId, mode, takeOver);
      this.owned.add(endpointId);
      this.push({ ...answer, tag });
    });
  }

  /**
   * Refuses to speak for an endpoint that this channel does not own.
   *
   * @throws IommuError ENDPOINT_NOT_OPEN
   */
  requireOpen(endpointId: number): void {
    if (!this.owned.has(endpointId)) {
      const text = `endpoint ${endpointId} is not open on this stream; send its hello first`;
      throw new IommuError('ENDPOINT_NOT_OPEN', text, { field: 'endpoint_id' });
    }
  }

  /**
   * Answers a barrier of the model: behind everything that what it sent before has caused.
   *
   * @param barrier the barrier's tag
   * @param tag of the request
   */
  answerBarrier(endpointId: number, barrier: bigint, tag: bigint): void {
    this.push({ kind: 'BARRIER_REACHED', endpointId, barrier, tag });
  }

  /** Asks the model to catch up. */
  sendBarrier(endpointId: number, barrier: bigint): void {
    this.push({ kind: 'BARRIER', endpointId, barrier });
  }

  /** An endpoint of this channel is to receive a message. */
  onMessage(output: EndpointOutput & { readonly modelSequence: bigint }): void {
    this.push({ kind: 'MESSAGE', output });
  }

  /** An endpoint of this channel now belongs to another one, or is no more. */
  onLost(endpointId: number, reason: 'TAKEN_OVER' | 'ENDPOINT_DELETED'): void {
    if (this.owned.delete(endpointId)) {
      this.push({ kind: 'LOST', endpointId, reason });
    }
  }

  protected take(max: number): EndpointChannelItem[] {
    const taken: EndpointChannelItem[] = [];
    while (taken.length < max && this.items.length > 0) {
      const item = this.items.shift()!;
      this.waiting -= weightOf(item);
      taken.push(item);
    }
    return taken;
  }

  protected takeRest(max: number): EndpointChannelItem[] {
    return this.take(max);
  }

  protected release(): void {
    const endpointIds = [...this.owned];
    this.owned.clear();
    this.owners.release(this, endpointIds);
  }

  protected resumePoint(): undefined {
    return undefined;
  }

  private push(item: EndpointChannelItem): void {
    if (this.failure !== undefined) {
      return;
    }
    const { maximum } = SESSION_LIMITS.max_channel_messages;
    this.waiting += weightOf(item);
    if (this.waiting <= maximum && this.items.pushBack(item)) {
      this.announce();
    } else {
      // Nothing may be left out for a device model: one that reads no more counts as gone.
      this.items.clear();
      this.fail(limitExceeded('max_channel_messages', maximum, 'read faster, and say hello again'));
    }
  }
}

/** Messages that an item counts as: each group that a hello lists takes memory of its own. */
function weightOf(item: EndpointChannelItem): number {
  return item.kind === 'RESUMED' ? 1 + item.resumed.outstanding.length : 1;
}
