/** Opens sessions of VMMs and keeps them: each has a connection, and a stream of a vIOMMU that existed before. */
import { once } from 'node:events';
import { connect } from '../../../clients/typescript';
import { services } from '../../../clients/typescript/proto';
import { argument, fail, play } from '../part';
import { openStream } from '../stub';

/** Sessions that the first call adds, and the second: together almost as many as a server can have vIOMMUs. */
const SESSIONS = [20, 200];

play(async () => {
  const target = argument(0);
  const client = connect(target);
  const ids = SESSIONS.map((count, call) => Array.from({ length: count }, (_, i) => `session-${call}-${i}`));
  for (const viommuId of ids.flat()) await client.viommus.create({ viommuId });
  return async () => {
    const opened = ids.shift() ?? [];
    for (const viommuId of opened) {
      const stream = openStream(target, services.channel.VmmChannel);
      stream.on('error', fail);
      stream.write({ open: { viommuId } });
      await once(stream, 'data');
    }
    return { count: opened.length };
  };
});
