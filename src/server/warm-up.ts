/**
 * Warms the server up: the first faults of a process are many times slower than the later ones, because their code is
 * not compiled yet. A throw-away vIOMMU runs the fault loop with everything but the socket.
 */
import type { VmmChannelRequest__Output } from '../gen/viommu/v1/VmmChannelRequest';
import { NO_PASID } from '../model/page-request';
import { READ } from '../model/permissions';
import { Registry, SYSTEM_TIME, type ReportStream, type ViommuHost } from '../session';
import { respondToGroups } from './batch-calls';
import { contractServices } from './protos';
import { REPORT_FORMAT } from './report-messages';

/** Faults of one round. */
const ROUND = 32;

/** The most rounds. */
const MAX_ROUNDS = 100;

/** The most time spent, in milliseconds. */
const BUDGET_MS = 200;

/** The encoder and decoder of the fast path. */
type Codec = Readonly<Record<'requestSerialize' | 'responseSerialize', (message: unknown) => Buffer>> & {
  readonly requestDeserialize: (bytes: Buffer) => unknown;
};

/**
 * Runs the fault loop for a moment.
 *
 * @returns how long it took, in milliseconds
 */
export function warmUp(): number {
  const began = performance.now();
  const registry = new Registry({ time: SYSTEM_TIME, incarnations: { next: () => 1 }, memoryDirectory: undefined });
  void registry.create('', {});
  const host = registry.list('', 1)[0]!;
  void host.execute((iommu) => {
    iommu.createEndpoint(1, { ats: {}, pri: {} });
    iommu.createDomain(1, { kind: 'PAGING', pageRequests: true });
    iommu.attach(1, NO_PASID, 1, 1n);
  });
  const opened = host.openReportStream(
    {
      domains: [],
      excludeEvents: false,
      resume: undefined,
      credits: ROUND,
      defaultRole: 'CONTROLLER',
      creditsFixed: false,
    },
    () => undefined,
  );
  // Nothing stands in the way on a vIOMMU of one's own.
  if (!(opened instanceof Promise)) {
    for (let round = 0; round < MAX_ROUNDS && performance.now() - began < BUDGET_MS; round += 1) {
      faultLoop(host, opened);
    }
  }
  registry.close();
  return performance.now() - began;
}

/** Groups in, reports out, answers in. */
function faultLoop(host: ViommuHost, stream: ReportStream): void {
  const codec = contractServices().get('ChannelService')!.definition['VmmChannel'] as unknown as Codec;
  const items = Array.from({ length: ROUND }, (_, prgi) => ({
    endpointId: 1,
    item: { page: prgi, permissions: READ, prgi, pasid: NO_PASID, last: true },
  }));
  void host.execute((iommu) => iommu.inject(items, 'CONTINUE'));
  const responses: unknown[] = [];
  for (let pulled = stream.pull(ROUND); pulled.length > 0; pulled = stream.pull(ROUND)) {
    const reports = pulled.filter((item) => item.kind !== 'CLOSING');
    for (const message of REPORT_FORMAT.toMessages(reports)) codec.responseSerialize(message);
    for (const item of reports) {
      if (item.kind === 'GROUP') responses.push({ groupCookie: item.group.cookie, code: 'PAGE_RESPONSE_CODE_SUCCESS' });
    }
  }
  const bytes = codec.requestSerialize({ tag: 1, respond: { responses } });
  const { respond } = codec.requestDeserialize(bytes) as VmmChannelRequest__Output;
  const result = respondToGroups((command) => host.execute(command), respond!);
  codec.responseSerialize({ tag: 1, respondResult: result });
}
