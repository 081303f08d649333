import type { Interrupt, MemoryWrite, QueueEffects, RegisterValue } from '../model/guest-queue';

/** The registers of one vIOMMU's queues, by the names of the specification; all 0 at first. */
export class Registers {
  private readonly values = new Map<string, bigint>();

  get(name: string): bigint {
    return this.values.get(name) ?? 0n;
  }

  /** Whether any of these bits is set. */
  has(name: string, bits: bigint): boolean {
    return (this.get(name) & bits) !== 0n;
  }

  /** Sets a register without telling anybody: its writer knows. */
  store(name: string, value: bigint): void {
    this.values.set(name, value);
  }

  /** These registers with their values. */
  list(names: readonly string[]): RegisterValue[] {
    return names.map((name) => ({ name, value: this.get(name) }));
  }
}

/** What hardware would have done, collected until somebody is told. */
export class Effects {
  private changed = new Set<string>();
  private memoryWrites: MemoryWrite[] = [];
  private interrupts = new Map<string, Interrupt>();

  constructor(private readonly registers: Registers) {}

  /** Whether there is nothing to tell. */
  get isEmpty(): boolean {
    return this.changed.size === 0 && this.memoryWrites.length === 0 && this.interrupts.size === 0;
  }

  /** Sets a register; one that does not change is not told. */
  set(name: string, value: bigint): void {
    if (this.registers.get(name) !== value) {
      this.registers.store(name, value);
      this.changed.add(name);
    }
  }

  /** Sets bits of a register. */
  raise(name: string, bits: bigint): void {
    this.set(name, this.registers.get(name) | bits);
  }

  /** Clears bits of a register. */
  clear(name: string, bits: bigint): void {
    this.set(name, this.registers.get(name) & ~bits);
  }

  /** Hardware writes guest memory. */
  write(write: MemoryWrite): void {
    this.memoryWrites.push(write);
  }

  /** Hardware raises an interrupt; the same one twice is one. */
  interrupt(interrupt: Interrupt): void {
    const { cause, msi } = interrupt;
    this.interrupts.set(`${cause} ${String(msi?.address)} ${String(msi?.data)}`, interrupt);
  }

  /** Tells everything, once. */
  take(): QueueEffects {
    const taken = {
      registers: this.registers.list([...this.changed]),
      memoryWrites: this.memoryWrites,
      interrupts: [...this.interrupts.values()],
    };
    this.changed = new Set();
    this.memoryWrites = [];
    this.interrupts = new Map();
    return taken;
  }
}
