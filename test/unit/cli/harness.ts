/** `viommuctl` in this process, against a server that records what it was asked and answers what a test tells it to. */
import { Readable } from 'node:stream';
import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { run } from '../../../src/cli/run';
import { services } from '../../../clients/typescript/proto';
import { ContractServer, refusal } from '../clients/typescript/contract-server';

/** A message as it was decoded, or is to be encoded. */
export type Message = Record<string, unknown>;

/** A refusal as a test writes it. */
interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly reason: string;
}

/** A watch as the server sees it. */
export type WatchCall = ServerWritableStream<Message, Message>;

/** What is different about the world of one command line. */
export interface World {
  readonly env?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** The standard input, or the pieces in which it comes; empty by default. */
  readonly stdin?: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
  /** Waits until enough of the output has been read; nothing to wait for by default. */
  readonly drained?: () => Promise<void>;
  /** Whether a person sits in front of both outputs. */
  readonly isTerminal?: boolean;
  /** How large that person's terminal is. */
  readonly screenSize?: () => { readonly rows: number; readonly columns: number };
  /** Is told what is printed on the standard output, as it comes. */
  readonly onPrinted?: (text: string) => void;
}

const SERVICES = ['viommu', 'endpoint', 'domain', 'memory', 'guestQueue', 'fault', 'invalidation', 'rule'] as const;

const isRefusal = (answer: Message | Refusal): answer is Refusal => 'reason' in answer;

async function* bytes(pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>) {
  for await (const piece of pieces) yield Buffer.from(piece);
}

/** Runs a command line for the vIOMMU vm0, split at its spaces, against the server at `target`. */
export async function runLine(
  target: string,
  line: string | readonly string[],
  {
    env = {},
    signal,
    stdin = [],
    drained = async () => {},
    isTerminal = false,
    onPrinted = () => {},
    screenSize = () => ({ rows: 24, columns: 200 }),
  }: World = {},
) {
  const words = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
  const out = { stdout: '', stderr: '' };
  const code = await run({
    words,
    env: { VIOMMU_TARGET: target, VIOMMU_ID: 'vm0', ...env },
    stdin: () => (stdin instanceof Readable ? stdin : Readable.from(bytes(stdin))),
    drained,
    stdout: (text) => {
      out.stdout += String(text);
      onPrinted(String(text));
    },
    stderr: (text) => (out.stderr += String(text)),
    terminals: { stdout: isTerminal, stderr: isTerminal },
    screenSize,
    signal: signal ?? new AbortController().signal,
    version: '1.2.3',
  });
  return { code, ...out };
}

/** The server and what it saw. */
export class Harness {
  /** Every call, in order. */
  asked: { method: string; request: Message }[] = [];
  /** Answers by method; a method without one never answers. */
  answers: Record<string, Message | Refusal> = {};
  /** Answers by method that follow from the request, as of batches. */
  replies: Record<string, (request: Message) => Message> = {};
  /** What a server stream does. */
  watching: ((call: WatchCall) => void) | undefined;
  readonly server = new ContractServer(
    Object.fromEntries(
      SERVICES.map((name) => [
        name,
        Object.fromEntries(Object.keys(services[name]).map((method) => [method, this.#handler(method)])),
      ]),
    ),
  );

  /** Forgets everything; call before each test. */
  forget(): void {
    this.asked = [];
    this.answers = {};
    this.replies = {};
    this.watching = undefined;
  }

  /** Runs a command line for the vIOMMU vm0, split at its spaces. */
  viommuctl(line: string | readonly string[], world: World = {}) {
    return runLine(this.server.target, line, world);
  }

  #handler(method: string) {
    if (method.startsWith('Watch') || method === 'ReadDirtyPages') {
      return (call: WatchCall): void => {
        this.asked.push({ method, request: call.request });
        this.watching?.(call);
      };
    }
    return (call: ServerUnaryCall<Message, Message>, callback: sendUnaryData<Message>): void => {
      this.asked.push({ method, request: call.request });
      const answer = this.replies[method]?.(call.request) ?? this.answers[method];
      if (answer === undefined) return;
      if (isRefusal(answer)) callback({ code: answer.code, details: answer.details, metadata: refusal(answer.reason) });
      else callback(null, answer);
    };
  }
}
