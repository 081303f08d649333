/** What both kinds of channels have in common: tagged requests, their results, and refusals that end nothing. */
import type { Eventually } from '../session';
import { toItem, type RefusedItem } from './errors';
import type { BidiSink, CallContext } from './handler';
import type { StreamWriter } from './stream-writer';

/** What a channel needs of its feed. */
export interface ResultFeed<Message> {
  readonly closed: boolean;
  write(message: Message): void;
  owe(): void;
  paid(): void;
  halfClosed(): void;
}

/** What the messages of a channel do. */
export interface ChannelRequests<Request, Message> {
  /**
   * Does what a message asks for.
   *
   * @returns the result; undefined: there is none
   * @throws whatever refuses the message
   */
  execute(request: Request): Eventually<Message | undefined>;
  /** The message that says that a request was refused. */
  refusal(request: Request, refused: RefusedItem): Message;
}

/**
 * Takes the messages of a channel. They run in the order of arrival; a result is written in the same turn when it is
 * there at once, else when the work ends.
 */
export class ChannelSink<Request, Message> implements BidiSink<Request> {
  private feed: ResultFeed<Message> | undefined;
  private readonly opening: Promise<void> | undefined;

  /**
   * @param ctx of the call
   * @param out its writer
   * @param feed there at once, or when the commands that wait have run; messages wait for it in line
   * @param requests what the messages do
   */
  constructor(
    private readonly ctx: CallContext,
    out: StreamWriter<Message>,
    feed: Eventually<ResultFeed<Message>>,
    private readonly requests: ChannelRequests<Request, Message>,
  ) {
    if (feed instanceof Promise) {
      this.opening = feed.then((opened) => {
        this.feed = opened;
      });
      this.opening.catch((error: unknown) => {
        out.fail(error);
      });
    } else {
      this.feed = feed;
    }
  }

  message(request: Request): void | Promise<void> {
    if (this.feed === undefined) return this.opening?.then(() => this.message(request));
    this.handle(this.feed, request);
  }

  halfClosed(): void {
    if (this.feed !== undefined) this.feed.halfClosed();
    // What the opening fails with has its own listener.
    else
      void this.opening?.then(
        () => {
          this.feed?.halfClosed();
        },
        () => undefined,
      );
  }

  private handle(feed: ResultFeed<Message>, request: Request): void {
    try {
      const result = this.requests.execute(request);
      if (result instanceof Promise) this.writeLater(feed, request, result);
      else if (result !== undefined) feed.write(result);
    } catch (error) {
      feed.write(this.requests.refusal(request, toItem(error, this.ctx.logger)));
    }
  }

  private writeLater(feed: ResultFeed<Message>, request: Request, result: Promise<Message | undefined>): void {
    feed.owe();
    const written = result.then(
      (message) => {
        if (message !== undefined) feed.write(message);
      },
      (error: unknown) => {
        // A client that went away ended the waits itself, and hears nothing more.
        if (!feed.closed) feed.write(this.requests.refusal(request, toItem(error, this.ctx.logger)));
      },
    );
    void written.then(() => {
      feed.paid();
    });
  }
}
