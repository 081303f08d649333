/**
 * Decodes the same batch of mappings again and again, and reads every entry. The argument is how it travels and what
 * decodes it: `records` as the server does, `static` by protobufjs's generated code with Long objects, which is what its
 * static modules hold, `items` as the server does.
 */
import { MappingRecords } from '../../../clients/typescript';
import { descriptors, services } from '../../../clients/typescript/proto';
import type { VmmChannelRequest__Output } from '../../../src/gen/viommu/v1/VmmChannelRequest';
import { contractServices } from '../../../src/server/protos';
import { fromMapItem } from '../../../src/server/convert-domain';
import { mapRecords } from '../../../src/server/mapping-records';
import type { MapItem } from '../../../src/model/domain';
import type { Figures } from '../figures';
import { argument, play } from '../part';

/** Entries of a batch: as many as a message may have. */
const ENTRIES = 4096;

/** The first page that is mapped: large, but the sum of all pages is still exact in a double. */
const FIRST_PAGE = 2 ** 36;

const NS_PER_US = 1000;
const PERMISSIONS = { read: true, write: true };
const METHOD = 'VmmChannel';

/** Makes a message. */
const encode = services.channel.VmmChannel.requestSerialize;

function recordsMessage(): Buffer {
  const records = new MappingRecords(ENTRIES);
  for (let i = 0; i < ENTRIES; i += 1) records.addPages(FIRST_PAGE + i, FIRST_PAGE + i, i, PERMISSIONS);
  return encode({ tag: 1n, map: { domainId: 1, records: records.bytes as Buffer } });
}

function itemsMessage(): Buffer {
  const items = Array.from({ length: ENTRIES }, (_, i) => {
    const first = (BigInt(FIRST_PAGE) + BigInt(i)) << 12n;
    return { range: { first, last: first + 0xfffn }, outputAddress: BigInt(i) << 12n, permissions: PERMISSIONS };
  });
  return encode({ tag: 1n, map: { domainId: 1, items } });
}

/** What the server decodes a message with. */
function serverDecoder(): (bytes: Buffer) => VmmChannelRequest__Output {
  const method = contractServices().get('ChannelService')?.definition[METHOD];
  if (method === undefined) throw new Error(`the contract has no ${METHOD}`);
  return method.requestDeserialize as (bytes: Buffer) => VmmChannelRequest__Output;
}

/** A 64-bit address as protobufjs gives it. */
interface Halves {
  readonly low: number;
  readonly high: number;
}

interface StaticItem {
  readonly range: { readonly first: Halves; readonly last: Halves };
  readonly outputAddress: Halves;
  readonly permissions: { readonly read: boolean; readonly write: boolean };
}

const pageOf = ({ low, high }: Halves): number => (high >>> 0) * 2 ** 20 + (low >>> 12);
const sumOf = (item: MapItem): number => item.firstPage + item.lastPage + item.outputFirstPage + item.permissions;

/** Prepares decoding; each call of what is returned decodes a message, and returns the sum of all it says. */
const DECODERS: Readonly<Record<string, () => () => number>> = {
  records: () => {
    const message = recordsMessage();
    const decode = serverDecoder();
    return () => {
      const items = mapRecords(decode(message).map?.records ?? new Uint8Array(0));
      let sum = 0;
      for (let i = 0; i < items.length; i += 1) sum += sumOf(items.at(i) as MapItem);
      return sum;
    };
  },
  items: () => {
    const message = itemsMessage();
    const decode = serverDecoder();
    return () => {
      let sum = 0;
      for (const item of decode(message).map?.items ?? []) sum += sumOf(fromMapItem(item, 'REFUSE'));
      return sum;
    };
  },
  static: () => {
    const message = itemsMessage();
    const type = descriptors.lookupType('viommu.v1.VmmChannelRequest');
    return () => {
      const { map } = type.decode(message) as unknown as { readonly map: { readonly items: readonly StaticItem[] } };
      let sum = 0;
      for (const { range, outputAddress, permissions } of map.items) {
        const allowed = (permissions.read ? 1 : 0) + (permissions.write ? 2 : 0);
        sum += pageOf(range.first) + pageOf(range.last) + pageOf(outputAddress) + allowed;
      }
      return sum;
    };
  },
};

play(async () => {
  const decode = DECODERS[argument(0)]?.();
  if (decode === undefined) throw new Error(`there is no decoder ${argument(0)}`);
  return async (ms) => {
    const endAt = performance.now() + ms;
    const before = process.cpuUsage();
    let count = 0;
    let check = 0;
    while (performance.now() < endAt) {
      check = decode();
      count += ENTRIES;
    }
    const { user, system } = process.cpuUsage(before);
    return { nsPerEntry: ((user + system) * NS_PER_US) / count, count, check } satisfies Figures;
  };
});
