import fs from 'node:fs';
import path from 'node:path';
import type { DmaRequest } from '../../../../src/model/transfer';
import { NO_PASID } from '../../../../src/model/page-request';
import { READ } from '../../../../src/model/permissions';
import type { PolicyPatch } from '../../../../src/model/viommu';
import { now } from '../../session/support';
import { DOMAIN, ENDPOINT, makeStage } from '../stage';

/** Nanoseconds after which an invalidation has timed out. */
export const TIME_OUT = 90_000_000_000n;

/** The endpoint that the golden bytes are about: StreamID 264, attached without PASID and with PASID 66. */
export const GOLDEN_ENDPOINT = 2;
export const GOLDEN_STREAM = 264;

/** A platform device that stalls, its StreamID, and where nothing is mapped for it. */
export const STALLING = 3;
export const STALLING_STREAM = 0x300;
export const MISSING = 0x9000n;

/** A vIOMMU with the endpoint of every stage, the one of the golden bytes, and one that stalls. */
export function stage(policy: PolicyPatch = {}) {
  const on = makeStage('SMMUV3', policy);
  on.core((iommu) => {
    iommu.createEndpoint(GOLDEN_ENDPOINT, {
      virtualId: BigInt(GOLDEN_STREAM),
      ats: {},
      pri: {},
      pasid: {},
      invalidationCompletion: 'MANUAL',
    });
    iommu.enablePri(GOLDEN_ENDPOINT);
    iommu.attach(GOLDEN_ENDPOINT, NO_PASID, DOMAIN, 0n);
    iommu.attach(GOLDEN_ENDPOINT, 66, DOMAIN, 0n);
    iommu.createEndpoint(STALLING, {
      kind: 'PLATFORM',
      virtualId: BigInt(STALLING_STREAM),
      stall: {},
      pasid: {},
    });
    iommu.attach(STALLING, NO_PASID, DOMAIN, 0n);
  });
  const watches = new Map<number, ReturnType<typeof watch>>();
  function watch(endpointId: number) {
    const opened = now(on.host.watchEndpoint(endpointId, () => undefined));
    opened.pull(1);
    return opened;
  }
  for (const id of [ENDPOINT, GOLDEN_ENDPOINT, STALLING]) watches.set(id, watch(id));
  return {
    ...on,
    /** What an endpoint was told since the last call. */
    told: (endpointId: number) =>
      watches
        .get(endpointId)!
        .pull(4096)
        .flatMap((item) => (item.kind === 'MESSAGE' ? [item.output.message] : [])),
    /** Lets the stalling endpoint read where nothing is mapped. */
    stall: (address = MISSING) => {
      on.core((iommu) => iommu.issueDma('HOSTED', STALLING, read(address)));
    },
    /** Lets the endpoint of every stage read untranslated where nothing is mapped. */
    fault: (address = MISSING) => {
      on.core((iommu) => iommu.issueDma('HOSTED', ENDPOINT, read(address)));
    },
    /** Lets the endpoint of the golden bytes ask for a page, the last of its group. */
    ask: (prgi: number, pasid = NO_PASID, page = 2) => {
      on.core((iommu) =>
        iommu.submitPageRequests(
          'HOSTED',
          GOLDEN_ENDPOINT,
          [{ page, permissions: READ, prgi, pasid, last: true }],
          'STOP',
        ),
      );
    },
  };
}

function read(address: bigint): DmaRequest {
  return { addressType: 'UNTRANSLATED', pasid: NO_PASID, address, transfer: { kind: 'READ', length: 8 } };
}

/** The golden bytes of a record. */
export function golden(queue: 'cmdq' | 'evtq' | 'priq', id: string): Uint8Array {
  const file = path.join(__dirname, `../../../vectors/smmuv3/${queue}.json`);
  const vectors = JSON.parse(fs.readFileSync(file, 'utf8')) as readonly { readonly id: string; readonly hex: string }[];
  const found = vectors.find((vector) => vector.id === id);
  if (found === undefined) throw new Error(`no vector ${id}`);
  return new Uint8Array(Buffer.from(found.hex, 'hex'));
}
