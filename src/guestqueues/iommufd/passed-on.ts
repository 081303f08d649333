import type { Architecture, Command, RecordItem } from '../dialect';

/** What iommufd hands on between a guest's IOMMU and the host's, as an architecture understands it. */
export interface PassedOn {
  readonly invalidate: {
    /** As `viommuctl decode` calls it. */
    readonly name: string;
    /** Bytes of an entry. */
    readonly entryBytes: number;
    /** Registers that software writes: the highest value each takes. */
    readonly writable: Readonly<Record<string, bigint>>;
    /** Understands an entry; what the kernel refuses is illegal. */
    decode(entry: Uint8Array): Command;
  };
  /** Undefined: there are no events. */
  readonly event?: {
    /** As `viommuctl decode` calls it. */
    readonly name: string;
    /** Bytes of an event, without its header. */
    readonly bytes: number;
    /** The events that something is; none: it is not handed on. */
    records(item: RecordItem): readonly Uint8Array[] | 'UNFIT';
  };
}

/** The queues that are iommufd's. */
export type IommufdQueues = Pick<
  Architecture,
  'iommufdPageFault' | 'iommufdPageResponse' | 'iommufdInvalidate' | 'iommufdVevent'
>;
