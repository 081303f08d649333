/** What a mapping, a pending fault, a domain and a session take. Bytes, not ratios. */
import fs from 'node:fs';
import path from 'node:path';
import { Actor, type Cpu } from './actor';
import type { Line, Result } from './bench';

const BYTES_PER_KB = 1024;

/** The most bytes of each. */
const TARGETS = { mapping: 40, fault: 128, domain: 8 * BYTES_PER_KB, session: 64 * BYTES_PER_KB } as const;

/** Measures once: nothing of this depends on how busy the machine is. */
export async function memory(cpu: Cpu, directory: string): Promise<Result> {
  const part = await Actor.part(cpu, 'memory');
  const inProcess = await part.run(0);
  part.dismiss();
  const figures = { ...inProcess, session: await sessionBytes(cpu, directory) };
  const lines = Object.entries(TARGETS).map(([name, target]): Line => ({
    name: `memory-${name}`,
    value: figures[name as keyof typeof figures] ?? Number.NaN,
    unit: 'B',
    target,
  }));
  return { lines, rounds: { memory: { bytes: [figures] } }, notes: [] };
}

/** How much larger the server gets by a session. */
async function sessionBytes(cpu: Cpu, directory: string): Promise<number> {
  const target = `unix:${path.join(directory, 'memory.sock')}`;
  const server = await Actor.viommud(cpu, target);
  const sessions = await Actor.part(cpu, 'sessions', target);
  // The first ones also compile code and fill pools.
  await sessions.run(0);
  const before = residentBytes(server.pid);
  const { count = Number.NaN } = await sessions.run(0);
  const bytes = (residentBytes(server.pid) - before) / count;
  for (const actor of [server, sessions]) actor.dismiss();
  return bytes;
}

/** The memory of a process that is in RAM. */
function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * BYTES_PER_KB;
}
