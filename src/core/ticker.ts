import type { TimeFired } from '../model/viommu';
import type { Parts } from './assembly';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** When a page response deadline, a hardware limit or a caller's limit passes next. */
export function nextDeadline(parts: Parts): bigint | undefined {
  let next = responseDeadline(parts);
  for (const time of [parts.invalidator.nextDeadline, parts.operations.nextDeadline, parts.delays.nextDeadline]) {
    if (time !== undefined && (next === undefined || time < next)) {
      next = time;
    }
  }
  return next;
}

/** Goes on with whatever can; what that causes goes on as well. */
export function settle({ delays, engine, stopper }: Parts): void {
  do {
    delays.settle();
    engine.settle();
    stopper.settle();
  } while (delays.hasWork);
}

/** Moves time forward; what falls due happens at its own time, in the order of the times. */
export function advance(parts: Parts, now: bigint): TimeFired {
  const fired = { responseDeadlines: 0, invalidationTimeouts: 0, operationTimeouts: 0, delayedMessages: 0 };
  for (let due = nextDeadline(parts); due !== undefined && due <= now; due = nextDeadline(parts)) {
    if (due > parts.log.now) {
      parts.log.now = due;
    }
    fire(parts, fired);
    settle(parts);
  }
  if (now > parts.log.now) {
    parts.log.now = now;
  }
  return fired;
}

/** Does everything that is due at the present time: what was delayed, then callers' limits, then the hardware's. */
function fire(parts: Parts, fired: Mutable<TimeFired>): void {
  fired.delayedMessages += parts.delays.fire();
  const { log, operations, invalidator, groupAnswers, settings } = parts;
  for (let operation = operations.takeDue(log.now); operation !== undefined; operation = operations.takeDue(log.now)) {
    fired.operationTimeouts += 1;
    if (operation.whenDue === undefined) {
      invalidator.abandon(operation, (id) => parts.endpoints.find(id));
    } else {
      operation.whenDue();
    }
  }
  fired.invalidationTimeouts += invalidator.expire();
  const { pageResponseDeadlineNs, pageResponseDeadlineCode } = settings.policy;
  if (pageResponseDeadlineNs > 0n) {
    const reason = {
      cause: 'DEADLINE',
      rule: 'V-DEADLINE',
      action: pageResponseDeadlineCode,
      pasid: 'REQUIRED',
    } as const;
    while (groupAnswers.expireOldest(log.now - pageResponseDeadlineNs, reason)) {
      fired.responseDeadlines += 1;
    }
  }
}

function responseDeadline({ queue, settings }: Parts): bigint | undefined {
  const { pageResponseDeadlineNs } = settings.policy;
  const oldest = pageResponseDeadlineNs > 0n ? queue.oldestTime() : undefined;
  return oldest === undefined ? undefined : oldest + pageResponseDeadlineNs;
}
