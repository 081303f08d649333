/** The page-request queue (RISC-V IOMMU 4.3, 6.18). */
import { pqCodec } from '../../codecs/riscv/pq';
import { RISCV_QUIRKS, type RiscvQuirk } from '../../codecs/riscv/quirks';
import { addressOf } from '../../base/u64';
import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE, type Permissions } from '../../model/permissions';
import type { EntryForm, RecordDialect, RecordItem } from '../dialect';
import { recordedRequests, type RecordedRequest } from '../recorded-requests';
import type { Effects, Registers } from '../effects';
import { bit, clearable } from '../flag-bits';
import { CAPABILITIES, IPSR, PENDING, PQ, PQCSR, turn } from './registers';

/** The page-request queue. */
export class RiscvPageRequests implements RecordDialect {
  readonly name = 'pq';
  readonly entryBytes = [16];
  readonly pointers = 'INDEX';
  readonly startsAtZero = true;
  readonly quirks = RISCV_QUIRKS;
  readonly orders = ['little', 'big'] as const;
  readonly registers = [PQCSR];
  readonly writable = {};
  readonly defaultEntries = 1024;
  readonly flags = {
    ...clearable(PQCSR, { pqmf: PQ.pqmf, pqof: PQ.pqof }),
    // What stands raises it again.
    ...clearable(IPSR, { pip: PENDING.pip }, (effects) => {
      if (this.blocked) {
        this.interrupt(effects);
      }
    }),
  };
  private codec = pqCodec(new Set(), 'little');

  constructor(private readonly registerFile: Registers) {}

  /** A queue that overflowed or failed takes nothing until that is cleared. */
  get blocked(): boolean {
    return this.failed || this.registerFile.has(PQCSR, bit(PQ.pqof));
  }

  get failed(): boolean {
    return this.registerFile.has(PQCSR, bit(PQ.pqmf));
  }

  /** Without ATS its registers cannot be written (R-RV-09). */
  get lacks(): string | undefined {
    return this.registerFile.get(CAPABILITIES.ATS) === 0n ? CAPABILITIES.ATS : undefined;
  }

  setForm({ order, quirks }: EntryForm): void {
    this.codec = pqCodec(quirks as ReadonlySet<RiscvQuirk>, order);
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    turn(PQCSR, enabled, effects);
  }

  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    const records = recordedRequests(item).map((request) => this.encode(request));
    return records.every((record) => record !== undefined) ? records : 'UNFIT';
  }

  waits(): boolean {
    return false;
  }

  overflow(effects: Effects): void {
    if (!this.blocked) {
      effects.raise(PQCSR, bit(PQ.pqof));
      this.interrupt(effects);
    }
  }

  /** Pending for every record (6.18). */
  recorded(effects: Effects): void {
    this.interrupt(effects);
  }

  writeFailed(effects: Effects): void {
    effects.raise(PQCSR, bit(PQ.pqmf));
    this.interrupt(effects);
  }

  private interrupt(effects: Effects): void {
    effects.raise(IPSR, bit(PENDING.pip));
    effects.interrupt({ cause: 'PAGE_REQUEST' });
  }

  /** PRIV and EXEC are 0 without a PASID (4.3). */
  private encode({ virtualId, pasid, prgi, page, permissions, last }: RecordedRequest): Uint8Array | undefined {
    const pv = pasid === NO_PASID ? 0 : 1;
    const flag = (permission: Permissions): number => (permissions & permission ? 1 : 0);
    const encoded = this.codec.encode({
      kind: 'page_request',
      fields: {
        did: Number(virtualId),
        pv,
        pid: pv === 1 ? pasid : 0,
        priv: pv === 1 ? flag(PRIVILEGED) : 0,
        exec: pv === 1 ? flag(EXECUTE) : 0,
        r: flag(READ),
        w: flag(WRITE),
        l: last ? 1 : 0,
        prgi,
        addr: addressOf(page),
      },
    });
    return encoded.ok ? encoded.bytes : undefined;
  }
}
