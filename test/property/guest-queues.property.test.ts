import fc from 'fast-check';
import { Submission } from '../../src/guestqueues/submission';
import type { SubmissionResult } from '../../src/model/guest-queue';
import { IommuError } from '../../src/model/errors';
import { now } from '../unit/session/support';
import { ENDPOINT, makeStage, turn, VIRTUAL_ID } from '../unit/guestqueues/stage';

const ENTRIES = 64;

/** Commands by name, and how often each is chosen. */
const COMMANDS = {
  INVALIDATE: { weight: 4, entry: ['ATS.INVAL', { rid: VIRTUAL_ID, addr: 0x1000n }] },
  NOBODY: { weight: 1, entry: ['ATS.INVAL', { rid: 0x777 }] },
  FENCE: { weight: 3, entry: ['IOFENCE.C', { av: 1, addr: 0x2000n, data: 7 }] },
  BAD_FENCE: { weight: 1, entry: ['IOFENCE.C', { av: 1, addr: 0x10_0000n, data: 7 }] },
  IOTLB: { weight: 2, entry: ['IOTINVAL.VMA', {}] },
  DIRECTORY: { weight: 1, entry: ['IODIR.INVAL_DDT', {}] },
  RESPONSE: { weight: 1, entry: ['ATS.PRGR', { rid: VIRTUAL_ID, prgi: 1 }] },
  ILLEGAL: { weight: 1, entry: ['IOTINVAL.VMA', { nl: 1 }] },
} as const;

type Name = keyof typeof COMMANDS;

type Step =
  | { readonly kind: 'SUBMIT'; readonly names: readonly Name[] }
  | { readonly kind: 'COMPLETE'; readonly itags: readonly number[] }
  | { readonly kind: 'PASS'; readonly seconds: number }
  | { readonly kind: 'CLEAR' }
  | { readonly kind: 'ENABLE'; readonly enabled: boolean }
  | { readonly kind: 'REQUEST' }
  | { readonly kind: 'RESET' };

const name = fc.oneof(
  ...(Object.keys(COMMANDS) as Name[]).map((each) => ({
    weight: COMMANDS[each].weight,
    arbitrary: fc.constant(each),
  })),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('SUBMIT' as const),
      names: fc.array(name, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('COMPLETE' as const), itags: fc.subarray([0, 1, 2, 31]) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('PASS' as const), seconds: fc.constantFrom(1, 60, 90) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('CLEAR' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('ENABLE' as const), enabled: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('REQUEST' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('RESET' as const) }) },
);

/** A call that was taken. */
interface Call {
  readonly names: readonly Name[];
  /** How often the queue had been turned on before it. */
  readonly epoch: number;
  readonly ended: { result?: SubmissionResult };
}

/** Counts how often each entry of each call is settled. */
function countSettled(): { readonly counts: Map<Submission, number[]>; readonly stop: () => void } {
  const counts = new Map<Submission, number[]>();
  const { settle } = Submission.prototype;
  const spy = jest.spyOn(Submission.prototype, 'settle').mockImplementation(function (this: Submission, result) {
    const count = counts.get(this) ?? [];
    count[result.index] = (count[result.index] ?? 0) + 1;
    counts.set(this, count);
    settle.call(this, result);
  });
  return { counts, stop: () => spy.mockRestore() };
}

/** Runs a script, checks what must hold at any time, and returns all that was told. */
async function run(script: readonly Step[]): Promise<string> {
  const on = makeStage('RISCV');
  const told: unknown[] = [];
  const calls: Call[] = [];
  const { counts, stop } = countSettled();
  let epoch = 0;
  on.control('COMMAND', { entries: ENTRIES, writeMemory: true });
  on.control('PAGE_REQUEST', { enabled: true });
  on.grant();
  const queue = () => now(on.host.guestQueues.views())[0]!;
  const check = async (): Promise<void> => {
    await turn();
    const { outstandingInvalidations } = on.core((iommu) => iommu.endpoint(ENDPOINT));
    const waiting = calls.filter(({ ended }) => ended.result === undefined).length;
    // Whoever waits, waits for an endpoint.
    expect(outstandingInvalidations > 0 || waiting === 0).toBe(true);
    expect(queue().waiting > 0).toBe(waiting > 0);
    told.push(queue());
  };
  const perform = (next: Step): void => {
    switch (next.kind) {
      case 'SUBMIT':
        calls.push({
          names: next.names,
          epoch,
          ended: on.submit(on.encode('cq', ...next.names.map((each) => COMMANDS[each].entry))),
        });
        break;
      case 'COMPLETE':
        on.complete(...next.itags);
        break;
      case 'PASS':
        on.pass(BigInt(next.seconds) * 1_000_000_000n);
        break;
      case 'CLEAR':
        on.control('COMMAND', { clear: ['cqcsr.cqmf', 'cqcsr.cmd_to', 'cqcsr.cmd_ill', 'ipsr.cip'] });
        break;
      case 'ENABLE': {
        const was = queue().enabled;
        on.control('COMMAND', { enabled: next.enabled });
        epoch += next.enabled && !was ? 1 : 0;
        break;
      }
      case 'REQUEST':
        on.request(1);
        break;
      case 'RESET':
        on.core((iommu) => iommu.resetFunction(ENDPOINT));
        break;
    }
  };
  try {
    for (const next of script) {
      try {
        perform(next);
      } catch (error) {
        if (!(error instanceof IommuError)) throw error;
        told.push(error.reason);
      }
      await check();
    }
    on.pass(200_000_000_000n);
    await check();
  } finally {
    stop();
  }
  for (const { names, ended } of calls) {
    expect(ended.result).toBeDefined();
    const { consumed, results } = ended.result!;
    expect(new Set(results.map(({ index }) => index)).size).toBe(results.length);
    expect(consumed + results.filter(isNotConsumed).length).toBe(names.length);
  }
  for (const count of counts.values()) {
    expect(count).toEqual(count.map(() => 1));
  }
  const settled = [...counts.values()].reduce((sum, { length }) => sum + length, 0);
  expect(settled).toBe(calls.reduce((sum, { names }) => sum + names.length, 0));
  const moved = calls
    .filter((call) => call.epoch === epoch)
    .reduce((sum, { ended }) => sum + ended.result!.consumed, 0);
  expect(queue().head).toBe(BigInt(moved % ENTRIES));
  return JSON.stringify([told, calls, now(on.host.guestQueues.read('PAGE_REQUEST', 4096))], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${String(value)}n` : value instanceof Uint8Array ? [...value] : value,
  );
}

/** Whether the head is not past an entry: not reached, illegal, or a fence that an error keeps it on. */
function isNotConsumed({ outcome, kind }: SubmissionResult['results'][number]): boolean {
  return (
    outcome === 'NOT_CONSUMED' ||
    outcome === 'ILLEGAL' ||
    outcome === 'ABORTED' ||
    (outcome === 'TIMED_OUT' && kind === 'IOFENCE.C')
  );
}

test('every command ends once, the head moves by what is consumed, and nobody waits for nothing; the same script does the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (script) => {
      expect(await run(script)).toBe(await run(script));
    }),
    { numRuns: 60 },
  );
});
