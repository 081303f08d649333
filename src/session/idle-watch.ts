import type { Scheduled, TimeSource } from './time-source';
import type { ViommuHost } from './viommu-host';

const NS_PER_MS = 1_000_000n;

/** Notices that nobody has used a vIOMMU for as long as its creator said. */
export class IdleWatch {
  private readonly host: ViommuHost;
  private readonly time: TimeSource;
  private readonly onIdle: () => void;
  private readonly limitNs: bigint;
  private lastUseNs: bigint;
  private timer: Scheduled;

  /**
   * @param host the vIOMMU, whose `deleteAfterIdleMs` is not 0n
   * @param time the machine's time
   * @param onIdle called once
   */
  constructor(host: ViommuHost, time: TimeSource, onIdle: () => void) {
    this.host = host;
    this.time = time;
    this.onIdle = onIdle;
    this.limitNs = host.deleteAfterIdleMs * NS_PER_MS;
    this.lastUseNs = time.now();
    this.timer = this.schedule(this.limitNs);
  }

  /** Somebody uses the vIOMMU. */
  touch(): void {
    this.lastUseNs = this.time.now();
  }

  /** Looks no further. */
  stop(): void {
    this.timer.cancel();
  }

  private schedule(delayNs: bigint): Scheduled {
    return this.time.schedule(delayNs, () => this.check());
  }

  private check(): void {
    const now = this.time.now();
    if (this.host.inUse) {
      this.lastUseNs = now;
    }
    const restNs = this.lastUseNs + this.limitNs - now;
    if (restNs > 0n) {
      this.timer = this.schedule(restNs);
    } else {
      this.onIdle();
    }
  }
}
