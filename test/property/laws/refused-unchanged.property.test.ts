import fc from 'fast-check';
import { Iommu } from '../../../src/core/iommu';
import type { BatchOutcome } from '../../../src/core/batch';
import { Ram } from '../../unit/core/fixture';
import { execute, type Call, type Ended, type Machine, type Watcher } from './machine';
import { EVERYTHING, play, scripts } from './script';
import { configOf, parameters } from './settings';
import { serialise, snapshot } from './snapshot';

const BATCHES = ['submitPageRequests', 'inject', 'map', 'unmap', 'invalidate', 'respond', 'resolve'];
const UNCHANGING = ['ALREADY_ANSWERED', 'AUTO_ANSWERED', 'DISCARDED', 'ANSWERED_LONG_AGO', 'UNKNOWN', 'MISMATCH'];

interface Outcomes {
  readonly results?: readonly { readonly result: { readonly outcome: string } }[];
}

/** Whether a command was refused, every item of it if it is a batch, or met only answers that came too late. */
function changesNothing({ method }: Call, ended: Ended): boolean {
  if ('refused' in ended) {
    return true;
  }
  if (method === 'probe') {
    return true;
  }
  if (!BATCHES.includes(method)) {
    return false;
  }
  const batch = ended.value as BatchOutcome & Outcomes;
  const late = (batch.results ?? []).filter(({ result }) => UNCHANGING.includes(result.outcome)).length;
  return batch.executed === late;
}

/** The exception: what an external device does wrong is on record. */
function recordsViolation(machine: Machine, { method, args }: Call): boolean {
  return method === 'submitPageRequests' && args[0] === 'EXTERNAL' && machine.speaker(args[1] as number) === 'EXTERNAL';
}

test('law 9: what is refused changes nothing that can be read', () => {
  const law = (machine: Machine): Watcher => {
    let before = '';
    return {
      before: () => {
        before = serialise(snapshot(machine.iommu));
      },
      after: (call, ended, outputs) => {
        if (changesNothing(call, ended) && !recordsViolation(machine, call)) {
          expect(outputs).toEqual([]);
          expect(serialise(snapshot(machine.iommu))).toBe(before);
        }
      },
    };
  };
  fc.assert(
    fc.property(scripts(EVERYTHING), (script) => {
      play(script, law);
    }),
    parameters('refused-unchanged', 150),
  );
});

/** Plays calls on a fresh vIOMMU and returns all it says. */
function replay(iommu: Iommu, calls: readonly Call[]): string[] {
  return calls.map((call) => serialise([execute(iommu, call), iommu.takeOutputs()]));
}

test('law 8: the same commands give the same outputs, byte for byte', () => {
  fc.assert(
    fc.property(scripts(EVERYTHING), (script) => {
      const said: string[] = [];
      const machine = play(script, () => ({
        after: (_call, ended, outputs) => {
          said.push(serialise([ended, outputs]));
        },
      }));
      const again = new Iommu({ config: configOf(script), incarnation: 7, memory: new Ram(1 << 18) });
      expect(replay(again, machine.calls)).toEqual(said);
      expect(serialise(snapshot(again))).toBe(serialise(snapshot(machine.iommu)));
    }),
    parameters('deterministic', 100),
  );
});

test('law 9: without what was refused, everything else happens alike', () => {
  fc.assert(
    // A refused request of an external device is on record, so that is left out.
    fc.property(scripts(EVERYTHING), (script) => {
      const kept: { call: Call; said: string }[] = [];
      play(script, (machine) => ({
        after: (call, ended, outputs) => {
          if (!changesNothing(call, ended) || recordsViolation(machine, call)) {
            kept.push({ call, said: serialise([ended, outputs]) });
          }
        },
      }));
      const again = new Iommu({ config: configOf(script), incarnation: 7, memory: new Ram(1 << 18) });
      expect(
        replay(
          again,
          kept.map(({ call }) => call),
        ),
      ).toEqual(kept.map(({ said }) => said));
    }),
    parameters('refused-without-trace', 200),
  );
});
