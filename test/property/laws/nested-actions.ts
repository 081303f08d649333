import type { AttachmentView, DomainRequest, MapItem } from '../../../src/model/domain';
import { READ, WRITE } from '../../../src/model/permissions';
import { addressOf } from '../../../src/base/u64';
import { accessOf, addressesOf, dmaOf, id, PAGING, pagesOf, pasidOf, pick, timeoutOf } from './arguments';
import { PAGES } from './domain-model';
import { bytesOf, SECOND_STAGE, SECOND_STAGE_TABLES, SV, TABLE_PAGES, TABLES, X86, x86Tables } from './guest';
import type { Machine } from './machine';
import type { Step } from './script';
import { unmap } from './space-actions';

/** The domains of the guests' tables, and of the second stage. */
const DOMAINS = [5, 6] as const;
const SECOND_STAGE_DOMAIN = 7;

const UPDATES = ['PRIVATE', 'PRIVATE', 'ALWAYS', 'NEVER'] as const;

const { present, writable, user, accessed, dirty, large, global } = X86;
const FULL = present | writable | user;

/** Marks of the entry of a page. */
const LEAVES = [FULL, FULL, FULL, FULL, FULL | accessed | dirty, present | user, present | writable, FULL | global, 0n];

const { valid, read, write, execute, user: userPage, accessed: used, dirty: written } = SV;
const EVERYTHING = valid | read | write | execute | userPage | used | written;

/** The one entry of the second stage that matters. It maps every address to itself. */
const SECOND_STAGES = [EVERYTHING, EVERYTHING, EVERYTHING & ~(used | written), valid | read | userPage, 0n];

/** The guest of a step: 0 behind a stage 2 that maps its tables, or 1. */
const guestOf = (step: Step) => step.n % 2;

/** Writes entries of tables: of the level that so many pages are behind the root. */
function writeEntries(machine: Machine, guest: number, depth: number, index: number, ...entries: bigint[]): void {
  machine.write(addressOf(TABLES[guest]!.ram + depth, index * 8), bytesOf(...entries));
}

const pointer = (page: number, marks = FULL) => addressOf(page) | marks;

/** A level of tables, and where its entries are: the lowest and the highest addresses share one way down. */
function writeWay(machine: Machine, guest: number, depth: number, entry: bigint): void {
  writeEntries(machine, guest, depth, 0, entry);
  writeEntries(machine, guest, depth, 511, entry);
}

/** The entry of a page. */
function leafOf(machine: Machine, guest: number, step: Step): bigint {
  const marks = pick(LEAVES, step.n >> 1);
  if (guest === 0) {
    // Where the stage 2 mostly has mappings.
    return pointer((step.page + step.m) % 10, marks);
  }
  // A table that a device may write is no place for whoever must know what happens.
  const own = step.m === 14 && !machine.fresh;
  return pointer(own ? TABLES[1].root + (step.n % TABLE_PAGES) : machine.output(step.n % 40, 1), marks);
}

/** What a level above the last one can hold, besides a way down. */
function upperOf(guest: number, depth: number, step: Step): bigint {
  const { root } = TABLES[guest]!;
  const next = root + depth + 1;
  switch (step.n % 10) {
    case 0:
      return 0n;
    case 1:
      return present | writable | user | large;
    case 2:
      return pointer(2, FULL | large);
    case 3:
      return pointer(root + depth, present | user);
    case 4:
      return pointer(next, present | user);
    case 5:
      return pointer(next, present | writable);
    case 6:
      return pointer(4000, FULL);
    default:
      return pointer(next);
  }
}

/** A domain with tables of a guest. */
function nestedOf(machine: Machine, guest: number, stage2DomainId: number | undefined, step: Step): DomainRequest {
  // With one level more, pages of devices are tables.
  const levels = step.m % 16 === 13 && !machine.fresh ? 5 : 4;
  const tables = x86Tables(TABLES[guest]!.root, levels);
  const nested = { stage2DomainId, tables, tableUpdates: pick(UPDATES, step.m) };
  return { kind: 'NESTED', pageRequests: step.m % 8 !== 7, nested };
}

/** Has a stage 2 map the tables of the first guest. */
function mapTables(machine: Machine, domainId: number, permissions: number): void {
  const [{ root: firstPage, ram: outputFirstPage }] = TABLES;
  const range = { firstPage, lastPage: firstPage + TABLE_PAGES - 1, outputFirstPage };
  const item: MapItem = { ...range, permissions, ifMapped: 'REFUSE' };
  machine.call('map', domainId, [item], 'CONTINUE');
}

/** Who goes through tables. */
function nestedAttachments({ iommu, apart }: Machine): AttachmentView[] {
  const attachments = iommu.attachments(undefined, undefined, 100);
  return attachments.filter(({ domainId }) => domainId !== apart && iommu.domain(domainId).kind === 'NESTED');
}

