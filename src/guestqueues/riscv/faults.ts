/** The fault queue (RISC-V IOMMU 4.2, 6.17). */
import { fqCodec } from '../../codecs/riscv/fq';
import { RISCV_QUIRKS, type RiscvQuirk } from '../../codecs/riscv/quirks';
import type { FaultEvent, NestedFault } from '../../model/fault';
import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, WRITE } from '../../model/permissions';
import type { EntryForm, RecordDialect, RecordItem } from '../dialect';
import type { Effects, Registers } from '../effects';
import { bit, clearable } from '../flag-bits';
import { FQ, FQCSR, IPSR, PENDING, turn } from './registers';

/** Transaction types (4.2): none, untranslated and translated ones by access, translation requests, messages. */
const TTYP = { NONE: 0, UNTRANSLATED: 1, TRANSLATED: 5, TRANSLATION_REQUEST: 8, PAGE_REQUEST: 9 } as const;

/** Guest page faults: by instruction, read and write. */
const GUEST_PAGE_FAULTS: ReadonlySet<number> = new Set([20, 21, 23]);

/** The code of a Page Request message. */
const PAGE_REQUEST_MESSAGE = 4n;

/** The fault queue. */
export class RiscvFaults implements RecordDialect {
  readonly name = 'fq';
  readonly entryBytes = [32];
  readonly pointers = 'INDEX';
  readonly startsAtZero = true;
  readonly quirks = RISCV_QUIRKS;
  readonly orders = ['little', 'big'] as const;
  readonly registers = [FQCSR];
  readonly writable = {};
  readonly defaultEntries = 1024;
  readonly flags = {
    ...clearable(FQCSR, { fqmf: FQ.fqmf, fqof: FQ.fqof }),
    // What stands raises it again.
    ...clearable(IPSR, { fip: PENDING.fip }, (effects) => {
      if (this.blocked) {
        this.recorded(effects);
      }
    }),
  };
  private codec = fqCodec(new Set(), 'little');

  constructor(private readonly registerFile: Registers) {}

  /** While it is full, or could not be written, records are dropped (6.17). */
  get blocked(): boolean {
    return this.registerFile.has(FQCSR, bit(FQ.fqmf) | bit(FQ.fqof));
  }

  setForm({ order, quirks }: EntryForm): void {
    this.codec = fqCodec(quirks as ReadonlySet<RiscvQuirk>, order);
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    turn(FQCSR, enabled, effects);
  }

  /** Events that the architecture has no cause for are not recorded: time-outs are told by the next fence. */
  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    if (item.kind !== 'EVENT' || item.event.rawCode === undefined) {
      return [];
    }
    const record = this.encode(item.event, item.event.rawCode);
    return record === undefined ? 'UNFIT' : [record];
  }

  waits(): boolean {
    return false;
  }

  overflow(effects: Effects): void {
    if (!this.blocked) {
      effects.raise(FQCSR, bit(FQ.fqof));
      this.recorded(effects);
    }
  }

  recorded(effects: Effects): void {
    effects.raise(IPSR, bit(PENDING.fip));
    effects.interrupt({ cause: 'EVENT' });
  }

  writeFailed(effects: Effects): void {
    effects.raise(FQCSR, bit(FQ.fqmf));
    this.recorded(effects);
  }

  private encode(event: FaultEvent, cause: number): Uint8Array | undefined {
    const ttyp = transactionType(event);
    const pv = ttyp !== TTYP.NONE && event.pasid !== NO_PASID ? 1 : 0;
    const encoded = this.codec.encode({
      kind: 'record',
      fields: {
        cause,
        ttyp,
        did: ttyp === TTYP.NONE ? 0 : Number(event.virtualId),
        pv,
        pid: pv === 1 ? event.pasid : 0,
        priv: pv === 1 && (event.access ?? 0) & PRIVILEGED ? 1 : 0,
        iotval: ttyp === TTYP.PAGE_REQUEST ? PAGE_REQUEST_MESSAGE : (event.iova ?? 0n),
        iotval2: event.nested !== undefined && GUEST_PAGE_FAULTS.has(cause) ? guestAddress(event.nested) : 0n,
      },
    });
    return encoded.ok ? encoded.bytes : undefined;
  }
}

/** An injected event says of an access what it is, and not by which transaction: then it is an untranslated one. */
function transactionType({ transaction, access }: FaultEvent): number {
  const byAccess = (access ?? 0) & WRITE ? 2 : (access ?? 0) & EXECUTE ? 0 : 1;
  switch (transaction ?? (access === undefined ? undefined : 'UNTRANSLATED')) {
    case 'UNTRANSLATED':
      return TTYP.UNTRANSLATED + byAccess;
    case 'TRANSLATED':
      return TTYP.TRANSLATED + byAccess;
    case 'TRANSLATION_REQUEST':
      return TTYP.TRANSLATION_REQUEST;
    case 'PAGE_REQUEST':
      return TTYP.PAGE_REQUEST;
    case undefined:
      return TTYP.NONE;
  }
}

/** The guest-physical address of a guest page fault; bit 0: an implicit access, bit 1: an implicit write (R-RV-10). */
function guestAddress({ guestPhysicalAddress = 0n, tableAccess, tableWrite }: NestedFault): bigint {
  const flags = (tableAccess ? 1n : 0n) | (tableWrite ? 2n : 0n);
  return (guestPhysicalAddress & ~3n) | flags;
}
