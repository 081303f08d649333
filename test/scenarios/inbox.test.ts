/** How messages are taken apart before a story sees them. */
import type { DriverStream, Received } from '../../clients/typescript/story/driver';
import { Inbox } from '../../clients/typescript/story/inbox';
import type { JsonObject } from '../../clients/typescript/story/json';

const HEARTBEAT = { heartbeat: { sequence: '0' } };

/** A stream that brings these messages and then what `rest` gives. */
function inboxOf(messages: readonly JsonObject[], rest: () => Promise<Received>, patienceMs = 5_000): Inbox {
  const left = [...messages];
  const nothing = (): void => undefined;
  const receive = async (): Promise<Received> => {
    const message = left.shift();
    return message === undefined ? rest() : { message };
  };
  const stream: DriverStream = {
    receive,
    send: nothing,
    pause: nothing,
    resume: nothing,
    close: nothing,
    cancel: nothing,
  };
  return new Inbox(stream, 'it', patienceMs);
}

const ENDED: Received = { ended: true, refusal: undefined };
const ends = (): Promise<Received> => Promise.resolve(ENDED);

async function all(inbox: Inbox): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (let next = await inbox.next(); 'message' in next; next = await inbox.next()) found.push(next.message);
  return found;
}

test('heartbeats are never seen, other messages as they are', async () => {
  const messages = [HEARTBEAT, { tag: '1', opened: {} }, HEARTBEAT, HEARTBEAT, { closing: {} }, HEARTBEAT];
  expect(await all(inboxOf(messages, ends))).toEqual([{ tag: '1', opened: {} }, { closing: {} }]);
});

test('a batch becomes its skipped ranges and then its reports, each with what stands around it', async () => {
  const batch = { tag: '0', reports: { skipped: [{ first: '1' }, { first: '3' }], reports: [{ sequence: '5' }, {}] } };
  expect(await all(inboxOf([batch, { tag: '0', reports: { skipped: [], reports: [] } }], ends))).toEqual([
    { tag: '0', skipped: { first: '1' } },
    { tag: '0', skipped: { first: '3' } },
    { tag: '0', report: { sequence: '5' } },
    { tag: '0', report: {} },
  ]);
});

test('what is put back comes first, in its order', async () => {
  const inbox = inboxOf([{ reports: { reports: [{ n: 1 }, { n: 2 }] } }], ends);
  await inbox.next();
  inbox.putBack([{ a: 1 }, { b: 1 }]);
  expect(await all(inbox)).toEqual([{ a: 1 }, { b: 1 }, { report: { n: 2 } }]);
});

test('a stream that brings nothing but heartbeats is not waited for for ever', async () => {
  const beats = (): Promise<Received> =>
    new Promise((resolve) => {
      setTimeout(() => {
        resolve({ message: HEARTBEAT });
      }, 10);
    });
  await expect(inboxOf([], beats, 100).next()).rejects.toThrow('a message on it did not come within 100 ms');
});
