/** Reads a story, and refuses before it runs everything in it that could only fail, or be ignored. */
import * as grpc from '@grpc/grpc-js';
import type { Contract, Method } from './contract';
import { Fields } from './fields';
import { parseJson, parsePath, within, type Json, type JsonObject } from './json';
import { Names } from './names';
import { checkReceived, ShapeCheck } from './shape';
import type { Action, ExpectedRefusal, ExpectedReply, Saves, Step, Story } from './story';

/** A stream of the story at one point of it. */
interface OpenStream {
  readonly method: Method;
  paused: boolean;
  closed: boolean;
}

/**
 * Loads a story.
 *
 * @param text the JSON
 * @param contract what it calls
 * @throws Error that says where in the text, and what is wrong
 */
export function loadStory(text: string, contract: Contract): Story {
  const fields = new Fields(parseJson(text), '');
  const loader = new Loader(contract);
  const story = {
    name: fields.text('name'),
    story: fields.text('story'),
    steps: loader.steps(fields.list('steps'), 'steps'),
  };
  fields.done();
  loader.done();
  return story;
}

/** What all keys of a step but `say` come to, by the key that says what is done. */
type Reader = (step: Fields) => Action;

class Loader {
  private readonly names = new Names();
  private readonly streams = new Map<string, OpenStream>();
  private readonly calls = new Map<string, Method>();
  private readonly inExpect = new ShapeCheck(this.names, 'expect');
  private readonly inRequest = new ShapeCheck(this.names, 'request');

  constructor(private readonly contract: Contract) {}

  steps(list: readonly Json[], at: string): Step[] {
    return list.map((step, index) => this.step(new Fields(step, `${at}[${index}]`)));
  }

  /** @throws Error when the story leaves something undone */
  done(): void {
    const [unfinished] = this.calls.keys();
    if (unfinished !== undefined) throw new Error(`the call ${unfinished} is started and never finished`);
    const [unused] = this.names.unused();
    if (unused !== undefined) throw new Error(`${unused} is saved and never used`);
  }

