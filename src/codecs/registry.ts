/** Every codec there is, by architecture and queue. */
import type { ByteOrder } from '../base/bytes';
import { cmdCodec } from './amdvi/cmd';
import { eventCodec } from './amdvi/event';
import { pprCodec } from './amdvi/ppr';
import { AMDVI_QUIRKS, type AmdQuirk } from './amdvi/quirks';
import type { Codec } from './codec';
import { hwptInvalidateCodec } from './iommufd/hwpt-invalidate';
import { hwptVtdS1InvalidateCodec } from './iommufd/hwpt-vtd-s1-invalidate';
import { pageResponseCodec } from './iommufd/page-response';
import { pgfaultCodec } from './iommufd/pgfault';
import { veventHeaderCodec } from './iommufd/vevent-header';
import type { Layout } from './layout';
import { cqCodec } from './riscv/cq';
import { fqCodec } from './riscv/fq';
import { pqCodec } from './riscv/pq';
import { RISCV_QUIRKS, type RiscvQuirk } from './riscv/quirks';
import { cmdqCodec } from './smmuv3/cmdq';
import { evtqCodec } from './smmuv3/evtq';
import { priqCodec } from './smmuv3/priq';
import { SMMUV3_QUIRKS, type SmmuQuirk } from './smmuv3/quirks';
import { eventCodec as virtioEventCodec } from './virtio/event';
import { probeCodec } from './virtio/probe';
import { reqCodec } from './virtio/req';
import { frcdCodec } from './vtd/frcd';
import { prqCodec } from './vtd/prq';
import { qiCodec } from './vtd/qi';
import { VTD_QUIRKS, type VtdQuirk } from './vtd/quirks';

/** How a codec is to differ from what the specification says by default. */
export interface CodecOptions {
  /** Names of quirks; each one the queue's architecture has. */
  readonly quirks?: readonly string[];
  /** Big-endian only where the architecture has it. */
  readonly order?: ByteOrder;
}

/** A queue of records. */
export interface Queue {
  readonly architecture: string;
  readonly queue: string;
  /** What each quirk of the architecture does, by name. */
  readonly quirks: Readonly<Record<string, string>>;
  /** How its records can stand in memory, the usual order first. */
  readonly orders: readonly ByteOrder[];
}

/** A codec that was looked up by name: what it decodes is known when it runs only. */
export type AnyCodec = Codec<Layout>;

interface Entry extends Queue {
  readonly make: (quirks: ReadonlySet<string>, order: ByteOrder) => AnyCodec;
}

const LITTLE: readonly ByteOrder[] = ['little'];
const EITHER: readonly ByteOrder[] = ['little', 'big'];

/** One architecture's queues. */
function architecture<Quirk extends string>(
  name: string,
  quirks: Readonly<Record<Quirk, string>>,
  orders: readonly ByteOrder[],
  queues: Readonly<Record<string, (quirks: ReadonlySet<Quirk>, order: ByteOrder) => Pick<AnyCodec, 'layouts'>>>,
): Entry[] {
  return Object.entries(queues).map(([queue, make]) => ({
    architecture: name,
    queue,
    quirks,
    orders,
    // Which layouts a codec has is of no interest here.
    make: (asked, order) => make(asked as ReadonlySet<Quirk>, order) as AnyCodec,
  }));
}

const ENTRIES: readonly Entry[] = [
  ...architecture<VtdQuirk>('vtd', VTD_QUIRKS, LITTLE, { qi: qiCodec, prq: prqCodec, frcd: frcdCodec }),
  ...architecture<SmmuQuirk>('smmuv3', SMMUV3_QUIRKS, LITTLE, { cmdq: cmdqCodec, evtq: evtqCodec, priq: priqCodec }),
  ...architecture<RiscvQuirk>('riscv', RISCV_QUIRKS, EITHER, { cq: cqCodec, fq: fqCodec, pq: pqCodec }),
  ...architecture<AmdQuirk>('amdvi', AMDVI_QUIRKS, LITTLE, { cmd: cmdCodec, event: eventCodec, ppr: pprCodec }),
  ...architecture('virtio-iommu', {}, LITTLE, { req: reqCodec, probe: probeCodec, event: virtioEventCodec }),
  ...architecture('iommufd', {}, LITTLE, {
    pgfault: pgfaultCodec,
    page_response: pageResponseCodec,
    vevent_header: veventHeaderCodec,
    // iommufd passes the guest's own entries of these two queues through.
    vevent_arm_smmuv3: () => evtqCodec(new Set()),
    viommu_arm_smmuv3_invalidate: () => cmdqCodec(new Set()),
    hwpt_invalidate: hwptInvalidateCodec,
    hwpt_vtd_s1_invalidate: hwptVtdS1InvalidateCodec,
  }),
];

/** Every queue there is. */
export const QUEUES: readonly Queue[] = ENTRIES;

/**
 * Finds a codec by the names that people use.
 *
 * @param name architecture, for instance `vtd`
 * @param queue queue, for instance `qi`
 * @param options quirks and byte order
 * @returns the codec, or for people why there is none and what there is
 */
export function findCodec(name: string, queue: string, options: CodecOptions = {}): AnyCodec | string {
  const { quirks = [], order } = options;
  const found = ENTRIES.find((entry) => entry.architecture === name && entry.queue === queue);
  if (found === undefined) {
    const names = ENTRIES.map((entry) => `${entry.architecture} ${entry.queue}`);
    return `there is no codec for ${name} ${queue}; there are ${names.join(', ')}`;
  }
  const stranger = quirks.find((quirk) => !Object.hasOwn(found.quirks, quirk));
  if (stranger !== undefined) {
    return `${name} has no quirk ${stranger}; it has ${Object.keys(found.quirks).join(', ') || 'none'}`;
  }
  const [usual] = found.orders;
  if (order !== undefined && !found.orders.includes(order)) {
    return `${name} ${queue} records are never ${order}-endian; they are ${found.orders.join(' or ')}`;
  }
  return found.make(new Set(quirks), order ?? usual!);
}
