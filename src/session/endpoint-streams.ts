import type { EndpointOutput } from '../core/outputs';
import { IommuError } from '../model/errors';
import { Barriers, type BarrierWait } from './barriers';
import { EndpointChannel, type EndpointOwners, type HelloAnswer } from './endpoint-channel';
import { EndpointWatch } from './endpoint-watch';
import type { IommuRunner } from './iommu-runner';
import type { ClosingReason, HelloMode } from './stream-items';

/** Whether an output is for the device model. */
function isForModel(output: EndpointOutput): output is EndpointOutput & { readonly modelSequence: bigint } {
  return output.modelSequence !== undefined;
}

/** The streams about endpoints of one vIOMMU: who watches which, and who owns which. */
export class EndpointStreams implements EndpointOwners {
  private readonly viommuId: string;
  private readonly runner: IommuRunner;
  private readonly watches = new Map<number, Set<EndpointWatch>>();
  private readonly channels = new Set<EndpointChannel>();
  private readonly owners = new Map<number, EndpointChannel>();
  private readonly barriers = new Barriers();

  /**
   * @param viommuId the vIOMMU's id
   * @param runner runs its commands
   */
  constructor(viommuId: string, runner: IommuRunner) {
    this.viommuId = viommuId;
    this.runner = runner;
  }

  /** How many are open. */
  get size(): number {
    let count = this.channels.size;
    for (const watches of this.watches.values()) {
      count += watches.size;
    }
    return count;
  }

  /**
   * Opens a watch. To be called inside of a command.
   *
   * @throws IommuError ENDPOINT_NOT_FOUND
   */
  watch(endpointId: number, onReadable: () => void): EndpointWatch {
    const endpoint = this.runner.iommu.endpoint(endpointId);
    const watch = new EndpointWatch(this.runner, onReadable, endpoint, (released) => {
      const watches = this.watches.get(endpointId);
      watches?.delete(released);
      if (watches?.size === 0) {
        this.watches.delete(endpointId);
      }
    });
    const watches = this.watches.get(endpointId) ?? new Set();
    this.watches.set(endpointId, watches.add(watch));
    return watch;
  }

  /** Opens a channel that owns nothing yet. To be called inside of a command. */
  openChannel(onReadable: () => void): EndpointChannel {
    const channel = new EndpointChannel(this.runner, onReadable, this.viommuId, this);
    this.channels.add(channel);
    return channel;
  }

  /** Something happened at an endpoint. */
  onOutput(output: EndpointOutput): void {
    const { endpointId, message } = output;
    for (const watch of this.watches.get(endpointId) ?? []) {
      watch.onMessage(output);
    }
    const owner = this.owners.get(endpointId);
    if (owner !== undefined && isForModel(output)) {
      owner.onMessage(output);
    }
    if (message.kind === 'ENDPOINT_CHANGED' && (message.change === 'DELETED' || message.change === 'REMOVED')) {
      this.onGone(endpointId, message.change);
    }
  }

  /**
   * Asks models of external endpoints to catch up. To be called inside of a command.
   *
   * @returns waits until all have
   * @throws IommuError ENDPOINT_NOT_FOUND, ENDPOINT_NOT_EXTERNAL, ENDPOINT_REMOVED, ENDPOINT_DISCONNECTED, LIMIT_EXCEEDED
   */
  sendBarriers(endpointIds: readonly number[]): BarrierWait {
    const channels = new Map<number, EndpointChannel>();
    for (const endpointId of new Set(endpointIds)) {
      this.runner.iommu.requireConnected(endpointId);
      channels.set(endpointId, this.owners.get(endpointId)!);
    }
    const wait = this.barriers.expect([...channels.keys()]);
    for (const [endpointId, channel] of channels) {
      channel.sendBarrier(endpointId, wait.tag);
    }
    return wait;
  }

  /**
   * A model has caught up.
   *
   * @throws IommuError BARRIER_UNKNOWN
   */
  barrierReached(endpointId: number, tag: bigint): void {
    this.barriers.reached(endpointId, tag);
  }

  /** Refuses everybody who waits for barriers. */
  rejectWaits(error: IommuError): void {
    this.barriers.rejectAll(error);
  }

  /** Ends all of them. */
  closeAll(reason: ClosingReason): void {
    for (const stream of [...this.channels, ...[...this.watches.values()].flatMap((watches) => [...watches])]) {
      stream.close(reason);
    }
  }

  claim(channel: EndpointChannel, endpointId: number, mode: HelloMode, takeOver: boolean): HelloAnswer {
    const owner = this.owners.get(endpointId);
    if (owner !== undefined && owner !== channel && !takeOver) {
      const text = `endpoint ${endpointId} belongs to another stream; set take_over to take it`;
      throw new IommuError('ENDPOINT_OWNED', text, { field: 'hello.take_over' });
    }
    const answer = this.begin(endpointId, mode);
    // Whoever says hello anew has forgotten what it was asked.
    this.barriers.lost(endpointId);
    if (owner !== channel) {
      owner?.onLost(endpointId, 'TAKEN_OVER');
    }
    this.owners.set(endpointId, channel);
    return answer;
  }

  release(channel: EndpointChannel, endpointIds: readonly number[]): void {
    this.channels.delete(channel);
    for (const endpointId of endpointIds) {
      this.owners.delete(endpointId);
      this.barriers.lost(endpointId);
      this.runner.iommu.disconnect(endpointId);
    }
  }

  private begin(endpointId: number, mode: HelloMode): HelloAnswer {
    const { iommu } = this.runner;
    if (mode.kind === 'RESUME') {
      const resumed = iommu.resume(endpointId, mode.generation, mode.lastReceivedSequence);
      return { kind: 'RESUMED', resumed };
    }
    iommu.connect(endpointId);
    return { kind: 'OPENED', endpoint: iommu.endpoint(endpointId) };
  }

  private onGone(endpointId: number, change: 'DELETED' | 'REMOVED'): void {
    this.barriers.lost(endpointId);
    this.owners.get(endpointId)?.onLost(endpointId, 'ENDPOINT_DELETED');
    this.owners.delete(endpointId);
    if (change === 'DELETED') {
      for (const watch of this.watches.get(endpointId) ?? []) {
        watch.close('ENDPOINT_DELETED');
      }
    }
  }
}
