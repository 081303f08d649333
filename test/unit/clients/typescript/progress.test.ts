import fc from 'fast-check';
import { Progress } from '../../../../clients/typescript/progress';
import type { Report, ReportStreamOpened } from '../../../../clients/typescript';

const opened = (nextSequence: bigint, epoch = 1) => ({ epoch, nextSequence }) as ReportStreamOpened;
const event = (sequence: bigint) => ({ record: 'violation', sequence }) as Report;
const group = (sequence: bigint) => ({ record: 'pageRequestGroup', sequence }) as Report;
const skipped = (first: bigint, last: bigint) => ({ first, last, reason: 'SKIP_REASON_FILTERED' }) as const;

test('goes on before a group that waits for credits, and drops the events that are repeated', () => {
  const progress = new Progress(opened(10n));
  progress.received([event(10n), event(12n), event(13n)]);
  expect(progress.resumePoint).toEqual({ epoch: 1, sequence: 10n });
  progress.reopened(opened(11n));
  const again = [group(11n), event(12n), event(13n), event(14n)];
  expect(progress.received(again)).toEqual([group(11n), event(14n)]);
  expect(progress.resumePoint.sequence).toBe(14n);
});

test('a group always comes through: redelivered, or older than the stream', () => {
  const progress = new Progress(opened(10n));
  expect(progress.received([group(3n)])).toEqual([group(3n)]);
  progress.received([group(12n)]);
  expect(progress.received([group(12n)])).toEqual([group(12n)]);
  expect(progress.resumePoint.sequence).toBe(9n);
});

test('what is skipped is explained', () => {
  const progress = new Progress(opened(1n));
  progress.skipped(skipped(3n, 2n ** 64n - 1n));
  expect(progress.resumePoint.sequence).toBe(0n);
  progress.skipped(skipped(1n, 2n));
  expect(progress.resumePoint.sequence).toBe(2n ** 64n - 1n);
});

test('another epoch begins anew', () => {
  const progress = new Progress(opened(1n));
  progress.received([event(1n), event(3n)]);
  progress.reopened(opened(4n, 2));
  expect(progress.resumePoint).toEqual({ epoch: 2, sequence: 3n });
  expect(progress.received([event(4n)])).toHaveLength(1);
});

test('is the largest number up to which nothing is missing, in whatever order things come', () => {
  const range = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 12 }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 40 }), (ranges) => {
      const progress = new Progress(opened(1n));
      const known = new Set<number>();
      for (const [first, length] of ranges) {
        const last = first + length;
        if (length === 0) {
          const fresh = progress.received([event(BigInt(first))]).length > 0;
          expect(fresh).toBe(first > 0 && !known.has(first));
        } else progress.skipped(skipped(BigInt(first), BigInt(last)));
        for (let n = first; n <= last; n++) known.add(n);
        let complete = 0;
        while (known.has(complete + 1)) complete += 1;
        expect(progress.resumePoint.sequence).toBe(BigInt(complete));
      }
    }),
    { seed: 20261120, numRuns: 500 },
  );
});
