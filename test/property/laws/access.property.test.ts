import fc from 'fast-check';
import { addressOf, offsetOf, pageOf } from '../../../src/base/u64';
import type { OperationBatch } from '../../../src/core/iommu';
import type { AddressRange, MapItem } from '../../../src/model/domain';
import type { InvalidationEntry } from '../../../src/model/invalidation';
import type { FaultReason } from '../../../src/model/fault';
import { READ, WRITE } from '../../../src/model/permissions';
import type { ReportRecord } from '../../../src/model/report';
import type { DmaRequest, DmaResult } from '../../../src/model/transfer';
import { Ram } from '../../unit/core/fixture';
import { AccessModel, type Seen } from './access-model';
import { recordsOf, type Call, type Ended, type Machine, type Returned, type Watcher } from './machine';
import { EVERYTHING, play, scripts } from './script';
import { parameters } from './settings';

const GONE = ['FUNCTION_RESET', 'REMOVED', 'DELETED', 'CONNECTED', 'DISCONNECTED'];

/** What an untranslated DMA must do, page by page, and to the memory given. */
function simulate(model: AccessModel, ram: Ram, endpointId: number, { pasid, address, transfer }: DmaRequest) {
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
    case 'detach':
    case 'deleteDomain':
    case 'setAts':
      return value as bigint | undefined;
    case 'map':
    case 'unmap':
    case 'invalidate':
    case 'replace':
      return (value as OperationBatch).operationId;
    default:
      return undefined;
  }
}

/** What an accepted invalidation names of what is held of the past. */
function named(entry: InvalidationEntry, stale: readonly Seen[]): Seen[] {
  return stale.filter((seen) => {
    if (entry.kind === 'EVERYTHING') {
      return true;
    }
    const inRange = pageOf(entry.first ?? 0n) <= seen.page && seen.page <= pageOf(entry.last ?? 2n ** 64n - 1n);
    const ofIt =
      entry.kind === 'DOMAIN'
        ? entry.domainId === seen.domainId
        : entry.endpointId === seen.endpointId && (entry.pasid === undefined || entry.pasid === seen.pasid);
    return inRange && ofIt;
  });
}

function access(machine: Machine): Watcher {
  const { iommu } = machine;
  const model = new AccessModel(iommu.config.bypassUnattached);
  const copy = new Ram(machine.ram.bytes.length);
  let before: readonly Seen[] = [];
  let active: readonly number[] = [];
  let expected: ReturnType<typeof simulate> | undefined;
  const domainOf = new Map<bigint, number>();

  /** Follows what a command did to mappings. */
  function follow({ method, args }: Call, value: unknown): void {
    const batch = value as { failures: readonly unknown[] };
    switch (method) {
      case 'createDomain': {
        const { domainId, kind } = value as Returned<'createDomain'>;
        model.domains.set(domainId, { kind, mappings: [] });
        break;
      }
      case 'map':
        if (batch.failures.length === 0) {
          model.map(args[0] as number, args[1] as readonly MapItem[]);
        }
        break;
      case 'unmap':
        if (batch.failures.length === 0) {
          model.unmap(args[0] as number, (args[1] as readonly AddressRange[])[0]!);
        }
        break;
      case 'resolve': {
        const [item] = args[0] as readonly [{ cookie: bigint; mappings: readonly MapItem[] }];
        const domainId = domainOf.get(item.cookie);
        if (batch.failures.length === 0 && domainId !== undefined && iommu.group(item.cookie) === undefined) {
          model.map(domainId, item.mappings);
        }
        break;
      }
      case 'invalidate': {
        const [entry] = args[0] as readonly [InvalidationEntry];
        const operationId = operationOf({ method, args }, value);
        if (operationId !== undefined) {
          model.end(operationId, named(entry, model.stale));
        }
        break;
      }
      default:
    }
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

  /** A mapping is refused as pending only while an operation has not ended. */
  function checkPending({ method }: Call, ended: Ended): void {
    const failures = method === 'map' && 'value' in ended ? (ended.value as OperationBatch).failures : [];
    for (const { error } of failures) {
      if (error.reason === 'INVALIDATION_PENDING') {
        expect([...model.ending.keys()].map(String)).toContain(error.metadata['operation_id']);
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

  function checkDma(call: Call, ended: Ended): void {
    if (expected !== undefined && 'value' in ended) {
      const { result } = ended.value as { result: DmaResult };
      expect(result).toMatchObject(expected);
      expect(Buffer.compare(machine.ram.bytes, copy.bytes)).toBe(0);
    }
    const { addressType } = (call.method === 'issueDma' ? call.args[2] : {}) as Partial<DmaRequest>;
    if (addressType === 'TRANSLATED' && 'value' in ended && !iommu.endpoint(call.args[1] as number).atsEnabled) {
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
      for (const { cookie, domainId } of iommu.pendingGroups(undefined, 0n, 1000)) {
        domainOf.set(cookie, domainId);
      }
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
      model.translation = iommu.config.policy.translation;
      model.lose(before, 'value' in ended ? operationOf(call, ended.value) : undefined);
      recordsOf(outputs).forEach(hear);
      for (const domainId of model.domains.keys()) {
        if (!iommu.domainIds().includes(domainId)) {
          model.domains.delete(domainId);
        }
      }
      if (call.method === 'reset') {
        model.stale = [];
      }
      checkPending(call, ended);
      checkMappings();
      checkDma(call, ended);
      checkTouches(call);
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
