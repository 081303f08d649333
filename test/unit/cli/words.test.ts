import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { U64_MAX } from '../../../src/base/u64';
import { permissionLetters, permissions } from '../../../src/cli/text';
import { UsageError } from '../../../src/cli/usage-error';
import {
  choice,
  parseAction,
  parseAnswer,
  parseData,
  parseLimit,
  parseMapping,
  parsePermissions,
  parseQuirk,
  parseResponseCode,
  parseResumePoint,
  parseSettingCode,
  parseStageAction,
  parseSwitch,
  parseTarget,
  parseWantedPage,
} from '../../../src/cli/words';

const RW = { read: true, write: true, execute: false, privileged: false };
const R = { ...RW, write: false };

describe('permissions', () => {
  test.each([
    ['r', R],
    ['rw', RW],
    ['wr', RW],
    ['rwxp', { read: true, write: true, execute: true, privileged: true }],
    ['rw--', RW],
    ['----', { read: false, write: false, execute: false, privileged: false }],
  ])('%s', (text, value) => {
    expect(parsePermissions(text)).toEqual(value);
  });

  test.each(['', 'rr', 'a', 'RW', 'r w'])('"%s" are none', (text) => {
    expect(() => parsePermissions(text)).toThrow(UsageError);
  });

  test('can be typed as they are printed', () => {
    for (let mask = 0; mask < 16; mask++) {
      const bit = (n: number): boolean => (mask & n) !== 0;
      const value = { read: bit(1), write: bit(2), execute: bit(4), privileged: bit(8) };
      expect(parsePermissions(permissions(value))).toEqual(value);
      expect(parsePermissions(permissionLetters(value))).toEqual(value);
    }
  });
});

describe('a mapping', () => {
  test.each([
    ['0x1000=0x80000000', 0x1000n, 0x1fffn, 0x8000_0000n, RW],
    ['0x1000=0x80000000:r', 0x1000n, 0x1fffn, 0x8000_0000n, R],
    ['0x1000=0x80000000:64K', 0x1000n, 0x10fffn, 0x8000_0000n, RW],
    ['0x1000=0x80000000:64K:r', 0x1000n, 0x10fffn, 0x8000_0000n, R],
    ['0x1000-0x2fff=0:r', 0x1000n, 0x2fffn, 0n, R],
    ['0x1000+2M=0', 0x1000n, 0x200fffn, 0n, RW],
    ['all=0:rw', 0n, U64_MAX, 0n, RW],
    ['0xfffffffffffff000=0xfffffffffffff000', 0xffff_ffff_ffff_f000n, U64_MAX, 0xffff_ffff_ffff_f000n, RW],
  ])('%s', (text, first, last, outputAddress, allowed) => {
    expect(parseMapping(text)).toEqual({ range: { first, last }, outputAddress, permissions: allowed });
  });

  test.each([
    ['0x1000', 'write IOVA=OUTPUT'],
    ['=0', 'no number'],
    ['0x1000=', 'no number'],
    ['0x1000=0:r:4K', 'nothing may follow'],
    ['0x1000=0:4K:r:w', 'nothing may follow'],
    ['0x1000+4K=0:4K', 'has a length already'],
    ['0xfffffffffffff000=0:8K', 'pass 2^64-1'],
    ['0x1000=0:0', 'at least one byte'],
  ])('%s is none', (text, why) => {
    expect(() => parseMapping(text)).toThrow(why);
  });
});

test('a wanted page is rw unless it says so', () => {
  expect(parseWantedPage('0x1000')).toEqual({ iova: 0x1000n, permissions: RW });
  expect(parseWantedPage('0x1000:r')).toEqual({ iova: 0x1000n, permissions: R });
  expect(() => parseWantedPage('0x1000:')).toThrow(UsageError);
});

describe('where a mapping goes', () => {
  test.each([
    ['0x2000', 0x2000n, undefined, RW],
    ['0x2000:64K', 0x2000n, 0x1_0000n, RW],
    ['0x2000:r', 0x2000n, undefined, R],
    ['0x2000:64K:r', 0x2000n, 0x1_0000n, R],
  ])('%s', (text, outputAddress, length, allowed) => {
    expect(parseTarget(text)).toEqual({ outputAddress, length, permissions: allowed });
  });

  test.each(['', ':4K', '0:r:4K', '0:4K:r:r', '0:4X'])('"%s" is nowhere', (text) => {
    expect(() => parseTarget(text)).toThrow(UsageError);
  });
});

