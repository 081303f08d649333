/** The standard health service: the whole server under the empty name, and each of its services. */
import type * as grpc from '@grpc/grpc-js';
import { HealthImplementation, type ServingStatusMap } from 'grpc-health-check';

/** Full name of the health service. */
export const HEALTH_SERVICE = 'grpc.health.v1.Health';

/** Tells whether the server serves. */
export class Health {
  private readonly names: readonly string[];
  private readonly implementation: HealthImplementation;

  /** @param services full names of the services; all are SERVING from the beginning */
  constructor(services: readonly string[]) {
    this.names = ['', ...services];
    const statuses: ServingStatusMap = {};
    for (const name of this.names) statuses[name] = 'SERVING';
    this.implementation = new HealthImplementation(statuses);
  }

  /** Adds the service to a server; several servers may share one state. */
  addTo(server: Pick<grpc.Server, 'addService'>): void {
    this.implementation.addToServer(server);
  }

  /** Says NOT_SERVING for everything; said before a stop, so that nobody new is sent here. */
  stopServing(): void {
    for (const name of this.names) this.implementation.setStatus(name, 'NOT_SERVING');
  }
}
