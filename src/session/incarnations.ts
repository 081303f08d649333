import fs from 'node:fs';
import path from 'node:path';

import { MAX_INCARNATION } from '../model/viommu';

/** Where the incarnations of vIOMMUs come from: each is given once. */
export interface IncarnationSource {
  /** The next incarnation, 1..2^24-1. */
  next(): number;
}

/** Name of the file in the state directory. */
const FILE = 'incarnation';

const following = (incarnation: number): number => (incarnation >= MAX_INCARNATION ? 1 : incarnation + 1);

/**
 * Counts from the time the server was started, in seconds: it grows within a run, and the next run begins above it
 * unless this one created more than one vIOMMU per second.
 *
 * @param startSeconds the server's start, seconds since 1970
 */
export function incarnationsFromTime(startSeconds: number): IncarnationSource {
  let last = Math.floor(startSeconds) % MAX_INCARNATION;
  return {
    next() {
      last = following(last);
      return last;
    },
  };
}

/**
 * Counts in a file, so that no incarnation is given twice however often the server starts.
 *
 * @param directory an existing directory of this server alone
 * @throws Error when the file holds something else, or cannot be written
 */
export function incarnationsFromDirectory(directory: string): IncarnationSource {
  const file = path.join(directory, FILE);
  let last = fs.existsSync(file) ? parse(fs.readFileSync(file, 'utf8'), file) : 0;
  return {
    next() {
      const given = following(last);
      replace(file, `${given}\n`);
      last = given;
      return given;
    },
  };
}

function parse(text: string, file: string): number {
  const value = /^\d{1,8}\n$/.test(text) ? Number(text) : NaN;
  if (!(value <= MAX_INCARNATION)) {
    throw new Error(`${file} must hold a number up to ${MAX_INCARNATION}; remove it to count from 1 again`);
  }
  return value;
}

/** After a crash the file holds the old text or the new one, never a part. */
function replace(file: string, text: string): void {
  const draft = `${file}.new`;
  const descriptor = fs.openSync(draft, 'w', 0o600);
  try {
    fs.writeSync(descriptor, text);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  fs.renameSync(draft, file);
}
