/** A raw bidirectional or server stream whose messages are kept. */
import type * as grpc from '@grpc/grpc-js';
import { detailsOf, open, until } from '../unit/server/harness';
import type { Json, World } from './world';

export class RawStream {
  readonly messages: Json[] = [];
  status: grpc.StatusObject | undefined;

  constructor(private readonly call: grpc.ClientReadableStream<Json> | grpc.ClientDuplexStream<unknown, Json>) {
    call.on('data', (message: Json) => this.messages.push(message));
    call.on('error', () => undefined);
    call.on('status', (status: grpc.StatusObject) => {
      this.status = status;
    });
  }

  /** The bidirectional kind. */
  static channel(world: World, method: string): RawStream {
    return new RawStream(open(world.client('ChannelService'), method));
  }

  send(message: Json): void {
    (this.call as grpc.ClientDuplexStream<unknown, Json>).write(message);
  }

  halfClose(): void {
    (this.call as grpc.ClientDuplexStream<unknown, Json>).end();
  }

  cancel(): void {
    this.call.cancel();
  }

  pause(): void {
    this.call.pause();
  }

  resume(): void {
    this.call.resume();
  }

  /** The messages whose payload is this arm. */
  arm(name: string): Json[] {
    return this.messages.filter((message) => message['payload'] === name).map((message) => message[name] as Json);
  }

  /** Waits for the `count`th message with this arm. */
  async next(name: string, count = 1): Promise<Json> {
    await until(() => this.arm(name).length >= count || this.status !== undefined);
    const found = this.arm(name)[count - 1];
    if (found === undefined) throw new Error(`no ${name}; the stream ended: ${this.status?.details ?? ''}`);
    return found;
  }

  /** Waits for the message with this tag. */
  async answer(tag: bigint): Promise<Json> {
    await until(() => this.messages.some((message) => message['tag'] === tag) || this.status !== undefined);
    const found = this.messages.find((message) => message['tag'] === tag);
    if (found === undefined) throw new Error(`no answer to ${tag}; the stream ended: ${this.status?.details ?? ''}`);
    return found;
  }

  /** Waits for the end. */
  async end(): Promise<{ code: grpc.status; reason: unknown; field: unknown }> {
    await until(() => this.status !== undefined, 20_000);
    const status = this.status!;
    if (status.metadata.get('grpc-status-details-bin').length === 0) {
      return { code: status.code, reason: undefined, field: undefined };
    }
    const { ErrorInfo, BadRequest } = detailsOf(status);
    const violations = BadRequest?.['fieldViolations'] as { field: string }[] | undefined;
    return { code: status.code, reason: ErrorInfo?.['reason'], field: violations?.[0]?.field };
  }
}

/** The groups among the reports of a stream. */
export function groupsOf(stream: RawStream): (Json & { groupCookie: bigint; redelivery: boolean })[] {
  return stream
    .arm('reports')
    .flatMap((batch) => batch['reports'] as Json[])
    .filter((report) => report['record'] === 'pageRequestGroup')
    .map((report) => report['pageRequestGroup'] as Json & { groupCookie: bigint; redelivery: boolean });
}
