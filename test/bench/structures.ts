/** The C++ program with the containers of other virtual machine monitors, and which of them it has. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Where `make bench` puts it. */
export const STRUCTURES = path.join(__dirname, 'cpp', 'structures');

/** Why a container may be missing. */
const MISSING: Readonly<Record<string, string>> = {
  gtree: 'GLib is not installed (libglib2.0-dev, pkg-config, g++)',
  btree: 'Abseil is not installed (libabsl-dev, pkg-config, g++)',
  map: 'there is no C++ compiler (g++)',
};

let known: ReadonlySet<string> | undefined;

/** Whether a subject of this name is a container in C++. */
export function isStructure(name: string): boolean {
  return name in MISSING;
}

/** What keeps a container from being measured; undefined: nothing. */
export function whyMissing(name: string): string | undefined {
  known ??= new Set(
    fs.existsSync(STRUCTURES) ? execFileSync(STRUCTURES, ['list'], { encoding: 'utf8' }).split('\n') : [],
  );
  return isStructure(name) && !known.has(name) ? MISSING[name] : undefined;
}
