import { addressOf } from '../../../src/base/u64';
import type { DirtyAnswer, DirtyQuery } from '../../../src/core/dirty-pages';
import type { OperationBatch } from '../../../src/core/iommu';
import type { MapItem, PageRange } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { EndpointChangeKind, ReportRecord } from '../../../src/model/report';
import type { DmaRequest, DmaResult } from '../../../src/model/transfer';
import { Ram } from '../../unit/core/fixture';
import { AccessModel } from './access-model';
import {
  acceptedEntries,
  coverageOf,
  forgottenBy,
  forgottenWhole,
  operationOf,
  unmappedBy,
  wholeCoverageOf,
} from './coverage';
import { DirtyModel } from './dirty-model';
import type { DomainModel } from './domain-model';
import { execute, recordsOf, type Call, type Ended, type Machine, type Returned, type Watcher } from './machine';
import { check } from './check';
import { adoptMarks, simulate, type Simulated } from './simulate';

/** With these an endpoint holds nothing any more, or uses nothing of it again. */
const GONE: readonly string[] = ['FUNCTION_RESET', 'REMOVED', 'DELETED', 'CONNECTED', 'DISCONNECTED', 'ATS_ENABLED'];

/** What the first stage can say that makes an access stall. */
const STALLING: readonly unknown[] = ['NOT_MAPPED', 'PERMISSION', 'TABLE_MALFORMED', 'ADDRESS_TOO_WIDE'];

/** Watches what endpoints reach, and what is remembered of what they wrote. */
export class AccessWatch implements Watcher {
  private readonly model: AccessModel;
  private readonly dirty = new DirtyModel();
  private readonly copy: Ram;
  /** Endpoints with a DMA on its way. */
  private active: readonly number[] = [];
  /** How much endpoints tried in vain by now. */
  private tried = 0;
  /** What the present command must do, if it is an untranslated DMA. */
  private expected: Simulated | undefined;
  /** The domains of the groups that were pending before the command. */
  private domainOf = new Map<bigint, number>();
  /** Endpoints that are cut off after the command. */
  private fencedNow: ReadonlySet<number> = new Set();
  /** Endpoints that were cut off by it: what they had granted is over when the next one comes. */
  private readonly latelyFenced: number[] = [];
  /** Whether a rule acted. */
  private meddled = false;
  /** Nested domains of which everything cached is still marked in the tables. */
  private readonly marked = new Set<DomainModel>();

  constructor(private readonly machine: Machine) {
    const { bypassUnattached, limits } = machine.iommu.config;
    this.model = new AccessModel(bypassUnattached, limits.iotlb_entries > 0, machine.ram.bytes);
    this.copy = new Ram(machine.ram.bytes.length);
  }

  before({ method, args }: Call): void {
    const { model, machine, copy } = this;
    const { iommu } = machine;
    this.active = iommu
      .endpoints(0, 100)
      .filter(({ outstandingDma }) => outstandingDma > 0)
      .map(({ endpointId }) => endpointId);
    this.domainOf = new Map(iommu.pendingGroups(undefined, 0n, 1000).map((group) => [group.cookie, group.domainId]));
    const dma = args[2] as DmaRequest;
    this.expected = undefined;
    if (method === 'issueDma' && dma.addressType === 'UNTRANSLATED') {
      copy.bytes.set(machine.ram.bytes);
      this.expected = simulate(model, copy, args[1] as number, dma);
    }
  }

