import { EventEmitter } from 'node:events';

/** A call whose buffer takes two messages; `read()` empties it. */
export class FakeCall extends EventEmitter {
  readonly written: unknown[] = [];
  writableLength = 0;
  writableNeedDrain = false;
  ended = false;
  status: unknown;

  constructor() {
    super();
    this.on('error', (status) => {
      this.status = status;
    });
  }

  write(message: unknown): boolean {
    if (this.ended) throw new Error('written after the end');
    this.written.push(message);
    this.writableLength += 1;
    this.writableNeedDrain ||= this.writableLength >= 2;
    return !this.writableNeedDrain;
  }

  end(): void {
    this.ended = true;
  }

  read(): void {
    this.writableLength = 0;
    if (!this.writableNeedDrain) return;
    this.writableNeedDrain = false;
    this.emit('drain');
  }
}
