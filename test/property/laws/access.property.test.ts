import fc from 'fast-check';
import { addressOf, offsetOf, pageOf } from '../../../src/base/u64';
import type { OperationBatch } from '../../../src/core/iommu';
import type { MapItem, PageRange } from '../../../src/model/domain';
import type { InvalidationEntry } from '../../../src/model/invalidation';
import type { FaultReason } from '../../../src/model/fault';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { ReportRecord } from '../../../src/model/report';
import type { DmaRequest, DmaResult } from '../../../src/model/transfer';
import { Ram } from '../../unit/core/fixture';
import { AccessModel, type Seen, type Unmapped } from './access-model';
import { execute, recordsOf, type Call, type Ended, type Machine, type Returned, type Watcher } from './machine';
import { EVERYTHING, play, scripts } from './script';
import { parameters } from './settings';

/** With these an endpoint holds nothing any more, or uses nothing of it again. */
const GONE = ['FUNCTION_RESET', 'REMOVED', 'DELETED', 'CONNECTED', 'DISCONNECTED', 'ATS_ENABLED'];

const STALLING: readonly unknown[] = ['NOT_MAPPED', 'PERMISSION'];

interface Simulated {
  readonly status: string;
  readonly transferredBytes: number;
  readonly faultReason?: FaultReason;
}

/** What an untranslated DMA must do, page by page, and to the memory given. */
function simulate(
  model: AccessModel,
  ram: Ram,
  endpointId: number,
  { pasid, address, transfer }: DmaRequest,
): Simulated {
  const length = transfer.kind === 'WRITE' ? transfer.data.length : transfer.length;
  const source = transfer.kind === 'READ' ? address : transfer.kind === 'COPY' ? transfer.source : undefined;
  const target = transfer.kind === 'READ' ? undefined : address;
  let done = 0;
  const failed = (faultReason: FaultReason) => ({ status: 'FAULTED', faultReason, transferredBytes: done });
  while (done < length) {
    const places: bigint[] = [];
    let size = length - done;
    for (const [side, access] of [[source, READ] as const, [target, WRITE] as const]) {
      if (side !== undefined) {
        const at = side + BigInt(done);
        const page = model.translate(endpointId, pasid, pageOf(at), access);
        if (typeof page !== 'number') {
          return failed(page);
        }
        places.push(addressOf(page, offsetOf(at)));
        size = Math.min(size, 4096 - offsetOf(at));
      }
    }
    const bytes = new Uint8Array(size);
    if (transfer.kind === 'WRITE') {
      bytes.set(transfer.data.subarray(done, done + size));
    } else if (transfer.kind === 'FILL') {
      bytes.forEach((_, i) => {
        bytes[i] = transfer.pattern[(done + i) % transfer.pattern.length]!;
      });
    }
    const read = source === undefined || ram.read(places[0]!, bytes);
    if (!read || (target !== undefined && !ram.write(places.at(-1)!, bytes))) {
      return failed('MEMORY_ABORT');
    }
    done += size;
  }
  return { status: 'COMPLETED', transferredBytes: length };
}

/** The operation that a command began, if it began one. */
function operationOf({ method }: Call, value: unknown): bigint | undefined {
  switch (method) {
    case 'setAts':
      return value as bigint | undefined;
    case 'map':
    case 'unmap':
    case 'invalidate':
    case 'replace':
    case 'detach':
    case 'deleteDomain':
    case 'stopPasid':
      return (value as { operationId: bigint | undefined }).operationId;
    default:
      return undefined;
  }
}

/** What the invalidations of the operation cover that a command began. */
function coverageOf({ method, args }: Call, model: AccessModel): (seen: Seen) => boolean {
  const [id, second] = args as readonly [number, unknown];
  const ofDomain = (seen: Seen, domainId: number) => seen.domain === model.domains.get(domainId)?.number;
  switch (method) {
    case 'map':
    case 'unmap': {
      const [range] = second as readonly [PageRange];
      return (seen) => ofDomain(seen, id) && isWithin(seen, range);
    }
    case 'deleteDomain':
      return (seen) => ofDomain(seen, id);
    case 'detach':
    case 'replace':
    case 'stopPasid':
      return (seen) => seen.endpointId === id && seen.pasid === second;
    case 'setAts':
      return (seen) => seen.endpointId === id;
    default: {
      const [entry] = args[0] as readonly [InvalidationEntry];
      if (entry.kind === 'EVERYTHING') {
        return () => true;
      }
      const { first = 0n, last = 2n ** 64n - 1n } = entry;
      const ofIt = (seen: Seen) =>
        entry.kind === 'DOMAIN'
          ? ofDomain(seen, entry.domainId)
          : entry.endpointId === seen.endpointId && (entry.pasid === undefined || entry.pasid === seen.pasid);
      return (seen) => ofIt(seen) && isWithin(seen, { firstPage: pageOf(first), lastPage: pageOf(last) });
    }
  }
}

