/** A million page requests against a VMM that does not answer: the server's memory does not grow with them. */
import fs from 'node:fs';
import { call, cleanUp, client } from '../unit/server/harness';
import { built, run, socket } from './server-process';

afterEach(cleanUp);

const BATCH = 4096;
const BATCHES = 245;
/** After these every pool is full, and every counter has moved. */
const WARM_UP = 60;

const vm = { viommuId: 'vm' };
/** Groups that the queue takes; the device uses their indexes for nothing else. */
const DEPTH = 256;

function groups(count: number, firstIndex: number): object {
  const items = Array.from({ length: count }, (_, i) => ({
    iova: 4096n * BigInt(i),
    permissions: { read: true },
    prgi: firstIndex + (i % DEPTH),
    last: true,
  }));
  return { ...vm, endpointId: 1, items };
}

interface Statistics {
  readonly acceptedGroupCount: bigint;
  readonly answeredGroupCount: bigint;
  readonly autoAnsweredGroupCount: bigint;
  readonly discardedGroupCount: bigint;
  readonly pendingGroupCount: bigint;
}

built(
  'a million page requests against a stalled VMM leave memory flat and the counters adding up',
  async () => {
    const server = run('--listen', socket());
    const [address = ''] = await server.ready();
    const ask = async (rpc: string, request: object): Promise<unknown> => {
      const [service = '', method = ''] = rpc.split('/');
      const { response } = await call(client(address, service), method, request).outcome;
      expect(response).toBeDefined();
      return response;
    };
    await ask('ViommuService/CreateViommu', { ...vm, config: { limits: { pageRequestQueueDepth: DEPTH } } });
    await ask('DomainService/CreateDomain', { ...vm, domainId: 1, pageRequests: true });
    const config = { ats: {}, pri: {} };
    await ask('EndpointService/CreateEndpoint', { ...vm, endpointId: 1, config });
    await ask('DomainService/Attach', { ...vm, endpointId: 1, domainId: 1 });
    await ask('EndpointService/EnablePri', { ...vm, endpointId: 1 });
    const { pid } = server.child;
    await ask('EndpointService/SubmitPageRequests', groups(DEPTH, 0));
    const batch = groups(BATCH, DEPTH);
    let warm = 0;
    for (let i = 0; i < BATCHES; i += 1) {
      await ask('EndpointService/SubmitPageRequests', batch);
      if (i === WARM_UP) {
        warm = residentBytes(pid);
      }
    }
    expect(residentBytes(pid) - warm).toBeLessThan(64 * 1024 * 1024);
    const { statistics: s } = (await ask('FaultService/GetQueueStatistics', vm)) as { statistics: Statistics };
    expect(s.acceptedGroupCount).toBe(BigInt(DEPTH + BATCH * BATCHES));
    expect(s.pendingGroupCount).toBe(BigInt(DEPTH));
    expect(s.answeredGroupCount + s.autoAnsweredGroupCount + s.discardedGroupCount + s.pendingGroupCount).toBe(
      s.acceptedGroupCount,
    );
  },
  180_000,
);

function residentBytes(pid: number | undefined): number {
  const [, kilobytes = ''] = /VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