  after(call: Call, ended: Ended, outputs: Parameters<NonNullable<Watcher['after']>>[2]): void {
    const { model, machine } = this;
    const { iommu } = machine;
    const isBatch = call.method === 'invalidate' ? acceptedEntries(call, ended).length > 0 : !isRefusedItem(ended);
    const accepted = 'value' in ended && isBatch;
    if (accepted) {
      this.follow(call, ended);
    } else {
      this.expected = undefined;
    }
    model.attachments = iommu.attachments(undefined, undefined, 1000);
    this.followSettings();
    const operationId = 'value' in ended ? operationOf(call, ended.value) : undefined;
    const forgets = accepted ? forgottenBy(call, ended, model) : () => false;
    const unmapped = operationId === undefined ? undefined : unmappedBy(call, model);
    for (const domainId of model.domains.keys()) {
      if (!iommu.domainIds().includes(domainId)) {
        model.domains.delete(domainId);
      }
    }
    const marked = machine.ram.accesses.some(({ page, access }) => access === WRITE && model.tablePages.has(page));
    const wrote = marked || call.method === 'writeMemory';
    model.changed(wrote, forgets);
    model.expire();
    for (const endpointId of this.latelyFenced.splice(0)) {
      model.forget(endpointId);
    }
    if (operationId !== undefined) {
      const covers = coverageOf(call, ended, model);
      const coversWhole = wholeCoverageOf(call, ended, model);
      model.begin(operationId, covers, coversWhole, unmapped);
    }
    this.meddled = false;
    recordsOf(outputs).forEach((record) => {
      this.hear(record);
    });
    if (call.method === 'reset') {
      model.forget();
    }
    this.checkPending(call, ended);
    this.checkMappings();
    this.checkDma(call, ended);
    this.checkTouches(call);
    this.noteWrites(call);
    model.fenced = this.fencedNow;
    this.dirty.check(iommu, model.domains);
    this.trespass(call);
  }

  /** Follows what a command did to domains. */
  private follow(call: Call, ended: { readonly value: unknown }): void {
    const { model, dirty, marked } = this;
    const { method, args } = call;
    const { value } = ended;
    const domain = model.domains.get(args[0] as number);
    switch (method) {
      case 'createDomain': {
        const view = value as Returned<'createDomain'>;
        model.createDomain(view);
        marked.add(model.domains.get(view.domainId)!);
        break;
      }
      case 'map':
        this.map(domain!, args[1] as readonly MapItem[]);
        break;
      case 'mapAnywhere':
        this.map(domain!, [value as Returned<'mapAnywhere'>]);
        break;
      case 'unmap':
        for (const range of args[1] as readonly PageRange[]) {
          domain!.unmap(range);
          dirty.clear(domain!, range);
        }
        break;
      case 'resolve': {
        const [item] = args[0] as readonly [{ cookie: bigint; mappings: readonly MapItem[] }];
        const domainId = this.domainOf.get(item.cookie);
        // A group that had ended before gets no mappings.
        if (domainId !== undefined) {
          this.map(model.domains.get(domainId)!, item.mappings);
        }
        break;
      }
      case 'setDirtyTracking':
        dirty.set(domain!, args[1] as boolean);
        break;
      case 'readDirty':
        dirty.read(domain!, args[1] as DirtyQuery, value as DirtyAnswer);
        break;
      case 'writeMemory':
        marked.clear();
        break;
      case 'invalidate':
        forgottenWhole(call, ended, model).forEach((each) => marked.add(each));
        break;
      default:
    }
  }

  private map(domain: DomainModel, items: readonly Omit<MapItem, 'ifMapped'>[]): void {
    for (const item of items) {
      check(this.model.heldBack(domain.number, item), []);
      domain.map(item);
    }
  }

  /** Follows what decides of endpoints as a whole. */
  private followSettings(): void {
    const { model, machine } = this;
    const { translation, translatedRequestCheck, virtualIdWidthBits } = machine.iommu.config.policy;
    model.translation = translation;
    model.refused.clear();
    const believed: number[] = [];
    const fenced = new Set<number>();
    const globals = new Set<number>();
    for (const { endpointId, config, context, fenced: isFenced } of machine.iommu.endpoints(0, 100)) {
      if (config.virtualId >> BigInt(virtualIdWidthBits) !== 0n) {
        model.refused.set(endpointId, 'UNKNOWN_REQUESTER');
      } else if (context.state !== 'VALID') {
        model.refused.set(endpointId, `CONTEXT_${context.state}`);
      }
      // Without ATS in its context a translated access may count as an untranslated one.
      if (translatedRequestCheck !== 'GRANTED' || !context.atsAllowed) {
        believed.push(endpointId);
      }
      if (context.atsGuestPhysical) {
        model.guestPhysical.add(endpointId);
      }
      if (config.ats?.globalInvalidate === true) {
        globals.add(endpointId);
      }
      if (isFenced) {
        fenced.add(endpointId);
      }
    }
    model.believed = believed;
    model.globals = globals;
    // One that is cut off by this command may have done something before.
    model.fenced = new Set([...fenced].filter((endpointId) => this.fencedNow.has(endpointId)));
    this.fencedNow = fenced;
  }