/** What an unmap, if it is one, is to remove. */
function unmappedBy({ method, args }: Call, model: AccessModel): Unmapped | undefined {
  const [range] = method === 'unmap' ? (args[1] as readonly PageRange[]) : [];
  return range && { domain: model.domains.get(args[0] as number)!.number, ...range };
}

function isWithin({ page }: Seen, { firstPage, lastPage }: PageRange): boolean {
  return firstPage <= page && page <= lastPage;
}

function access(machine: Machine): Watcher {
  const { iommu } = machine;
  const model = new AccessModel(iommu.config.bypassUnattached);
  const copy = new Ram(machine.ram.bytes.length);
  let before: readonly Seen[] = [];
  let active: readonly number[] = [];
  /** How much endpoints tried in vain by now. */
  let tried = 0;
  let expected: Simulated | undefined;
  /** The domains of the groups that were pending before the command. */
  let domainOf = new Map<bigint, number>();

  /** Follows what a command did to mappings. */
  function follow({ method, args }: Call, value: unknown): void {
    const batch = value as { failures: readonly unknown[] };
    switch (method) {
      case 'createDomain': {
        const { domainId, kind } = value as Returned<'createDomain'>;
        model.createDomain(domainId, kind);
        break;
      }
      case 'map':
        if (batch.failures.length === 0) {
          model.map(args[0] as number, args[1] as readonly MapItem[]);
        }
        break;
      case 'unmap':
        if (batch.failures.length === 0) {
          model.unmap(args[0] as number, (args[1] as readonly PageRange[])[0]!);
        }
        break;
      case 'resolve': {
        const [item] = args[0] as readonly [{ cookie: bigint; mappings: readonly MapItem[] }];
        const domainId = domainOf.get(item.cookie);
        // A group that had ended before gets no mappings.
        if (batch.failures.length === 0 && domainId !== undefined) {
          model.map(domainId, item.mappings);
        }
        break;
      }
      default:
    }
  }

  /** Follows what decides of endpoints as a whole. */
  function followSettings(): void {
    const { translation, translatedRequestCheck, virtualIdWidthBits } = iommu.config.policy;
    model.translation = translation;
    model.refused.clear();
    const believed: number[] = [];
    for (const { endpointId, config, context } of iommu.endpoints(0, 100)) {
      if (config.virtualId >> BigInt(virtualIdWidthBits) !== 0n) {
        model.refused.set(endpointId, 'UNKNOWN_REQUESTER');
      } else if (context.state !== 'VALID') {
        model.refused.set(endpointId, `CONTEXT_${context.state}`);
      }
      // Without ATS in its context a translated access may count as an untranslated one.
      if (translatedRequestCheck !== 'GRANTED' || !context.atsAllowed) {
        believed.push(endpointId);
      }
    }
    model.believed = believed;
  }

  function hear(record: ReportRecord): void {
    if (record.kind === 'OPERATION_ENDED') {
      model.ended(
        record.operationId,
        record.endpoints.map(({ endpointId }) => endpointId),
      );
    } else if (record.kind === 'ENDPOINT_CHANGED' && GONE.includes(record.change)) {
      model.forget(record.endpointId);
    }
  }

  function checkMappings(): void {
    for (const [domainId, { kind, mappings }] of model.domains) {
      if (kind === 'PAGING') {
        const sorted = [...mappings].sort((a, b) => a.first - b.first);
        expect(iommu.mappings(domainId, 0, 1000)).toEqual(
          sorted.map(({ first, last, output, permissions }) => ({
            firstPage: first,
            lastPage: last,
            outputFirstPage: output,
            permissions,
          })),
        );
      }
    }
  }

  /** A mapping is refused as pending only while an unmap of these pages has not ended. */
  function checkPending({ method, args }: Call, ended: Ended): void {
    const failures = method === 'map' && 'value' in ended ? (ended.value as OperationBatch).failures : [];
    for (const { error } of failures) {
      if (error.reason === 'INVALIDATION_PENDING') {
        const [item] = args[1] as readonly [MapItem];
        const waitedFor = model.heldBack(model.domains.get(args[0] as number)!.number, item);
        expect(waitedFor.map(String)).toContain(error.metadata['operation_id']);
      }
    }
  }

  /** Every touch of memory is by an endpoint that may: by what is so before or after the command, or was so. */
  function checkTouches(call: Call): void {
    const doers = call.method === 'issueDma' ? [call.args[1] as number, ...active] : active;
    for (const { page, access: wanted } of machine.ram.accesses) {
      const allowed = doers.some((endpointId) => model.mayTouch(endpointId, page, wanted));
      if (!allowed) {
        throw new Error(`output page ${page} was touched (${wanted}) by one of endpoints ${doers.join(', ')}`);
      }
    }
  }

  /** Endpoints try what they must not hold any more, when that becomes more and when they may try it again. */
  function trespass({ method }: Call): void {
    if (model.over.length === tried && method !== 'setAts') {
      return;
    }
    tried = model.over.length;
    machine.ram.accesses = [];
    for (const { endpointId, output, permissions } of model.over) {
      for (const access of [READ, WRITE]) {
        if ((permissions & access) !== 0 && !model.mayTouch(endpointId, output, access)) {
          const transfer = access === READ ? { kind: 'READ', length: 1 } : { kind: 'WRITE', data: new Uint8Array(1) };
          const dma = { addressType: 'TRANSLATED', pasid: NO_PASID, address: addressOf(output), transfer };
          execute(iommu, { method: 'issueDma', args: [machine.speaker(endpointId), endpointId, dma] });
          expect(machine.ram.accesses).toEqual([]);
        }
      }
    }
    iommu.takeOutputs();
  }

  function checkDma(call: Call, ended: Ended): void {
    if (call.method !== 'issueDma' || 'refused' in ended) {
      return;
    }
    const endpointId = call.args[1] as number;
    const { config, atsEnabled } = iommu.endpoint(endpointId);
    if (expected !== undefined) {
      const returned = ended.value as { result: DmaResult } | { operationId: bigint };
      if ('operationId' in returned) {
        // What would be a fault is held instead.
        expect([config.stall === undefined, STALLING.includes(expected.faultReason)]).toEqual([false, true]);
      } else {
        expect(returned.result).toMatchObject(expected);
      }
      expect(Buffer.compare(machine.ram.bytes, copy.bytes)).toBe(0);
    }
    const { addressType } = call.args[2] as DmaRequest;
    if (addressType === 'TRANSLATED' && !atsEnabled && !model.believed.includes(endpointId)) {
      expect(machine.ram.accesses).toEqual([]);
    }
  }

  return {
    before: ({ method, args }) => {
      before = model.seen();
      active = iommu
        .endpoints(0, 100)
        .filter(({ outstandingDma }) => outstandingDma > 0)
        .map(({ endpointId }) => endpointId);
      domainOf = new Map(iommu.pendingGroups(undefined, 0n, 1000).map((group) => [group.cookie, group.domainId]));
      const dma = args[2] as DmaRequest;
      expected = undefined;
      if (method === 'issueDma' && dma.addressType === 'UNTRANSLATED') {
        copy.bytes.set(machine.ram.bytes);
        expected = simulate(model, copy, args[1] as number, dma);
      }
    },
    after: (call, ended, outputs) => {
      if ('value' in ended) {
        follow(call, ended.value);
      }
      model.attachments = iommu.attachments(undefined, undefined, 1000);
      followSettings();
      const operationId = 'value' in ended ? operationOf(call, ended.value) : undefined;
      if (operationId !== undefined) {
        model.begin(operationId, before, coverageOf(call, model), unmappedBy(call, model));
      }
      recordsOf(outputs).forEach(hear);
      for (const domainId of model.domains.keys()) {
        if (!iommu.domainIds().includes(domainId)) {
          model.domains.delete(domainId);
        }
      }
      if (call.method === 'reset') {
        model.forget();
      }
      checkPending(call, ended);
      checkMappings();
      checkDma(call, ended);
      checkTouches(call);
      trespass(call);
    },
  };
}

test('law 6: nothing is touched through a mapping after its invalidation completed, and caches never show', () => {
  fc.assert(
    fc.property(scripts(EVERYTHING), (script) => {
      play(script, access, true);
    }),
    parameters('access', 100),
  );
});

test('law 6 holds where transfers and changes of mappings and attachments alternate', () => {
  const weights = {
    prepare: 2,
    map: 6,
    setPermissions: 6,
    unmap: 5,
    detach: 3,
    attach: 3,
    replace: 4,
    createDomain: 1,
    deleteDomain: 1,
    translate: 10,
    dma: 10,
    again: 16,
    translatedDma: 10,
    complete: 6,
    tick: 3,
    invalidate: 3,
    setAts: 1,
    update: 1,
    connect: 1,
    disconnect: 1,
    resetFunction: 1,
    resolve: 2,
  };
  fc.assert(
    fc.property(scripts(weights), (script) => {
      play(script, access, true);
    }),
    parameters('access-alternating', 250),
  );
});
