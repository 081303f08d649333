import type { ByteOrder } from '../base/bytes';
import { IommuError } from '../model/errors';
import type { QueueControl, QueueKind, QueueView, RegisterValue } from '../model/guest-queue';
import type { QueueDialect } from './dialect';
import type { Effects, Registers } from './effects';
import { RingPointers, unusable } from './ring-pointers';

/** The most entries of a ring. */
const MAX_ENTRIES = 2 ** 19;

/** What software has set of a queue, whatever goes through it. */
export class QueueSettings {
  enabled: boolean;
  writeMemory = false;
  /** Where the ring is that the server reads or writes itself. */
  base: bigint | undefined;
  /** Undefined: software did not say how large the ring is. */
  pointers: RingPointers | undefined;
  entryBytes: number;
  private order: ByteOrder;
  private quirks: readonly string[] = [];

  constructor(
    readonly kind: QueueKind,
    private readonly dialect: QueueDialect,
    private readonly registers: Registers,
    private readonly takesCommands: boolean,
  ) {
    // A queue of commands is on from the start.
    this.enabled = takesCommands;
    this.entryBytes = dialect.entryBytes[0] ?? 0;
    this.order = dialect.orders[0]!;
  }

  /**
   * Refuses what cannot be set; nothing is changed.
   *
   * @throws IommuError REGISTER_UNKNOWN, REGISTER_VALUE_INVALID, RING_INVALID, POINTER_INVALID, QUIRK_UNKNOWN,
   *   FIELD_NOT_APPLICABLE, GUEST_QUEUE_NOT_SUPPORTED
   */
  check(control: QueueControl): void {
    const { dialect } = this;
    if (dialect.lacks !== undefined && control.enabled !== false) {
      const text = `queue ${dialect.name} needs ${dialect.lacks}; all it can be is turned off`;
      throw new IommuError('GUEST_QUEUE_NOT_SUPPORTED', text, { field: 'queue' });
    }
    control.clear.forEach((name, index) => {
      requireName(
        name,
        `clear[${String(index)}]`,
        Object.keys(dialect.flags),
        'flag',
        dialect.name,
        'REGISTER_UNKNOWN',
      );
    });
    control.registers.forEach((register, index) => {
      this.checkRegister(register, `registers[${String(index)}]`);
    });
    control.quirks?.forEach((name, index) => {
      const field = `quirks.names[${String(index)}]`;
      requireName(name, field, Object.keys(dialect.quirks), 'quirk', dialect.name, 'QUIRK_UNKNOWN');
    });
    if (control.bigEndian === true && !dialect.orders.includes('big')) {
      throw notApplicable('big_endian', `${dialect.name} records are never big-endian`);
    }
    const { entryBytes } = control;
    if (entryBytes !== undefined && !dialect.entryBytes.includes(entryBytes)) {
      const sizes = dialect.entryBytes.join(' or ') || 'the size that each says itself';
      throw notApplicable('entry_bytes', `an entry of ${dialect.name} has ${sizes} bytes, not ${String(entryBytes)}`);
    }
    this.checkRing(control);
  }

  /** Sets what {@link check} had nothing against; flags are cleared last. */
  apply(control: QueueControl, effects: Effects): void {
    const { dialect } = this;
    this.writeMemory = control.writeMemory ?? this.writeMemory;
    if (control.quirks !== undefined || control.bigEndian !== undefined || control.entryBytes !== undefined) {
      this.quirks = control.quirks ?? this.quirks;
      this.order = control.bigEndian === undefined ? this.order : control.bigEndian ? 'big' : 'little';
      this.entryBytes = control.entryBytes ?? this.entryBytes;
      dialect.setForm({ order: this.order, quirks: new Set(this.quirks), entryBytes: this.entryBytes });
    }
    if (control.base !== undefined) {
      this.base = control.base === 'NONE' ? undefined : control.base;
    }
    this.pointers = this.pointersFor(control);
    const { head, tail } = this.placesOf(control, this.base);
    if (head !== undefined) {
      this.pointers?.setHead(head);
    }
    if (tail !== undefined && tail !== control.tail) {
      this.pointers?.setTail(tail);
    }
    for (const { name, value } of control.registers) {
      this.registers.store(name, value);
      dialect.registerWritten?.(name);
    }
    if (control.enabled !== undefined && control.enabled !== this.enabled) {
      this.enabled = control.enabled;
      if (control.enabled && dialect.startsAtZero && this.pointers !== undefined) {
        this.pointers = new RingPointers(dialect.pointers, this.pointers.entries, this.entryBytes);
      }
      dialect.setEnabled(control.enabled, effects);
    }
    for (const name of control.clear) {
      dialect.flags[name]!(effects);
    }
  }

