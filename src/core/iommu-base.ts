import { IommuError } from '../model/errors';
import type { EndpointBackend } from '../model/endpoint';
import type { Report } from '../model/report';
import type { FlushCounts, PolicyPatch, TimeFired, ViommuConfig } from '../model/viommu';
import { assemble, type Parts } from './assembly';
import type { Endpoint } from './endpoint';
import { counting } from './flush';
import type { MemoryPort } from './memory-port';
import type { Output } from './outputs';
import { requireEndpoint } from './tables';
import { advance, nextDeadline, settle } from './ticker';

/** What a vIOMMU is made of. */
export interface IommuOptions {
  readonly config: ViommuConfig;
  /** 1..2^24-1. */
  readonly incarnation: number;
  /** Guest memory. */
  readonly memory: MemoryPort;
}

/** The first part of {@link Iommu}: its clock, its policy, its report log and its end. */
export abstract class IommuBase {
  protected readonly parts: Parts;

  constructor({ config, incarnation, memory }: IommuOptions) {
    this.parts = assemble(config, incarnation, memory);
  }

  get config(): ViommuConfig {
    const { policy, bypassUnattached } = this.parts.settings;
    return { ...this.parts.config, policy, bypassUnattached };
  }

  get incarnation(): number {
    return this.parts.log.incarnation;
  }

  /** The vIOMMU's clock, in nanoseconds. */
  get now(): bigint {
    return this.parts.log.now;
  }

  /** The sequence the next report gets. */
  get nextSequence(): bigint {
    return this.parts.log.nextSequence;
  }

  /** The oldest report kept. */
  get oldestSequence(): bigint {
    return this.parts.log.oldestSequence;
  }

  get reportCount(): bigint {
    return BigInt(this.parts.log.reportCount);
  }

  /** The earliest time at which {@link tick} would do something. */
  get nextDeadline(): bigint | undefined {
    return nextDeadline(this.parts);
  }

  get endpointCount(): number {
    return this.parts.endpoints.size;
  }

  get domainCount(): number {
    return this.parts.domains.size;
  }

  get mappingCount(): number {
    return this.parts.mapper.mappingCount;
  }

  get pendingGroupCount(): number {
    return this.parts.queue.pending;
  }

  /** Everything said since the last call, in order. */
  takeOutputs(): Output[] {
    return this.parts.log.take();
  }

  /** Moves time forward; what falls due on the way happens at its own time. A time in the past changes nothing. */
  tick(now: bigint): TimeFired {
    return this.run(() => advance(this.parts, now));
  }

  /** Changes the policy. */
  update(patch: PolicyPatch): void {
    this.parts.settings.update(patch);
  }

  /** Says whether accesses without attachment pass untranslated from now on. */
  setBypassUnattached(bypass: boolean): void {
    this.parts.settings.bypassUnattached = bypass;
  }

  /** Violations since create or reset. */
  get violationCount(): number {
    return this.parts.violations.count;
  }

  /** Ends everything that is open, as a reset does first: groups are answered Invalid Request, operations end. */
  endAll(): FlushCounts {
    return this.flush(() => {
      this.parts.lifecycle.endAll();
    }).flushed;
  }

  /** Begins a new incarnation: domains, attachments and reports go, time starts at 0, endpoints stay. */
  reset(incarnation: number): FlushCounts {
    const flushed = this.endAll();
    this.parts.lifecycle.restart(incarnation);
    return flushed;
  }

  /** A report that is still kept. */
  report(sequence: bigint): Report | undefined {
    return this.parts.log.at(sequence);
  }

  protected findEndpoint(id: number, field?: string): Endpoint {
    return requireEndpoint(this.parts.endpoints, id, field);
  }

  /** An endpoint that is there, and that whoever speaks for it may speak for. */
  protected findPresent(speaker: EndpointBackend, id: number): Endpoint {
    const endpoint = this.findEndpoint(id);
    if (endpoint.config.backend !== speaker) {
      throw speaker === 'HOSTED'
        ? new IommuError(
            'ENDPOINT_NOT_HOSTED',
            `endpoint ${String(id)} is external; its device model says this on EndpointChannel`,
            { field: 'endpoint_id' },
          )
        : new IommuError('ENDPOINT_NOT_EXTERNAL', `endpoint ${String(id)} is hosted by the server`, {
            field: 'endpoint_id',
          });
    }
    endpoint.requirePresent();
    return endpoint;
  }

  /** As {@link findPresent}, for what goes over its link. */
  protected findSpeaker(speaker: EndpointBackend, id: number): Endpoint {
    const endpoint = this.findPresent(speaker, id);
    endpoint.requireLink();
    return endpoint;
  }

  /**
   * Executes a command, then lets every DMA that can go on do so.
   *
   * @param didSomething whether the command did; what did nothing leaves no trace, whoever could go on before
   */
  protected run<T>(command: () => T, didSomething: (result: T) => boolean = () => true): T {
    const result = command();
    this.parts.delays.settle();
    if (didSomething(result)) {
      this.settle();
    }
    return result;
  }

  /** As {@link run}, and counts what pending groups the command ended. */
  protected flush<T>(command: () => T): { readonly result: T; readonly flushed: FlushCounts } {
    return this.run(() => counting(this.parts.queue, command));
  }

  /** Goes on with whatever can. */
  protected settle(): void {
    settle(this.parts);
  }
}
