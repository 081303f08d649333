/** What the figures were measured on. */
import fs from 'node:fs';
import os from 'node:os';

/** The machine, in a line. */
export function machineLine(): string {
  const [cpu] = os.cpus();
  const model = (cpu?.model ?? 'unknown CPU').trim();
  return `${model}, ${os.cpus().length} CPUs, ${os.type()} ${os.release()}, node ${process.version}`;
}

/** CPUs this process may run on; empty where that cannot be found out. */
export function allowedCpus(): number[] {
  let list: string | undefined;
  try {
    list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1];
  } catch {
    return [];
  }
  return (list ?? '').split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    if (first === undefined || last === undefined || part === '') return [];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}
