/** What the event queue and the PRI queue have in common (IHI 0070 7.2, 7.4, 8.1, 8.2). */
import type { Effects, Registers } from '../effects';
import { CR0ACK, type ERRORS, GERROR, GERRORN, GlobalError, Handshake, ON } from './registers';

/** Flags and registers of a queue of records: its overflow, and writes to it that aborted. */
export class OutputQueue {
  /** Records were lost; told once, until it is acknowledged. */
  readonly overflow: Handshake;
  /** A write of a record aborted; nothing is recorded until that is acknowledged. */
  readonly aborted: GlobalError;
  /** See `QueueDialect.registers`. */
  readonly names: readonly string[];
  /** See `QueueDialect.flags`. */
  readonly flags: Readonly<Record<string, (effects: Effects) => void>>;
  private empty = true;

  /**
   * @param registers those of the vIOMMU
   * @param queue as its registers begin
   * @param error what an aborted write is called
   * @param enable its bit in CR0
   * @param cause of its interrupt
   */
  constructor(
    registers: Registers,
    queue: 'EVENTQ' | 'PRIQ',
    error: keyof typeof ERRORS,
    private readonly enable: keyof typeof ON,
    private readonly cause: 'EVENT' | 'PAGE_REQUEST',
  ) {
    const overflown = `${queue}_PROD.OVFLG`;
    const acknowledged = `${queue}_CONS.OVACKFLG`;
    this.overflow = new Handshake(registers, overflown, acknowledged, 1n);
    this.aborted = new GlobalError(registers, error);
    this.names = [CR0ACK, overflown, acknowledged, GERROR, GERRORN];
    this.flags = {
      [acknowledged]: (effects): void => {
        this.overflow.acknowledge(effects);
      },
      ...this.aborted.flag,
    };
  }

  /** A record was written: there is an interrupt when the queue becomes non-empty (3.18.2; PRIQ_IRQ_CFG2.LO = 0). */
  recorded(effects: Effects): void {
    if (this.empty) {
      this.empty = false;
      effects.interrupt({ cause: this.cause });
    }
  }

  /** Software has read every record. */
  emptied(): void {
    this.empty = true;
  }

  /** Software turned the queue on or off. */
  setEnabled(enabled: boolean, effects: Effects): void {
    this.empty = true;
    if (enabled) {
      effects.raise(CR0ACK, ON[this.enable]);
    } else {
      effects.clear(CR0ACK, ON[this.enable]);
    }
  }
}
