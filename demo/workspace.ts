/** The directory the demo works in: sockets and guest RAM. */
import fs from 'node:fs';
import path from 'node:path';
import { DIRECTORY_PREFIX } from './request';

/** A temporary directory of the demo. */
export class Workspace {
  readonly directory: string;

  /** @param parent where to make it */
  constructor(parent: string) {
    this.directory = fs.mkdtempSync(path.join(parent, DIRECTORY_PREFIX));
    fs.mkdirSync(this.memoryDirectory);
  }

  /** What the server shares with the VMM. */
  get memoryDirectory(): string {
    return path.join(this.directory, 'memory');
  }

  get vmmSocket(): string {
    return path.join(this.directory, 'vmm');
  }

  get deviceSocket(): string {
    return path.join(this.directory, 'device');
  }

  /** Removes it with everything in it. Idempotent. */
  remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }
}
