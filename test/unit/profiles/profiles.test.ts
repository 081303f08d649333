import { ANSWER_STAGES, type AnswerStage, type ProfileName } from '../../../src/model/viommu';
import { PROFILES, profileOf, type Profile } from '../../../src/profiles';

const NAMES = Object.keys(PROFILES) as ProfileName[];
const CODES = ['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE', 'UNANSWERED'];

test('every profile is found by its name', () => {
  expect(NAMES.sort()).toEqual(['AMDVI', 'GENERIC', 'RISCV', 'SMMUV3', 'VIRTIO', 'VTD']);
  expect(NAMES.map((name) => profileOf(name).name)).toEqual(NAMES);
});

test.each(NAMES)('%s says of every stage what it does and why', (name) => {
  const { stages, policy } = profileOf(name);
  for (const stage of ANSWER_STAGES) {
    expect(stages[stage]).toMatchObject({ rule: expect.any(String) as string, pasid: expect.any(String) as string });
    expect(CODES).toContain(policy.automaticAnswers[stage]);
  }
});

test.each(NAMES)('%s starts without quirks, in order, with what PCIe allows an invalidation', (name) => {
  expect(profileOf(name).policy).toMatchObject({
    translation: 'ON',
    pageRequestQueueEnabled: true,
    pageRequestQueueFault: false,
    pageResponseDeadlineNs: 0n,
    pasidAlways: false,
    virtualIdWidthBits: 64,
    translatedRequestCheck: 'GRANTED',
    quirks: { mergeByPrgi: false, sendAfterPriOff: false, answerEveryPage: false, spareSharedPri: false },
    // 10.3.1: 60 s -0/+50 %.
    invalidationTimeoutNs: 90_000_000_000n,
    unmapInvalidates: true,
  });
});

/** A page request that turns PRI off by itself blocks every function that shares it (R-AUTO-15). */
test('VT-d never answers Response Failure to what its tables refuse', () => {
  const { automaticAnswers } = profileOf('VTD').policy;
  const tables = ANSWER_STAGES.slice(0, ANSWER_STAGES.indexOf('noPageRequests'));
  expect(tables.filter((stage) => automaticAnswers[stage] === 'RESPONSE_FAILURE')).toEqual([]);
});

// What the profile does beside its automatic answers.
test.each<[ProfileName, Partial<Profile>]>([
  ['GENERIC', {}],
  ['VTD', { stickyOverflow: true, overflowAtAnyPage: true, forgetsRequestedPages: true }],
  [
    'SMMUV3',
    {
      stalls: true,
      checksContext: false,
      stickyOverflow: true,
      overflowAtAnyPage: true,
      stopMarkerWithoutPasid: 'PAGE_REQUEST',
      translatedWithoutAts: 'UNTRANSLATED',
    },
  ],
  ['RISCV', { stickyOverflow: true, overflowAtAnyPage: true }],
  ['AMDVI', { stickyOverflow: true, overflowAtAnyPage: true }],
  ['VIRTIO', { pageRequests: false }],
])('%s: %o, and else as any other', (name, differences) => {
  expect(profileOf(name)).toMatchObject({
    pageRequests: true,
    stalls: false,
    checksContext: true,
    stickyOverflow: false,
    overflowAtAnyPage: false,
    stopMarkerWithoutPasid: 'STOP_MARKER',
    translatedWithoutAts: 'FAULT',
    forgetsRequestedPages: false,
    ...differences,
  });
});

// Numbers of faults beside answers that are not those of their reasons.
test.each<[ProfileName, AnswerStage, number]>([
  ['VTD', 'translationBypass', 0x32],
  ['VTD', 'pageRequestsNotAllowed', 0x47],
  ['AMDVI', 'unknownRequester', 9],
  ['AMDVI', 'contextUnusable', 9],
  ['AMDVI', 'pageRequestsNotAllowed', 9],
])('%s, %s: a fault of number %i', (name, stage, number) => {
  expect(profileOf(name).stages[stage].faultCode).toBe(number);
});

// VT-d: MGAW with five levels, HAW (3.6, 9.7). IHI 0070, 3.4: VMSAv8-64. RISC-V: Sv57x4, PPN of 44 bits. AMD: six levels.
test.each<[ProfileName, number, number]>([
  ['GENERIC', 64, 64],
  ['VTD', 57, 52],
  ['SMMUV3', 52, 52],
  ['RISCV', 59, 56],
  ['AMDVI', 64, 52],
  ['VIRTIO', 64, 64],
])('%s: %i bits of IOVA, %i of output address', (name, iovaWidthBits, outputWidthBits) => {
  expect(profileOf(name)).toMatchObject({ iovaWidthBits, outputWidthBits });
});
