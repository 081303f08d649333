import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { IommuError } from '../../src/model/errors';
import type { GuestBuffer, QueueView, SubmissionResult } from '../../src/model/guest-queue';
import type { ProfileName } from '../../src/model/viommu';
import { PROFILES } from '../../src/profiles';
import { now } from '../unit/session/support';
import { ENDPOINT, makeStage, turn } from '../unit/guestqueues/stage';

const VECTORS = path.resolve(__dirname, '../vectors');

/** Queues of commands of each profile, as they are at first. */
const QUEUES: readonly (readonly [ProfileName, QueueView])[] = (Object.keys(PROFILES) as ProfileName[]).flatMap(
  (profile) =>
    now(makeStage(profile).host.guestQueues.views())
      .filter(({ kind }) => ['COMMAND', 'IOMMUFD_PAGE_RESPONSE', 'IOMMUFD_INVALIDATE'].includes(kind))
      .map((view) => [profile, view] as const),
);

/** Records that are valid somewhere, by their size. */
const VALID: readonly Uint8Array[] = fs
  .readdirSync(VECTORS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => JSON.parse(fs.readFileSync(path.join(VECTORS, file), 'utf8')) as { readonly hex?: string }[])
  .flatMap(({ hex }) => (hex === undefined ? [] : [new Uint8Array(Buffer.from(hex, 'hex'))]));

const random = (size: number | undefined): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array(size === undefined ? { maxLength: 80 } : { minLength: size, maxLength: size });

/** A record that was valid before some of its bits were flipped. */
const flipped = (size: number | undefined): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...VALID.filter(({ length }) => size === undefined || length === size)),
      fc.array(fc.nat(), { maxLength: 3 }),
    )
    .map(([bytes, places]) => {
      const copy = bytes.slice();
      for (const place of places) {
        const bit = place % (copy.length * 8);
        copy[bit >> 3]! ^= 1 << (bit & 7);
      }
      return copy;
    });

const buffer: fc.Arbitrary<GuestBuffer> = fc.record({
  readable: fc.oneof(random(undefined), flipped(undefined)),
  writableBytes: fc.nat(32),
});

/** What one call carries: entries, or buffers where entries have no size. */
type Call = readonly [entries: Uint8Array, buffers: readonly GuestBuffer[]];

const calls = (size: number): fc.Arbitrary<readonly Call[]> => {
  const call: fc.Arbitrary<Call> =
    size === 0
      ? fc.array(buffer, { minLength: 1, maxLength: 12 }).map((all): Call => [new Uint8Array(), all])
      : fc
          .array(fc.oneof(random(size), { weight: 3, arbitrary: flipped(size) }), { minLength: 1, maxLength: 12 })
          .map((all): Call => [Buffer.concat(all), []]);
  return fc.array(call, { minLength: 1, maxLength: 3 });
};

test('there are queues of commands', () => {
  expect(new Set(QUEUES.map(([profile]) => profile)).size).toBeGreaterThan(3);
});

test.each(QUEUES)(
  '%s: whatever a guest writes to its queue, it is refused or it ends',
  async (profile, { kind, entryBytes }) => {
    await fc.assert(
      fc.asyncProperty(calls(entryBytes), async (script) => {
        const on = makeStage(profile);
        if (on.core((iommu) => iommu.endpoint(ENDPOINT)).atsEnabled) on.grant();
        const ended: SubmissionResult[] = [];
        let taken = 0;
        for (const [entries, buffers] of script) {
          try {
            const result = on.host.guestQueues.submit(kind, entries, buffers);
            taken += 1;
            if (result instanceof Promise) {
              void result.then((value) => ended.push(value));
            } else {
              ended.push(result);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(IommuError);
          }
        }
        // Every invalidation that an endpoint did not complete has timed out then, one after the other.
        for (let rounds = 0; rounds < 4; rounds += 1) {
          on.pass(200_000_000_000n);
          await turn();
        }
        expect(ended).toHaveLength(taken);
        expect(now(on.host.guestQueues.views()).find((view) => view.kind === kind)).toMatchObject({ waiting: 0 });
        on.core((iommu) => iommu.statistics({}));
        on.control(kind, { enabled: false });
      }),
      { numRuns: 25 },
    );
  },
);
