import { pageOf } from '../../../src/base/u64';
import { profileOf } from '../../../src/profiles';
import type { DmaRequest } from '../../../src/model/transfer';
import type { EndpointRequest } from '../../../src/model/endpoint';
import type { MapItem } from '../../../src/model/domain';
import { NO_PASID, type PageRequestItem } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { ReportRecord } from '../../../src/model/report';
import {
  VIOMMU_LIMITS,
  type Limits,
  type Policy,
  type PolicyPatch,
  type ProfileName,
  type ViommuConfig,
} from '../../../src/model/viommu';
import { Iommu } from '../../../src/core/iommu';
import { Settings } from '../../../src/core/settings';
import type { MemoryPort } from '../../../src/core/memory-port';
import type { EndpointMessage, OperationOutput, Output } from '../../../src/core/outputs';

/** Guest RAM from address 0 on; everything above is an abort. */
export class Ram implements MemoryPort {
  readonly bytes: Uint8Array;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  read(address: bigint, into: Uint8Array): boolean {
    if (address + BigInt(into.length) > BigInt(this.bytes.length)) {
      return false;
    }
    into.set(this.bytes.subarray(Number(address), Number(address) + into.length));
    return true;
  }

  write(address: bigint, bytes: Uint8Array): boolean {
    if (address + BigInt(bytes.length) > BigInt(this.bytes.length)) {
      return false;
    }
    this.bytes.set(bytes, Number(address));
    return true;
  }

  isWritable(page: number, length: number): boolean {
    return page * 4096 + length <= this.bytes.length;
  }

  isShared(): boolean {
    return false;
  }
}

/** The default configuration of a vIOMMU with some limits and policies changed. */
export function config(
  limits: Partial<Limits> = {},
  patch: PolicyPatch = {},
  profile: ProfileName = 'GENERIC',
): ViommuConfig {
  const defaults = Object.fromEntries(
    Object.entries(VIOMMU_LIMITS).map(([name, { defaultValue }]) => [name, defaultValue]),
  );
  return {
    profile,
    clock: 'VIRTUAL',
    policy: policyOf(profile, patch),
    limits: { ...(defaults as Limits), ...limits },
    bypassUnattached: false,
    iovaWidthBits: 64,
    outputWidthBits: 64,
    granuleBits: 12,
    reservedRanges: [],
    seed: 0n,
    preallocatePools: false,
  };
}

function policyOf(profile: ProfileName, patch: PolicyPatch): Policy {
  const settings = new Settings(profileOf(profile).policy);
  settings.update(patch);
  return settings.policy;
}

/** A vIOMMU and what it said. */
export class Bench {
  readonly outputs: Output[] = [];
  readonly iommu: Iommu;

  constructor(
    limits: Partial<Limits> = {},
    policy: PolicyPatch = {},
    profile: ProfileName = 'GENERIC',
    changes: Partial<ViommuConfig> = {},
    readonly ram = new Ram(1 << 20),
  ) {
    this.iommu = new Iommu({
      config: { ...config(limits, policy, profile), ...changes },
      incarnation: 7,
      memory: this.ram,
    });
  }

  /** What was said since the last call. */
  said(): Output[] {
    const outputs = this.iommu.takeOutputs();
    this.outputs.push(...outputs);
    return outputs;
  }

  /** The records of the reports made since the last call. */
  records(): ReportRecord[] {
    return this.said().flatMap((output) => (output.kind === 'REPORT' ? [output.report.record] : []));
  }

  /** What an endpoint was told since the last call. */
  told(endpointId: number): EndpointMessage[] {
    return this.said().flatMap((o) => (o.kind === 'ENDPOINT' && o.endpointId === endpointId ? [o.message] : []));
  }

  /** The end of an operation, which must have been said by now. */
  ended(operationId: bigint | undefined): OperationOutput {
    this.said();
    const end = this.outputs.find((o) => o.kind === 'OPERATION' && o.result.operationId === operationId);
    if (end?.kind !== 'OPERATION') {
      throw new Error(`operation ${String(operationId)} has not ended`);
    }
    return end;
  }

  /** Whether an operation has ended. */
  hasEnded(operationId: bigint | undefined): boolean {
    this.said();
    return this.outputs.some((o) => o.kind === 'OPERATION' && o.result.operationId === operationId);
  }

  /** Removes mappings, slice by slice. */
  unmap(domainId: number, first: bigint, last: bigint, timeoutNs?: bigint) {
    const range = { firstPage: pageOf(first), lastPage: pageOf(last) };
    return finish(this.iommu.unmap(domainId, [range], 'CONTINUE', timeoutNs));
  }
}

/** Runs a sliced command to its end. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      return value;
    }
  }
}

/** An endpoint with everything. */
export const FULL: EndpointRequest = { ats: {}, pri: {}, pasid: {} };

/** Pages to map, one to one unless said otherwise. */
export function pages(first: number, last: number, output = first, permissions = READ | WRITE): MapItem {
  return {
    firstPage: first,
    lastPage: last,
    outputFirstPage: output,
    permissions,
    ifMapped: 'REFUSE',
  };
}

/** A page request. */
export function ask(page: number, more: Partial<PageRequestItem> = {}): PageRequestItem {
  return { page, permissions: WRITE, prgi: 0, pasid: NO_PASID, last: true, ...more };
}

/** A DMA write through the ATC. */
export function write(address: bigint, data: Uint8Array, pasid = NO_PASID): DmaRequest {
  return { addressType: 'AUTOMATIC', pasid, address, transfer: { kind: 'WRITE', data } };
}

/** A DMA read through the ATC. */
export function read(address: bigint, length: number, pasid = NO_PASID): DmaRequest {
  return { addressType: 'AUTOMATIC', pasid, address, transfer: { kind: 'READ', length } };
}