  private step(step: Fields): Step {
    const say = step.text('say');
    const kinds = Object.keys(this.readers).filter((key) => step.has(key));
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1) {
      const found = kinds.length > 1 ? kinds.join(' and ') : 'none';
      throw new Error(
        `${step.path('say')}: a step does one of ${Object.keys(this.readers).join(', ')}; here is ${found}`,
      );
    }
    const action = this.readers[kind]!(step);
    step.done();
    return { say, action };
  }

  private readonly readers: Readonly<Record<string, Reader>> = {
    call: (step) => {
      const method = this.method(step, 'call', ['unary']);
      const request = this.request(step, method);
      return { kind: 'call', method: method.name, request, reply: this.reply(step, method) };
    },
    start: (step) => {
      const { name, method, request } = this.named(step.fields('start'), this.calls, ['unary']);
      this.calls.set(name, method);
      return { kind: 'start', name, method: method.name, request };
    },
    finish: (step) => {
      const name = step.name('finish');
      const method = this.calls.get(name);
      if (method === undefined) throw new Error(`${step.path('finish')}: no call ${name} is running; start it first`);
      this.calls.delete(name);
      return { kind: 'finish', name, reply: this.reply(step, method) };
    },
    open: (step) => {
      const { name, method, request } = this.named(step.fields('open'), this.streams, ['serverStream', 'bidi']);
      this.streams.set(name, { method, paused: false, closed: false });
      return { kind: 'open', name, method: method.name, request };
    },
    send: (step) => {
      const fields = step.fields('send');
      const [stream, { method }] = this.upward(fields, 'stream');
      const message = fields.object('message');
      this.inRequest.message(method.request, message, fields.path('message'));
      fields.done();
      return { kind: 'send', stream, message };
    },
    receive: (step) => this.receive(step.fields('receive')),
    silent: (step) => {
      const fields = step.fields('silent');
      const [stream, open] = this.upward(fields, 'stream');
      refusePaused(open, fields.path('stream'));
      fields.done();
      return { kind: 'silent', stream };
    },
    pause: (step) => {
      const [stream, open] = this.stream(step, 'pause');
      refusePaused(open, step.path('pause'));
      open.paused = true;
      return { kind: 'pause', stream };
    },
    resume: (step) => {
      const [stream, open] = this.stream(step, 'resume');
      if (!open.paused) throw new Error(`${step.path('resume')}: ${stream} is not paused`);
      open.paused = false;
      return { kind: 'resume', stream };
    },
    close: (step) => {
      const [stream, open] = this.upward(step, 'close');
      open.closed = true;
      return { kind: 'close', stream };
    },
    cancel: (step) => {
      const [stream] = this.stream(step, 'cancel');
      this.streams.delete(stream);
      return { kind: 'cancel', stream };
    },
    ended: (step) => {
      const fields = step.fields('ended');
      const [stream, open] = this.stream(fields, 'stream');
      refusePaused(open, fields.path('stream'));
      this.streams.delete(stream);
      const refusal = this.refusal(fields);
      fields.done();
      return { kind: 'ended', stream, refusal };
    },
    repeat: (step) => this.repeat(step.fields('repeat')),
  };

  private receive(fields: Fields): Action {
    const [stream, open] = this.stream(fields, 'stream');
    refusePaused(open, fields.path('stream'));
    const expect = fields.object('expect');
    checkReceived(this.inExpect, open.method.response, expect, fields.path('expect'));
    const skip = fields.optionalText('skip');
    if (skip !== undefined && skip !== 'drop' && skip !== 'keep') {
      throw new Error(`${fields.path('skip')}: is drop or keep, not "${skip}"`);
    }
    const times = fields.count('times');
    const save = this.saves(fields);
    fields.done();
    return { kind: 'receive', stream, expect, save, skip, times };
  }

  private repeat(fields: Fields): Action {
    const times = fields.count('times');
    if (times === undefined) throw new Error(`${fields.path('times')}: is missing`);
    const as = fields.has('as') ? fields.name('as') : 'i';
    const before = this.open();
    within(fields.path('as'), () => this.names.count(as));
    const steps = this.steps(fields.list('steps'), fields.path('steps'));
    this.names.forget(as);
    const after = this.open();
    if (before !== after) {
      const change = `before: ${before || 'nothing'}; after: ${after || 'nothing'}`;
      throw new Error(`${fields.path('steps')}: a round leaves open what it did not find open (${change})`);
    }
    fields.done();
    return { kind: 'repeat', times, as, steps };
  }

  /** Streams and calls under way, with their state. */
  private open(): string {
    const streams = [...this.streams].map(
      ([name, { paused, closed }]) => `${name}${paused ? ' paused' : ''}${closed ? ' closed' : ''}`,
    );
    return [...streams, ...this.calls.keys()].sort().join(', ');
  }

  /** What `start` and `open` have in common. */
  private named(fields: Fields, taken: ReadonlyMap<string, unknown>, kinds: readonly Method['kind'][]) {
    const name = fields.name('name');
    if (taken.has(name)) throw new Error(`${fields.path('name')}: ${name} is still open`);
    const method = this.method(fields, 'call', kinds);
    const request = this.request(fields, method);
    fields.done();
    return { name, method, request };
  }

  private method(fields: Fields, key: string, kinds: readonly Method['kind'][]): Method {
    const method = within(fields.path(key), () => this.contract.method(fields.text(key)));
    if (kinds.includes(method.kind)) return method;
    throw new Error(`${fields.path(key)}: ${method.name} is ${method.kind}; here it must be ${kinds.join(' or ')}`);
  }

  private request(fields: Fields, method: Method): JsonObject {
    const request = fields.object('request');
    this.inRequest.message(method.request, request, fields.path('request'));
    return request;
  }

  private reply(fields: Fields, method: Method): ExpectedReply {
    const refusal = this.refusal(fields);
    if (refusal !== undefined && (fields.has('expect') || fields.has('save'))) {
      throw new Error(`${fields.path('error')}: a refused call has no response to expect or save anything of`);
    }
    const expect = fields.object('expect');
    this.inExpect.message(method.response, expect, fields.path('expect'));
    return { refusal, expect, save: this.saves(fields) };
  }

  private refusal(fields: Fields): ExpectedRefusal | undefined {
    if (!fields.has('error')) return undefined;
    const error = fields.fields('error');
    const reason = error.text('reason');
    const code = error.optionalText('code');
    if (code !== undefined && !Object.hasOwn(grpc.status, code)) {
      throw new Error(`${error.path('code')}: "${code}" is no name of a gRPC status`);
    }
    const metadata = error.has('metadata') ? error.object('metadata') : undefined;
    for (const [key, value] of Object.entries(metadata ?? {})) {
      this.inExpect.text(value, `${error.path('metadata')}.${key}`);
    }
    const field = error.optionalText('field');
    error.done();
    return { reason, code, field, metadata };
  }

  private saves(fields: Fields): Saves {
    const saves = Object.entries(fields.object('save')).map(([name, path]) => {
      const at = `${fields.path('save')}.${name}`;
      if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${at}: is not a name`);
      if (typeof path !== 'string') throw new Error(`${at}: is a path, not ${JSON.stringify(path)}`);
      return within(at, () => {
        this.names.save(name);
        return [name, parsePath(path)] as const;
      });
    });
    return Object.fromEntries(saves);
  }

  private stream(fields: Fields, key: string): readonly [name: string, stream: OpenStream] {
    const name = fields.name(key);
    const stream = this.streams.get(name);
    if (stream === undefined) throw new Error(`${fields.path(key)}: no stream ${name} is open`);
    return [name, stream];
  }

  /** A stream on which the client may still send. */
  private upward(fields: Fields, key: string): readonly [name: string, stream: OpenStream] {
    const [name, stream] = this.stream(fields, key);
    if (stream.method.kind !== 'bidi') throw new Error(`${fields.path(key)}: ${stream.method.name} goes one way only`);
    if (stream.closed) throw new Error(`${fields.path(key)}: the client's side of ${name} is closed`);
    return [name, stream];
  }
}

function refusePaused(stream: OpenStream, at: string): void {
  if (stream.paused) throw new Error(`${at}: the stream is paused; resume it first`);
}
