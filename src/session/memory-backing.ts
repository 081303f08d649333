import fs from 'node:fs';

/** The bytes of one region. Offsets count from its start; the caller keeps every access inside. */
export interface RegionBytes {
  /**
   * Reads `length` bytes at `offset` into `into`, from its position `at` on.
   *
   * @returns false when they could not all be read
   */
  read(offset: number, into: Uint8Array, at: number, length: number): boolean;

  /**
   * Writes `length` bytes of `bytes`, from its position `at` on, to `offset`, where the region {@link reaches}: a write
   * behind the end would make a file longer that its owner made shorter.
   *
   * @returns false when they could not all be written
   */
  write(offset: number, bytes: Uint8Array, at: number, length: number): boolean;

  /**
   * Whether the bytes before an offset are there to be written. Outside of the server a file can be made shorter at any
   * time, also between this question and a write.
   */
  reaches(end: number): boolean;

  /** Gives back what the region holds of the machine. */
  close(): void;
}

/** Bytes in the server's own process, zero at first. */
export class AnonymousBytes implements RegionBytes {
  private readonly buffer: Buffer;

  /** @param length bytes; throws a RangeError when the process cannot have so many */
  constructor(length: number) {
    this.buffer = Buffer.alloc(length);
  }

  read(offset: number, into: Uint8Array, at: number, length: number): boolean {
    return this.buffer.copy(into, at, offset, offset + length) === length;
  }

  write(offset: number, bytes: Uint8Array, at: number, length: number): boolean {
    this.buffer.set(at === 0 && length === bytes.length ? bytes : bytes.subarray(at, at + length), offset);
    return true;
  }

  reaches(): boolean {
    return true;
  }

  close(): void {
    // The process takes the bytes back by itself.
  }
}

/** Bytes in a file that others use too: it may shrink at any time, which makes accesses fail and nothing worse. */
export class FileBytes implements RegionBytes {
  private readonly descriptor: number;
  private readonly start: number;

  /**
   * @param descriptor of the open file; owned from now on
   * @param start where in the file the region begins
   */
  constructor(descriptor: number, start: number) {
    this.descriptor = descriptor;
    this.start = start;
  }

  read(offset: number, into: Uint8Array, at: number, length: number): boolean {
    return transferAll(length, (done) =>
      fs.readSync(this.descriptor, into, at + done, length - done, this.start + offset + done),
    );
  }

  write(offset: number, bytes: Uint8Array, at: number, length: number): boolean {
    return transferAll(length, (done) =>
      fs.writeSync(this.descriptor, bytes, at + done, length - done, this.start + offset + done),
    );
  }

  reaches(end: number): boolean {
    try {
      return fs.fstatSync(this.descriptor).size >= this.start + end;
    } catch {
      return false;
    }
  }

  close(): void {
    fs.closeSync(this.descriptor);
  }
}

/** Repeats a transfer that may stop early, until it is complete or makes no progress. */
function transferAll(length: number, transfer: (done: number) => number): boolean {
  try {
    for (let done = 0; done < length;) {
      const moved = transfer(done);
      if (moved === 0) {
        return false;
      }
      done += moved;
    }
    return true;
  } catch {
    // Whatever the operating system objects to, to the device it is an abort.
    return false;
  }
}
