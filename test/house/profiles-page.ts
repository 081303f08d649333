import { FAULT_REASONS, type FaultReason } from '../../src/model/fault';
import { ANSWER_STAGES, type AnswerStage } from '../../src/model/viommu';
import { PROFILES, type Profile } from '../../src/profiles';

const ALL = Object.values(PROFILES);

/** docs/profiles.md, written from the tables of the profiles. */
export function profilesPage(): string {
  return [INTRODUCTION, ...ALL.map(answers), differences(), faultNumbers()].join('\n');
}

const INTRODUCTION = `# Profiles

What a vIOMMU does that differs between architectures, as data in \`src/profiles/\`. The tables below are the ones the
program uses; a test compares them.

## Automatic answers

How a group ends when nobody can answer it, in the order of the checks; the first that applies decides. \`AutomaticAnswers\`
of the policy changes the action of a stage, nothing else.

- *PASID*: when the answer carries the PASID of its request. AS_REQUEST: if the request had one. BELIEVED: if, besides, the
  endpoint's context says that the device requires it (unless told otherwise it says what the device's capability says).
  NEVER: never.
- *fault*: the fault event beside the answer, which is reported for requests that are not the last of their group as well.
- SMMUV3 does not check page requests against the stream entry, so \`unknown_requester\`, \`context_unusable\` and
  \`page_requests_not_allowed\` never apply there. Its overflow answer to a request with PASID, while the stream entry is not
  usable, is RESPONSE_FAILURE without PASID (R-AUTO-21), unless \`pasid_always\` is set.
`;

const DIFFERENCES: readonly (readonly [string, (profile: Profile) => string])[] = [
  ['page requests', (p) => yes(p.pageRequests)],
  ['accesses can stall', (p) => yes(p.stalls)],
  ['page requests are checked against the context', (p) => yes(p.checksContext)],
  ['an overflow lasts until it is acknowledged', (p) => yes(p.stickyOverflow)],
  ['a request that is not the last meets a full queue', (p) => yes(p.overflowAtAnyPage)],
  ['a Stop Marker without PASID is a', (p) => p.stopMarkerWithoutPasid],
  ['a translated access without ATS in the context is', (p) => p.translatedWithoutAts],
  ['a page request drops the cached translation', (p) => yes(p.forgetsRequestedPages)],
];

function answers(profile: Profile): string {
  const rows = ANSWER_STAGES.map((stage) => {
    const { pasid, rule } = profile.stages[stage];
    return [`\`${snake(stage)}\``, profile.policy.automaticAnswers[stage], pasid, rule, faultOf(profile, stage)];
  });
  return `### ${profile.name}\n\n${table(['stage', 'action', 'PASID', 'rule', 'fault'], rows)}`;
}

function faultOf(profile: Profile, stage: AnswerStage): string {
  const { fault, faultCode } = profile.stages[stage];
  if (fault === undefined) {
    return '';
  }
  const number = faultCode === undefined ? numberOf(profile, fault) : String(faultCode);
  return number === '' ? fault : `${fault} (${number})`;
}

function differences(): string {
  const rows = DIFFERENCES.map(([what, value]) => [what, ...ALL.map(value)]);
  return `## Other differences\n\n${table(['', ...ALL.map(({ name }) => name)], rows)}`;
}

function faultNumbers(): string {
  const rows = FAULT_REASONS.map((reason) => [`\`${reason}\``, ...ALL.map((profile) => numberOf(profile, reason))]);
  return `## Numbers of faults

\`raw_code\` of a fault event: the number the architecture's fault record has for it. Empty: it has none, and \`raw_code\` is
unset.

${table(['reason', ...ALL.map(({ name }) => name)], rows)}`;
}

function numberOf({ faultCodes }: Profile, reason: FaultReason): string {
  const number = faultCodes[reason];
  if (typeof number === 'object' && 'pasid' in number) {
    return `${String(number.function)}, of a PASID ${String(number.pasid)}`;
  }
  if (typeof number === 'object') {
    return `r ${String(number.read)}, w ${String(number.write)}, x ${String(number.execute)}`;
  }
  return number === undefined ? '' : String(number);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
