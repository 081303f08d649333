/** Entries of the ioctl IOMMU_HWPT_INVALIDATE. The first one that is refused ends the call; those before it count. */
import type { Command } from '../dialect';
import { PlainCommands } from '../plain-queue';
import type { PassedOn } from './passed-on';

/** The queue of invalidations. */
export class Invalidations extends PlainCommands {
  readonly name: string;
  readonly entryBytes: readonly number[];
  readonly endsCall = true;
  override readonly writable: Readonly<Record<string, bigint>>;

  constructor(private readonly passedOn: PassedOn['invalidate']) {
    super();
    this.name = passedOn.name;
    this.entryBytes = [passedOn.entryBytes];
    this.writable = passedOn.writable;
  }

  decode(entry: Uint8Array): Command {
    return this.passedOn.decode(entry);
  }
}
