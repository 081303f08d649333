/** Guest-native queues in what they are printed as. */
import type {
  GuestCommandResult,
  GuestQueue,
  GuestQueueEffects,
  GuestRecord,
  RecordWatchItem,
} from '../../clients/typescript';
import { toHex } from '../base/bytes';
import { findCodec, type AnyCodec } from '../codecs/registry';
import { recordsIn } from '../codecs/sequence';
import { describeRecord } from '../codecs/text';
import type { Context } from './command';
import { facts, hexOr, reportNumber, when } from './facts';
import { hex, short } from './text';
import { UsageError } from './usage-error';
import type { Printed } from './watched';
import { choice } from './words';

/** The names of queues, as they are typed. */
export const QUEUE_KINDS = [
  'COMMAND',
  'PAGE_REQUEST',
  'EVENT',
  'IOMMUFD_PAGE_FAULT',
  'IOMMUFD_PAGE_RESPONSE',
  'IOMMUFD_INVALIDATE',
  'IOMMUFD_VEVENT',
] as const;

/** Reads the name of a queue. */
export const parseQueueKind = choice('GUEST_QUEUE_KIND_', QUEUE_KINDS);

/** Architectures as codecs are named, by profile. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  PROFILE_VTD: 'vtd',
  PROFILE_SMMUV3: 'smmuv3',
  PROFILE_RISCV: 'riscv',
  PROFILE_AMDVI: 'amdvi',
  PROFILE_VIRTIO: 'virtio-iommu',
};

/** What explains the records of a queue; undefined: nothing does. */
export type Explain = (queue: Pick<GuestQueue, 'kind' | 'name' | 'bigEndian' | 'quirks'>) => AnyCodec | undefined;

/** Finds codecs of the profile of the vIOMMU that is worked on. */
export async function explainer({ client, call, viommu }: Context): Promise<Explain> {
  const { viommu: found } = await client.viommus.get({ viommuId: viommu() }, call);
  const native = ARCHITECTURES[found?.config?.profile ?? ''];
  return ({ kind, name, bigEndian, quirks }) => {
    const architecture = kind.includes('IOMMUFD') ? 'iommufd' : native;
    if (architecture === undefined) return undefined;
    const codec = findCodec(architecture, name, { quirks, ...(bigEndian && { order: 'big' }) });
    return typeof codec === 'string' ? undefined : codec;
  };
}

/** A record as one line: where it comes from, and its fields. */
export function recordText({ data, sequence, cookie }: GuestRecord, codec: AnyCodec | undefined): string {
  const bytes = new Uint8Array(data);
  const texts =
    codec === undefined
      ? [toHex(bytes)]
      : [...recordsIn(codec, bytes)].map((record) => {
          const { kind, fields } = describeRecord(codec, record);
          return `${kind} ${facts(fields)}`;
        });
  return `${facts({ [reportNumber(sequence) ?? '']: '', cookie: hexOr(cookie) })} ${texts.join('; ')}`;
}

/** What hardware would have done, a line each. */
export function* effectLines(effects: GuestQueueEffects | null | undefined): Generator<string> {
  for (const { name, value } of effects?.registers ?? []) yield `register ${name}=${hex(value)}`;
  for (const { address, data, performed } of effects?.memoryWrites ?? []) {
    yield `memory ${hex(address)} ${toHex(new Uint8Array(data))}${performed ? ' (written)' : ''}`;
  }
  for (const { cause, msiAddress, msiData } of effects?.interrupts ?? []) {
    yield `interrupt ${short(cause)}${msiAddress === undefined ? '' : ` at=${hex(msiAddress)} data=${hex(msiData ?? 0)}`}`;
  }
}

/** What became of a command, as one line. */
export function commandText(result: GuestCommandResult): string {
  const { index, outcome, kind, detail, scope, endpointIds, written } = result;
  const devices =
    scope?.firstVirtualId === undefined ? undefined : `${hex(scope.firstVirtualId)}-${hex(scope.lastVirtualId ?? 0n)}`;
  const more = facts({
    scope: scope ? short(scope.kind) : undefined,
    devices,
    pasid: scope?.pasid,
    tag: scope?.domainTag,
    leaf: when(scope?.leafOnly === true),
    endpoints: endpointIds.length > 0 ? endpointIds.join(',') : undefined,
    written: written.length > 0 ? toHex(new Uint8Array(written)) : undefined,
  });
  return `entry ${index}: ${[short(outcome), kind, more, detail && `(${detail})`].filter((word) => word !== '').join(' ')}`;
}

/** An item of `watch records`, in what it is printed as: nothing for a heartbeat, a line for each record. */
export function recordPrinter(explain: Explain): (item: RecordWatchItem) => Printed[] {
  const codecs = new Map<string, AnyCodec | undefined>();
  return (item) => {
    switch (item.kind) {
      case 'opened':
        for (const queue of item.opened.queues) codecs.set(queue.kind, explain(queue));
        return [
          {
            message: { opened: item.opened },
            text: `opened ${item.opened.queues.map(({ name }) => name).join(' ')}`,
            counts: false,
          },
        ];
      case 'batch': {
        const { queue, records, effects, tail } = item.batch;
        const codec = codecs.get(queue);
        const lines = records.map((record) => ({
          message: { queue, record },
          text: `${short(queue)} ${recordText(record, codec)}`,
          counts: true,
        }));
        const after = [...effectLines(effects)].join('; ');
        const said = facts({ tail: tail === 0n ? undefined : tail, [after]: after === '' ? undefined : '' });
        return said === ''
          ? lines
          : [...lines, { message: { queue, tail, effects }, text: `${short(queue)} ${said}`, counts: false }];
      }
      case 'heartbeat':
      case 'closing':
      case undefined:
        return [];
    }
  };
}

/**
 * Reads the value of a register.
 *
 * @param text `NAME=VALUE`
 * @throws UsageError for anything else
 */
export function parseRegister(text: string): { name: string; value: bigint } {
  const match = /^([^=]+)=(0x[0-9a-fA-F]{1,16}|\d{1,20})$/.exec(text);
  if (match === null) throw new UsageError(`"${text}" is no register; write NAME=VALUE`);
  return { name: match[1]!, value: BigInt(match[2]!) };
}
