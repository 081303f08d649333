/** The queues of virtio-iommu (virtio 1.x, 5.13). */
import type { Architecture, QueueParts } from '../dialect';
import { VirtioCommands } from './commands';
import { VirtioEvents } from './events';

/** Makes them. */
export function virtio(parts: QueueParts): Architecture {
  return { command: new VirtioCommands(parts), event: new VirtioEvents(parts.registers) };
}
