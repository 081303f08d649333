import { table } from '../house/profiles-page';
import { IOMMUFD, type Errors, type Rule } from './ledger';

/** The parts of the ledger that are about iommufd, by what stands in their ids, and what they are about. */
export const PARTS = {
  ATT: 'Attach, replace, detach',
  ALLOC: 'Making page tables',
  MAP: 'Map',
  FILE: 'Map files',
  UNMAP: 'Unmap',
  COPY: 'Copy',
  RANGE: 'Usable ranges',
  ALLOW: 'Allowed ranges',
  OPT: 'Options',
  ACC: 'Accesses',
  DIRTY: 'Dirty pages',
} as const;

/** The part of a rule. */
export function partOf({ id }: Rule): string {
  return id.split('-')[1] ?? '';
}

/** How a case that is an error in iommufd ends here. */
export function outcomeHere({ reasons, fault, field }: Errors, quote = (word: string) => word): string {
  if (fault !== undefined) {
    return `fault ${quote(fault)}`;
  }
  const words = reasons.map(quote).join(', ');
  return words === '' ? 'no error' : `${words}${field === undefined ? '' : ` (${field})`}`;
}

/** docs/iommufd.md, written from the ledger. */
export function iommufdPage(): string {
  return [INTRODUCTION, ...Object.entries(PARTS).map(([part, title]) => section(part, title)), backwards()].join('\n');
}

const INTRODUCTION = `# iommufd

Linux's iommufd (\`include/uapi/linux/iommufd.h\`) is the interface to IOMMUs that authors of VMMs know best. Whoever
has code for it can see here, case by case, what becomes of its calls and of its errors. The tables are the \`I-\` rules of
the [ledger](conformance.md), and \`make conformance\` runs the tests that prove them; a test compares this page with it.

| iommufd | here |
| --- | --- |
| address space (IOAS) with its page table (HWPT_PAGING) | PAGING domain |
| nested page table (HWPT_NESTED) | NESTED domain |
| page table that others are nested on | the \`stage2_domain_id\` of a NESTED domain |
| device | endpoint |
| PASID 0, where it stands for none | no PASID; PASID 0 is a PASID |
| fault queue | \`page_requests\` of a domain |
| virtual IOMMU and virtual device | vIOMMU, and the virtual id of an endpoint |
| IOAS_MAP with a fixed IOVA, without one | Map, MapAnywhere |
| IOAS_MAP_FILE | RegisterGuestMemory, then Map |
| IOAS_COPY | Map, of the same output addresses |
| IOAS_IOVA_RANGES, IOAS_ALLOW_IOVAS | GetIovaRanges, SetAllowedIovaRanges |
| HWPT_SET_DIRTY_TRACKING, HWPT_GET_DIRTY_BITMAP | SetDirtyTracking, ReadDirtyPages |
| access of the kernel | IssueDma, EndpointChannel |

What is different everywhere:

- Nothing is a file descriptor, and nothing is pinned. Ids belong to a vIOMMU and are not freed by closing something.
- Endpoints stand for themselves; there are no groups.
- Ranges are inclusive, so the last byte of 2^64 is nothing special, and nothing has length 0.
- A batch says of each item how it ended, and an item that is refused changed nothing: an unmap takes a range in full or
  not at all, where iommufd leaves what it removed before the error.
- Taking something away ends when no endpoint can use it any more, or names the endpoint that did not let go in time. It is
  a result, not an error, and the call's deadline does not change it.
- An access that cannot be translated is a result with a fault event. It has a fault reason, not a reason of a refusal.

In the tables *error* is what iommufd returns where the rule is broken, *here* what viommud does then. \`different\` says
why; what viommud has nothing for is \`not applicable\`.
`;

function section(part: string, title: string): string {
  const rows = IOMMUFD.filter((rule) => partOf(rule) === part).map((rule) => [
    rule.id,
    rule.says,
    rule.errors === undefined ? '' : (rule.errors.errno ?? 'none'),
    rule.errors === undefined ? '' : outcomeHere(rule.errors, code),
    standing(rule),
  ]);
  return `## ${title}\n\n${table(['rule', 'it says', 'error', 'here', 'status'], rows)}`;
}

function standing({ standing: where }: Rule): string {
  switch (where.status) {
    case 'proven':
      return where.except === undefined ? 'proven' : `proven, but ${where.except}`;
    case 'different':
      return `different: ${'why' in where.because ? lowerFirst(where.because.why) : where.because.adr}`;
    case 'not applicable':
      return `not applicable: ${where.why}`;
    case 'pending':
      return `waits for ${where.waitsFor}`;
  }
}

/** For each reason, the error that means the same, and in which calls. */
function backwards(): string {
  const errors = new Map<string, Map<string, string[]>>();
  for (const rule of IOMMUFD) {
    const { errno, reasons = [], field } = rule.errors ?? {};
    for (const reason of errno === undefined ? [] : reasons) {
      const byErrno = errors.get(reason) ?? new Map<string, string[]>();
      const where = `${lowerFirst(PARTS[partOf(rule) as keyof typeof PARTS])}${field === undefined ? '' : ` (${field})`}`;
      byErrno.set(errno!, [...new Set([...(byErrno.get(errno!) ?? []), where])]);
      errors.set(reason, byErrno);
    }
  }
  const rows = [...errors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([reason, byErrno]) => [...byErrno].map(([errno, where]) => [code(reason), errno, where.join(', ')]));
  return `## From reasons to errors

What a layer that speaks iommufd returns for a refusal of viommud. The call decides, and in brackets the field that is named.

${table(['reason', 'error', 'in'], rows)}`;
}

function code(word: string): string {
  return `\`${word}\``;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
