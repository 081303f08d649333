import type { X86Configuration } from '../../../src/model/guest-tables';
import { bits, consult, Patience, permits, type Outcome, type Request, type Rights, type Ruling } from './reference';
import type { ScriptedMemory } from './scripted-memory';

type Next = { readonly table: bigint; readonly entry: bigint } | Outcome;

/** First-stage translation as VT-d 3.6 tells it, in the order it tells it. */
export function referenceX86(
  { root, levels, outputWidthBits: haw, ...switches }: X86Configuration,
  memory: ScriptedMemory,
  request: Request,
): Outcome {
  const { address } = request;
  const width = levels === 4 ? 48 : 57;
  // "address bits 63:48 have the same value as address bit 47"
  const above = bits(address, 63, width - 1);
  if (above !== 0n && above !== 2n ** BigInt(64 - width + 1) - 1n) {
    return { fault: 'INPUT_OUT_OF_RANGE' };
  }
  // The entries that control the translation, for "in every entry" and "in at least one entry".
  const used: bigint[] = [];
  const patience = new Patience();
  let table = root;
  for (let level: number = levels; ; level -= 1) {
    const lsb = 12 + 9 * (level - 1);
    const entryAddress = table + 8n * bits(address, lsb + 8, lsb);
    const next: Next = consult<Next>(memory, entryAddress, level, patience, (entry): Ruling<Next> => {
      if (bits(entry, 0) === 0n) {
        return { now: { fault: 'NOT_PRESENT' } };
      }
      const ps = level > 1 && bits(entry, 7) === 1n;
      const reserved =
        (haw < 52 && bits(entry, 51, haw) !== 0n) ||
        (!switches.executeDisable && bits(entry, 63) === 1n) ||
        (ps && level >= 4) ||
        (ps && level === 3 && !switches.gigabytePages) ||
        (ps && level === 3 && bits(entry, 29, 13) !== 0n) ||
        (ps && level === 2 && bits(entry, 20, 13) !== 0n);
      if (reserved) {
        return { now: { fault: 'RESERVED' } };
      }
      const all = [...used, entry];
      let marked = entry | (1n << 5n);
      if (switches.extendedAccessed) {
        marked |= 1n << 10n;
      }
      if (level > 1 && !ps) {
        return { now: { table: bits(entry, 51, 12) << 12n, entry }, write: marked };
      }
      const { user, supervisor } = rightsOf(all, switches);
      if (!permits(request, user, supervisor)) {
        return { now: { fault: 'PERMISSION', user, supervisor } };
      }
      if (request.write) {
        marked |= 1n << 6n;
      }
      const size = 2n ** BigInt(lsb);
      const base = bits(entry, 51, lsb) << BigInt(lsb);
      const output = base | (address & (size - 1n));
      const global = bits(entry, 8) === 1n;
      return { now: { output, size, user, supervisor, global, dirty: bits(marked, 6) === 1n }, write: marked };
    });
    if (!('table' in next)) {
      return next;
    }
    used.push(next.entry);
    table = next.table;
  }
}

function rightsOf(
  entries: readonly bigint[],
  { writeProtect, supervisorExecuteProtection }: Pick<X86Configuration, 'writeProtect' | 'supervisorExecuteProtection'>,
): { user: Rights; supervisor: Rights } {
  const every = (position: number, value: bigint): boolean => entries.every((entry) => bits(entry, position) === value);
  const writable = every(1, 1n);
  const userPage = every(2, 1n);
  const executable = every(63, 0n);
  return {
    user: { r: userPage, w: userPage && writable, x: userPage && executable },
    supervisor: {
      r: true,
      w: !writeProtect || writable,
      x: executable && (!supervisorExecuteProtection || !userPage),
    },
  };
}
