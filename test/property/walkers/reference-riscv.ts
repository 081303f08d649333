import type { RiscvConfiguration } from '../../../src/model/guest-tables';
import { bits, consult, Patience, permits, type Outcome, type Request, type Rights, type Ruling } from './reference';
import type { ScriptedMemory } from './scripted-memory';

type Next = { readonly table: bigint; readonly g: boolean } | Outcome;

/** The algorithm "Virtual Address Translation Process" of the privileged architecture, by its steps, with hgatp's changes. */
export function referenceRiscv(configuration: RiscvConfiguration, memory: ScriptedMemory, request: Request): Outcome {
  const va = request.address;
  const gStage = configuration.mode.endsWith('X4');
  const levels = { SV39: 3, SV48: 4, SV57: 5 }[configuration.mode.slice(0, 4) as 'SV39' | 'SV48' | 'SV57'];
  const vaBits = 12 + 9 * levels;
  const upper = gStage ? bits(va, 63, vaBits + 2) : bits(va, 63, vaBits - 1);
  if (upper !== 0n && (gStage || upper !== 2n ** BigInt(64 - vaBits + 1) - 1n)) {
    return { fault: 'INPUT_OUT_OF_RANGE' };
  }
  const patience = new Patience();
  let a = configuration.root;
  let global = false;
  for (let i = levels - 1; ; i -= 1) {
    const lsb = 12 + 9 * i;
    const msb = lsb + 8 + (gStage && i === levels - 1 ? 2 : 0);
    const next = consult<Next>(memory, a + bits(va, msb, lsb) * 8n, i, patience, (entry): Ruling<Next> => {
      const [v, r, w, x, u, g, accessed, d] = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => bits(entry, n) === 1n);
      const ppn = bits(entry, 53, 10);
      const pbmt = bits(entry, 62, 61);
      const n = bits(entry, 63) === 1n;
      // Step 3.
      if (!v) return { now: { fault: 'NOT_PRESENT' } };
      const pointer = !r && !x;
      const reserved =
        (!r && w === true) ||
        bits(entry, 58, 54) !== 0n ||
        (bits(entry, 60, 59) !== 0n && !configuration.softwareBits) ||
        (pbmt !== 0n && !configuration.memoryTypes) ||
        pbmt === 3n ||
        (n && !configuration.napot) ||
        (n && (pointer || i > 0 || bits(ppn, 3, 0) !== 8n)) ||
        (pointer && (d === true || accessed === true || u === true || pbmt !== 0n));
      if (reserved) return { now: { fault: 'RESERVED' } };
      // Step 4.
      if (pointer) {
        return { now: i === 0 ? { fault: 'RESERVED' } : { table: ppn * 4096n, g: g === true } };
      }
      // Step 5.
      if (i > 0 && bits(ppn, 9 * i - 1, 0) !== 0n) return { now: { fault: 'MISALIGNED' } };
      // Steps 6 and 8.
      const rights: Rights = { r: r === true, w: w === true, x: x === true };
      const nothing: Rights = { r: false, w: false, x: false };
      const user = u === true ? rights : nothing;
      let supervisor = rights;
      if (u === true) supervisor = configuration.supervisorUserMemory ? { ...rights, x: false } : nothing;
      if (gStage) supervisor = user;
      if (!permits(request, user, supervisor)) return { now: { fault: 'PERMISSION', user, supervisor } };
      // Step 9.
      let write = entry;
      if (accessed !== true || (request.write && d !== true)) {
        if (!configuration.hardwareUpdate) return { now: { fault: accessed === true ? 'DIRTY' : 'ACCESS_FLAG' } };
        write |= 1n << 6n;
        if (request.write) write |= 1n << 7n;
      }
      // Step 10, and the table of NAPOT encodings.
      const offsetBits = n ? 16 : lsb;
      const size = 2n ** BigInt(offsetBits);
      const output = ((ppn * 4096n) / size) * size + (va % size);
      const isGlobal = !gStage && (global || g === true);
      return { now: { output, size, user, supervisor, global: isGlobal, dirty: bits(write, 7) === 1n }, write };
    });
    if (!('table' in next)) {
      return next;
    }
    global ||= next.g;
    a = next.table;
  }
}
