/** The VMM's fault handler: looks at each group, brings its pages in and answers it. */
import {
  errorOfRefusal,
  type PageRequestGroup,
  type Report,
  type ResolveItem,
  type ViommuClient,
  type VmmChannel,
} from '../clients/typescript';
import { hex } from './figures';
import { enableDevice, type GuestMemory } from './guest';
import { guestAddress, layOut, type PageMapping } from './guest-pages';
import { ENDPOINT_ID, isGuarded, PAGE, pageAddress, pageNumber, SPACES, type Space } from './layout';
import type { Counts, FromVmm, ToVmm } from './messages';
import type { Part } from './part';

/**
 * Pages after which the device's ATC is emptied: the record of what an endpoint was granted is bounded
 * (max_grants_per_endpoint), and a stripe that was written is not used again.
 */
const PAGES_PER_INVALIDATION = 8192;

/** Answers the page requests of the demo's device. */
export class PageRequestHandler {
  readonly #part: Part<ToVmm, FromVmm>;
  readonly #client: ViommuClient;
  readonly #channel: VmmChannel;
  readonly #memory: GuestMemory;
  readonly #seenSpaces = new Set<Space>();
  #pages = 0;
  #success = 0;
  #invalid = 0;
  #invalidations = 0;
  #pagesSinceInvalidation = 0;
  #lastAnswered: bigint | undefined;

  constructor(part: Part<ToVmm, FromVmm>, client: ViommuClient, channel: VmmChannel, memory: GuestMemory) {
    this.#part = part;
    this.#client = client;
    this.#channel = channel;
    this.#memory = memory;
  }

