import type { QueueControl, QueueKind, SubmissionResult } from '../../../src/model/guest-queue';
import { findCodec } from '../../../src/codecs/registry';
import type { Given, Values } from '../../../src/codecs/layout';
import type { Iommu } from '../../../src/core/iommu';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import type { ProfileName, PolicyPatch } from '../../../src/model/viommu';
import type { ViommuRequest } from '../../../src/session';
import { makeHost, now } from '../session/support';

/** The endpoint of a stage, its virtual id, and the domain it is attached to. */
export const ENDPOINT = 1;
export const VIRTUAL_ID = 0x100;
export const DOMAIN = 1;

const RAM_BYTES = 1n << 20n;

/** What nothing is asked of. */
export const NO_CONTROL: QueueControl = { clear: [], registers: [] };

/**
 * A vIOMMU of a profile with a megabyte of RAM at 0, and endpoint 1 with ATS and PRI that completes invalidations when it is
 * told to, attached to domain 1, which has page 1 mapped to page 1.
 */
export function makeStage(profile: ProfileName, policy: PolicyPatch = {}, request: ViommuRequest = {}) {
  const host = makeHost({ profile, policy, ...request });
  void host.registerMemory({
    regionId: 0,
    guestAddress: 0n,
    length: RAM_BYTES,
    readOnly: false,
    backing: { kind: 'ANONYMOUS' },
  });
  const core = <T>(command: (iommu: Iommu) => T): T => now(host.execute(command));
  const pages = profile !== 'VIRTIO';
  core((iommu) => {
    iommu.createDomain(DOMAIN, { kind: 'PAGING', pageRequests: pages });
    iommu.createEndpoint(ENDPOINT, {
      virtualId: BigInt(VIRTUAL_ID),
      ...(pages && { ats: {}, pri: {}, pasid: {} }),
      invalidationCompletion: 'MANUAL',
    });
    if (pages) iommu.enablePri(ENDPOINT);
    iommu.attach(ENDPOINT, NO_PASID, DOMAIN, 0xcafen);
    iommu.map(
      DOMAIN,
      [{ firstPage: 1, lastPage: 1, outputFirstPage: 1, permissions: READ | WRITE, ifMapped: 'REFUSE' as const }],
      'STOP',
    );
  });
  const codec = (queue: string) => {
    const found = findCodec(ARCHITECTURE[profile], queue);
    if (typeof found === 'string') throw new Error(found);
    return found;
  };
  return {
    host,
    core,
    codec,
    /** The bytes of entries, each a kind and its fields, as `viommuctl encode` makes them. */
    encode: (queue: string, ...entries: readonly (readonly [kind: string, fields?: Given])[]): Uint8Array =>
      Buffer.concat(
        entries.map(([kind, fields = {}]) => {
          const encoded = codec(queue).encode({ kind, fields: fields as Values });
          if (!encoded.ok) throw new Error(encoded.message);
          return encoded.bytes;
        }),
      ),
    /** Submits commands, whose end may come later. */
    submit: (entries: Uint8Array, kind: QueueKind = 'COMMAND') => {
      const ended: { result?: SubmissionResult } = {};
      const result = host.guestQueues.submit(kind, entries, []);
      if (result instanceof Promise) {
        void result.then((value) => (ended.result = value));
      } else {
        ended.result = result;
      }
      return ended;
    },
    /** Sets registers. */
    control: (kind: QueueKind, control: Partial<QueueControl>) =>
      now(host.guestQueues.control(kind, { ...NO_CONTROL, ...control }, false)),
    /** Takes records, and decodes them. */
    read: (kind: QueueKind, queue: string) => {
      const { records, effects, view } = now(host.guestQueues.read(kind, 4096));
      return { records: records.map(({ data }) => codec(queue).decode(data)), effects, view };
    },
    /** Lets the endpoint be granted page 1, so that it holds something to be invalidated. */
    grant: () => {
      core((iommu) =>
        iommu.requestTranslation('HOSTED', ENDPOINT, {
          pasid: NO_PASID,
          firstPage: 1,
          pageCount: 1,
          permissions: READ,
        }),
      );
    },
    /** Lets the endpoint send a page request for page 2, the last of its group. */
    request: (prgi: number, pasid = NO_PASID) => {
      core((iommu) =>
        iommu.submitPageRequests(
          'HOSTED',
          ENDPOINT,
          [{ page: 2, permissions: READ | WRITE, prgi, pasid, last: true }],
          'STOP',
        ),
      );
    },
    /** Lets the endpoint complete tags. */
    complete: (...itags: number[]) => core((iommu) => iommu.completeInvalidations('HOSTED', ENDPOINT, itags)),
    /** Lets time pass. */
    pass: (ns: bigint) => core((iommu) => iommu.tick(iommu.now + ns)),
  };
}

const ARCHITECTURE: Readonly<Record<ProfileName, string>> = {
  GENERIC: '',
  VTD: 'vtd',
  SMMUV3: 'smmuv3',
  RISCV: 'riscv',
  AMDVI: 'amdvi',
  VIRTIO: 'virtio-iommu',
};

/** Lets whoever waits for promises go on. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
