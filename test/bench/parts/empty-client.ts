/** Sends an empty message whenever one has come back. */
import { argument, fail, play } from '../part';
import { RoundTrips } from '../round-trips';
import { EMPTY, openStream } from '../stub';

play(async () => {
  const stream = openStream(argument(0), EMPTY);
  const nothing = Buffer.alloc(0);
  const trips = new RoundTrips(() => stream.write(nothing));
  stream.on('data', () => trips.arrived());
  stream.on('error', fail);
  return (ms) => trips.run(ms);
});
