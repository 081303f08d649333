/** The event queue (IHI 0070, chapter 7): faults, and accesses that are held until they are answered (R-SMMU-01). */
import { evtqCodec } from '../../codecs/smmuv3/evtq';
import { SMMUV3_QUIRKS, type SmmuQuirk } from '../../codecs/smmuv3/quirks';
import type { FaultEvent } from '../../model/fault';
import type { EntryForm, RecordDialect, RecordItem } from '../dialect';
import type { Effects, Registers } from '../effects';
import { draftOfFault, draftOfStall, type EventDraft } from './event-fields';
import { OutputQueue } from './output-queue';
import { ATC_INV_TIMEOUT } from './registers';

/** Whether events of streams that there are not are recorded: 0 or 1. */
const RECINVSID = 'CR2.RECINVSID';

const C_BAD_STREAMID = 0x02;

/** Implementation-defined: an ATC invalidation was not completed in time. */
const E_ATC_INV_TIMEOUT = 0xe0;

/** The event queue. */
export class SmmuEvents implements RecordDialect {
  readonly name = 'evtq';
  readonly entryBytes = [32];
  readonly pointers = 'INDEX_AND_WRAP';
  readonly startsAtZero = false;
  readonly quirks = {
    QEMU_CD_FETCH_SLOT: SMMUV3_QUIRKS.QEMU_CD_FETCH_SLOT,
    LINUX_SSID_NEEDS_SSV: SMMUV3_QUIRKS.LINUX_SSID_NEEDS_SSV,
  };
  readonly orders = ['little'] as const;
  readonly registers: readonly string[];
  readonly writable = { [RECINVSID]: 1n };
  readonly defaultEntries = 1024;
  readonly flags: RecordDialect['flags'];
  private readonly queue: OutputQueue;
  private asked: ReadonlySet<string> = new Set();
  private codec = evtqCodec(new Set());

  constructor(private readonly registerFile: Registers) {
    this.queue = new OutputQueue(registerFile, 'EVENTQ', 'EVENTQ_ABT_ERR', 'EVENTQEN', 'EVENT');
    this.registers = this.queue.names;
    this.flags = this.queue.flags;
    registerFile.store(RECINVSID, 1n);
  }

  /** An aborted write stops the queue until it is acknowledged; an overflow does not (R-SMMU-10). */
  get blocked(): boolean {
    return this.queue.aborted.active;
  }

  setForm({ quirks }: EntryForm): void {
    this.asked = quirks;
    this.codec = evtqCodec(quirks as ReadonlySet<SmmuQuirk>);
  }

  setEnabled(enabled: boolean, effects: Effects): void {
    this.queue.setEnabled(enabled, effects);
  }

  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    const draft = this.draft(item);
    if (draft === undefined) {
      return [];
    }
    const encoded = this.codec.encode(draft as Parameters<typeof this.codec.encode>[0]);
    return encoded.ok ? [encoded.bytes] : 'UNFIT';
  }

  /** An access that is held is told as soon as there is room: it is never lost (7.2.1). */
  waits(item: RecordItem): boolean {
    return item.kind === 'GROUP';
  }

  overflow(effects: Effects): void {
    if (!this.blocked) {
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

  private draft(item: RecordItem): EventDraft | undefined {
    switch (item.kind) {
      case 'EVENT': {
        const id = this.number(item.event);
        return id === undefined ? undefined : draftOfFault(item.event, id, this.asked.has('LINUX_SSID_NEEDS_SSV'));
      }
      case 'GROUP':
        return draftOfStall(item.group);
      case 'MARKER':
        return undefined;
    }
  }

  /** The number of an event; undefined: it is not recorded. */
  private number({ reason, rawCode }: FaultEvent): number | undefined {
    if (rawCode === undefined && reason === 'INVALIDATION_TIMEOUT') {
      return this.registerFile.get(ATC_INV_TIMEOUT) === 2n ? E_ATC_INV_TIMEOUT : undefined;
    }
    return rawCode === C_BAD_STREAMID && this.registerFile.get(RECINVSID) === 0n ? undefined : rawCode;
  }
}
