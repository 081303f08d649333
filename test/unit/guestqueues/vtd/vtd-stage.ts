import fs from 'node:fs';
import path from 'node:path';
import { fromHex } from '../../../../src/base/bytes';
import type { Given } from '../../../../src/codecs/layout';
import type { QueueEffects } from '../../../../src/model/guest-queue';
import { NO_PASID } from '../../../../src/model/page-request';
import { READ } from '../../../../src/model/permissions';
import type { PolicyPatch } from '../../../../src/model/viommu';
import { DOMAIN, makeStage, VIRTUAL_ID } from '../stage';

/** A stage of VT-d. */
export const stage = (policy: PolicyPatch = {}) => makeStage('VTD', policy);
type Stage = ReturnType<typeof stage>;

/** Descriptors, and where a wait writes what. */
export const INVALIDATE = ['device_tlb_invalidate', { sid: VIRTUAL_ID, addr: 0x1000n }] as const;
export const GLOBAL = ['iotlb_invalidate', { granularity: 'global' }] as const;
export const wait = (fields: Given = {}) =>
  ['invalidation_wait', { sw: 1, status_addr: 0x2000n, status_data: 0xabcd_1234, ...fields }] as const;
export const WRITTEN = new Uint8Array([0x34, 0x12, 0xcd, 0xab]);

/** Bits of the fault status, and fields of the error record. */
export const FSTS = { PFO: 1n, PPF: 2n, IQE: 1n << 4n, ICE: 1n << 5n, ITE: 1n << 6n };
export const IQEI = (code: number) => BigInt(code);
export const ITESID = (sid: number) => BigInt(sid) << 32n;
export const ICESID = (sid: number) => BigInt(sid) << 48n;

/** The registers that changed, by name. */
export const told = ({ registers }: QueueEffects) =>
  Object.fromEntries(registers.map(({ name, value }) => [name, value]));

/** The registers of the invalidation queue, by name. */
export const registersOf = (on: Stage) =>
  Object.fromEntries(on.control('COMMAND', {}).view.registers.map(({ name, value }) => [name, value]));

/** Submits descriptors that end at once. */
export function submitted(on: Stage, entries: Uint8Array) {
  const { result } = on.submit(entries);
  if (result === undefined) throw new Error('expected a result at once');
  return result;
}

/** A stage with a second endpoint, which has the virtual id 0x200 and was granted a page as well. */
export function withNeighbour() {
  const on = stage();
  on.core((iommu) => {
    iommu.createEndpoint(2, { virtualId: 0x200n, ats: {}, invalidationCompletion: 'MANUAL' });
    iommu.attach(2, NO_PASID, DOMAIN, 0n);
    iommu.requestTranslation('HOSTED', 2, { pasid: NO_PASID, firstPage: 1, pageCount: 1, permissions: READ });
  });
  on.grant();
  return on;
}

interface Vector {
  readonly id: string;
  readonly hex: string;
  readonly expect?: { readonly iqei?: number };
}

/** Descriptors of other programs: id, bytes, and the IQEI of those that stop the queue. */
export function vectors(): (readonly [id: string, bytes: Uint8Array, iqei: number | undefined])[] {
  const file = path.resolve(__dirname, '../../../vectors/vtd/qi.json');
  const read = JSON.parse(fs.readFileSync(file, 'utf8')) as Vector[];
  return read.map(({ id, hex, expect: wanted }) => [id, fromHex(hex)!, wanted?.iqei]);
}

/** Submits a descriptor in the mode that its width has. */
export function submittedAlone(entry: Uint8Array) {
  const on = stage();
  const mode = entry.length === 16 ? 0n : 1n;
  on.control('COMMAND', { entryBytes: entry.length, registers: [{ name: 'RTADDR.TTM', value: mode }] });
  return submitted(on, entry);
}