describe('a response code', () => {
  test.each([
    ['success', { code: 'PAGE_RESPONSE_CODE_SUCCESS' }],
    ['invalid', { code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' }],
    ['failure', { code: 'PAGE_RESPONSE_CODE_RESPONSE_FAILURE' }],
    ['0xf', { rawCode: 15 }],
    ['0', { rawCode: 0 }],
  ])('%s', (text, value) => {
    expect(parseResponseCode(text)).toEqual(value);
  });

  test('that means nothing', () => {
    expect(() => parseResponseCode('ok')).toThrow(UsageError);
    expect(() => parseSettingCode('0xf')).toThrow(UsageError);
  });
});

describe('an answer', () => {
  test.each([
    ['success', { code: 'PAGE_RESPONSE_CODE_SUCCESS' }],
    ['0x7', { rawCode: 7 }],
    ['retry', { stallAction: 'STALL_ACTION_RETRY' }],
    ['abort', { stallAction: 'STALL_ACTION_ABORT' }],
    ['terminate', { stallAction: 'STALL_ACTION_TERMINATE' }],
  ])('%s', (text, value) => {
    expect(parseAnswer(text)).toEqual(value);
  });

  test.each(['', 'stop', 'toString'])('"%s" is none', (text) => {
    expect(() => parseAnswer(text)).toThrow(UsageError);
  });

  test('of the vIOMMU itself', () => {
    expect(['success', 'invalid', 'failure', 'unanswered'].map(parseAction)).toEqual([
      'AUTOMATIC_ACTION_SUCCESS',
      'AUTOMATIC_ACTION_INVALID_REQUEST',
      'AUTOMATIC_ACTION_RESPONSE_FAILURE',
      'AUTOMATIC_ACTION_UNANSWERED',
    ]);
    expect(parseStageAction('page-requests-not-allowed=unanswered')).toEqual({
      pageRequestsNotAllowed: 'AUTOMATIC_ACTION_UNANSWERED',
    });
  });

  test.each([
    ['overflow', 'write STAGE=ACTION'],
    ['overflow=', 'no action'],
    ['overflow=0x1', 'write one of success, invalid, failure, unanswered'],
    ['pasid-always=success', '"pasid-always" is none of translation-off,'],
    ['noDomain=success', 'none of'],
    ['=success', 'none of'],
  ])('of the vIOMMU itself is not %s', (text, why) => {
    expect(() => parseStageAction(text)).toThrow(why);
  });
});

test('a quirk is switched on by its name', () => {
  expect(parseQuirk('merge-by-prgi')).toEqual({ mergeByPrgi: true });
  expect(parseQuirk('spare-shared-pri=on')).toEqual({ spareSharedPri: true });
  expect(parseQuirk('send-after-pri-off=off')).toEqual({ sendAfterPriOff: false });
  expect(() => parseQuirk('merge')).toThrow('none of merge-by-prgi, send-after-pri-off, answer-every-page');
  expect(() => parseQuirk('merge-by-prgi=1')).toThrow('neither on nor off');
});

describe('words of 64 bits', () => {
  test('are little-endian, in order', () => {
    expect(Buffer.from(parseData('u64:0x8000000000000001,258')).toString('hex')).toBe(
      '01000000000000800201000000000000',
    );
  });

  test.each(['u64:', 'u64:1,', 'u64:0x10000000000000000', 'u64:-1'])('%s is no data', (text) => {
    expect(() => parseData(text)).toThrow(UsageError);
  });
});

describe('data', () => {
  test.each([
    ['hex:00ff10', '00ff10'],
    ['0xCAFE', 'cafe'],
    ['text:hé', '68c3a9'],
    ['text:', ''],
  ])('%s', (text, bytes) => {
    expect(Buffer.from(parseData(text)).toString('hex')).toBe(bytes);
  });

  test.each(['', 'hello', 'hex:', 'hex:0', 'hex:zz', '0xabc', '@/does/not/exist'])('"%s" is none', (text) => {
    expect(() => parseData(text)).toThrow(UsageError);
  });

  test('of a file', () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vc-'));
    try {
      fs.writeFileSync(path.join(dir, 'data'), Buffer.from([1, 0, 255]));
      expect(Buffer.from(parseData(`@${dir}/data`)).toString('hex')).toBe('0100ff');
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  });
});

test('an enum is typed by its short name', () => {
  const kind = choice('DOMAIN_KIND_', ['PAGING', 'NOT_YET']);
  expect(kind('paging')).toBe('DOMAIN_KIND_PAGING');
  expect(kind('not-yet')).toBe('DOMAIN_KIND_NOT_YET');
  expect(kind('NOT_YET')).toBe('DOMAIN_KIND_NOT_YET');
  expect(() => kind('other')).toThrow('"other" is none of paging, not-yet');
});

test('the rest', () => {
  expect(parseSwitch('on')).toBe(true);
  expect(parseSwitch('off')).toBe(false);
  expect(() => parseSwitch('yes')).toThrow(UsageError);
  expect(parseResumePoint('7:0x10')).toEqual({ epoch: 7, sequence: 16n });
  expect(() => parseResumePoint('7')).toThrow(UsageError);
  expect(parseLimit('max_partial_pages=16')).toEqual({ name: 'maxPartialPages', value: 16n });
  expect(() => parseLimit('max_domains')).toThrow(UsageError);
});
