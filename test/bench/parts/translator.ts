/**
 * Translates pages that no cache holds, as an access does. The argument says what translates them: `paging`, the mappings
 * of a domain; a format of a guest's tables; or such a format and `-nested`, the tables in pages that the mappings of
 * another domain translate.
 */
import { GuestMemory } from '../../../src/session/guest-memory';
import { READ, WRITE } from '../../../src/model/permissions';
import type { Figures } from '../figures';
import { FORMATS, writeTables } from '../guest-tables';
import { OpenIommu } from '../open-iommu';
import { argument, play } from '../part';
import { Random } from '../random';

/** Pages that are mapped, and where they begin; their order is that of the outputs, too. */
const PAGES = 2 ** 16;
const FIRST_INPUT = 2 ** 33;
const FIRST_OUTPUT = 2 ** 20;

/** Bytes of guest memory: more than the tables take. */
const MEMORY_BYTES = 2n ** 22n;

const LOOKUPS = 2 ** 16;
const NS_PER_US = 1000;
const [DOMAIN_ID, STAGE2_ID] = [1, 2];
const NESTED_SUFFIX = '-nested';

/** A vIOMMU whose endpoint is translated as asked. */
function prepare(kind: string): OpenIommu {
  const memory = new GuestMemory(undefined);
  const backing = { kind: 'ANONYMOUS' } as const;
  memory.register({ regionId: 0, guestAddress: 0n, length: MEMORY_BYTES, readOnly: false, backing });
  const iommu = new OpenIommu({ iotlb_entries: 0n }, memory);
  if (kind === 'paging') {
    iommu.createDomain(DOMAIN_ID, { kind: 'PAGING', pageRequests: false });
    mapPages(iommu, DOMAIN_ID, FIRST_INPUT, FIRST_OUTPUT, PAGES);
  } else {
    nest(iommu, kind, memory);
  }
  iommu.attachTo(DOMAIN_ID);
  return iommu;
}

/** Makes the domain with a guest's tables, and the one below it. */
function nest(iommu: OpenIommu, kind: string, memory: GuestMemory): void {
  const format = FORMATS[kind.replace(NESTED_SUFFIX, '')];
  if (format === undefined) throw new Error(`there is no format ${kind}`);
  const pages = Array.from({ length: PAGES }, (_, i) => [FIRST_INPUT + i, FIRST_OUTPUT + i] as const);
  const tablePages = writeTables(format, memory, pages);
  const stage2DomainId = kind.endsWith(NESTED_SUFFIX) ? STAGE2_ID : undefined;
  if (stage2DomainId !== undefined) {
    iommu.createDomain(stage2DomainId, { kind: 'PAGING', pageRequests: false });
    mapPages(iommu, stage2DomainId, 0, 0, tablePages);
    mapPages(iommu, stage2DomainId, FIRST_OUTPUT, FIRST_OUTPUT, PAGES);
  }
  const tables = format.configuration(0n);
  const nested = { stage2DomainId, tables, tableUpdates: 'PRIVATE' } as const;
  iommu.createDomain(DOMAIN_ID, { kind: 'NESTED', pageRequests: false, nested });
}

/** Maps pages one by one. */
function mapPages(iommu: OpenIommu, domainId: number, input: number, output: number, count: number): void {
  const items = Array.from({ length: count }, (_, i) => ({
    firstPage: input + i,
    lastPage: input + i,
    outputFirstPage: output + i,
    permissions: READ | WRITE,
    ifMapped: 'REFUSE' as const,
  }));
  const { failures } = iommu.map(domainId, items, 'STOP');
  if (failures.length > 0) throw failures[0]?.error ?? new Error('a page was not mapped');
}

play(async () => {
  const iommu = prepare(argument(0));
  const random = new Random();
  const pages = Float64Array.from({ length: LOOKUPS }, () => FIRST_INPUT + random.below(PAGES));
  return async (ms) => {
    const endAt = performance.now() + ms;
    const before = process.cpuUsage();
    let count = 0;
    let check = 0;
    while (performance.now() < endAt) {
      check = iommu.sumOutputs(pages);
      count += LOOKUPS;
    }
    const { user, system } = process.cpuUsage(before);
    return { nsPerTranslation: ((user + system) * NS_PER_US) / count, count, check } satisfies Figures;
  };
});
