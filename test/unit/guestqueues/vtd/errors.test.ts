import type { QueueControl } from '../../../../src/model/guest-queue';
import { now } from '../../session/support';
import { ENDPOINT, turn, VIRTUAL_ID } from '../stage';
import {
  FSTS,
  GLOBAL,
  INVALIDATE,
  IQEI,
  ITESID,
  registersOf,
  stage,
  submitted,
  submittedAlone,
  told,
  vectors,
  wait,
  withNeighbour,
} from './vtd-stage';

const SECOND = 1_000_000_000n;

describe('an invalid descriptor', () => {
  const wide = (type: number) => [type & 0xf, (type >> 4) << 1, ...new Array<number>(30).fill(0)];
  const rows: [string, number, (on: ReturnType<typeof stage>) => Uint8Array, Partial<QueueControl>?][] = [
    ['an unknown type', 3, () => Uint8Array.from(wide(0xb))],
    ['an unknown type in bits 11:9', 3, () => Uint8Array.from(wide(0x12))],
    ['a reserved bit', 4, () => Uint8Array.from([5, 0, 0, 0, ...new Array<number>(27).fill(0), 1])],
    ['a reserved granularity', 4, (on) => on.encode('qi', ['iotlb_invalidate', { granularity: 0 }])],
    [
      '16 bytes in scalable mode',
      5,
      (on) => on.encode('qi', ['iotlb_invalidate', { width_bits: 128 }]),
      { entryBytes: 16 },
    ],
    [
      'a PASID type in legacy mode',
      3,
      (on) => on.encode('qi', ['pasid_cache_invalidate', {}]),
      { registers: [{ name: 'RTADDR.TTM', value: 0n }] },
    ],
    [
      'a reserved translation table mode',
      7,
      (on) => on.encode('qi', GLOBAL),
      { registers: [{ name: 'RTADDR.TTM', value: 2n }] },
    ],
    [
      'a page group response where there are no page requests',
      3,
      (on) => on.encode('qi', ['page_group_response', {}]),
      { registers: [{ name: 'ECAP.PRS', value: 0n }] },
    ],
  ];

  test.each(rows)('with %s stops the queue (IQEI %i); the head stays on it', (_what, iqei, entry, control = {}) => {
    const on = stage();
    on.control('COMMAND', control);
    const result = submitted(on, entry(on));
    expect(result).toMatchObject({
      consumed: 0,
      stopped: true,
      results: [{ index: 0, outcome: 'ILLEGAL' }],
      effects: { interrupts: [{ cause: 'COMMAND_ERROR' }] },
    });
    expect(told(result.effects)).toEqual({ FSTS: FSTS.IQE, IQER_REG: IQEI(iqei) });
  });

  test.each(vectors().filter(([, , iqei]) => iqei !== undefined))(
    'of another program stops the queue: %s',
    (_id, entry, iqei) => {
      const result = submittedAlone(entry);
      expect(result).toMatchObject({ consumed: 0, stopped: true });
      expect(told(result.effects)).toEqual({ FSTS: FSTS.IQE, IQER_REG: IQEI(iqei!) });
    },
  );

  test('lets those before it end, and a descriptor in its place run when the error is cleared', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { entries: 16, base: 0x4000n });
    const bad = new Uint8Array(32).fill(0xff);
    now(
      on.host.writeMemory(0x4000n, Buffer.concat([on.encode('qi', INVALIDATE, wait()), bad, on.encode('qi', wait())])),
    );
    const first = on.host.guestQueues.control('COMMAND', { clear: [], registers: [], tail: 128n }, false);
    expect(on.control('COMMAND', {}).view).toMatchObject({ head: 64n, stopped: true });
    on.complete(0);
    expect(await first).toMatchObject({
      result: {
        consumed: 2,
        head: 64n,
        results: [
          { index: 2, outcome: 'ILLEGAL' },
          { index: 3, outcome: 'NOT_CONSUMED' },
        ],
        effects: { memoryWrites: [{ address: 0x2000n }] },
      },
    });
    // Nothing is fetched before that, and tails are ignored.
    expect(on.control('COMMAND', { tail: 160n }).view).toMatchObject({ head: 64n, tail: 128n });
    now(on.host.writeMemory(0x4040n, on.encode('qi', wait({ status_data: 1 }))));
    expect(on.control('COMMAND', { clear: ['FSTS.IQE'] })).toMatchObject({
      view: { head: 128n, stopped: false },
      result: { consumed: 2, results: [], effects: { memoryWrites: [{}, {}] } },
    });
    expect(registersOf(on)).toMatchObject({ FSTS: 0n, IQER_REG: 0n });
  });

  test('of one submitter does not consume what another submitted behind it', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { entries: 16 });
    const mine = on.submit(on.encode('qi', INVALIDATE, wait({ fn: 1 }), ['iotlb_invalidate', { granularity: 0 }]));
    const yours = on.submit(on.encode('qi', GLOBAL, wait()));
    on.complete(0);
    await turn();
    expect(mine.result).toMatchObject({ consumed: 2, head: 64n, results: [{ index: 2, outcome: 'ILLEGAL' }] });
    expect(yours.result).toMatchObject({
      consumed: 0,
      stopped: true,
      results: [
        { index: 0, outcome: 'NOT_CONSUMED' },
        { index: 1, outcome: 'NOT_CONSUMED' },
      ],
    });
    expect(() => on.submit(on.encode('qi', GLOBAL))).toThrow(/qi has stopped/);
    on.control('COMMAND', { clear: ['FSTS.IQE'] });
    expect(on.submit(on.encode('qi', GLOBAL, wait())).result).toMatchObject({ consumed: 2, results: [] });
  });

  test.each([
    ['beyond the ring', 512n, 32, 1],
    ['between two descriptors of 32 bytes', 16n, 32, 6],
    ['between two descriptors of 16 bytes', 8n, 16, 1],
  ])('tail %s stops the queue', (_where, tail, entryBytes, iqei) => {
    const on = stage();
    on.control('COMMAND', { entryBytes, entries: 16, base: 0x4000n });
    const { view, result } = on.control('COMMAND', { tail });
    expect(view).toMatchObject({ head: 0n, tail: 0n, stopped: true });
    expect(told(result.effects)).toEqual({ FSTS: FSTS.IQE, IQER_REG: IQEI(iqei) });
  });

  test('that cannot be read from guest memory stops the queue', () => {
    const on = stage();
    on.control('COMMAND', { entries: 16, base: 0xff_0000n });
    const { view, result } = on.control('COMMAND', { tail: 32n });
    expect(view).toMatchObject({ head: 0n, stopped: true });
    expect(told(result.effects)).toEqual({ FSTS: FSTS.IQE, IQER_REG: IQEI(2) });
  });

  test('in legacy mode is none that has 16 bytes', () => {
    const on = stage();
    on.control('COMMAND', { entryBytes: 16, registers: [{ name: 'RTADDR.TTM', value: 0n }] });
    const narrow = on.encode('qi', ['iotlb_invalidate', { granularity: 'global', width_bits: 128 }]);
    expect(submitted(on, narrow)).toMatchObject({ consumed: 1, results: [] });
  });
});

