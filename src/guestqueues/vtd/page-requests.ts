/** The page request queue (VT-d 7.4). */
import { addressOf } from '../../base/u64';
import { prqCodec } from '../../codecs/vtd/prq';
import { VTD_QUIRKS, type VtdQuirk } from '../../codecs/vtd/quirks';
import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../../model/permissions';
import type { EntryForm, RecordDialect, RecordItem } from '../dialect';
import type { Effects, Registers } from '../effects';
import { bit, clearable } from '../flag-bits';
import { recordedRequests, type RecordedRequest } from '../recorded-requests';
import { PAGE_REQUESTS, PRS } from './registers';

/** The page request queue. */
export class VtdPageRequests implements RecordDialect {
  readonly name = 'prq';
  readonly entryBytes = [32];
  readonly pointers = 'BYTES';
  readonly startsAtZero = true;
  readonly quirks = VTD_QUIRKS;
  readonly orders = ['little'] as const;
  readonly registers = [PRS];
  readonly writable = {};
  readonly defaultEntries = 1024;
  readonly flags = clearable(PRS, PAGE_REQUESTS);
  private codec = prqCodec(new Set());
  private hasExecute = true;

  constructor(private readonly registerFile: Registers) {}

  /** What arrives during an overflow is dropped (R-AUTO-31). */
  get blocked(): boolean {
    return this.registerFile.has(PRS, bit(PAGE_REQUESTS.PRO));
  }

  setForm({ quirks }: EntryForm): void {
    this.codec = prqCodec(quirks as ReadonlySet<VtdQuirk>);
    this.hasExecute = !quirks.has('QEMU_NO_EXR');
  }

  setEnabled(_enabled: boolean, effects: Effects): void {
    effects.set(PRS, 0n);
  }

  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    const records = recordedRequests(item).map((request) => this.encode(request));
    return records.every((record) => record !== undefined) ? records : 'UNFIT';
  }

  waits(): boolean {
    return false;
  }

  overflow(effects: Effects): void {
    this.raise(PAGE_REQUESTS.PRO, effects);
  }

  recorded(effects: Effects): void {
    this.raise(PAGE_REQUESTS.PPR, effects);
  }

  /** There is no flag for it: a request that is lost is an overflow. */
  writeFailed(effects: Effects): void {
    this.raise(PAGE_REQUESTS.PRO, effects);
  }

  /** The event is sent if neither bit was set before (R-AUTO-33). */
  private raise(flag: number, effects: Effects): void {
    if (!this.registerFile.has(PRS, bit(PAGE_REQUESTS.PPR) | bit(PAGE_REQUESTS.PRO))) {
      effects.interrupt({ cause: 'PAGE_REQUEST' });
    }
    effects.raise(PRS, bit(flag));
  }

  /** EXR and PMR are 0 without a PASID. */
  private encode({ virtualId, pasid, prgi, page, permissions, last }: RecordedRequest): Uint8Array | undefined {
    const pp = pasid === NO_PASID ? 0 : 1;
    const flag = (permission: Permissions): number => (permissions & permission ? 1 : 0);
    const encoded = this.codec.encode({
      kind: 'page_request',
      fields: {
        rid: Number(virtualId),
        pp,
        pasid: pp === 1 ? pasid : 0,
        exr: pp === 1 && this.hasExecute ? flag(EXECUTE) : 0,
        pmr: pp === 1 ? flag(PRIVILEGED) : 0,
        rdr: flag(READ),
        wrr: flag(WRITE),
        lpig: last ? 1 : 0,
        prgi,
        addr: addressOf(page),
      },
    });
    return encoded.ok ? encoded.bytes : undefined;
  }
}
