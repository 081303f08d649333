import fs from 'node:fs';
import path from 'node:path';

import { IommuError } from '../model/errors';

const FIELD = 'region.shared_file.path';

function refused(name: string, why: string): IommuError {
  return new IommuError('MEMORY_PATH_REFUSED', `${FIELD} "${name}" ${why}`, { field: FIELD });
}

/**
 * Opens a file that a client named, without trusting the name.
 *
 * The name is checked first; then the file is opened so that a link at its end, a pipe or a device can neither be
 * followed nor block; what was really opened is judged by its descriptor, so that nothing can change in between.
 *
 * @param directory the directory below which the file must be; undefined: the server offers none
 * @param name relative path
 * @param readOnly whether the file is only going to be read
 * @param end how many bytes the file must have at least
 * @returns a descriptor the caller closes
 * @throws IommuError MEMORY_DIR_NOT_SET, MEMORY_PATH_REFUSED, MEMORY_FILE_TOO_SHORT
 */
export function openMemoryFile(directory: string | undefined, name: string, readOnly: boolean, end: bigint): number {
  if (directory === undefined) {
    const text = 'the server shares no files; start it with --memory-dir';
    throw new IommuError('MEMORY_DIR_NOT_SET', text, { field: FIELD });
  }
  if (name === '' || name.includes('\0') || path.isAbsolute(name) || name.split('/').includes('..')) {
    throw refused(name, 'must be relative to the memory directory and may not contain ".."');
  }
  const descriptor = openQuietly(path.join(directory, name), name, readOnly);
  try {
    checkOpened(descriptor, fs.realpathSync(directory), name, end);
  } catch (error) {
    fs.closeSync(descriptor);
    throw error;
  }
  return descriptor;
}

function openQuietly(file: string, name: string, readOnly: boolean): number {
  const { O_RDONLY, O_RDWR, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  try {
    // Node sets O_CLOEXEC itself.
    return fs.openSync(file, (readOnly ? O_RDONLY : O_RDWR) | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    throw refused(name, `cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

function checkOpened(descriptor: number, directory: string, name: string, end: bigint): void {
  const stat = fs.fstatSync(descriptor, { bigint: true });
  if (!stat.isFile()) {
    throw refused(name, 'is not a regular file');
  }
  const opened = fs.readlinkSync(`/proc/self/fd/${descriptor}`);
  if (!opened.startsWith(directory.endsWith('/') ? directory : `${directory}/`)) {
    throw refused(name, 'leads out of the memory directory');
  }
  if (stat.size < end) {
    const text = `${FIELD} "${name}" has ${stat.size} bytes, but the region ends at ${end}; make the file longer first`;
    throw new IommuError('MEMORY_FILE_TOO_SHORT', text, {
      field: FIELD,
      metadata: { file_bytes: stat.size.toString(), needed_bytes: end.toString() },
    });
  }
}
