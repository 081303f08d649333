/**
 * What is written to a fault file descriptor (struct iommu_hwpt_page_response). A code that there is not, or a cookie that
 * nobody waits with, is EINVAL: those before it count, and those behind it are not looked at.
 */
import { pageResponseCodec } from '../../codecs/iommufd/page-response';
import type { Iommu } from '../../core/iommu';
import type { Command } from '../dialect';
import { PlainCommands } from '../plain-queue';
import type { GroupHandles } from './group-handles';

const codec = pageResponseCodec();

/** The queue of page responses. */
export class PageResponses extends PlainCommands {
  readonly name = 'page_response';
  readonly entryBytes = [8];
  readonly endsCall = true;

  constructor(
    private readonly iommu: Iommu,
    private readonly handles: GroupHandles,
  ) {
    super();
  }

  /** The code is looked at first, so that a wrong one leaves the cookie as it is. */
  decode(entry: Uint8Array): Command {
    const record = codec.decode(entry);
    if (!record.ok) {
      return { kind: '', action: { kind: 'ILLEGAL', why: record.message } };
    }
    const { kind, violation, fields } = record;
    const group = this.handles.group(fields.cookie);
    if (violation !== undefined) {
      return { kind, action: { kind: 'ILLEGAL', why: violation } };
    }
    if (group === undefined || this.iommu.group(group) === undefined) {
      const why = `cookie = ${String(fields.cookie)} is EINVAL: no group waits with it`;
      return { kind, action: { kind: 'ILLEGAL', why } };
    }
    return {
      kind,
      action: {
        kind: 'PERFORM',
        perform: () => {
          this.handles.free(group);
          this.iommu.respond([{ cookie: group, rawCode: fields.code }], 'CONTINUE');
          return { detail: '' };
        },
      },
    };
  }
}
