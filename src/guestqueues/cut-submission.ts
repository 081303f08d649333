import { IommuError } from '../model/errors';
import type { GuestBuffer } from '../model/guest-queue';
import { MAX_ITEMS } from '../model/viommu';

/**
 * The entries that a call brought.
 *
 * @param entryBytes of the queue; 0: they differ in size
 * @throws IommuError FIELD_NOT_APPLICABLE, ITEMS_REQUIRED, TOO_MANY_ITEMS, ENTRIES_INVALID
 */
export function cutSubmission(
  entryBytes: number,
  entries: Uint8Array,
  buffers: readonly GuestBuffer[],
): readonly (Uint8Array | GuestBuffer)[] {
  if (buffers.length > 0) {
    if (entryBytes !== 0 || entries.length > 0) {
      const text = 'buffers are for requests of virtio-iommu, without entries; give one of the two';
      throw refusal('FIELD_NOT_APPLICABLE', text, 'buffers');
    }
    return buffers;
  }
  if (entryBytes === 0) {
    throw refusal(
      'FIELD_NOT_APPLICABLE',
      'requests of this queue differ in size: give buffers, and no entries',
      'entries',
    );
  }
  const count = entries.length / entryBytes;
  if (count === 0) {
    throw refusal('ITEMS_REQUIRED', 'entries is empty; give at least one entry', 'entries');
  }
  if (count > MAX_ITEMS) {
    const text = `entries has ${String(Math.ceil(count))} of them, at most ${String(MAX_ITEMS)} are taken; split the request`;
    throw refusal('TOO_MANY_ITEMS', text, 'entries');
  }
  if (!Number.isInteger(count)) {
    const text = `entries has ${String(entries.length)} bytes, no multiple of an entry's ${String(entryBytes)}`;
    throw refusal('ENTRIES_INVALID', text, 'entries');
  }
  return Array.from({ length: count }, (_, index) => entries.slice(index * entryBytes, (index + 1) * entryBytes));
}

function refusal(
  reason: 'FIELD_NOT_APPLICABLE' | 'ITEMS_REQUIRED' | 'TOO_MANY_ITEMS' | 'ENTRIES_INVALID',
  text: string,
  field: string,
): IommuError {
  return new IommuError(reason, text, { field });
}