describe('a time-out', () => {
  test('aborts the waits of everybody, with the head behind them; those that were not fetched are not consumed', async () => {
    const on = withNeighbour();
    on.control('COMMAND', { entries: 16 });
    const dead = on.submit(on.encode('qi', GLOBAL, INVALIDATE, wait()));
    const innocent = on.submit(on.encode('qi', ['device_tlb_invalidate', { sid: 0x200 }], wait({ fn: 1 }), GLOBAL));
    on.core((iommu) => iommu.completeInvalidations('HOSTED', 2, [0]));
    on.pass(90n * SECOND);
    await turn();
    expect(dead.result).toMatchObject({
      consumed: 3,
      head: 160n,
      stopped: true,
      results: [
        { index: 1, outcome: 'TIMED_OUT', endpointIds: [ENDPOINT] },
        { index: 2, outcome: 'ABORTED', endpointIds: [ENDPOINT] },
      ],
      effects: { memoryWrites: [], interrupts: [{ cause: 'COMMAND_ERROR' }] },
    });
    expect(told(dead.result!.effects)).toEqual({ FSTS: FSTS.ITE, IQER_REG: ITESID(VIRTUAL_ID) });
    expect(innocent.result).toMatchObject({
      consumed: 2,
      head: 160n,
      stopped: true,
      results: [
        { index: 1, outcome: 'ABORTED', endpointIds: [ENDPOINT] },
        { index: 2, outcome: 'NOT_CONSUMED' },
      ],
      effects: { memoryWrites: [] },
    });
    // The source is told for as long as the error stands.
    expect(registersOf(on)).toMatchObject({ IQER_REG: ITESID(VIRTUAL_ID) });
    on.control('COMMAND', { clear: ['FSTS.ITE'] });
    expect(registersOf(on)).toMatchObject({ FSTS: 0n, IQER_REG: 0n });
    expect(on.submit(on.encode('qi', wait())).result).toMatchObject({ consumed: 1, head: 192n, results: [] });
  });

  test('of a drain of four descriptors aborts its last wait: the first one had ended', async () => {
    const on = stage();
    on.grant();
    on.control('COMMAND', { entries: 16 });
    const drain = on.encode('qi', wait({ fn: 1 }), GLOBAL, INVALIDATE, wait({ pd: 1 }));
    for (const head of [128n, 256n]) {
      // Whoever sends everything again without leaving the dead device out is there again.
      const ended = on.submit(drain);
      on.pass(90n * SECOND);
      await turn();
      expect(ended.result).toMatchObject({
        consumed: 4,
        head,
        results: [
          { index: 2, outcome: 'TIMED_OUT', endpointIds: [ENDPOINT] },
          { index: 3, outcome: 'ABORTED', endpointIds: [ENDPOINT] },
        ],
        effects: { memoryWrites: [{ address: 0x2000n }] },
      });
      on.control('COMMAND', { clear: ['FSTS.ITE'] });
    }
  });

  test('of hardware that does not tell has no source', async () => {
    const on = stage({ hideInvalidationSource: true });
    on.grant();
    const ended = on.submit(on.encode('qi', INVALIDATE));
    on.pass(90n * SECOND);
    await turn();
    expect(told(ended.result!.effects)).toEqual({ FSTS: FSTS.ITE });
  });

  test('beside an error that stands already sends no second event', async () => {
    const on = stage();
    on.grant();
    const ended = on.submit(on.encode('qi', INVALIDATE, ['iotlb_invalidate', { granularity: 0 }]));
    on.pass(90n * SECOND);
    await turn();
    expect(ended.result?.effects.interrupts).toEqual([{ cause: 'COMMAND_ERROR' }]);
    expect(registersOf(on)).toMatchObject({ FSTS: FSTS.IQE | FSTS.ITE });
  });

  test('of an endpoint that was gone already is one only if it is to be reported', () => {
    for (const reportGoneInvalidations of [false, true]) {
      const on = stage({ reportGoneInvalidations });
      on.grant();
      on.core((iommu) => iommu.surpriseRemove(ENDPOINT));
      const { result } = on.submit(on.encode('qi', INVALIDATE, wait()));
      expect(result).toMatchObject({ stopped: reportGoneInvalidations });
      expect(result?.results[0]).toMatchObject({ index: 0, outcome: 'ENDPOINT_GONE', endpointIds: [ENDPOINT] });
    }
  });
});
