/** Ends a memory has room for before it grows; a power of two. */
const FIRST_ROOM = 64;

/** How a group ended. */
export interface GroupEnd {
  /** The kind of end, 0..255, as it was given. */
  readonly code: number;
  /** What belongs to that kind (a response code, a rule), 0..65535, as it was given. */
  readonly detail: number;
}

/**
 * Remembers how the last so many groups ended, and forgets the oldest end for each new one.
 *
 * A ring holds the ends in the order they happened. Per bucket (the low bits of the counter) there is the ring
 * position of its latest end, and each end knows the position of the one before it in its bucket. Nothing is ever
 * taken out of a bucket: on the way from later to earlier ends, a position that is *younger* than the one it was
 * reached from has been written over, and everything behind it has been too. So remembering an end costs a few writes.
 */
export class EndMemory {
  private readonly capacity: number;
  private counters = new Float64Array(FIRST_ROOM);
  private codes = new Uint8Array(FIRST_ROOM);
  private details = new Uint16Array(FIRST_ROOM);
  private earlier = new Int32Array(FIRST_ROOM);
  private latest = new Int32Array(FIRST_ROOM).fill(-1);
  private mask = FIRST_ROOM - 1;
  /** The ring position that is written next. */
  private position = 0;
  private used = 0;

  /**
   * @param capacity how many ends are remembered: a power of two, at least 64
   */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** How many ends are remembered now. */
  get size(): number {
    return this.used;
  }

  /**
   * Remembers an end, and forgets the oldest one when the memory is full.
   *
   * @param counter the group; no end of it is remembered yet
   * @param code the kind of end, 0..255
   * @param detail what belongs to it, 0..65535
   */
  remember(counter: number, code: number, detail: number): void {
    if (this.used > this.mask && this.used < this.capacity) {
      this.grow();
    }
    this.write(counter, code, detail);
  }

  /**
   * How a group ended.
   *
   * @param counter any number
   * @returns undefined when no end of that group is remembered
   */
  recall(counter: number): GroupEnd | undefined {
    let at = this.latest[counter & this.mask]!;
    let youngerAge = -1;
    while (at !== -1) {
      const age = (this.position - 1 - at) & this.mask;
      if (age <= youngerAge) {
        return undefined;
      }
      if (this.counters[at] === counter) {
        return { code: this.codes[at]!, detail: this.details[at]! };
      }
      youngerAge = age;
      at = this.earlier[at]!;
    }
    return undefined;
  }

  /** How many bytes the memory takes. */
  bytes(): number {
    return (8 + 1 + 2 + 4 + 4) * (this.mask + 1);
  }

  private write(counter: number, code: number, detail: number): void {
    const { mask, position } = this;
    const bucket = counter & mask;
    this.counters[position] = counter;
    this.codes[position] = code;
    this.details[position] = detail;
    this.earlier[position] = this.latest[bucket]!;
    this.latest[bucket] = position;
    this.position = (position + 1) & mask;
    if (this.used <= mask) {
      this.used += 1;
    }
  }

  /** Doubles a full memory that has not wrapped yet: the ends lie in order from position 0. */
  private grow(): void {
    const { counters, codes, details, used } = this;
    const room = used * 2;
    this.counters = new Float64Array(room);
    this.codes = new Uint8Array(room);
    this.details = new Uint16Array(room);
    this.earlier = new Int32Array(room);
    this.latest = new Int32Array(room).fill(-1);
    this.mask = room - 1;
    this.position = 0;
    this.used = 0;
    for (let i = 0; i < used; i += 1) {
      this.write(counters[i]!, codes[i]!, details[i]!);
    }
  }
}
