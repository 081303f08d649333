/** The fault recording registers (VT-d 7.2.1, 11.4.7.6): so many, used in turn. */
import { frcdCodec } from '../../codecs/vtd/frcd';
import { VTD_QUIRKS, type VtdQuirk } from '../../codecs/vtd/quirks';
import type { FaultEvent } from '../../model/fault';
import { NO_PASID } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, WRITE } from '../../model/permissions';
import type { Violation } from '../../model/report';
import type { EntryForm, QueueParts, RecordDialect, RecordItem } from '../dialect';
import type { Effects } from '../effects';
import { bit, clearable } from '../flag-bits';
import { FAULT, FRI, FSTS, ICESID, IQER, raiseFault, setBits, sourceId } from './registers';

/** The most that CAP.NFR can say. */
const MAX_REGISTERS = 256;

/** Address types (11.4.7.6). */
const ADDRESS_TYPES = { UNTRANSLATED: 0, TRANSLATION_REQUEST: 1, TRANSLATED: 2, PAGE_REQUEST: 0 } as const;

/** The rule that a completion nobody waits for breaks. */
const UNEXPECTED_COMPLETION = 'R-INV-04';

/** The fault recording registers. Software that clears F moves the head. */
export class VtdFaults implements RecordDialect {
  readonly name = 'frcd';
  readonly entryBytes = [16];
  // All of them can be in use, so a full ring and an empty one must differ.
  readonly pointers = 'INDEX_AND_WRAP';
  readonly registerCount = MAX_REGISTERS;
  readonly startsAtZero = true;
  readonly quirks = VTD_QUIRKS;
  readonly orders = ['little'] as const;
  readonly registers = [FSTS, IQER];
  readonly writable = {};
  readonly defaultEntries = MAX_REGISTERS;
  readonly flags;
  private codec = frcdCodec(new Set());
  private asQemu = false;

  constructor(private readonly parts: QueueParts) {
    this.flags = {
      ...clearable(FSTS, { PFO: FAULT.PFO }),
      ...clearable(FSTS, { ICE: FAULT.ICE }, (effects) => {
        setBits(parts.registers, IQER, ICESID, 0, effects);
      }),
    };
  }

  /** Faults that come during an overflow are dropped (7.2.1). */
  get blocked(): boolean {
    return this.parts.registers.has(FSTS, bit(FAULT.PFO));
  }

  setForm({ quirks }: EntryForm): void {
    this.codec = frcdCodec(quirks as ReadonlySet<VtdQuirk>);
    this.asQemu = quirks.has('QEMU_FRCD');
  }

  setEnabled(_enabled: boolean, effects: Effects): void {
    effects.clear(FSTS, bit(FAULT.PFO) | bit(FAULT.PPF));
  }

  /** A time-out is told by FSTS.ITE, and has no record. */
  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    if (item.kind !== 'EVENT' || item.event.rawCode === undefined || item.event.reason === 'INVALIDATION_TIMEOUT') {
      return [];
    }
    const record = this.encode(item.event, item.event.rawCode);
    return record === undefined ? 'UNFIT' : [record];
  }

  waits(): boolean {
    return false;
  }

  overflow(effects: Effects): void {
    raiseFault(this.parts.registers, FAULT.PFO, 'EVENT', effects);
  }

  /** FRI is where the first record is, since there was none. */
  recorded(effects: Effects, place: number): void {
    const { registers } = this.parts;
    if (!registers.has(FSTS, bit(FAULT.PPF))) {
      raiseFault(registers, FAULT.PPF, 'EVENT', effects);
      setBits(registers, FSTS, FRI, place, effects);
    }
  }

  /** Only memory fails, and they are none. */
  writeFailed(effects: Effects): void {
    this.overflow(effects);
  }

  /** No F is set any more. */
  emptied(): void {
    const { registers } = this.parts;
    registers.store(FSTS, registers.get(FSTS) & ~bit(FAULT.PPF));
  }

  /** R-VTD-06; the queue goes on. */
  violated({ rule, endpointId }: Violation, effects: Effects): void {
    const { registers, iommu } = this.parts;
    if (rule === UNEXPECTED_COMPLETION && !registers.has(FSTS, bit(FAULT.ICE))) {
      raiseFault(registers, FAULT.ICE, 'COMMAND_ERROR', effects);
      setBits(registers, IQER, ICESID, sourceId(iommu, endpointId), effects);
    }
  }

  private encode(event: FaultEvent, reason: number): Uint8Array | undefined {
    const { virtualId, pasid, iova = 0n } = event;
    const encoded = this.codec.encode({
      kind: 'fault_record',
      fields: {
        fault_info: iova & ~0xfffn,
        sid: Number(virtualId),
        pp: pasid === NO_PASID ? 0 : 1,
        fault_reason: reason,
        f: 1,
        ...(this.asQemu ? qemuFields(event) : specifiedFields(event)),
      },
    });
    return encoded.ok ? encoded.bytes : undefined;
  }
}

/** PRIV and EXE are 0 without a PASID, and EXE unless something was read. */
function specifiedFields(event: FaultEvent) {
  const { pasid, access = 0, transaction } = event;
  const hasPasid = pasid !== NO_PASID;
  const type = transaction === 'PAGE_REQUEST' ? ('page_request' as const) : readOrWrite(event);
  return {
    type,
    priv: hasPasid && access & PRIVILEGED ? 1 : 0,
    exe: hasPasid && type === 'read' && access & EXECUTE ? 1 : 0,
    pasid: hasPasid ? pasid : 0,
    at: transaction === undefined ? 0 : ADDRESS_TYPES[transaction],
  };
}

function qemuFields(event: FaultEvent) {
  return { type: readOrWrite(event), pasid: event.pasid === NO_PASID ? 0 : event.pasid & 0xffff };
}

function readOrWrite({ access = 0 }: FaultEvent): 'read' | 'write' {
  return access & WRITE ? 'write' : 'read';
}
