import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { Registry, incarnationsFromDirectory, incarnationsFromTime, type ViommuRequest } from '../../../src/session';
import { configOf } from '../../../src/session/config';
import { FakeTime, brief, now, openReports, pullAll, reasonOf, refusalOf } from './support';

const MS = 1_000_000n;

function setUp() {
  const time = new FakeTime();
  const registry = new Registry({ time, incarnations: incarnationsFromTime(100), memoryDirectory: undefined });
  const create = (id: string, request: ViommuRequest = {}) => now(registry.create(id, request));
  return { time, registry, create };
}

describe('the registry', () => {
  test('creates, finds, lists and deletes', () => {
    const { registry, create } = setUp();
    expect(create('b')).toMatchObject({ viommuId: 'b', incarnation: 101, timeNs: 0n, deleteAfterIdleMs: 0n });
    expect(create('c').incarnation).toBe(102);
    create('a');
    const ids = (after: string, limit: number) => registry.list(after, limit).map(({ viommuId }) => viommuId);
    expect([ids('', 2), ids('b', 9)]).toEqual([['a', 'b'], ['c']]);
    const host = registry.host('b');
    now(registry.delete('b'));
    expect(reasonOf(() => registry.host('b'))).toBe('VIOMMU_NOT_FOUND');
    expect(reasonOf(() => registry.delete('b'))).toBe('VIOMMU_NOT_FOUND');
    expect(reasonOf(() => host.view())).toBe('VIOMMU_DELETED');
    expect(create('b').incarnation).toBe(104);
  });

  test('chooses ids that are free', () => {
    const { create } = setUp();
    create('viommu-2');
    expect([create('').viommuId, create('').viommuId]).toEqual(['viommu-1', 'viommu-3']);
  });

  test.each(['a b', 'ä', 'a/b', 'x'.repeat(65)])('refuses the id %j', (id) => {
    const { registry } = setUp();
    expect(reasonOf(() => registry.create(id, {}))).toBe('VIOMMU_ID_INVALID');
  });

  test('refuses an id twice, and too many', () => {
    const { registry, create } = setUp();
    create('x'.repeat(64));
    expect(reasonOf(() => registry.create('x'.repeat(64), {}))).toBe('VIOMMU_EXISTS');
    for (let i = 1; i < 256; i += 1) {
      create('');
    }
    expect(refusalOf(() => registry.create('', {})).metadata).toEqual({ limit: 'max_viommus', value: '256' });
  });

  test('refuses pools taken at once that do not fit beside those of the others', () => {
    const { registry, create } = setUp();
    // 218 MB of pages; the arrays are not touched, so that no memory is used.
    const limits = { max_pending_groups: 1024n, max_open_page_requests: 16_777_216n };
    const large = { limits, preallocatePools: true };
    for (let i = 0; i < 4; i += 1) {
      create(`large-${i}`, large);
    }
    const refusal = refusalOf(() => registry.create('one-more', large));
    expect(refusal).toMatchObject({
      reason: 'LIMIT_EXCEEDED',
      metadata: { limit: 'max_preallocated_bytes', value: '1073741824' },
    });
    expect(refusal.message).toMatch(/preallocate_pools needs \d+ bytes beside the \d+ of other vIOMMUs/);
    create('that-grows', { limits });
    create('');
    now(registry.delete('large-0'));
    create('one-more', large);
  });

  test('a refused creation uses up no incarnation', () => {
    const { registry, create } = setUp();
    expect(reasonOf(() => registry.create('', { iovaWidthBits: 3 }))).toBe('WIDTH_OUT_OF_RANGE');
    expect(create('').incarnation).toBe(101);
  });

  test('ends everything when the server stops', () => {
    const { registry, create } = setUp();
    create('a');
    const { stream } = openReports(registry.host('a'));
    registry.close();
    expect(brief(pullAll(stream))).toEqual(['closing SERVER_STOPPING 101:0']);
    expect(reasonOf(() => registry.create('b', {}))).toBe('SERVER_STOPPING');
    expect(registry.list('', 9)).toEqual([]);
  });
});

describe('an idle vIOMMU', () => {
  const exists = (registry: Registry) => registry.list('', 9).length > 0;

  test('is deleted after the time its creator chose', () => {
    const { registry, create, time } = setUp();
    create('a', { deleteAfterIdleMs: 10n });
    time.pass(9n * MS);
    now(registry.host('a').execute(() => 1));
    time.pass(9n * MS);
    expect(exists(registry)).toBe(true);
    time.pass(1n * MS);
    expect(exists(registry)).toBe(false);
    expect(time.timerCount).toBe(0);
  });

  test('is kept while a stream is open, and for the time after it', () => {
    const { registry, create, time } = setUp();
    create('a', { deleteAfterIdleMs: 10n, clock: 'VIRTUAL' });
    const { stream } = openReports(registry.host('a'));
    time.pass(35n * MS);
    stream.abandon();
    time.pass(9n * MS);
    expect(exists(registry)).toBe(true);
    time.pass(1n * MS);
    expect(exists(registry)).toBe(false);
  });

  test('is not kept by being listed', () => {
    const { registry, create, time } = setUp();
    create('a', { deleteAfterIdleMs: 10n });
    time.pass(9n * MS);
    registry.list('', 9).forEach((host) => now(host.view()));
    time.pass(1n * MS);
    expect(exists(registry)).toBe(false);
  });

  test('that is deleted or closed is watched no more', () => {
    const { registry, create, time } = setUp();
    create('a', { deleteAfterIdleMs: 10n });
    create('b', { deleteAfterIdleMs: 2n ** 64n - 1n });
    now(registry.delete('a'));
    expect(time.timerCount).toBe(1);
    registry.close();
    expect(time.timerCount).toBe(0);
  });
});

