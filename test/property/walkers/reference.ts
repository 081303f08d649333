import type { ScriptedMemory } from './scripted-memory';

/** Bits msb..lsb of a value, as the specifications write them. */
export function bits(value: bigint, msb: number, lsb = msb): bigint {
  return (value >> BigInt(lsb)) & (2n ** BigInt(msb - lsb + 1) - 1n);
}

/** What an access asks. */
export interface Request {
  readonly address: bigint;
  readonly read: boolean;
  readonly write: boolean;
  readonly execute: boolean;
  readonly privileged: boolean;
}

/** May or may not: r, w and x. */
export interface Rights {
  readonly r: boolean;
  readonly w: boolean;
  readonly x: boolean;
}

/** A translation, or the cause of a fault. */
export type Outcome =
  | {
      readonly output: bigint;
      readonly size: bigint;
      readonly user: Rights;
      readonly supervisor: Rights;
      readonly global: boolean;
      readonly dirty: boolean;
    }
  | { readonly fault: string; readonly user?: Rights; readonly supervisor?: Rights; readonly tableAccess?: string };

/** What a specification does with one entry: go on, stop, or write it and look again. */
export type Ruling<Result> = { readonly now: Result; readonly write?: bigint };

/** Whether what is asked is all allowed. */
export function permits(request: Request, user: Rights, supervisor: Rights): boolean {
  const rights = request.privileged ? supervisor : user;
  return (!request.read || rights.r) && (!request.write || rights.w) && (!request.execute || rights.x);
}

/** A walk's own count of how often entries may change under it. */
export class Patience {
  left = 8;
}

/** Reads an entry; the callback says what it means, and what to write back. A changed entry is ruled upon again. */
export function consult<Result>(
  memory: ScriptedMemory,
  address: bigint,
  level: number,
  patience: Patience,
  rule: (entry: bigint) => Ruling<Result>,
): Result | { fault: string; tableAccess?: string } {
  const found = memory.readAt(address, level);
  if (typeof found !== 'bigint') {
    return { fault: found === 'ABORTED' ? 'TABLE_ABORTED' : 'TABLE_STAGE2_FAULT', tableAccess: 'READ' };
  }
  for (let entry = found; ;) {
    const { now, write } = rule(entry);
    if (write === undefined || write === entry) {
      return now;
    }
    const instead = memory.swapAt(address, level, entry, write);
    if (instead === undefined || instead === 'SUPPRESSED') {
      return now;
    }
    if (typeof instead !== 'bigint') {
      return { fault: instead === 'ABORTED' ? 'TABLE_ABORTED' : 'TABLE_STAGE2_FAULT', tableAccess: 'WRITE' };
    }
    if (patience.left === 0) {
      return { fault: 'TABLE_CONTENDED' };
    }
    patience.left -= 1;
    entry = instead;
  }
}
