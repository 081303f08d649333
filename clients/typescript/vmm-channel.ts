/** `ChannelService.VmmChannel`: one stream over as many connections as it takes. */
import { status as Code } from '@grpc/grpc-js';
import { AsyncQueue } from './async-queue';
import { Backoff, patience } from './backoff';
import { cancelWith, encoderOf, type Transport } from './call';
import type {
  BatchOptions,
  OperationOptions,
  StreamEnd,
  VmmChannel,
  VmmChannelItem,
  VmmChannelOptions,
} from './channels';
import { Duplex } from './duplex';
import { ConnectionLostError, errorOfRefusal, isReason, ViommuError } from './errors';
import type { VmmChannelRequest } from './gen/viommu/v1/VmmChannelRequest';
import type { VmmChannelResponse__Output } from './gen/viommu/v1/VmmChannelResponse';
import { connectionAway, connectionEnd } from './loss';
import { Progress } from './progress';
import { services } from './proto';
import { mappingPayload, rangePayload, type MappingRecords, type RangeRecords } from './records';
import { Requests } from './requests';
import type { Input } from './shapes';
import type {
  Closing,
  InvalidateResponse,
  InvalidationEntry,
  IovaRangeInput,
  MapItem,
  MapResponse,
  PageResponse,
  Report,
  ReportStreamOpened,
  ResolveItem,
  ResolvePageRequestsResponse,
  RespondToPageRequestsResponse,
  ResumePoint,
  SkippedReports,
  UnmapResponse,
} from './types';

/** Items read ahead of the loop while no request is outstanding: a result may be behind them. */
const READ_AHEAD = 64;

type Output = VmmChannelResponse__Output;

const method = services.channel.VmmChannel;
const encode = encoderOf<VmmChannelRequest>(method);

/** Opens a channel; rejects when the first connection is refused or fails. */
export function openVmmChannel(transport: Transport, options: VmmChannelOptions): Promise<VmmChannel> {
  return new Promise((resolve, reject) => {
    const channel = new Channel(transport, options, () => resolve(channel));
    void channel.closed.then(({ closing, error }) => {
      const message = `the stream ended before it was opened: ${closing?.reason ?? 'cancelled'}`;
      reject(error ?? new ViommuError({ code: Code.CANCELLED, message }));
    });
  });
}

class Channel implements VmmChannel {
  closing: Closing | undefined;
  readonly closed: Promise<StreamEnd>;
  readonly #transport: Transport;
  readonly #options: VmmChannelOptions;
  readonly #onFirstOpened: () => void;
  readonly #items = new AsyncQueue<VmmChannelItem>(() => this.#balance());
  readonly #requests = new Requests();
  readonly #backoff: Backoff;
  readonly #patience: Backoff;
  readonly #release: () => void;
  #close: (end: StreamEnd) => void = () => {};
  #connection: Duplex<Output> | undefined;
  /** Of the present connection; unset while there is none. */
  #isOpen = false;
  #opened: ReportStreamOpened | undefined;
  #progress: Progress | undefined;
  #credits: number | undefined;
  #state: 'running' | 'ending' | 'cancelled' | 'over' = 'running';

