import fc from 'fast-check';
import type { Output } from '../../../src/core/outputs';
import { NO_PASID } from '../../../src/model/page-request';
import { READ, WRITE } from '../../../src/model/permissions';
import { ACTIONS, begin } from './actions';
import { Machine, type Call, type Ended } from './machine';
import { scripts, without, type Script, type Step } from './script';
import { configOf, parameters } from './settings';
import { serialise } from './snapshot';

const SILENT = 90;
const PAGE = 700;
const address = (page: number) => BigInt(page) * 4096n;

/** What an endpoint that answers nobody does and suffers, in a domain of its own. */
const SILENT_ACTS: readonly ((machine: Machine, step: Step) => void)[] = [
  (machine) => {
    machine.call('requestTranslation', 'HOSTED', SILENT, {
      pasid: NO_PASID,
      firstPage: PAGE,
      pageCount: 2,
      permissions: READ | WRITE,
    });
  },
  (machine) => {
    machine.call('unmap', SILENT, [{ firstPage: PAGE, lastPage: PAGE + 1 }], 'CONTINUE');
  },
  (machine) => {
    const item = {
      firstPage: PAGE,
      lastPage: PAGE + 1,
      outputFirstPage: 20,
      permissions: READ | WRITE,
      ifMapped: 'REFUSE' as const,
    };
    machine.call('map', SILENT, [item], 'CONTINUE');
  },
  (machine, step) => {
    machine.call('invalidate', [{ kind: 'DEVICE_TLB', endpointId: SILENT }], 'CONTINUE', BigInt(step.n));
  },
  (machine) => {
    machine.call('issueDma', 'HOSTED', SILENT, {
      addressType: 'AUTOMATIC',
      pasid: NO_PASID,
      address: address(PAGE),
      transfer: { kind: 'READ', length: 8 },
    });
  },
  (machine, step) => {
    machine.call('setLink', SILENT, step.n % 2 === 0, step.m % 4 !== 0);
  },
];

/** Numbers that all share. */
const SHARED = new Set(['operationId', 'operation_id', 'cookie', 'sequence', 'generation', 'attachmentGeneration']);

/** The outputs that concern others, without the numbers that all share. */
function ofOthers(outputs: readonly Output[]): string[] {
  return outputs.flatMap((output) => {
    if (output.kind === 'ENDPOINT') {
      return output.endpointId === SILENT ? [] : [bare([output.timeNs, output.sequence, output.message])];
    }
    if (output.kind === 'OPERATION') {
      const { operation, outcome, endpoints, beginNs, endNs } = output.result;
      return [bare([operation, outcome, endpoints, beginNs, endNs, output.dma])];
    }
    return [];
  });
}

/** Anything as text, without the numbers that all share. */
function bare(value: unknown): string {
  const without: unknown = JSON.parse(serialise(value), (key, each: unknown) => (SHARED.has(key) ? undefined : each));
  return JSON.stringify(without);
}

/** What a command returned, or why it was refused. What fired when time moved is told for all together. */
function returned({ method }: Call, ended: Ended): string {
  if ('value' in ended && (typeof ended.value === 'bigint' || method === 'tick')) {
    return 'an operation, a report or what fired';
  }
  return bare(ended);
}

interface Played {
  /** Per step of the script: what happened to others in it. */
  readonly said: readonly string[];
}

/** Plays a script; with or without the silent endpoint between the steps. Its operations are told apart by their id. */
function playWith(script: Script, silent: boolean): Played {
  const machine = new Machine(configOf({ ...script, tiny: false }), false, script);
  const own = new Set<bigint>();
  const said: string[] = [];
  let acting = false;
  machine.watch({
    after: (call, ended, outputs) => {
      if (acting) {
        const value = 'value' in ended ? (ended.value as { operationId?: bigint } | undefined) : undefined;
        if (value?.operationId !== undefined) {
          own.add(value.operationId);
        }
      }
      if (!acting) {
        said.push(returned(call, ended));
      }
      said.push(...ofOthers(outputs.filter((o) => o.kind !== 'OPERATION' || !own.has(o.result.operationId))));
    },
  });
  machine.apart = SILENT;
  begin(machine);
  if (silent) {
    acting = true;
    machine.call('createEndpoint', SILENT, { ats: {}, pri: {}, invalidationCompletion: 'MANUAL' });
    machine.call('createDomain', SILENT, { kind: 'PAGING', pageRequests: true });
    machine.call('attach', SILENT, NO_PASID, SILENT, 0n);
    machine.call('enablePri', SILENT);
  }
  for (const step of script.steps) {
    acting = false;
    ACTIONS[step.act](machine, step);
    if (silent) {
      acting = true;
      SILENT_ACTS[step.page % SILENT_ACTS.length]!(machine, step);
    }
  }
  return { said };
}

test('law 7: what one silent endpoint does not do changes nothing for the others, nor when', () => {
  // Left out is what names every endpoint or group at once, and what chooses among all there are.
  const all = ['invalidate', 'reset', 'respondLate', 'createEndpoint', 'createDomain', 'update', 'configure'] as const;
  const misbehaving = { setLink: 4, completeOddly: 4, addOwnRules: 10, deleteRules: 2, createSharing: 2 };
  const weights = { ...without(...all, 'exhaust'), ...misbehaving, watchTimeouts: 3, tick: 8 };
  fc.assert(
    fc.property(scripts(weights), (script) => {
      expect(playWith(script, true).said).toEqual(playWith(script, false).said);
    }),
    parameters('silence', 200),
  );
});
