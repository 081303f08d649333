/** The processes of the play: starts them, hears what they say, and lets them go. */
import path from 'node:path';
import { Actor, type Command } from './actor';
import { Cues } from './cues';
import type { FromDevice, FromVmm, Plan, SeenGroup, ToDevice, ToVmm } from './messages';
import type { DemoRequest } from './request';
import type { Screen } from './screen';
import type { Workspace } from './workspace';

/** What the play waits for. */
export type Cue = FromVmm | FromDevice | { readonly kind: 'half' };

/** A program of ours, by its path relative to this one. */
const ours = (file: string): Command => [process.execPath, path.join(__dirname, file)];

const SERVER = ours('../src/main.js');
const VMM = ours('vmm.js');
const DEVICE = ours('device.js');

/** Every process that was started, for a sudden end. */
const running = new Set<{ killNow(): void }>();

/** Kills whatever is running. */
export function killAll(): void {
  for (const actor of running) actor.killNow();
}

/** The server, the VMM prototype and the device model. */
export class Cast {
  readonly cues = new Cues<Cue>();
  /** Groups the first VMM prototype left unanswered. */
  readonly held = new Set<string>();
  /** Groups that came again. */
  readonly redelivered = new Set<string>();
  readonly #request: DemoRequest;
  readonly #workspace: Workspace;
  readonly #screen: Screen;
  /** The cookie of each group the VMM prototypes have received, by what it asks for. */
  readonly #seen = new Map<string, string>();
  #server: Actor<never, never> | undefined;
  #vmm: Actor<ToVmm, FromVmm> | undefined;
  #device: Actor<ToDevice, FromDevice> | undefined;
  #streamingSince: number | undefined;
  #half = false;

  constructor(request: DemoRequest, workspace: Workspace, screen: Screen) {
    this.#request = request;
    this.#workspace = workspace;
    this.#screen = screen;
  }

  startServer(): void {
    const { vmmSocket, deviceSocket, memoryDirectory } = this.#workspace;
    const listen = ['--listen', `unix:${vmmSocket}`, '--listen', `unix:${deviceSocket},allow=device`];
    const flags = ['--memory-dir', memoryDirectory, '--log-level', 'error'];
    this.#server = this.#start('server', [...SERVER, ...listen, ...flags], () => {});
  }

  startVmm(how: Pick<Plan, 'resume' | 'stallAfterPages'>): void {
    const program: Command = this.#request.vmm === undefined ? VMM : [this.#request.vmm];
    this.#vmm = this.#start<ToVmm, FromVmm>('vmm', [...program, this.#planOf(how)], (message) => {
      if (message.kind === 'groups') this.#groupsCame(message.groups);
      else if (message.kind === 'reading') this.cues.alive();
      else this.#heard(message);
    });
  }

  startDevice(): void {
    const plan = this.#planOf({ resume: false, stallAfterPages: undefined });
    this.#device = this.#start<ToDevice, FromDevice>('device', [...DEVICE, plan], (message) => {
      if (message.kind === 'progress') this.#progressed(message.bytes);
      else this.cues.say(message);
    });
  }

  tellVmm(message: ToVmm): void {
    this.#vmm?.tell(message);
  }

  tellDevice(message: ToDevice): void {
    this.#device?.tell(message);
  }

  /** Kills the VMM prototype; another can be started. */
  async killVmm(): Promise<void> {
    await this.#vmm?.kill();
  }

  /** Lets the device model hang. */
  freezeDevice(): void {
    this.#device?.freeze();
  }

  /** Kills the device model. */
  async killDevice(): Promise<void> {
    await this.#device?.kill();
  }

  /** Lets everybody end: the device first, the server last. */
  async dismiss(): Promise<void> {
    await this.#device?.dismiss(() => this.#device?.tell({ kind: 'finish' }));
    await this.#vmm?.dismiss(() => this.#vmm?.tell({ kind: 'finish' }));
    await this.#server?.dismiss((child) => child.kill('SIGTERM'));
  }

  /** Ends everybody at once. */
  async killAll(): Promise<void> {
    await Promise.all([this.#device?.kill(), this.#vmm?.kill(), this.#server?.kill()]);
  }

  #start<In extends { kind: string }, Out extends { kind: string }>(
    name: string,
    command: Command,
    told: (message: Out) => void,
  ): Actor<In, Out> {
    const actor = new Actor<In, Out>(name, command, {
      line: (who, line) => this.#screen.line(`${who.padEnd(6)} | ${line}`),
      told,
      failed: (reason) => this.cues.fail(reason),
    });
    running.add(actor);
    return actor;
  }

  #planOf(how: Pick<Plan, 'resume' | 'stallAfterPages'>): string {
    const { file, bytes } = this.#request;
    const { vmmSocket, deviceSocket, memoryDirectory } = this.#workspace;
    const plan: Plan = { vmmSocket, deviceSocket, memoryDirectory, file, fileBytes: bytes, ...how };
    return JSON.stringify(plan);
  }

  #heard(message: FromVmm): void {
    if (message.kind === 'held') for (const cookie of message.cookies) this.held.add(cookie);
    this.cues.say(message);
  }

  #groupsCame(groups: readonly SeenGroup[]): void {
    this.cues.alive();
    for (const { cookie, what, redelivery } of groups) {
      if (redelivery) {
        const seen = this.#seen.get(what);
        const before = seen === undefined ? 'not read before the kill' : `seen before the kill as ${seen}`;
        this.#screen.line(`demo: redelivered cookie ${cookie} (${before}): ${what}`);
        this.redelivered.add(cookie);
      }
      this.#seen.set(what, cookie);
    }
  }

  #progressed(bytes: number): void {
    this.cues.alive();
    const total = this.#request.bytes;
    this.#streamingSince ??= performance.now();
    this.#screen.progress({ bytes, total, elapsedMs: performance.now() - this.#streamingSince });
    if (this.#half || bytes * 2 < total) return;
    this.#half = true;
    this.cues.say({ kind: 'half' });
  }
}
