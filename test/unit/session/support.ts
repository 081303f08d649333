import type { Iommu } from '../../../src/core/iommu';
import { IommuError, type Reason } from '../../../src/model/errors';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { ViommuRequest } from '../../../src/session';
import { configOf } from '../../../src/session/config';
import type { Eventually } from '../../../src/session/eventually';
import type { ReportStream } from '../../../src/session/report-stream';
import type { ReportStreamItem, ReportStreamRequest } from '../../../src/session/stream-items';
import type { Scheduled, TimeSource } from '../../../src/session/time-source';
import { ViommuHost } from '../../../src/session/viommu-host';

/** Time that passes when a test says so. */
export class FakeTime implements TimeSource {
  /** How many timers there ever were. */
  scheduledCount = 0;
  private nowNs = 1_000n;
  private readonly timers = new Set<{ readonly at: bigint; readonly callback: () => void }>();

  /** Timers that are running. */
  get timerCount(): number {
    return this.timers.size;
  }

  now(): bigint {
    return this.nowNs;
  }

  schedule(delayNs: bigint, callback: () => void): Scheduled {
    const timer = { at: this.nowNs + delayNs, callback };
    this.timers.add(timer);
    this.scheduledCount += 1;
    return { cancel: () => this.timers.delete(timer) };
  }

  /** Lets time pass while no timer can fire. */
  skip(ns: bigint): void {
    this.nowNs += ns;
  }

  /** Lets time pass; timers fire at their times, in order. */
  pass(ns: bigint): void {
    const end = this.nowNs + ns;
    for (;;) {
      const [next] = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => Number(a.at - b.at));
      if (next === undefined) {
        break;
      }
      this.timers.delete(next);
      this.nowNs = next.at;
      next.callback();
    }
    this.nowNs = end;
  }
}

/** A vIOMMU of its own. */
export function makeHost(request: ViommuRequest = {}, options: { time?: TimeSource; memoryDirectory?: string } = {}) {
  let incarnation = 6;
  return new ViommuHost({
    viommuId: 'vm',
    config: configOf({ clock: 'VIRTUAL', ...request }),
    deleteAfterIdleMs: 0n,
    incarnation: 6,
    incarnations: { next: () => (incarnation += 1) },
    time: options.time ?? new FakeTime(),
    memoryDirectory: options.memoryDirectory,
    onUse: () => undefined,
  });
}

/** What is there at once; fails the test when it is not. */
export function now<T>(value: Eventually<T>): T {
  if (value instanceof Promise) {
    throw new Error('expected a result at once');
  }
  return value;
}

/** The refusal that something throws; fails the test when it throws none. */
export function refusalOf(call: () => unknown): IommuError {
  try {
    call();
  } catch (error) {
    if (error instanceof IommuError) {
      return error;
    }
    throw error;
  }
  throw new Error('expected a refusal');
}

/** Why something is refused. */
export function reasonOf(call: () => unknown): Reason {
  return refusalOf(call).reason;
}

/** Why a promise is rejected. */
export async function rejectionOf(promise: unknown): Promise<Reason> {
  try {
    await promise;
  } catch (error) {
    return reasonOf(() => {
      throw error;
    });
  }
  throw new Error('expected a rejection');
}

/** Creates a domain that takes page requests, and an endpoint of the same id that is attached to it. */
export function addDomain(iommu: Iommu, id: number): void {
  iommu.createDomain(id, { kind: 'PAGING', pageRequests: true });
  iommu.createEndpoint(id, { ats: {}, pri: {} });
  iommu.enablePri(id);
  iommu.attach(id, NO_PASID, id, BigInt(id) * 100n);
}

let prgi = 0;

/** Lets a group of one page arrive from an endpoint, and returns its cookie. */
export function queueGroup(iommu: Iommu, endpointId: number): bigint {
  prgi = (prgi + 1) % 512;
  const item = { page: 1, permissions: READ | WRITE, prgi, pasid: NO_PASID, last: true };
  const { closed } = iommu.inject([{ endpointId, item }], 'STOP');
  const group = closed[0]?.group;
  if (group?.kind !== 'QUEUED') {
    throw new Error(`the group was not queued: ${JSON.stringify(group)}`);
  }
  return group.cookie;
}

/** Answers a group Success. */
export function answer(iommu: Iommu, cookie: bigint): void {
  const { sent } = iommu.respond([{ cookie, rawCode: 0 }], 'STOP');
  if (sent !== 1) {
    throw new Error('the answer was not sent');
  }
}

/** Reports a fault event of an endpoint. */
export function reportFault(iommu: Iommu, endpointId: number): bigint {
  return iommu.injectFault({ endpointId, reason: 'PERMISSION', pasid: NO_PASID });
}

/** A request for reports with everything left out. */
export function reportRequest(request: Partial<ReportStreamRequest> = {}): ReportStreamRequest {
  return {
    domains: [],
    excludeEvents: false,
    resume: undefined,
    credits: undefined,
    defaultRole: 'CONTROLLER',
    creditsFixed: false,
    ...request,
  };
}

/** Opens a report stream and takes its first item off. */
export function openReports(host: ViommuHost, request: Partial<ReportStreamRequest> = {}, onReadable = () => {}) {
  const stream = now(host.openReportStream(reportRequest(request), onReadable));
  const [opened, ...rest] = stream.pull(1);
  if (opened?.kind !== 'OPENED' || rest.length > 0) {
    throw new Error('expected the stream to open');
  }
  return { stream, opened };
}

/** Pulls until nothing is available. */
export function pullAll(stream: ReportStream, max = 64): ReportStreamItem[] {
  const all: ReportStreamItem[] = [];
  for (let items = stream.pull(max); items.length > 0; items = stream.pull(max)) {
    all.push(...items);
  }
  return all;
}

/** Items in few words. */
export function brief(items: readonly ReportStreamItem[]): string[] {
  return items.map((item) => {
    switch (item.kind) {
      case 'GROUP':
        return `group ${item.group.sequence}${item.group.redelivery ? ' again' : ''}`;
      case 'EVENT':
        return `${item.report.record.kind} ${item.report.sequence}`;
      case 'SKIPPED':
        return `skipped ${item.first}..${item.last} ${item.reason}`;
      case 'HEARTBEAT':
        return `heartbeat ${item.sequence}`;
      case 'CLOSING':
        return `closing ${item.reason} ${item.resume?.epoch}:${item.resume?.sequence}`;
      case 'OPENED':
        return `opened ${item.nextSequence}`;
    }
  });
}
