import fc from 'fast-check';
import type { BatchOutcome } from '../../../src/core/batch';
import type { DirtyQuery } from '../../../src/core/dirty-pages';
import { WRITE } from '../../../src/model/permissions';
import { execute, subjectOf, type Call, type Ended, type Machine, type Subject, type Watcher } from './machine';
import { everyScript, play } from './script';
import { configOf, parameters } from './settings';
import { serialise, snapshot } from './snapshot';

const BATCHES = ['submitPageRequests', 'inject', 'map', 'unmap', 'invalidate', 'respond', 'resolve'];
const UNCHANGING = ['ALREADY_ANSWERED', 'AUTO_ANSWERED', 'DISCARDED', 'ANSWERED_LONG_AGO', 'UNKNOWN', 'MISMATCH'];

interface Outcomes {
  readonly results?: readonly { readonly result: { readonly outcome: string } }[];
}

/** Commands that only tell. */
const TELLING = ['probe', 'explain', 'usablePages'];

/** Whether a command was refused, every item of it if it is a batch, or met only answers that came too late. */
function changesNothing({ method, args }: Call, ended: Ended): boolean {
  if ('refused' in ended || TELLING.includes(method)) {
    return true;
  }
  if (method === 'readDirty') {
    return (args[1] as DirtyQuery).keep;
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
          expect(machine.ram.accesses.filter(({ access }) => access === WRITE)).toEqual([]);
          expect(serialise(snapshot(machine.iommu))).toBe(before);
        }
      },
    };
  };
  fc.assert(
    fc.property(everyScript(), (script) => {
      play(script, law);
    }),
    parameters('refused-unchanged', 150),
  );
});

/** Plays calls on a fresh vIOMMU and returns all it says. */
function replay(subject: Subject, calls: readonly Call[]): string[] {
  return calls.map((call) => serialise([execute(subject, call), subject.iommu.takeOutputs()]));
}

test('law 8: the same commands give the same outputs, byte for byte', () => {
  fc.assert(
    fc.property(everyScript(), (script) => {
      const said: string[] = [];
      const machine = play(script, () => ({
        after: (_call, ended, outputs) => {
          said.push(serialise([ended, outputs]));
        },
      }));
      const again = subjectOf(configOf(script));
      expect(replay(again, machine.calls)).toEqual(said);
      expect(serialise(snapshot(again.iommu))).toBe(serialise(snapshot(machine.iommu)));
      expect(Buffer.compare(again.ram.bytes, machine.ram.bytes)).toBe(0);
    }),
    parameters('deterministic', 100),
  );
});

test('law 9: without what was refused, everything else happens alike', () => {
  fc.assert(
    // A refused request of an external device is on record, so that is left out.
    fc.property(everyScript(), (script) => {
      const kept: { call: Call; said: string }[] = [];
      const { ram } = play(script, (machine) => ({
        after: (call, ended, outputs) => {
          if (!changesNothing(call, ended) || recordsViolation(machine, call)) {
            kept.push({ call, said: serialise([ended, outputs]) });
          }
        },
      }));
      const again = subjectOf(configOf(script));
      expect(
        replay(
          again,
          kept.map(({ call }) => call),
        ),
      ).toEqual(kept.map(({ said }) => said));
      expect(Buffer.compare(again.ram.bytes, ram.bytes)).toBe(0);
    }),
    parameters('refused-without-trace', 200),
  );
});
