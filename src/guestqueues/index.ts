/** Guest-native queues: what a guest writes to the queues of its IOMMU, and what hardware writes to them. */
export { GuestQueues, type Controlled, type Pending, type Wanted } from './guest-queues';
export { QUEUE_LIMITS } from './limits';