describe('a configuration', () => {
  test('gets every default', () => {
    expect(configOf({})).toMatchObject({
      profile: 'GENERIC',
      clock: 'REAL',
      bypassUnattached: false,
      iovaWidthBits: 64,
      outputWidthBits: 64,
      policy: { translation: 'ON', pageRequestQueueEnabled: true, invalidationTimeoutNs: 90_000_000_000n },
      limits: { max_endpoints: 1024, report_log_depth: 16_384 },
    });
  });

  test('keeps what was chosen', () => {
    const config = configOf({
      clock: 'VIRTUAL',
      incarnation: 0xff_ffff,
      policy: {
        translation: 'OFF',
        pageResponseDeadlineNs: undefined,
        automaticAnswers: { overflow: 'INVALID_REQUEST' },
      },
      limits: { max_endpoints: 65_536n, max_domains: 1n },
      iovaWidthBits: 12,
      outputWidthBits: 48,
    });
    expect(config).toMatchObject({
      iovaWidthBits: 12,
      outputWidthBits: 48,
      limits: { max_endpoints: 65_536, max_domains: 1, max_mappings: 2_097_152 },
    });
    expect(config.policy).toMatchObject({
      translation: 'OFF',
      pageResponseDeadlineNs: 0n,
      automaticAnswers: { overflow: 'INVALID_REQUEST', noDomain: 'INVALID_REQUEST' },
    });
  });

  test.each<[string, string, ViommuRequest]>([
    ['LIMIT_OUT_OF_RANGE', 'config.limits.max_endpoints', { limits: { max_endpoints: 65_537n } }],
    ['LIMIT_OUT_OF_RANGE', 'config.limits.max_domains', { limits: { max_domains: 0n } }],
    ['WIDTH_OUT_OF_RANGE', 'config.iova_width_bits', { iovaWidthBits: 11 }],
    ['WIDTH_OUT_OF_RANGE', 'config.output_width_bits', { outputWidthBits: 65 }],
    ['TIMEOUT_INVALID', 'config.policy.invalidation_timeout_ns', { policy: { invalidationTimeoutNs: 0n } }],
    ['INCARNATION_NOT_ALLOWED', 'config.incarnation', { incarnation: 1 }],
    ['INCARNATION_OUT_OF_RANGE', 'config.incarnation', { incarnation: 0, clock: 'VIRTUAL' }],
    ['INCARNATION_OUT_OF_RANGE', 'config.incarnation', { incarnation: 2 ** 24, clock: 'VIRTUAL' }],
  ])('%s', (reason, field, request) => {
    expect(refusalOf(() => configOf(request))).toMatchObject({ reason, field });
  });

  test('cannot be updated to wait for ever', () => {
    const { registry, create } = setUp();
    create('a');
    const host = registry.host('a');
    expect(reasonOf(() => host.update({ invalidationTimeoutNs: 0n }))).toBe('TIMEOUT_INVALID');
    expect(now(host.update({ translation: 'BYPASS' })).config.policy.translation).toBe('BYPASS');
  });
});

describe('incarnations', () => {
  test('from time grow, and begin again after the last', () => {
    const source = incarnationsFromTime(2 ** 24 - 3);
    expect([source.next(), source.next(), source.next()]).toEqual([2 ** 24 - 2, 2 ** 24 - 1, 1]);
    expect(incarnationsFromTime(1_800_000_000.7).next()).toBe((1_800_000_000 % (2 ** 24 - 1)) + 1);
  });

  test('from a directory survive a restart', () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'viommud-state-'));
    const first = incarnationsFromDirectory(directory);
    expect([first.next(), first.next()]).toEqual([1, 2]);
    expect(incarnationsFromDirectory(directory).next()).toBe(3);
    expect(fs.readdirSync(directory)).toEqual(['incarnation']);
    fs.writeFileSync(path.join(directory, 'incarnation'), '16777215\n');
    expect(incarnationsFromDirectory(directory).next()).toBe(1);
    for (const text of ['', 'x\n', '16777216\n', '-1\n', '3']) {
      fs.writeFileSync(path.join(directory, 'incarnation'), text);
      expect(() => incarnationsFromDirectory(directory)).toThrow('must hold a number');
    }
    fs.rmSync(directory, { recursive: true });
  });

  test('that cannot be stored are not given', () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'viommud-state-'));
    const source = incarnationsFromDirectory(directory);
    fs.rmSync(directory, { recursive: true });
    expect(() => source.next()).toThrow('ENOENT');
    fs.mkdirSync(directory);
    expect(source.next()).toBe(1);
    fs.rmSync(directory, { recursive: true });
  });
});
