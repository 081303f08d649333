import { IommuError } from '../model/errors';
import type { EndpointChangeKind } from '../model/report';
import type { RuleId } from '../model/rules';
import type { DmaEngine } from './dma-engine';
import type { Endpoint } from './endpoint';
import { announceChange } from './endpoint-changes';
import type { OutputLog } from './output-log';
import type { PageRequests } from './page-requests';
import type { PriRegisters } from './pri-registers';
import type { Heard } from './response-sender';
import type { Violations } from './violations';

/** Whom the registers of a page request interface concern. */
export interface PriControlParts {
  readonly log: OutputLog;
  readonly pageRequests: PageRequests;
  readonly engine: DmaEngine;
  readonly violations: Violations;
}

/**
 * Writes the registers of page request interfaces. A shared one is written through the endpoint that owns it; every
 * endpoint that shares it is told.
 */
export class PriControl {
  constructor(private readonly parts: PriControlParts) {}

  /**
   * Sets PRI Enable (R-PRI-03, R-PRI-04).
   *
   * @param allocation credits; undefined: the capacity
   * @param allowViolation whether to do what correct software does not
   */
  enable(endpoint: Endpoint, allocation: number | undefined, allowViolation: boolean): void {
    const registers = requireRegisters(endpoint);
    endpoint.requirePresent();
    if (!endpoint.atsEnabled) {
      throw new IommuError('ATS_DISABLED', `ATS of endpoint ${String(endpoint.id)} is disabled; enable it first`);
    }
    if (!registers.stopped && !allowViolation) {
      throw new IommuError(
        'PRI_BUSY',
        registers.enabled
          ? 'PRI is already enabled; disable it and wait until it has stopped, to give it another allocation'
          : 'PRI has not stopped: page requests are outstanding; answer them or reset PRI',
      );
    }
    const { capacity } = registers.capability;
    const credits = allocation ?? capacity;
    if (credits < 1 || credits > capacity) {
      throw new IommuError(
        'CAPABILITY_OUT_OF_RANGE',
        `allocation ${String(credits)} is not within 1 to ${String(capacity)}, the capacity`,
        { field: 'allocation' },
      );
    }
    if (registers.enabled) {
      this.violated(endpoint, 'R-PRI-05', 'PRI was enabled while it was; the allocation in force stays');
      return;
    }
    if (!registers.stopped) {
      this.violated(endpoint, 'R-PRI-03', 'PRI was enabled before it had stopped; what was outstanding is forgotten');
      this.forget(registers, endpoint, 'R-PRI-03');
    }
    registers.enable(credits);
    this.announce(endpoint, 'PRI_ENABLED');
  }

  /** Clears PRI Enable (R-PRI-08). */
  disable(endpoint: Endpoint): void {
    const registers = requireRegisters(endpoint);
    endpoint.requirePresent();
    if (registers.enabled) {
      registers.disable();
      this.announce(endpoint, 'PRI_DISABLED');
      this.stopEngines(endpoint);
    }
  }

  /** Sets PRI Reset (R-PRI-09). */
  reset(endpoint: Endpoint, allowViolation: boolean): void {
    const registers = requireRegisters(endpoint);
    endpoint.requirePresent();
    if (registers.enabled) {
      if (!allowViolation) {
        throw new IommuError('PRI_ENABLED', 'PRI Reset is honoured only while PRI is disabled; disable it first');
      }
      this.violated(endpoint, 'R-PRI-09', 'PRI Reset while PRI is enabled has no effect');
      return;
    }
    this.announce(endpoint, 'PRI_RESET');
    this.forget(registers, endpoint, 'R-PRI-09');
  }

  /** Clears status bits (R-PRI-02). */
  clearStatus(endpoint: Endpoint, bits: { responseFailure: boolean; unexpectedPrgi: boolean }): void {
    const registers = requireRegisters(endpoint);
    endpoint.requirePresent();
    registers.responseFailure &&= !bits.responseFailure;
    registers.unexpectedPrgi &&= !bits.unexpectedPrgi;
    this.announce(endpoint, 'PRI_STATUS_CLEARED');
  }

  /** A Response Failure reached the endpoint and turned the interface off, for all that share it (R-PRI-52, R-PRI-54). */
  failed(endpoint: Endpoint, heard: Heard): void {
    this.announce(endpoint, 'PRI_FAILED');
    this.dropAll(endpoint, 'RESPONSE_FAILURE', 'R-PRI-52');
    for (const member of endpoint.family) {
      this.parts.engine.priFailed(member, heard);
    }
  }

  private violated(endpoint: Endpoint, rule: RuleId, detail: string): void {
    this.parts.violations.record(endpoint, { rule, detail, culprit: 'VMM', onPurpose: true });
  }

  private announce(endpoint: Endpoint, change: EndpointChangeKind): void {
    for (const member of endpoint.family) {
      announceChange(this.parts.log, member, change, { causedBy: endpoint });
    }
  }

  private dropAll(endpoint: Endpoint, cause: 'PRI_RESET' | 'RESPONSE_FAILURE', rule: RuleId): void {
    for (const member of endpoint.family) {
      this.parts.pageRequests.dropAll(member, { cause, rule }, false);
    }
  }

  /** What is outstanding is forgotten: nobody waits for its answers. */
  private forget(registers: PriRegisters, endpoint: Endpoint, rule: RuleId): void {
    registers.reset();
    this.dropAll(endpoint, 'PRI_RESET', rule);
    this.stopEngines(endpoint);
  }

  private stopEngines(endpoint: Endpoint): void {
    for (const member of endpoint.family) {
      this.parts.engine.priStopped(member);
    }
  }
}

function requireRegisters({ id, pri, parent }: Endpoint): PriRegisters {
  if (pri === undefined) {
    throw new IommuError('PRI_NOT_SUPPORTED', `endpoint ${String(id)} has no PRI; create it with one`, {
      field: 'endpoint_id',
    });
  }
  if (parent !== undefined) {
    throw new IommuError(
      'PRI_SHARED',
      `endpoint ${String(id)} shares the page request interface of endpoint ${String(parent.id)}; ask that one`,
      { field: 'endpoint_id', metadata: { parent_endpoint_id: String(parent.id) } },
    );
  }
  return pri.registers;
}
