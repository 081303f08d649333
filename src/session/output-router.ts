import type { Iommu } from '../core/iommu';
import type { EndpointOutput, OperationOutput, Output } from '../core/outputs';
import type { Report } from '../model/report';

/** Who hears of what the core says. */
export interface OutputSinks {
  onReport(report: Report): void;
  onEndpoint(output: EndpointOutput): void;
  onOperation(output: OperationOutput): void;
}

/**
 * Hands out what the core says, in order, and then tells the readers. What a reader causes by a command of its own is
 * handed out at once, before the next reader is told.
 */
export class OutputRouter {
  private readonly iommu: Iommu;
  private readonly sinks: OutputSinks;
  private readonly slicing: () => boolean;
  private readonly batches: Output[][] = [];
  private readonly callbacks = new Set<() => void>();
  private routing = false;
  private calling = false;

  /**
   * @param iommu the core
   * @param sinks who hears of its outputs
   * @param slicing whether a sliced command is under way; readers are told after it
   */
  constructor(iommu: Iommu, sinks: OutputSinks, slicing: () => boolean) {
    this.iommu = iommu;
    this.sinks = sinks;
    this.slicing = slicing;
  }

  /** Has a reader called back by {@link flush}, when all outputs are handed out; once, however often it is asked for. */
  notify(callback: () => void): void {
    this.callbacks.add(callback);
  }

  /** Hands out everything said so far and tells the readers. May be called by readers, and by who is handed something. */
  flush(): void {
    this.handOut();
    this.callBackAll();
  }

  /** Hands out everything said so far. The readers are told by the next {@link flush}. */
  handOut(): void {
    const outputs = this.iommu.takeOutputs();
    if (outputs.length > 0) {
      this.batches.push(outputs);
    }
    this.routeAll();
  }

  private routeAll(): void {
    if (this.routing) {
      return;
    }
    this.routing = true;
    try {
      for (let batch = this.batches.shift(); batch !== undefined; batch = this.batches.shift()) {
        for (const output of batch) {
          this.route(output);
        }
      }
    } finally {
      this.routing = false;
    }
  }

  private callBackAll(): void {
    if (this.routing || this.calling) {
      return;
    }
    this.calling = true;
    try {
      // A callback may ask for another one, which then is called in its turn.
      for (const callback of this.callbacks) {
        if (this.slicing()) {
          break;
        }
        this.callbacks.delete(callback);
        callback();
      }
    } finally {
      this.calling = false;
    }
  }

  private route(output: Output): void {
    switch (output.kind) {
      case 'REPORT':
        this.sinks.onReport(output.report);
        break;
      case 'ENDPOINT':
        this.sinks.onEndpoint(output);
        break;
      case 'OPERATION':
        this.sinks.onOperation(output);
        break;
    }
  }
}