/** What a step does to tables of guests, and to domains that have them. */
export const NESTED_ACTIONS = {
  /** An endpoint that goes through tables of a guest. */
  prepareNested(machine, step) {
    const guest = guestOf(step);
    const { root } = TABLES[guest]!;
    const below = id(step.d % 2);
    for (let depth = 0; depth < TABLE_PAGES - 1; depth += 1) {
      writeWay(machine, guest, depth, pointer(root + depth + 1));
    }
    const leaves = [0, 1, 2, 3].map((page) => leafOf(machine, guest, { ...step, page, n: 0 }));
    writeEntries(machine, guest, TABLE_PAGES - 1, 0, ...leaves);
    if (guest === 0) {
      machine.call('createDomain', below, PAGING);
      mapTables(machine, below, READ | WRITE);
    }
    machine.call('createDomain', id(DOMAINS[guest]!), nestedOf(machine, guest, guest === 0 ? below : undefined, step));
    const attach = [id(step.e), pasidOf(step), id(DOMAINS[guest]!), BigInt(step.n)] as const;
    if (machine.call('attach', ...attach) === undefined) {
      machine.call('replace', ...attach);
    }
  },
  /** Domains with tables, on anything. */
  createNested(machine, step) {
    machine.write(addressOf(SECOND_STAGE), bytesOf(EVERYTHING));
    const second = { stage2DomainId: undefined, tables: SECOND_STAGE_TABLES, tableUpdates: pick(UPDATES, step.m) };
    machine.call('createDomain', id(SECOND_STAGE_DOMAIN), { kind: 'NESTED', pageRequests: false, nested: second });
    const below = pick([id(SECOND_STAGE_DOMAIN), id(step.d), id(step.e)], step.n >> 1);
    machine.call('createDomain', id(DOMAINS[guestOf(step)]!), nestedOf(machine, guestOf(step), below, step));
  },
  writeLeaf(machine, step) {
    const index = step.m % 16 === 15 ? 510 + (step.page % 2) : step.page;
    writeEntries(machine, guestOf(step), TABLE_PAGES - 1, index, leafOf(machine, guestOf(step), step));
  },
  writeUpper(machine, step) {
    const depth = step.m % 4 === 0 ? step.page % 2 : 2;
    writeWay(machine, guestOf(step), depth, upperOf(guestOf(step), depth, { ...step, n: step.n >> 1 }));
  },
  writeSecondStage(machine, step) {
    machine.write(addressOf(SECOND_STAGE), bytesOf(pick(SECOND_STAGES, step.n)));
  },
  mapTables(machine, step) {
    mapTables(machine, id(step.d % 2), step.n % 3 === 0 ? READ : READ | WRITE);
  },
  /** What tables lead to, or where they are, is not mapped any more. */
  unmapBelow(machine, step) {
    const domainId = id(step.d % 2);
    const known = machine.iommu.domainIds().includes(domainId) ? machine.iommu.domain(domainId) : undefined;
    const mappings = known?.kind === 'PAGING' ? machine.iommu.mappings(domainId, 0, 8) : [];
    if (mappings.length > 0) {
      const { firstPage, lastPage } = pick(mappings, step.page);
      const part = firstPage + machine.granule - 1;
      unmap(machine, domainId, { firstPage, lastPage: step.n % 2 === 0 ? part : lastPage }, step);
    }
  },
  /** Somebody does something through tables, where that is possible. */
  useNested(machine, step) {
    const attachment = pick(nestedAttachments(machine), step.d);
    if (attachment === undefined) {
      NESTED_ACTIONS.prepareNested(machine, step);
      return;
    }
    const { endpointId, pasid } = attachment;
    const { iommu } = machine;
    const found = PAGES.filter((page) => iommu.probe(endpointId, pasid, addressOf(page), READ).kind === 'FOUND');
    const page = pick(found, step.page) ?? step.page;
    const speaker = machine.speaker(endpointId);
    if (step.n % 3 === 0) {
      const permissions = accessOf({ ...step, n: step.m });
      const request = { pasid, firstPage: page, pageCount: 1 + (step.m % 2), permissions };
      machine.call('requestTranslation', speaker, endpointId, request);
      return;
    }
    const addressType = speaker === 'EXTERNAL' || step.n % 3 === 1 ? 'UNTRANSLATED' : 'AUTOMATIC';
    const dma = { ...dmaOf({ ...step, n: step.n >> 2 }), addressType, pasid, address: addressOf(page) } as const;
    if (step.m % 2 === 0) {
      // What a read leaves in caches, a write meets.
      machine.call('issueDma', speaker, endpointId, { ...dma, transfer: { kind: 'READ', length: 8 } });
    }
    machine.call('issueDma', speaker, endpointId, dma);
  },
  deleteNested(machine, step) {
    machine.call('deleteDomain', id(DOMAINS[guestOf(step)]!), step.m % 4 !== 0, timeoutOf(step));
  },
  /** The guest has changed its tables and says so. */
  invalidateNested(machine, step) {
    const range = step.n % 4 < 2 ? {} : addressesOf(pagesOf(step));
    const entry = { kind: 'DOMAIN' as const, domainId: id(DOMAINS[guestOf(step)]!), ...range };
    machine.call('invalidate', [entry], 'CONTINUE', timeoutOf(step));
  },
  guestPhysical(machine, step) {
    machine.call('updateContext', id(step.e), { atsGuestPhysical: step.n % 4 !== 0 });
  },
} satisfies Record<string, (machine: Machine, step: Step) => void>;
