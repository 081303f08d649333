import { IommuError, type Reason } from '../../../src/model/errors';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import * as check from '../../../src/server/check';
import { accessPermissions, permissions } from '../../../src/server/check-permissions';

const many = (n: number): number[] => new Array<number>(n).fill(0);
const bits = (mask: number) => ({
  read: (mask & READ) !== 0,
  write: (mask & WRITE) !== 0,
  execute: (mask & EXECUTE) !== 0,
  privileged: (mask & PRIVILEGED) !== 0,
});

function refusal(run: () => unknown): IommuError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(IommuError);
    return error as IommuError;
  }
  throw new Error('was not refused');
}

test.each<[string, () => unknown, unknown]>([
  ['a message that is there', () => check.required({ a: 1 }, 'range'), { a: 1 }],
  ['the smallest number', () => check.inRange(1, 1, 512, 'page_count', 'PAGE_COUNT_OUT_OF_RANGE'), 1],
  ['the largest number', () => check.inRange(512n, 1n, 512n, 'x', 'LIMIT_OUT_OF_RANGE'), 512n],
  ['no PASID', () => check.pasid(undefined), undefined],
  ['PASID 0', () => check.pasid(0), 0],
  ['the highest PASID', () => check.pasid(0xf_ffff), 0xf_ffff],
  ['a known enum value', () => check.enumKnown('ON_ERROR_STOP', 'on_error'), 'ON_ERROR_STOP'],
  ['one entry', () => check.nonEmptyList([0], 'items'), [0]],
  ['4096 entries', () => check.nonEmptyList(many(4096), 'items').length, 4096],
  ['an empty list that may be', () => check.listAtMost([], 'domain_ids'), []],
  ['a set arm', () => check.oneofArm('respond', 'payload'), 'respond'],
  ['no time-out', () => check.timeoutNs(undefined, 't'), undefined],
  ['the longest time-out', () => check.timeoutNs(2n ** 64n - 1n, 't'), 2n ** 64n - 1n],
  ['no request id', () => check.requestId(''), undefined],
  ['a request id of 64 characters', () => check.requestId('x'.repeat(64)), 'x'.repeat(64)],
  ['an id', () => check.viommuId('vm-1.A_z'), 'vm-1.A_z'],
  ['no id for a new vIOMMU', () => check.newViommuId(''), undefined],
  ['read', () => permissions(bits(READ)), READ],
  ['everything', () => permissions(bits(15)), 15],
  ['execute with a PASID', () => accessPermissions(bits(READ | EXECUTE), true), READ | EXECUTE],
])('%s is taken', (_name, run, expected) => {
  expect(run()).toEqual(expected);
});

test.each<[Reason, string, () => unknown, RegExp]>([
  ['FIELD_REQUIRED', 'range', () => check.required(null, 'range'), /set it/],
  ['BACKING_REQUIRED', 'backing', () => check.required(undefined, 'backing', 'BACKING_REQUIRED'), /set it/],
  ['PAGE_COUNT_OUT_OF_RANGE', 'n', () => check.inRange(0, 1, 512, 'n', 'PAGE_COUNT_OUT_OF_RANGE'), /0 .*1 to 512/],
  ['LIMIT_OUT_OF_RANGE', 'n', () => check.inRange(513n, 1n, 512n, 'n', 'LIMIT_OUT_OF_RANGE'), /513 .*1 to 512/],
  ['LENGTH_OUT_OF_RANGE', 'n', () => check.inRange(NaN, 1, 2, 'n', 'LENGTH_OUT_OF_RANGE'), /NaN/],
  ['PASID_OUT_OF_RANGE', 'pasid', () => check.pasid(0x10_0000), /1048576 .*0 to 1048575/],
  ['ENUM_VALUE_UNKNOWN', 'on_error', () => check.enumKnown<string>(77, 'on_error'), /77/],
  ['ITEMS_REQUIRED', 'items', () => check.nonEmptyList([], 'items'), /1 to 4096/],
  ['TOO_MANY_ITEMS', 'items', () => check.nonEmptyList(many(4097), 'items'), /4097 .*4096.*split/],
  ['TOO_MANY_ITEMS', 'itags', () => check.listAtMost(many(33), 'itags', 32), /33 .*32/],
  ['MESSAGE_REQUIRED', 'payload', () => check.oneofArm(undefined, 'payload', 'MESSAGE_REQUIRED'), /exactly one/],
  ['TIMEOUT_INVALID', 'timeout_ns', () => check.timeoutNs(0n, 'timeout_ns'), /unset/],
  ['REQUEST_ID_INVALID', 'request_id', () => check.requestId('x'.repeat(65)), /64 characters/],
  ['VIOMMU_ID_INVALID', 'viommu_id', () => check.viommuId(''), /1 to 64/],
  ['VIOMMU_ID_INVALID', 'open.viommu_id', () => check.viommuId('a/b', 'open.viommu_id'), /"a\/b"/],
  ['VIOMMU_ID_INVALID', 'viommu_id', () => check.newViommuId('x'.repeat(65)), /1 to 64/],
  ['VIOMMU_ID_INVALID', 'viommu_id', () => check.viommuId('a\n'), /"a\\n"/],
  ['PERMISSIONS_INVALID', 'permissions', () => permissions(null), /read, write or both/],
  ['PERMISSIONS_INVALID', 'permissions', () => permissions(bits(PRIVILEGED)), /read, write or both/],
  ['PERMISSIONS_INVALID', 'p', () => permissions(bits(WRITE | EXECUTE), 'p'), /execute needs read/],
  ['PERMISSIONS_INVALID', 'permissions', () => accessPermissions(bits(READ | EXECUTE), false), /need a PASID/],
  ['PERMISSIONS_INVALID', 'permissions', () => accessPermissions(bits(READ | PRIVILEGED), false), /need a PASID/],
])('%s names field, value and way out', (reason, field, run, message) => {
  const error = refusal(run);
  expect(error).toMatchObject({ reason, field });
  expect(error.message).toMatch(message);
  expect(error.message.startsWith(`${field}: `)).toBe(true);
});

test('a long text is not echoed in full', () => {
  expect(refusal(() => check.viommuId('x'.repeat(100_000))).message.length).toBeLessThan(200);
});