  constructor(transport: Transport, options: VmmChannelOptions, onFirstOpened: () => void) {
    this.#transport = transport;
    this.#options = options;
    this.#onFirstOpened = onFirstOpened;
    this.#credits = options.credits;
    this.#backoff = new Backoff(options.reconnect || {});
    this.#patience = patience(options.reconnect || {});
    this.closed = new Promise((resolve) => (this.#close = resolve));
    const open = this.#encodeOpen();
    this.#release = cancelWith(transport, options.signal, this);
    this.#connect(open);
  }

  get opened(): ReportStreamOpened {
    return this.#opened as ReportStreamOpened;
  }

  get resumePoint(): ResumePoint {
    return (this.#progress as Progress).resumePoint;
  }

  respond(responses: readonly PageResponse[], { onError }: BatchOptions = {}): Promise<RespondToPageRequestsResponse> {
    return this.#request({ respond: { responses, onError } });
  }

  answer(responses: readonly PageResponse[]): void {
    const encoded = encode({ tag: 0n, respond: { responses } });
    if (this.#state !== 'running') throw new ConnectionLostError('the channel has ended', false);
    if (!this.#isOpen) throw connectionAway();
    this.#connection?.send(encoded);
  }

  resolve(items: readonly ResolveItem[], { onError }: BatchOptions = {}): Promise<ResolvePageRequestsResponse> {
    return this.#request({ resolve: { items, onError } });
  }

  map(
    domainId: number,
    items: readonly MapItem[] | MappingRecords,
    options: OperationOptions = {},
  ): Promise<MapResponse> {
    return this.#request({ map: { domainId, ...mappingPayload(items), ...options } });
  }

  unmap(
    domainId: number,
    ranges: readonly IovaRangeInput[] | RangeRecords,
    options: OperationOptions = {},
  ): Promise<UnmapResponse> {
    return this.#request({ unmap: { domainId, ...rangePayload(ranges), ...options } });
  }

  invalidate(entries: readonly InvalidationEntry[], options: OperationOptions = {}): Promise<InvalidateResponse> {
    return this.#request({ invalidate: { entries, ...options } });
  }

  setCredits(credits: number): void {
    const encoded = encode({ tag: this.#requests.nextTag(), setCredits: { credits } });
    this.#credits = credits;
    if (this.#isOpen && this.#state === 'running') this.#connection?.send(encoded);
  }

  end(): Promise<StreamEnd> {
    if (!this.#isOpen) {
      this.cancel();
    } else if (this.#state === 'running') {
      this.#state = 'ending';
      this.#connection?.halfClose();
    }
    return this.closed;
  }

  cancel(): void {
    if (this.#state === 'cancelled' || this.#state === 'over') return;
    this.#state = 'cancelled';
    const error = new ViommuError({ code: Code.CANCELLED, message: 'the channel was cancelled' });
    if (this.#connection === undefined) this.#finish({});
    else this.#connection.fail(error);
  }

  /** Leaving the loop leaves the channel open; another loop goes on with the next item. */
  [Symbol.asyncIterator](): AsyncIterator<VmmChannelItem> {
    return { next: () => this.#items.next() };
  }

  #request<Result>(payload: Input<VmmChannelRequest>): Promise<Result> {
    const result = this.#requests.make<Result>((tag) => {
      const encoded = encode({ tag, ...payload });
      if (this.#state !== 'running') throw new ConnectionLostError('the channel has ended', false);
      if (!this.#isOpen) throw connectionAway();
      this.#connection?.send(encoded);
    });
    this.#balance();
    return result;
  }

  #encodeOpen(): Buffer {
    const { viommuId, selection, heartbeatIntervalMs } = this.#options;
    const open = { viommuId, selection, credits: this.#credits, heartbeatIntervalMs };
    if (this.#progress === undefined) return encode({ open });
    // Control that somebody else has by now is not taken back.
    const domains = selection?.domains?.map((domain) => ({ ...domain, takeOver: false }));
    const resume = this.#progress.resumePoint;
    return encode({ open: { ...open, selection: { ...selection, domains, resume } } });
  }

  #connect(open: Buffer): void {
    const connection = new Duplex<Output>(this.#transport, method, this.#options, {
      message: (output) => this.#message(output),
      ended: (error) => this.#disconnected(error),
    });
    this.#connection = connection;
    connection.send(open);
  }

  #message(output: Output): void {
    const { tag, payload } = output;
    switch (payload) {
      case 'reports': {
        for (const range of output.reports?.skipped ?? []) this.#skipped(range);
        const reports = this.#progress?.received((output.reports?.reports ?? []) as Report[]) ?? [];
        if (reports.length > 0) this.#deliver({ kind: 'reports', reports });
        return;
      }
      case 'skipped':
        if (output.skipped) this.#skipped(output.skipped);
        return;
      case 'opened':
        if (output.opened) this.#wasOpened(output.opened);
        return;
      case 'refused':
        if (output.refused) this.#refused(tag, errorOfRefusal(output.refused));
        return;
      case 'closing':
        this.closing = output.closing ?? undefined;
        return;
      case 'heartbeat':
      case undefined:
        return;
      default:
        if (tag === 0n) this.#outcomes(output);
        else this.#requests.resolve(tag, output[payload]);
    }
  }

  #skipped(skipped: SkippedReports): void {
    this.#progress?.skipped(skipped);
    this.#deliver({ kind: 'skipped', skipped });
  }

  #outcomes({ respondResult }: Output): void {
    if (respondResult) this.#deliver({ kind: 'outcomes', result: respondResult });
  }

  #wasOpened(opened: ReportStreamOpened): void {
    this.#isOpen = true;
    this.#opened = opened;
    this.#backoff.succeeded();
    this.#patience.succeeded();
    if (this.#progress === undefined) {
      this.#progress = new Progress(opened);
      this.#onFirstOpened();
    } else {
      this.#progress.reopened(opened);
      this.#deliver({ kind: 'resumed', outcome: opened.resumeOutcome, opened });
    }
  }

  #refused(tag: bigint, error: ViommuError): void {
    if (!this.#isOpen) this.#connection?.fail(error);
    else if (!this.#requests.reject(tag, error)) this.#deliver({ kind: 'refused', error });
  }

  #deliver(item: VmmChannelItem): void {
    if (this.#options.onItem !== undefined) {
      this.#options.onItem(item, this);
      return;
    }
    this.#items.push(item);
    this.#balance();
  }

  /** Reads ahead only so far, unless somebody waits for a result that may be behind the items. */
  #balance(): void {
    if (this.#items.size >= READ_AHEAD && this.#requests.size === 0) this.#connection?.pause();
    else this.#connection?.resume();
  }

  #disconnected(error: ViommuError | undefined): void {
    this.#isOpen = false;
    this.#connection = undefined;
    const { end, loss, why } = connectionEnd(this.closing, error);
    this.#requests.rejectAll(new ConnectionLostError(`the connection ended before the result: ${why}`, true, error));
    if (this.#state === 'cancelled') return this.#finish({});
    const wantsBack = this.#state === 'running' && this.#options.reconnect !== false;
    // By the lost connection, perhaps, of whose end the server has not heard.
    const isControlled = isReason(error, 'CONTROLLER_EXISTS');
    if (this.#progress === undefined || !wantsBack || (loss === undefined && !isControlled)) return this.#finish(end);
    this.closing = undefined;
    const waits = isControlled ? this.#patience : this.#backoff;
    if (!waits.schedule(() => this.#connect(this.#encodeOpen()))) this.#finish(end);
  }

  #finish(end: StreamEnd): void {
    this.#state = 'over';
    this.#backoff.cancel();
    this.#patience.cancel();
    this.#release();
    this.#items.end(end.error);
    this.#close(end);
  }
}
