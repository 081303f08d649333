/**
 * A VMM that maps single pages, in jobs, each in a domain of its own. Arguments: where the server is, the id of the
 * vIOMMU, how the mappings travel, the entries of a job, and milliseconds of pause after each. With a pause it keeps in
 * the background: something else is measured beside it.
 */
import os from 'node:os';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, MappingRecords, type ViommuClient } from '../../../clients/typescript';
import type { VmmChannelRequest } from '../../../clients/typescript/gen/viommu/v1/VmmChannelRequest';
import type { VmmChannelResponse__Output } from '../../../clients/typescript/gen/viommu/v1/VmmChannelResponse';
import { services } from '../../../clients/typescript/proto';
import type { Figures } from '../figures';
import { FIRST_PAGE } from '../data-set';
import { argument, play } from '../part';
import { openStream } from '../stub';

/** As many as a message may have. */
const ENTRIES = 4096;

/** Messages on the way. */
const WINDOW = 8;

const NS_PER_MS = 1e6;

/** Priority in the background. */
const NICE = 10;

const PERMISSIONS = { read: true, write: true };

/** Makes the records that map so many pages from a place on. */
function recordsOf(place: number, count: number): { records: Uint8Array } {
  const records = new MappingRecords(count);
  for (let i = place; i < place + count; i += 1) records.addPages(FIRST_PAGE + i, FIRST_PAGE + i, i, PERMISSIONS);
  return { records: records.bytes };
}

/** A message of a channel. */
type Batch = NonNullable<VmmChannelRequest['map']>;

/** Makes the message that maps so many pages from a place on. */
const FORMS: Readonly<Record<'records' | 'items', (place: number, count: number) => Batch>> = {
  records: recordsOf,
  items: (place, count) => {
    const items = Array.from({ length: count }, (_, i) => {
      const first = (BigInt(FIRST_PAGE) + BigInt(place + i)) << 12n;
      return {
        range: { first, last: first + 0xfffn },
        outputAddress: BigInt(place + i) << 12n,
        permissions: PERMISSIONS,
      };
    });
    return { items };
  },
};

/** Maps a number of pages in a domain. */
type Job = (domainId: number, entries: number) => Promise<void>;

play(async () => {
  const [target, viommuId, way] = [argument(0), argument(1), argument(2)];
  const [entries, pauseMs] = [Number(argument(3)), Number(argument(4))];
  if (pauseMs > 0) os.setPriority(0, NICE);
  const client = connect(target);
  await client.viommus.create({ viommuId });
  const job = await WAYS[way]?.(client, target, viommuId);
  if (job === undefined) throw new Error(`there is no way ${way}`);
  let domainId = 0;
  return async (ms) => {
    const endAt = performance.now() + ms;
    let spent = 0;
    let jobs = 0;
    do {
      domainId += 1;
      await client.domains.create({ viommuId, domainId });
      const begun = performance.now();
      await job(domainId, entries);
      spent += performance.now() - begun;
      jobs += 1;
      await client.domains.delete({ viommuId, domainId });
      if (pauseMs > 0) await sleep(pauseMs);
    } while (performance.now() < endAt);
    return { nsPerMap: (spent * NS_PER_MS) / entries / jobs, count: entries * jobs } satisfies Figures;
  };
});

/** How mappings travel. */
const WAYS: Readonly<Record<string, (client: ViommuClient, target: string, viommuId: string) => Promise<Job>>> = {
  'records-stream': (_client, target, viommuId) => streaming(target, viommuId, FORMS.records),
  'items-stream': (_client, target, viommuId) => streaming(target, viommuId, FORMS.items),
  'records-unary': async (client, _target, viommuId) => async (domainId, entries) => {
    for (let place = 0; place < entries; place += ENTRIES) {
      const batch = recordsOf(place, Math.min(ENTRIES, entries - place));
      requireAll(await client.domains.map({ viommuId, domainId, ...batch }));
    }
  },
};

async function streaming(
  target: string,
  viommuId: string,
  form: (place: number, count: number) => Batch,
): Promise<Job> {
  const stream = openStream(target, services.channel.VmmChannel);
  stream.write({ open: { viommuId } });
  await once(stream, 'data');
  return (domainId, entries) =>
    new Promise((resolve, reject) => {
      let place = 0;
      let open = 0;
      const send = (): void => {
        for (; open < WINDOW && place < entries; open += 1) {
          const count = Math.min(ENTRIES, entries - place);
          stream.write({ tag: 1n, map: { domainId, ...form(place, count) } });
          place += count;
        }
      };
      const onData = ({ payload, mapResult, refused }: VmmChannelResponse__Output): void => {
        if (refused !== null && refused !== undefined) reject(new Error(`refused: ${refused.message}`));
        if (payload !== 'mapResult' || !mapResult) return;
        requireAll(mapResult);
        open -= 1;
        if (place < entries) {
          send();
        } else if (open === 0) {
          stream.off('data', onData);
          stream.off('error', reject);
          resolve();
        }
      };
      stream.on('data', onData);
      stream.on('error', reject);
      send();
    });
}

function requireAll({ failures }: { readonly failures: readonly unknown[] }): void {
  if (failures.length > 0) throw new Error(`${failures.length} mappings were refused`);
}
