import { addressOf } from '../base/u64';
import type { TableUpdates } from '../model/domain';
import type { FaultReason } from '../model/fault';
import { PRIVILEGED, READ, WRITE, type Permissions } from '../model/permissions';
import type { TableEntry, TableMemory, TableRead, TableWrite } from '../walkers/table-memory';
import type { OnStep } from './guest-tables';
import type { MemoryPort } from './memory-port';
import { createStage2Result, type Stage2 } from './stage2';

/** The walk reads tables whatever the privilege of the access. */
const TABLE_READ: Permissions = READ | PRIVILEGED;
const TABLE_WRITE: Permissions = READ | WRITE | PRIVILEGED;

/** Where a guest's tables are: guest memory, behind stage 2 where there is one. */
export class GuestTableMemory implements TableMemory {
  /** Told of what stage 2 is asked; undefined: nobody is. */
  onStep: OnStep | undefined;
  /** Why stage 2 did not translate the address of an entry, after STAGE2_FAULT. */
  stage2Fault: FaultReason | undefined;
  private readonly result = createStage2Result();
  private readonly bytes = new Uint8Array(8);
  private readonly view = new DataView(this.bytes.buffer);
  private readonly half = this.bytes.subarray(0, 4);

  constructor(
    private readonly port: MemoryPort,
    private readonly stage2: Stage2 | undefined,
    private readonly updates: TableUpdates,
  ) {}

  read(page: number, offset: number, _level: number, entry: TableEntry): TableRead {
    return this.reach(page, TABLE_READ) ? this.load(offset, entry) : 'STAGE2_FAULT';
  }

  compareAndWrite(page: number, offset: number, _level: number, entry: TableEntry, low: number): TableWrite {
    const able = this.checkWrite(page, offset);
    if (able !== 'DONE') {
      return able;
    }
    const { low: expectedLow, high: expectedHigh } = entry;
    if (this.load(offset, entry) === 'ABORTED') {
      return 'ABORTED';
    }
    if (entry.low !== expectedLow || entry.high !== expectedHigh) {
      return 'CHANGED';
    }
    this.view.setUint32(0, low, true);
    if (!this.port.write(addressOf(this.result.outputPage, offset), this.half)) {
      return 'ABORTED';
    }
    this.stage2?.wrote(page);
    return 'DONE';
  }

  checkWrite(page: number, offset: number): TableRead | 'SUPPRESSED' {
    if (!this.reach(page, TABLE_WRITE)) {
      return 'STAGE2_FAULT';
    }
    const { outputPage } = this.result;
    if (this.updates === 'PRIVATE' && this.port.isShared(outputPage)) {
      return 'SUPPRESSED';
    }
    return this.port.isWritable(outputPage, offset + this.half.length) ? 'DONE' : 'ABORTED';
  }

  /** Finds where a page of the tables' address space is in guest memory. */
  private reach(page: number, access: Permissions): boolean {
    if (this.stage2 === undefined) {
      this.result.outputPage = page;
      return true;
    }
    this.stage2Fault = this.stage2.lookup(page, access, this.result, true, this.onStep);
    return this.stage2Fault === undefined;
  }

  private load(offset: number, entry: TableEntry): TableRead {
    if (!this.port.read(addressOf(this.result.outputPage, offset), this.bytes)) {
      return 'ABORTED';
    }
    entry.low = this.view.getUint32(0, true);
    entry.high = this.view.getUint32(4, true);
    return 'DONE';
  }
}
