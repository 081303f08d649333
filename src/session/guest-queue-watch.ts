import type { GuestQueues } from '../guestqueues';
import type { GuestRecord, QueueEffects, QueueKind, QueueView } from '../model/guest-queue';
import type { IommuRunner } from './iommu-runner';
import { OpenStream } from './open-stream';

/** The most records of a batch. */
const MAX_BATCH = 64;

/** What a reader of records is told first: the queues it takes, as they are. */
export interface RecordsOpenedItem {
  readonly kind: 'OPENED';
  readonly queues: readonly QueueView[];
}

/** Records of one queue; none where the server writes the ring. */
export interface RecordsItem {
  readonly kind: 'RECORDS';
  readonly queue: QueueKind;
  readonly records: readonly GuestRecord[];
  /** The tail register behind them. */
  readonly tail: bigint;
  readonly effects: QueueEffects;
}

/** What a stream of records carries. */
export type GuestQueueItem = RecordsOpenedItem | RecordsItem;

/** What a watch is opened with. */
export interface GuestQueueWatchStart {
  readonly queues: GuestQueues;
  readonly kinds: readonly QueueKind[];
  readonly onRelease: (watch: GuestQueueWatch) => void;
}

/** One reader of guest-native records. What it does not take stays in the queues. */
export class GuestQueueWatch extends OpenStream<GuestQueueItem> {
  readonly kinds: readonly QueueKind[];
  private readonly queues: GuestQueues;
  private readonly onRelease: GuestQueueWatchStart['onRelease'];
  private opened: RecordsOpenedItem | undefined;

  constructor(runner: IommuRunner, onReadable: () => void, { queues, kinds, onRelease }: GuestQueueWatchStart) {
    super(runner, onReadable);
    this.queues = queues;
    this.kinds = kinds;
    this.onRelease = onRelease;
    this.opened = { kind: 'OPENED', queues: kinds.map((kind) => queues.recordView(kind)) };
  }

  /** Something may have been recorded. */
  onNews(): void {
    if (this.kinds.some((kind) => this.queues.hasNews(kind))) {
      this.announce();
    }
  }

  protected take(max: number): GuestQueueItem[] {
    const items: GuestQueueItem[] = this.takeRest();
    for (const kind of this.kinds) {
      while (items.length < max && this.queues.hasNews(kind)) {
        items.push({ kind: 'RECORDS', queue: kind, ...this.queues.take(kind, MAX_BATCH) });
      }
    }
    return items;
  }

  protected takeRest(): GuestQueueItem[] {
    const { opened } = this;
    this.opened = undefined;
    return opened === undefined ? [] : [opened];
  }

  protected release(): void {
    this.onRelease(this);
  }

  protected resumePoint(): undefined {
    return undefined;
  }
}
