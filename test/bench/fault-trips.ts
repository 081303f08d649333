/** A fault's way to the VMM and back, against an empty ping-pong over a stream of grpc-js. */
import path from 'node:path';
import { Actor, type Cpu } from './actor';
import { interleave, ratio, type Effort, type Line, type Result, type Target } from './bench';

/** Where servers and clients run. */
export interface Placement {
  readonly name: string;
  readonly serverCpu: Cpu;
  readonly clientCpu: Cpu;
}

/** Servers and clients on one CPU (what a round trip costs), and on two (what a deployment sees). */
export function placements(cpus: readonly number[]): Placement[] {
  const [first, second] = cpus;
  if (first === undefined) return [{ name: 'unpinned', serverCpu: undefined, clientCpu: undefined }];
  const same = { name: 'same', serverCpu: second ?? first, clientCpu: second ?? first };
  return second === undefined ? [same] : [same, { name: 'split', serverCpu: first, clientCpu: second }];
}

/** p50 and p99 of a subject's round trip at most, as multiples of the empty ping-pong's. */
const TARGETS: Readonly<Record<string, (placement: string) => { readonly p50: Target; readonly p99: Target }>> = {
  'fault-hosted': () => ({ p50: 1.3, p99: 1.6 }),
  'fault-external': (placement) => ({ p50: placement === 'split' ? 2.8 : 3, p99: undefined }),
  'fault-hosted-sdk': () => ({ p50: undefined, p99: undefined }),
};

/** Measures with every process of one placement. */
export async function faultTrips(placement: Placement, directory: string, effort: Effort): Promise<Result> {
  const { serverCpu, clientCpu, name } = placement;
  const socket = (server: string): string => `unix:${path.join(directory, `${server}-${name}.sock`)}`;
  const [target, emptyTarget] = [socket('viommud'), socket('empty')];
  const actors: Actor[] = [];
  const part = async (cpu: Cpu, ...command: [string, ...string[]]): Promise<Actor> => {
    const actor = await Actor.part(cpu, ...command);
    actors.push(actor);
    return actor;
  };
  actors.push(await Actor.viommud(serverCpu, target));
  await part(serverCpu, 'empty-server', emptyTarget);
  await part(clientCpu, 'answering-vmm', target, 'external');
  const subjects: Record<string, Actor> = {
    empty: await part(clientCpu, 'empty-client', emptyTarget),
    'fault-hosted': await part(clientCpu, 'hosted-vmm', target, 'hosted', 'stub', 'fast'),
    'fault-external': await part(clientCpu, 'device', target, 'external'),
  };
  if (effort.complete) subjects['fault-hosted-sdk'] = await part(clientCpu, 'hosted-vmm', target, 'sdk', 'sdk', 'fast');
  const { rounds, notes } = await interleave(subjects, effort.trips);
  for (const actor of actors) actor.dismiss();
  const lines = Object.entries(TARGETS).flatMap(([subject, targets]): Line[] => {
    if (subjects[subject] === undefined) return [];
    const { p50, p99 } = targets(name);
    return [
      { name: `${subject}-${name}-p50`, value: ratio(rounds, subject, 'empty', 'p50Us'), target: p50 },
      { name: `${subject}-${name}-p99`, value: ratio(rounds, subject, 'empty', 'p99Us'), target: p99 },
    ];
  });
  return {
    lines,
    rounds: { [`fault-trips-${name}`]: rounds },
    notes: notes.map((note) => `${name}: ${note}`),
  };
}