  private hear(record: ReportRecord): void {
    if (record.kind === 'OPERATION_ENDED') {
      this.model.ended(
        record.operationId,
        record.outcome === 'COMPLETED',
        record.endpoints.map(({ endpointId }) => endpointId),
      );
    } else if (record.kind === 'ENDPOINT_CHANGED') {
      this.hearChange(record.endpointId, record.change);
    } else if (record.kind === 'RULE_HIT') {
      this.meddled = true;
    }
  }

  private hearChange(endpointId: number, change: EndpointChangeKind): void {
    const { model } = this;
    if (GONE.includes(change)) {
      model.forget(endpointId);
    }
    if (change === 'CREATED') {
      model.cutOff.delete(endpointId);
    } else if (change === 'FENCED') {
      const own = model.attachments.filter((each) => each.endpointId === endpointId);
      model.cutOff.set(endpointId, Math.max(0, ...own.map(({ generation }) => generation)));
      this.latelyFenced.push(endpointId);
    }
  }

  private checkMappings(): void {
    const { iommu } = this.machine;
    let count = 0;
    for (const [domainId, { kind, mappings }] of this.model.domains) {
      if (kind === 'PAGING') {
        const sorted = [...mappings].sort((a, b) => a.first - b.first);
        count += sorted.length;
        const expected = sorted.map(({ first, last, output, permissions }) => ({
          firstPage: first,
          lastPage: last,
          outputFirstPage: output,
          permissions,
        }));
        check(iommu.mappings(domainId, 0, 1000), expected);
      }
    }
    check(iommu.mappingCount, count);
  }

  /** A mapping is refused as pending only while an unmap of these pages has not ended. */
  private checkPending({ method, args }: Call, ended: Ended): void {
    const failures = method === 'map' && 'value' in ended ? (ended.value as OperationBatch).failures : [];
    for (const { error } of failures) {
      if (error.reason === 'INVALIDATION_PENDING') {
        const [item] = args[1] as readonly [MapItem];
        const waitedFor = this.model.heldBack(this.model.domains.get(args[0] as number)!.number, item);
        expect(waitedFor.map(String)).toContain(error.metadata['operation_id']);
      }
    }
  }

  private doers({ method, args }: Call): readonly number[] {
    return method === 'issueDma' ? [args[1] as number, ...this.active] : this.active;
  }

  /** Every touch of memory is by an endpoint that may: by what is so before or after the command, or was so. */
  private checkTouches(call: Call): void {
    const { model, machine } = this;
    const doers = this.doers(call);
    for (const { page, access } of machine.ram.accesses) {
      const allowed =
        model.tablePages.has(page) || doers.some((endpointId) => model.mayTouch(endpointId, page, access));
      if (!allowed) {
        throw new Error(`output page ${page} was touched (${access}) by one of endpoints ${doers.join(', ')}`);
      }
    }
  }

