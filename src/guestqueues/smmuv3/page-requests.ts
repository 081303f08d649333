/** The PRI queue (IHI 0070, chapter 8). */
import { addressOf } from '../../base/u64';
import { priqCodec } from '../../codecs/smmuv3/priq';
import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../../model/permissions';
import type { RecordDialect, RecordItem } from '../dialect';
import type { Effects, Registers } from '../effects';
import { recordedRequests, type RecordedRequest } from '../recorded-requests';
import { OutputQueue } from './output-queue';

/** The PRI queue. */
export class SmmuPageRequests implements RecordDialect {
  readonly name = 'priq';
  readonly entryBytes = [16];
  readonly pointers = 'INDEX_AND_WRAP';
  readonly startsAtZero = false;
  readonly quirks = {};
  readonly orders = ['little'] as const;
  readonly registers: readonly string[];
  readonly writable = {};
  readonly defaultEntries = 1024;
  readonly flags: RecordDialect['flags'];
  private readonly codec = priqCodec();
  private readonly queue: OutputQueue;

  constructor(registers: Registers) {
    this.queue = new OutputQueue(registers, 'PRIQ', 'PRIQ_ABT_ERR', 'PRIQEN', 'PAGE_REQUEST');
    this.registers = this.queue.names;
    this.flags = this.queue.flags;
  }

  /** An overflow inhibits new entries until it is acknowledged, and so does an abort (R-SMMU-10). */
  get blocked(): boolean {
    return this.queue.overflow.active || this.failed;
  }

  get failed(): boolean {
    return this.queue.aborted.active;
  }

  setForm(): void {
    // Its records have one form.
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    this.queue.setEnabled(enabled, effects);
  }

  /** A Stop Marker without PASID is none here: it is a page request (R-PRI-41). */
  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    const records = recordedRequests(item).map((request) => this.encode(request));
    return records.every((record) => record !== undefined) ? records : 'UNFIT';
  }

  waits(): boolean {
    return false;
  }

  overflow(effects: Effects): void {
    if (!this.failed) {
      this.queue.overflow.raise(effects);
    }
  }

  recorded(effects: Effects): void {
    this.queue.recorded(effects);
  }

  emptied(): void {
    this.queue.emptied();
  }

  writeFailed(effects: Effects): void {
    this.queue.aborted.raise(effects);
  }

  /** Priv and X are those of requests with a PASID. */
  private encode({ virtualId, pasid, prgi, page, permissions, last }: RecordedRequest): Uint8Array | undefined {
    const ssv = pasid === NO_PASID ? 0 : 1;
    const flag = (permission: Permissions): number => (permissions & permission ? 1 : 0);
    const encoded = this.codec.encode({
      kind: 'page_request',
      fields: {
        sid: Number(virtualId),
        ssv,
        ssid: ssv === 1 ? pasid : 0,
        priv: ssv === 1 ? flag(PRIVILEGED) : 0,
        x: ssv === 1 ? flag(EXECUTE) : 0,
        r: flag(READ),
        w: flag(WRITE),
        last: last ? 1 : 0,
        prgi,
        addr: addressOf(page),
      },
    });
    return encoded.ok ? encoded.bytes : undefined;
  }
}
