import { Metadata, status as Code } from '@grpc/grpc-js';
import {
  ConnectionLostError,
  errorOfRefusal,
  InvalidRequestError,
  isReason,
  ViommuError,
} from '../../../../clients/typescript';
import { toViommuError } from '../../../../clients/typescript/errors';
import { trailersWith } from './contract-server';

const serviceError = (metadata: Metadata) =>
  Object.assign(new Error('5 NOT_FOUND: no vIOMMU vm-1'), {
    code: Code.NOT_FOUND,
    details: 'no vIOMMU vm-1',
    metadata,
  });

/** google.rpc.Status{code 5, details: [Any{ErrorInfo{VIOMMU_NOT_FOUND, viommu, {viommu_id: vm-123}}}]}, by hand. */
const GOLDEN = [
  '0805',
  '1a5b', // details[0], 91 bytes
  '0a28747970652e676f6f676c65617069732e636f6d2f676f6f676c652e7270632e4572726f72496e666f',
  '122f', // value, 47 bytes
  '0a1056494f4d4d555f4e4f545f464f554e44', // reason
  '120676696f6d6d75', // domain
  '1a13', // metadata entry, 19 bytes
  '0a0976696f6d6d755f6964', // viommu_id
  '1206766d2d313233', // vm-123
].join('');

test('reads reason and metadata from the bytes of the trailer', () => {
  const trailers = new Metadata();
  trailers.set('grpc-status-details-bin', Buffer.from(GOLDEN, 'hex'));
  const error = toViommuError(serviceError(trailers));
  expect(error).toBeInstanceOf(ViommuError);
  expect(error).toMatchObject({
    name: 'ViommuError',
    code: Code.NOT_FOUND,
    codeName: 'NOT_FOUND',
    reason: 'VIOMMU_NOT_FOUND',
    message: 'no vIOMMU vm-1',
    metadata: { viommu_id: 'vm-123' },
    fieldViolations: [],
  });
  expect(isReason(error, 'VIOMMU_NOT_FOUND')).toBe(true);
  expect(isReason(error, 'VIOMMU_EXISTS')).toBe(false);
});

test('reads the fields at fault', () => {
  const fieldViolations = [{ field: 'config.iova_width_bits', description: 'must be 12 to 64' }];
  const trailers = trailersWith([
    { type: 'ErrorInfo', value: { reason: 'WIDTH_OUT_OF_RANGE', domain: 'viommu' } },
    { type: 'BadRequest', value: { fieldViolations } },
  ]);
  expect(toViommuError(serviceError(trailers))).toMatchObject({ reason: 'WIDTH_OUT_OF_RANGE', fieldViolations });
});

test('a transport failure, a foreign domain and a broken trailer have no reason', () => {
  const foreign = trailersWith([
    { type: 'ErrorInfo', value: { reason: 'X', domain: 'example.com', metadata: { a: 'b' } } },
  ]);
  const broken = new Metadata();
  broken.set('grpc-status-details-bin', Buffer.from('ff00ff', 'hex'));
  for (const metadata of [new Metadata(), foreign, broken]) {
    const error = toViommuError(serviceError(metadata));
    expect(error).toMatchObject({ code: Code.NOT_FOUND, reason: undefined, metadata: {}, fieldViolations: [] });
    expect(error.message).toBe('no vIOMMU vm-1');
  }
});

test('whatever else is thrown becomes UNKNOWN, and an error of ours stays', () => {
  expect(toViommuError(new TypeError('x'))).toMatchObject({ code: Code.UNKNOWN, message: 'x' });
  const ours = new ConnectionLostError('gone', true);
  expect(toViommuError(ours)).toBe(ours);
  expect(ours).toMatchObject({ reason: 'CHANNEL_LOST', code: Code.UNAVAILABLE, sent: true });
});

test('a refused item becomes an error that can be thrown', () => {
  const refused = { code: 6, reason: 'ALREADY_MAPPED', message: 'unmap first', metadata: { first: '0x1000' } };
  expect(errorOfRefusal(refused)).toMatchObject({ ...refused, codeName: 'ALREADY_EXISTS' });
  expect(isReason(new InvalidRequestError('A', 'b', 'must be c'), 'INVALID_REQUEST')).toBe(true);
  expect(isReason('x', 'x')).toBe(false);
});
