import type { LimitSpec } from '../model/viommu';

/** Limits of guest-native queues, by the names that refusals give. */
export const QUEUE_LIMITS = {
  max_waiting_commands: {
    defaultValue: 65_536,
    maximum: 65_536,
    description: 'commands of one guest-native queue that have not ended',
  },
} as const satisfies Record<string, LimitSpec>;
