/**
 * The status register of the AMD IOMMU (MMIO offset 2020h). No text of the specification was at hand: its bits are those
 * that Linux and VirtualBox agree on.
 */

/** Its name. */
export const STATUS = 'Status';

/** Its bits about the command buffer: a COMPLETION_WAIT that interrupts has ended; commands are fetched. */
export const COMMANDS = { ComWaitInt: 2, CmdBufRun: 4 } as const;

/** Its bits about the event log: it overflowed; an event was written; events are written. */
export const EVENTS = { EventOverflow: 0, EventLogInt: 1, EventLogRun: 3 } as const;

/** Its bits about the PPR log: it overflowed; a page request was written; page requests are written. */
export const REQUESTS = { PPROverflow: 5, PPRInt: 6, PPRRun: 7 } as const;
