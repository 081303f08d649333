/** Commands whose places are remembered after they have ended: their time-outs are told a little later. */
const REMEMBERED = 256;

/** Where the commands were that began operations which have ended, the latest ones. */
export class CommandPlaces {
  private readonly places = new Map<bigint, bigint>();

  /** The address of a command, or its place in the ring; undefined: it is not remembered. */
  find(operationId: bigint): bigint | undefined {
    return this.places.get(operationId);
  }

  remember(operationId: bigint, address: bigint): void {
    this.places.set(operationId, address);
    for (const oldest of this.places.keys()) {
      if (this.places.size <= REMEMBERED) {
        return;
      }
      this.places.delete(oldest);
    }
  }
}
