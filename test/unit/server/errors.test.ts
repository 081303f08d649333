import * as grpc from '@grpc/grpc-js';
import { IommuError, REASONS, type Reason } from '../../../src/model/errors';
import { toItem, toStatus } from '../../../src/server/errors';
import { detailsOf, memoryLog } from './harness';

const { logger } = memoryLog();

test.each(Object.entries(REASONS))('%s has the gRPC status %s', (reason, category) => {
  const error = new IommuError(reason as Reason, 'why');
  expect(toStatus(error, logger).code).toBe(grpc.status[category]);
  expect(toItem(error, logger)).toEqual({ code: grpc.status[category], reason, message: 'why', metadata: {} });
});

test('a refusal is one ErrorInfo, and one BadRequest when a field is at fault', () => {
  const metadata = { limit: 'max_domains', value: '3' };
  const plain = detailsOf(toStatus(new IommuError('LIMIT_EXCEEDED', 'too many', { metadata }), logger));
  expect(plain).toEqual({
    status: { code: 8, message: 'too many' },
    ErrorInfo: { reason: 'LIMIT_EXCEEDED', domain: 'viommu', metadata },
  });
  const pointed = detailsOf(toStatus(new IommuError('PASID_OUT_OF_RANGE', 'no', { field: 'items[3].pasid' }), logger));
  expect(pointed['BadRequest']).toEqual({ fieldViolations: [{ field: 'items[3].pasid', description: 'no' }] });
  expect(pointed['ErrorInfo']).toMatchObject({ metadata: { field: 'items[3].pasid' } });
});

test('an item of a batch, which has no BadRequest, names the field in its metadata', () => {
  const error = new IommuError('ALREADY_MAPPED', 'no', { field: 'range', metadata: { first: '0x1000' } });
  expect(toItem(error, logger).metadata).toEqual({ field: 'range', first: '0x1000' });
});

test.each([new Error('secret'), 'secret', undefined, null, { code: 3, details: 'secret' }])(
  '%p says nothing but INTERNAL, and the log has it',
  (thrown) => {
    const log = memoryLog();
    const status = toStatus(thrown, log.logger);
    expect(status.code).toBe(grpc.status.INTERNAL);
    expect(JSON.stringify([status.details, detailsOf(status), toItem(thrown, logger)])).not.toContain('secret');
    expect(log.lines).toHaveLength(1);
    if (thrown instanceof Error) expect(JSON.stringify(log.lines)).toContain('errors.test');
  },
);

test('the trailers stay below what common clients take, whatever is echoed', () => {
  const text = '\u{10ffff}'.repeat(10_000);
  const metadata = { a: text, b: text };
  const status = toStatus(new IommuError('VIOMMU_NOT_FOUND', 'x'.repeat(10_000), { metadata }), logger);
  expect(status.details).toHaveLength(400);
  const [trailer] = status.metadata.get('grpc-status-details-bin');
  expect((trailer as Buffer).length).toBeLessThan(4000);
  expect(() => encodeURI(status.details)).not.toThrow();
  const cut = toItem(new IommuError('VIOMMU_NOT_FOUND', `x${text}\ud800`), logger);
  expect(() => encodeURI(cut.message)).not.toThrow();
});