  /** The queue as it is. */
  view(rest: Pick<QueueView, 'stopped' | 'waiting' | 'lost'>): QueueView {
    const { dialect, pointers } = this;
    return {
      kind: this.kind,
      name: dialect.name,
      enabled: this.enabled,
      ...rest,
      entryBytes: this.entryBytes,
      entries: pointers?.entries ?? 0,
      base: this.base,
      head: pointers?.head ?? 0n,
      tail: pointers?.tail ?? 0n,
      writeMemory: this.writeMemory,
      bigEndian: this.order === 'big',
      quirks: this.quirks,
      registers: this.registers.list([...dialect.registers, ...Object.keys(dialect.writable)]),
    };
  }

  private checkRegister({ name, value }: RegisterValue, field: string): void {
    const { writable, name: queue } = this.dialect;
    requireName(name, `${field}.name`, Object.keys(writable), 'register', queue, 'REGISTER_UNKNOWN');
    if (value > writable[name]!) {
      const text = `${name} = ${String(value)} is too large; the highest value is ${String(writable[name])}`;
      throw new IommuError('REGISTER_VALUE_INVALID', text, { field: `${field}.value` });
    }
  }

  private checkRing(control: QueueControl): void {
    const { base, entries, entryBytes } = control;
    const { registerCount, pointers: format } = this.dialect;
    const [least, most] = [1 + unusable(format), registerCount ?? MAX_ENTRIES];
    if (entries !== undefined && entries !== 0 && (entries < least || entries > most || !isPowerOfTwo(entries))) {
      const text = `entries ${String(entries)} is no power of two from ${String(least)} to ${String(most)}`;
      throw ringInvalid('entries', text);
    }
    if (registerCount !== undefined && typeof base === 'bigint') {
      throw notApplicable(
        'base',
        `${this.dialect.name} are registers, and not in guest memory; copy them, and give no base`,
      );
    }
    if (this.dialect.ringless === true && (typeof base === 'bigint' || (entries !== undefined && entries !== 0))) {
      const text = `${this.dialect.name} is no ring in guest memory; copy its entries, and give neither base nor entries`;
      throw notApplicable(typeof base === 'bigint' ? 'base' : 'entries', text);
    }
    const hasEntries = entries === undefined ? this.pointers !== undefined : entries !== 0;
    const base_ = base === undefined ? this.base : base === 'NONE' ? undefined : base;
    const bytes = entryBytes ?? this.entryBytes;
    if (base_ !== undefined && !hasEntries) {
      throw ringInvalid('base', 'a ring at a base needs entries; give their number, or no base');
    }
    if (hasEntries && bytes === 0) {
      throw notApplicable('entries', `entries of ${this.dialect.name} differ in size, so there is no ring of them`);
    }
    if (base_ !== undefined && base_ % BigInt(bytes) !== 0n) {
      throw ringInvalid('base', `base is no multiple of an entry's ${String(bytes)} bytes`);
    }
    const pointers = this.pointersFor(control);
    if (pointers === undefined && (control.head !== undefined || control.tail !== undefined)) {
      const field = control.head === undefined ? 'tail' : 'head';
      throw notApplicable(field, `${field} is a place in a ring, and there is none; set entries`);
    }
    const places = this.placesOf(control, base_);
    pointers?.check(this.dialect.setTail === undefined ? places : { head: places.head });
  }

  /** Commands that come with calls are never between head and tail: the tail is where the head is. */
  private placesOf({ head, tail }: QueueControl, base: bigint | undefined): Pick<QueueControl, 'head' | 'tail'> {
    return { head, tail: this.takesCommands && base === undefined ? head : tail };
  }

  private pointersFor({ entries, entryBytes }: QueueControl): RingPointers | undefined {
    const bytes = entryBytes ?? this.entryBytes;
    if (entries === 0) {
      return undefined;
    }
    const number = entries ?? this.pointers?.entries;
    if (number === undefined || (entries === undefined && this.pointers?.entryBytes === bytes)) {
      return this.pointers;
    }
    return new RingPointers(this.dialect.pointers, number, bytes);
  }
}

function requireName(
  name: string,
  field: string,
  known: readonly string[],
  what: string,
  queue: string,
  reason: 'REGISTER_UNKNOWN' | 'QUIRK_UNKNOWN',
): void {
  if (!known.includes(name)) {
    const text = `${queue} has no ${what} ${JSON.stringify(name)}; it has ${known.join(', ') || 'none'}`;
    throw new IommuError(reason, text, { field });
  }
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

function ringInvalid(field: string, text: string): IommuError {
  return new IommuError('RING_INVALID', text, { field });
}

function notApplicable(field: string, text: string): IommuError {
  return new IommuError('FIELD_NOT_APPLICABLE', text, { field });
}
