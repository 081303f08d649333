import type { TableConfiguration } from '../../../src/model/guest-tables';
import { createTableFormat } from '../../../src/walkers/formats';
import type { TableEntry, TableMemory, TableRead, TableWrite } from '../../../src/walkers/table-memory';
import { TableWalker } from '../../../src/walkers/table-walker';
import { createWalk } from '../../../src/walkers/walk';
import { accessOf, type GuestTables } from './guest-tables';

/** The port that a nested domain has: tables lie where a second stage maps them. */
export class SecondStage implements TableMemory {
  /** What the second stage refused, in order, for instance `rw PERMISSION at level 0`. */
  readonly faults: string[] = [];
  private readonly walk = createWalk();
  private readonly stage2: TableWalker;

  /**
   * @param configuration of the second stage
   * @param host memory with the tables of both stages
   */
  constructor(
    configuration: TableConfiguration,
    private readonly host: GuestTables,
  ) {
    this.stage2 = new TableWalker(createTableFormat(configuration), host, 'WRITE');
  }

  read(page: number, offset: number, level: number, entry: TableEntry): TableRead {
    return this.allows(page, 'r') ? this.host.read(this.walk.outputPage, offset, level, entry) : 'STAGE2_FAULT';
  }

  compareAndWrite(page: number, offset: number, level: number, entry: TableEntry, low: number): TableWrite {
    return this.allows(page, 'rw')
      ? this.host.compareAndWrite(this.walk.outputPage, offset, level, entry, low)
      : 'STAGE2_FAULT';
  }

  checkWrite(page: number): TableRead {
    return this.allows(page, 'rw') ? 'DONE' : 'STAGE2_FAULT';
  }

  private allows(page: number, letters: string): boolean {
    const found = this.stage2.walk(page, accessOf(letters), this.walk);
    if (!found) {
      this.faults.push(`${letters} ${this.walk.fault} at level ${this.walk.level}`);
    }
    return found;
  }
}