  /** What was answered. */
  get counts(): Counts {
    const [success, invalid] = [this.#success, this.#invalid];
    return { pages: this.#pages, groups: success + invalid, success, invalid };
  }

  /** Invalidations made by hand. */
  get invalidations(): number {
    return this.#invalidations;
  }

  /** Handles reports in their order. */
  async handle(reports: readonly Report[]): Promise<void> {
    const groups: PageRequestGroup[] = [];
    for (const report of reports) {
      if (report.record === 'pageRequestGroup') groups.push(report.pageRequestGroup);
      else if (report.record === 'violation') throw new Error(`a rule was broken: ${report.violation.detail}`);
      else if (report.record === 'faultEvent') throw new Error(`a fault event: ${report.faultEvent.reason}`);
      else if (report.record === 'endpointChanged') await this.#deviceChanged(report.endpointChanged.change);
    }
    if (groups.length > 0) await this.#handleGroups(groups);
  }

  /** Answers the last group once more; returns how many answers came too late. */
  async answerOnceTooOften(): Promise<number> {
    const groupCookie = this.#lastAnswered;
    if (groupCookie === undefined) throw new Error('no group was ever answered');
    const { results } = await this.#channel.respond([{ groupCookie, code: 'PAGE_RESPONSE_CODE_SUCCESS' }]);
    const late = results.filter(({ outcome }) => outcome === 'PAGE_RESPONSE_OUTCOME_ALREADY_ANSWERED');
    this.#part.say(`answered group ${hex(groupCookie)} twice: ${results[0]?.outcome ?? 'SENT'}`);
    return late.length;
  }

  async #deviceChanged(change: string): Promise<void> {
    if (change === 'ENDPOINT_CHANGE_KIND_CONNECTED') {
      this.#part.say('the device is there: enabling ATS and PRI');
      await enableDevice(this.#client);
    } else if (change === 'ENDPOINT_CHANGE_KIND_DISCONNECTED') {
      this.#part.say('the device is disconnected');
    }
  }

  async #handleGroups(groups: readonly PageRequestGroup[]): Promise<void> {
    const seen = groups.map(({ groupCookie, pasid, prgi, pages, redelivery }) => ({
      cookie: hex(groupCookie),
      what: `PASID ${pasid}, index ${prgi}, ${hex(pages[0]?.iova ?? 0n)}`,
      redelivery,
    }));
    this.#part.tell({ kind: 'groups', groups: seen });
    for (const group of groups) this.#meet(group);
    if (this.#mustStall()) {
      this.#part.tell({ kind: 'held', cookies: groups.map((g) => hex(g.groupCookie)) });
      return;
    }
    const guarded = groups.filter(({ pages }) => pages.every(({ iova }) => isGuarded(iova)));
    await Promise.all([this.#resolve(groups.filter((g) => !guarded.includes(g))), this.#refuse(guarded)]);
  }

  /** Checks that the group came from the domain and with the device cookie of its PASID. */
  #meet(group: PageRequestGroup): void {
    const { groupCookie, domainId, endpointId, deviceCookie, pasid, prgi, pages } = group;
    const space = SPACES.find((s) => s.domainId === domainId);
    if (endpointId !== ENDPOINT_ID || space?.pasid !== pasid || space?.deviceCookie !== deviceCookie) {
      throw new Error(`group ${hex(groupCookie)} came to domain ${domainId} with device cookie ${hex(deviceCookie)}`);
    }
    if (this.#seenSpaces.has(space)) return;
    this.#seenSpaces.add(space);
    this.#part.say(
      `domain ${domainId}: group ${hex(groupCookie)} of device ${hex(deviceCookie)}, PASID ${pasid}, ` +
        `index ${prgi}: ${pages.length} pages from ${hex(pages[0]?.iova ?? 0n)}`,
    );
  }

  #mustStall(): boolean {
    const { stallAfterPages } = this.#part.plan;
    return stallAfterPages !== undefined && this.#pages >= stallAfterPages;
  }

  /** Allocates what is not mapped yet, maps it and answers Success. */
  async #resolve(groups: readonly PageRequestGroup[]): Promise<void> {
    if (groups.length === 0) return;
    const items: ResolveItem[] = groups.map((group) => ({
      groupCookie: group.groupCookie,
      mappings: this.#bringIn(group).map(({ iovaPage, first, count }) => ({
        range: { first: pageAddress(iovaPage), last: pageAddress(iovaPage + count) - 1n },
        outputAddress: guestAddress(first),
        permissions: { read: true, write: true },
      })),
    }));
    const { sentCount, results, failures } = await this.#channel.resolve(items);
    for (const refused of failures) {
      if (refused.reason !== 'INVALIDATION_PENDING') throw errorOfRefusal(refused);
      this.#part.say(`group ${hex(groups[refused.index]?.groupCookie ?? 0n)} must wait: an unmap has not ended`);
    }
    for (const { outcome, index } of results) {
      this.#part.say(`answer to group ${hex(groups[index]?.groupCookie ?? 0n)}: ${outcome}`);
    }
    this.#success += sentCount;
    this.#lastAnswered = groups[groups.length - 1]?.groupCookie;
    const pages = groups.reduce((sum, group) => sum + group.pages.length, 0);
    this.#pages += pages;
    await this.#makeRoom(pages);
  }

  #bringIn({ domainId, pages }: PageRequestGroup): PageMapping[] {
    const { allocator, tables } = this.#memory;
    const missing = pages
      .map(({ iova }) => pageNumber(iova))
      .filter((iovaPage) => tables.lookup(domainId, iovaPage) === undefined);
    const mappings = layOut(missing, allocator.take(missing.length));
    for (const mapping of mappings) tables.map(domainId, mapping);
    return mappings;
  }

  /** Answers Invalid: there is nothing behind these pages and never will be. */
  async #refuse(groups: readonly PageRequestGroup[]): Promise<void> {
    if (groups.length === 0) return;
    const { sentCount } = await this.#channel.respond(
      groups.map(({ groupCookie, endpointId, pasid, prgi }) => ({
        groupCookie,
        code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST',
        endpointId,
        pasid,
        prgi,
      })),
    );
    this.#invalid += sentCount;
    for (const { groupCookie, pages } of groups) {
      this.#pages += pages.length;
      this.#part.say(`group ${hex(groupCookie)}: ${pages.length * PAGE} bytes of guard range, answered Invalid`);
    }
  }

  async #makeRoom(pages: number): Promise<void> {
    this.#pagesSinceInvalidation += pages;
    if (this.#pagesSinceInvalidation < PAGES_PER_INVALIDATION) return;
    this.#pagesSinceInvalidation = 0;
    const { completedCount } = await this.#channel.invalidate([{ deviceTlb: { endpointId: ENDPOINT_ID } }]);
    this.#invalidations += completedCount;
  }
}
