import type { Parts } from './assembly';

/** When a page response deadline, a hardware limit or a caller's limit passes next. */
export function nextDeadline(parts: Parts): bigint | undefined {
  let next = responseDeadline(parts);
  for (const time of [parts.invalidator.nextDeadline, parts.operations.nextDeadline]) {
    if (time !== undefined && (next === undefined || time < next)) {
      next = time;
    }
  }
  return next;
}

/** Moves time forward; what falls due happens at its own time, in the order of the times. */
export function advance(parts: Parts, now: bigint): void {
  for (let due = nextDeadline(parts); due !== undefined && due <= now; due = nextDeadline(parts)) {
    if (due > parts.log.now) {
      parts.log.now = due;
    }
    fire(parts);
    parts.engine.settle();
    parts.stopper.settle();
  }
  if (now > parts.log.now) {
    parts.log.now = now;
  }
}

/** Does everything that is due at the present time: callers' limits first, then the hardware's. */
function fire(parts: Parts): void {
  const { log, operations, invalidator, groupAnswers, settings } = parts;
  for (let operation = operations.takeDue(log.now); operation !== undefined; operation = operations.takeDue(log.now)) {
    if (operation.whenDue === undefined) {
      invalidator.abandon(operation, (id) => parts.endpoints.find(id));
    } else {
      operation.whenDue();
    }
  }
  invalidator.expire();
  const { pageResponseDeadlineNs, pageResponseDeadlineCode } = settings.policy;
  if (pageResponseDeadlineNs > 0n) {
    const reason = {
      cause: 'DEADLINE',
      rule: 'V-DEADLINE',
      action: pageResponseDeadlineCode,
      pasid: 'REQUIRED',
    } as const;
    while (groupAnswers.expireOldest(log.now - pageResponseDeadlineNs, reason)) {
      // Until none is due.
    }
  }
}

function responseDeadline({ queue, settings }: Parts): bigint | undefined {
  const { pageResponseDeadlineNs } = settings.policy;
  const oldest = pageResponseDeadlineNs > 0n ? queue.oldestTime() : undefined;
  return oldest === undefined ? undefined : oldest + pageResponseDeadlineNs;
}
