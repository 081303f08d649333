import { Ring } from '../base/ring';
import type { EndpointOutput } from '../core/outputs';
import type { EndpointView } from '../model/endpoint';
import type { IommuRunner } from './iommu-runner';
import { SESSION_LIMITS } from './limits';
import { OpenStream } from './open-stream';
import type { EndpointWatchItem } from './stream-items';

/** One reader of what happens at an endpoint. Too slow, it loses the newest messages and is told how many. */
export class EndpointWatch extends OpenStream<EndpointWatchItem> {
  private readonly items = new Ring<EndpointWatchItem>(SESSION_LIMITS.max_watch_messages.defaultValue);
  private readonly onRelease: (watch: EndpointWatch) => void;
  /** Messages left out behind the last item. */
  private lost = 0;

  constructor(
    runner: IommuRunner,
    onReadable: () => void,
    endpoint: EndpointView,
    onRelease: (watch: EndpointWatch) => void,
  ) {
    super(runner, onReadable);
    this.onRelease = onRelease;
    this.items.pushBack({ kind: 'OPENED', endpoint });
  }

  /** Something happened at the endpoint. */
  onMessage(output: EndpointOutput): void {
    const room = this.items.capacity - this.items.length;
    // A message that follows a loss needs room for saying so.
    if (room < (this.lost > 0 ? 2 : 1)) {
      this.lost += 1;
      return;
    }
    this.noteLoss();
    this.items.pushBack({ kind: 'MESSAGE', output });
    this.announce();
  }

  protected take(max: number): EndpointWatchItem[] {
    const taken: EndpointWatchItem[] = [];
    while (taken.length < max) {
      if (this.items.length === 0) {
        this.noteLoss();
      }
      const item = this.items.shift();
      if (item === undefined) {
        break;
      }
      taken.push(item);
    }
    return taken;
  }

  protected takeRest(max: number): EndpointWatchItem[] {
    return this.take(max);
  }

  protected release(): void {
    this.onRelease(this);
  }

  protected resumePoint(): undefined {
    return undefined;
  }

  private noteLoss(): void {
    if (this.lost > 0) {
      this.items.pushBack({ kind: 'SKIPPED', count: this.lost });
      this.lost = 0;
    }
  }
}
