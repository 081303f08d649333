import { FAULT_REASONS } from '../../src/model/fault';
import { ANSWER_STAGES, type AnswerStage } from '../../src/model/viommu';
import { codeOf, PROFILES, type FaultCode, type Profile } from '../../src/profiles';

const ALL = Object.values(PROFILES);

/** docs/profiles.md, written from the tables of the profiles. */
export function profilesPage(): string {
  return [
    INTRODUCTION,
    ...ALL.map(answers),
    differences(),
    widths(),
    faultNumbers(),
    ...ALL.flatMap(nestedNumbers),
  ].join('\n');
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
  const number = said(faultCode ?? codeOf(profile, fault, undefined));
  return number === '' ? fault : `${fault} (${number})`;
}

function differences(): string {
  const rows = DIFFERENCES.map(([what, value]) => [what, ...ALL.map(value)]);
  return `## Other differences\n\n${table(['', ...ALL.map(({ name }) => name)], rows)}`;
}

function widths(): string {
  const rows = ALL.map(({ name, iovaWidthBits, outputWidthBits }) => [
    name,
    String(iovaWidthBits),
    String(outputWidthBits),
  ]);
  return `## Widths

Bits of an address: the most \`ViommuConfig\` can give, and what it has by default. IOVAs: those that PAGING domains
translate; those of NESTED domains are as wide as their tables.

${table(['', 'IOVA', 'output address'], rows)}`;
}

function faultNumbers(): string {
  const rows = FAULT_REASONS.map((reason) => [
    `\`${reason}\``,
    ...ALL.map((profile) => said(codeOf(profile, reason, undefined))),
  ]);
  return `## Numbers of faults

\`raw_code\` of a fault event: the number the architecture's fault record has for it. Empty: it has none, and \`raw_code\` is
unset. r, w, x: for an access that only reads, that writes, that fetches and does not write.

${table(['reason', ...ALL.map(({ name }) => name)], rows)}`;
}

/** Where in a nested domain a fault happens, and the head of its column. */
const PLACES = [
  ['stage 1', { stage: 1, tableAccess: false }],
  ['stage 2, for the access', { stage: 2, tableAccess: false }],
  ['stage 2, for a table of stage 1', { stage: 2, tableAccess: true }],
] as const;

/** The numbers that a profile has for nested domains where they are not those of other domains. */
function nestedNumbers(profile: Profile): string[] {
  const rows = FAULT_REASONS.flatMap((reason) => {
    const numbers = PLACES.map(([, place]) => said(codeOf(profile, reason, place)));
    const usual = said(codeOf(profile, reason, undefined));
    return numbers.every((number) => number === usual) ? [] : [[`\`${reason}\``, ...numbers]];
  });
  const head = ['reason', ...PLACES.map(([name]) => name)];
  const title = `### Faults of NESTED domains: ${profile.name}`;
  return rows.length === 0
    ? []
    : [`${title}\n\nReasons that are not listed have the numbers above.\n\n${table(head, rows)}`];
}

function said(code: FaultCode | undefined): string {
  if (typeof code !== 'object') {
    return code === undefined ? '' : String(code);
  }
  if ('pasid' in code) {
    return `${String(code.function)}, of a PASID ${String(code.pasid)}`;
  }
  return 'entryRead' in code
    ? `${String(code.entryRead)}, writing the entry ${String(code.entryWrite)}`
    : `r ${String(code.read)}, w ${String(code.write)}, x ${String(code.execute)}`;
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
