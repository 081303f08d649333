/** What the demo was asked to do, and whether it can. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { size } from './figures';
import { PAGE, ramPagesFor } from './layout';

/** What is killed half-way. */
export type Victim = 'vmm' | 'device';

/** The demo cannot be run like this; the message says why and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What to do. */
export interface DemoRequest {
  /** Absolute path of the file to stream. */
  readonly file: string;
  readonly bytes: number;
  readonly kill: Victim | undefined;
  /** Absolute path of a program that acts as VMM prototype, see `messages.ts`; unset: ours. */
  readonly vmm: string | undefined;
}

/** The longest path of a unix socket, in bytes. */
const MAX_SOCKET_PATH_BYTES = 107;

/** The name of a working directory is the prefix and six characters more. */
export const DIRECTORY_PREFIX = 'viommu-';
const LONGEST_NAME = `${DIRECTORY_PREFIX}XXXXXX/device`;

/** What the file system keeps besides the guest's RAM: sockets, directories, and some air for others. */
const RESERVE_BYTES = 16 * 1024 * 1024;

/** The most RAM the guest can have: with scattered pages this is as much as two million mappings reach. */
const MAX_FILE_BYTES = 32 * 1024 ** 3;

/**
 * Reads the request.
 * @param env FILE: what to stream, by default the running Node executable; KILL: `vmm`, `device` or nothing; VMM: path
 *   of the program to use as VMM prototype, or nothing
 * @throws Refusal
 */
export function readRequest(env: {
  readonly FILE?: string;
  readonly KILL?: string;
  readonly VMM?: string;
}): DemoRequest {
  const file = path.resolve(env.FILE || process.execPath);
  const kill = readVictim(env.KILL ?? '');
  const vmm = env.VMM ? checkProgram(path.resolve(env.VMM)) : undefined;
  return { file, bytes: checkFile(file), kill, vmm };
}

/** Returns the program, which can be run. */
function checkProgram(program: string): string {
  try {
    fs.accessSync(program, fs.constants.X_OK);
    if (fs.statSync(program).isFile()) return program;
  } catch {
    // Refused below: what cannot be run, or is not there.
  }
  throw new Refusal(`VMM=${program} is no program that this user can run; write VMM=rust, the path of one, or nothing`);
}

function readVictim(text: string): Victim | undefined {
  if (text === '') return undefined;
  if (text === 'vmm' || text === 'device') return text;
  throw new Refusal(`KILL=${text}: write KILL=vmm, KILL=device or nothing`);
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'is not readable by this user',
  EPERM: 'is not readable by this user',
  ELOOP: 'is a symbolic link that leads nowhere',
  ENAMETOOLONG: 'has a name that is too long',
};

/** The error of a system call in words. */
function inWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return SYSTEM_WORDS[code ?? ''] ?? `cannot be read: ${message}`;
}

/** Returns the size of a file that can be streamed. */
export function checkFile(file: string): number {
  const refuse = (why: string): never => {
    throw new Refusal(`${file} ${why}; give a regular file: make demo FILE=path`);
  };
  let stats: fs.Stats;
  try {
    stats = fs.statSync(file);
  } catch (error) {
    return refuse(inWords(error));
  }
  if (stats.isDirectory()) return refuse('is a directory');
  if (!stats.isFile()) return refuse('is not a regular file');
  try {
    fs.closeSync(fs.openSync(file, 'r'));
  } catch (error) {
    return refuse(inWords(error));
  }
  if (stats.size > MAX_FILE_BYTES) {
    return refuse(`has ${size(stats.size)}, more than the ${size(MAX_FILE_BYTES)} the demo's guest can hold`);
  }
  return stats.size;
}

/** What the demo needs of the file system. */
export const bytesNeeded = (fileBytes: number): number => ramPagesFor(fileBytes) * PAGE + RESERVE_BYTES;

/**
 * Checks the directory below which the demo works.
 * @throws Refusal when socket paths below it would be too long, or there is too little room
 */
export function checkTemporary(directory: string, fileBytes: number): void {
  const longest = path.join(directory, LONGEST_NAME);
  const change = 'choose another directory: TMPDIR=/path make demo';
  if (Buffer.byteLength(longest) > MAX_SOCKET_PATH_BYTES) {
    const why = `a unix socket's path can have ${MAX_SOCKET_PATH_BYTES} bytes`;
    throw new Refusal(`the path of the temporary directory ${directory} is too long: ${why}; ${change}`);
  }
  if (directory.includes(',')) {
    throw new Refusal(`the path of the temporary directory ${directory} has a comma; ${change}`);
  }
  let free: number;
  try {
    const { bavail, bsize } = fs.statfsSync(directory);
    free = bavail * bsize;
  } catch (error) {
    throw new Refusal(`the temporary directory ${directory} ${inWords(error)}; ${change}`);
  }
  const needed = bytesNeeded(fileBytes);
  if (needed <= free) return;
  throw new Refusal(
    `guest RAM for the file needs ${size(needed)} in ${directory}, where ${size(free)} are free; ` +
      `give a smaller file or ${change}`,
  );
}

/** The system's temporary directory. */
export const temporaryDirectory = (): string => os.tmpdir();
