/** Holds what came down the channel until the VMM knows its memory, then passes it on. */
import type { Report, VmmChannelItem } from '../clients/typescript';

type Consumer = (reports: readonly Report[]) => Promise<void>;

/** Reports on their way from the channel to whom they are for. */
export class VmmReports {
  #waiting: Report[] = [];
  #consumer: Consumer | undefined;
  #onError: (error: unknown) => void = () => {};

  /** Something came. */
  push(item: VmmChannelItem): void {
    if (item.kind === 'refused') throw item.error;
    if (item.kind !== 'reports') return;
    this.#waiting.push(...item.reports);
    this.#flush();
  }

  /** From now on reports go to `consumer`, first those that have been waiting. */
  deliverTo(consumer: Consumer, onError: (error: unknown) => void): void {
    this.#consumer = consumer;
    this.#onError = onError;
    this.#flush();
  }

  #flush(): void {
    if (this.#consumer === undefined || this.#waiting.length === 0) return;
    const reports = this.#waiting;
    this.#waiting = [];
    this.#consumer(reports).catch(this.#onError);
  }
}