  /** What is written through a paging domain is dirty in it. */
  private noteWrites(call: Call): void {
    const { model, dirty, machine, expected } = this;
    const doers = this.doers(call);
    const guesses = call.method === 'issueDma' && (call.args[2] as DmaRequest).addressType === 'TRANSLATED';
    const surely = !guesses || !doers.some((endpointId) => model.believed.includes(endpointId));
    const outputs = new Set(machine.ram.accesses.filter(({ access }) => access === WRITE).map(({ page }) => page));
    for (const output of outputs) {
      const places = [...model.domains.values()].flatMap((domain) =>
        domain.mappings
          .filter((each) => each.output <= output && output <= each.output + (each.last - each.first))
          .map((each) => ({ domain, page: each.first + (output - each.output) })),
      );
      const sure = surely && places.length === 1 && !model.tablePages.has(output);
      for (const place of places) {
        dirty.written(place, sure);
      }
      // What an endpoint was granted before may meanwhile be mapped to another place.
      for (const { domain, page, guestPage } of model.stale.filter((seen) => seen.output === output)) {
        dirty.written({ domain, page }, false);
        dirty.written({ domain: domain.parent ?? domain, page: guestPage }, false);
      }
    }
    if (this.isCertain()) {
      expected?.walk.marked.forEach((place) => {
        dirty.written(place, true);
      });
    }
  }

  /** Whether the present DMA must leave behind what it does without a cache, marks in tables included. */
  private isCertain(): boolean {
    const { expected, marked } = this;
    return (
      expected !== undefined &&
      !this.meddled &&
      !expected.unsure &&
      [...expected.through].every((domain) => marked.has(domain))
    );
  }

  /** Endpoints try what they must not hold any more, when that becomes more and when they may try it again. */
  private trespass(call: Call): void {
    const { model, machine } = this;
    if (model.over.length === this.tried && call.method !== 'setAts' && call.method !== 'updateContext') {
      return;
    }
    this.tried = model.over.length;
    for (const { endpointId, output, guestPage, permissions } of model.over) {
      const pages = model.guestPhysical.has(endpointId) ? [output, guestPage] : [output];
      for (const access of [READ, WRITE]) {
        for (const page of pages) {
          if ((permissions & access) !== 0 && !model.mayTouch(endpointId, output, access)) {
            this.tryTranslated(endpointId, page, access);
          }
        }
      }
    }
    machine.iommu.takeOutputs();
  }

  private tryTranslated(endpointId: number, page: number, access: number): void {
    const { machine } = this;
    const transfer = access === READ ? { kind: 'READ', length: 1 } : { kind: 'WRITE', data: new Uint8Array(1) };
    const dma = { addressType: 'TRANSLATED', pasid: NO_PASID, address: addressOf(page), transfer };
    const call: Call = { method: 'issueDma', args: [machine.speaker(endpointId), endpointId, dma] };
    machine.ram.accesses = [];
    execute(machine, call);
    this.active = [];
    this.checkTouches(call);
    this.noteWrites(call);
  }

  private checkDma(call: Call, ended: Ended): void {
    if (call.method !== 'issueDma' || 'refused' in ended) {
      return;
    }
    const { machine, expected, copy } = this;
    const endpointId = call.args[1] as number;
    const { config, atsEnabled } = machine.iommu.endpoint(endpointId);
    if (expected !== undefined && !expected.unsure && !this.meddled) {
      const { ending, walk } = expected;
      const returned = ended.value as { result: DmaResult } | { operationId: bigint };
      if ('operationId' in returned) {
        // What would be a fault is held instead.
        const held = [config.stall === undefined, STALLING.includes(ending.faultReason), expected.failedBelow];
        expect(held).toEqual([false, true, false]);
      } else {
        expect(returned.result).toMatchObject(ending);
      }
      if (!this.isCertain()) {
        adoptMarks(copy.bytes, machine.ram.bytes, walk.tablePages);
      }
      check(Buffer.compare(machine.ram.bytes, copy.bytes), 0);
    }
    const { addressType } = call.args[2] as DmaRequest;
    if (addressType === 'TRANSLATED' && !atsEnabled && !this.model.believed.includes(endpointId)) {
      expect(machine.ram.accesses).toEqual([]);
    }
  }
}

/** Whether the only item of a batch was refused. */
function isRefusedItem(ended: Ended): boolean {
  return 'value' in ended && (ended.value as Partial<OperationBatch> | undefined)?.failures?.length === 1;
}
