import { Harness, type WatchCall } from './harness';

const harness = new Harness();
const viommuctl = harness.viommuctl.bind(harness);

beforeAll(() => harness.server.start());
afterAll(() => harness.server.stop());
beforeEach(() => harness.forget());

const opened = { opened: { viommuId: 'vm0', epoch: 7, nextSequence: 1n } };
const group = (sequence: bigint) => ({ sequence, pageRequestGroup: { groupCookie: sequence, pages: [] } });
const violation = (sequence: bigint) => ({ sequence, violation: { rule: 'R-INV-04', detail: 'late' } });
const hit = (sequence: bigint) => ({ sequence, ruleHit: { ruleId: 3, hits: 1n } });

/** The numbers of the reports that were printed. */
const numbers = (stdout: string): string[] => [...stdout.matchAll(/^#(\d+) /gm)].map(([, number = '']) => number);

describe('watch events', () => {
  beforeEach(() => {
    harness.watching = (call) => {
      call.write(opened);
      call.write({ reports: { reports: [group(1n), violation(2n), hit(3n), { sequence: 4n }, group(5n), hit(6n)] } });
      call.write({ closing: { reason: 'CLOSING_REASON_RESET' } });
      call.end();
    };
  });

  test('leaves out page requests', async () => {
    const { code, stdout } = await viommuctl('watch events --resume 7:1 --heartbeat 1s');
    expect(code).toBe(0);
    expect(numbers(stdout)).toEqual(['2', '3', '4', '6']);
    expect(harness.asked[0]?.request).toMatchObject({
      heartbeatIntervalMs: 1000,
      selection: { domains: [], excludeEvents: false, resume: { epoch: 7, sequence: 1n } },
    });
  });

  test('shows only the kinds that are wanted, and counts only those', async () => {
    expect(numbers((await viommuctl('watch events --kind rule-hit')).stdout)).toEqual(['3', '6']);
    expect(numbers((await viommuctl('watch events --kind rule-hit --count 1')).stdout)).toEqual(['3']);
    expect(numbers((await viommuctl('watch events --kind rule-hit --kind violation')).stdout)).toEqual(['2', '3', '6']);
    expect(await viommuctl('watch events --kind page-request-group')).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('watch invalidations', () => {
  const endpoints = {
    endpoints: [
      { endpointId: 1, config: { ats: {} } },
      { endpointId: 2, config: {} },
      { endpointId: 3, config: { ats: {} } },
    ],
  };
  const streams = new Map<number, WatchCall>();

  beforeEach(() => {
    streams.clear();
    harness.answers['ListEndpoints'] = endpoints;
    harness.watching = (call) => {
      const { endpointId } = call.request as { endpointId: number };
      streams.set(endpointId, call);
      call.write({ opened: { endpointId } });
      call.write({ sequence: 1n, changed: { endpointId } });
      call.write({ sequence: 2n, pageResponse: { prgi: 1 } });
      call.write({ sequence: 3n, invalidationRequest: { itag: endpointId, range: { first: 0n, last: 4095n } } });
    };
  });

  test('of every endpoint with ATS, each line with its endpoint, until there are enough', async () => {
    const { code, stdout, stderr } = await viommuctl('watch invalidations --count 2');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('opened'))
        .sort(),
    ).toEqual([
      'endpoint=1 #3 0.000000000s invalidation-request itag=1 range=0x0-0xfff',
      'endpoint=3 #3 0.000000000s invalidation-request itag=3 range=0x0-0xfff',
    ]);
    expect([...streams.keys()].sort()).toEqual([1, 3]);
  });

  test('of those that are named, once each', async () => {
    const { stdout } = await viommuctl('watch invalidations 2 2 --count 1 --json');
    expect(harness.asked.map(({ method }) => method)).toEqual(['WatchEndpoint']);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toMatchObject({ endpointId: 2, sequence: '3', invalidationRequest: { itag: 2 } });
  });

  test('says when there is nothing to watch', async () => {
    harness.answers['ListEndpoints'] = { endpoints: [{ endpointId: 2, config: {} }] };
    const { code, stderr } = await viommuctl('watch invalidations');
    expect(code).toBe(2);
    expect(stderr).toContain('no endpoint has ATS yet; create one, or name an endpoint');
  });
});
