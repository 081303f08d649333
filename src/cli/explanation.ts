/** Why a translation is what it is, for people: each thing that was looked at in a line, then the verdict. */
import type {
  Attachment,
  CachedTranslation,
  FaultReason,
  MappingStep,
  PermissionsInput,
  RouteStep,
  TableDecision,
  TableStep,
  TranslationExplanation,
  TranslationStep,
} from '../../clients/typescript';
import { PAGE_SIZE } from '../base/u64';
import { table, type Column } from './output';
import type { Style } from './style';
import { flagText, updateText, type TableFormat } from './table-entries';
import { hex, permissions, range, short, wideHex } from './text';

/** How a walk went on from an entry, where that is no next table and no page. */
const DECISIONS: Readonly<Partial<Record<TableDecision, string>>> = {
  TABLE_DECISION_NOT_PRESENT: 'not present',
  TABLE_DECISION_RESERVED: 'uses a reserved bit or encoding',
  TABLE_DECISION_ADDRESS_SIZE: 'holds an address that is too wide',
  TABLE_DECISION_MISALIGNED: 'a superpage whose address is no multiple of its size',
  TABLE_DECISION_PERMISSION: 'it, or a table above, does not allow the access',
  TABLE_DECISION_ACCESS_FLAG: 'not marked accessed, and the walk may not mark it',
  TABLE_DECISION_DIRTY: 'not marked dirty, and the walk may not mark it',
  TABLE_DECISION_ABORTED: 'could not be read or updated: no such memory',
  TABLE_DECISION_STAGE2_FAULT: 'could not be read or updated: stage 2 does not translate its address',
  TABLE_DECISION_CONTENDED: 'changed again and again while it was updated',
  TABLE_DECISION_INPUT_OUT_OF_RANGE: 'the address is outside of what the tables cover',
};

/** One line. */
interface Row {
  readonly step: string;
  readonly domain: string;
  /** What was looked up: an address, an endpoint. */
  readonly at: string;
  readonly entry: string;
  readonly flags: string;
  readonly result: string;
  /** Whether it is on the way to a table, not to the page. */
  readonly isAside: boolean;
  /** Whether a cache has what the tables and mappings no longer say. */
  readonly isStale: boolean;
}

const COLUMNS: readonly Column<Row>[] = [
  ['STEP', ({ step }) => step],
  ['DOMAIN', ({ domain }) => domain],
  ['AT', ({ at }) => at],
  ['ENTRY', ({ entry }) => entry],
  ['FLAGS', ({ flags }) => flags],
  ['RESULT', ({ result }) => result],
];

const NOTHING = '-';

const plain = { domain: NOTHING, at: NOTHING, entry: NOTHING, flags: NOTHING, isAside: false, isStale: false };

function attachmentText({ deviceCookie, attachmentGeneration }: Attachment): string {
  return `attached, cookie ${hex(deviceCookie)}, generation ${attachmentGeneration}`;
}

function routeRow(route: RouteStep, endpoint: string): Row {
  const row = { ...plain, step: 'route', at: endpoint };
  switch (route.route) {
    case 'attachment':
      return { ...row, domain: `${route.attachment.domainId}`, result: attachmentText(route.attachment) };
    case 'fault':
      return { ...row, result: 'leads nowhere' };
    case 'bypass':
      return { ...row, result: 'passes untranslated' };
    case undefined:
      return { ...row, result: 'something a newer server knows' };
  }
}

function targetText({ decision, target }: TableStep): string {
  const words = DECISIONS[decision];
  if (words !== undefined) return words;
  const where = target === undefined ? '' : ` ${hex(target)}`;
  return `${decision === 'TABLE_DECISION_LEAF' ? 'page' : short(decision).toLowerCase()}${where}`;
}

function tableRow(step: TableStep, format: TableFormat | undefined): Row {
  const { domainId, level, entryAddress, entry, update } = step;
  const written =
    update === undefined || entry === undefined
      ? ''
      : `, ${(format && updateText(format, entry, update, level)) || `becomes ${wideHex(update)}`}`;
  return {
    ...plain,
    step: entryAddress === undefined ? 'tables' : `level ${level}`,
    domain: `${domainId}`,
    at: entryAddress === undefined ? NOTHING : hex(entryAddress),
    entry: entry === undefined ? NOTHING : wideHex(entry),
    flags: entry === undefined || format === undefined ? NOTHING : flagText(format, entry, level),
    result: `${targetText(step)}${written}`,
  };
}

type Covering = Pick<CachedTranslation, 'range' | 'outputAddress' | 'permissions'>;

/** Where an address goes by something that covers a range of them. */
function outputOf(address: bigint, { range: covered, outputAddress }: Covering): bigint {
  return outputAddress + (address - (covered?.first ?? 0n));
}

function goesTo(address: bigint, covering: Covering): string {
  return `${hex(outputOf(address, covering))} ${permissions(covering.permissions)} by ${range(covering.range)}`;
}

function mappingRow({ domainId, address, mapping, tableAccess }: MappingStep): Row {
  return {
    ...plain,
    step: tableAccess ? 'for a table' : 'mapping',
    domain: `${domainId}`,
    at: hex(address),
    result: mapping ? goesTo(address, mapping) : 'nothing is mapped',
    isAside: tableAccess,
  };
}

const PERMISSIONS = ['read', 'write', 'execute'] as const;

const OFFSET = BigInt(PAGE_SIZE - 1);
const pageOf = (address: bigint): bigint => address & ~OFFSET;

/** Whether a cached translation leads elsewhere, or allows more, than what was looked at. */
function isStale(cached: CachedTranslation, { explanation, iova, output, allowed }: Explained): boolean {
  const { permissions: held } = cached;
  const holdsMore = PERMISSIONS.some((name) => held?.[name] && !allowed?.[name]);
  if (output === undefined) return holdsMore;
  // An ATC may hold what the first stage leads to.
  const leaves = explanation.steps.flatMap(({ table: step }) =>
    step?.decision === 'TABLE_DECISION_LEAF' && step.target !== undefined ? [pageOf(step.target)] : [],
  );
  return holdsMore || ![pageOf(output), ...leaves].includes(pageOf(outputOf(iova, cached)));
}

function cacheRow(step: string, cached: CachedTranslation | null, explained: Explained): Row {
  if (!cached) return { ...plain, step, result: 'holds nothing' };
  const stale = isStale(cached, explained);
  const result = `${stale ? 'STALE: ' : ''}holds ${goesTo(explained.iova, cached)}`;
  return { ...plain, step, domain: `${cached.domainId}`, at: hex(explained.iova), result, isStale: stale };
}

/** What was looked at, and for whom. */
export interface Explained {
  readonly explanation: TranslationExplanation;
  /** Who asks, in words. */
  readonly endpoint: string;
  readonly iova: bigint;
  /** What is allowed there, as far as that is known. */
  readonly allowed: PermissionsInput | null | undefined;
  /** Where the access would go; undefined: nowhere. */
  readonly output: bigint | undefined;
  /** Why the access would fault; undefined: it would not. */
  readonly fault: FaultReason | undefined;
  /** The formats of the tables, by the id of the domain. */
  readonly formats: ReadonlyMap<number, TableFormat>;
}

function stepRow(step: TranslationStep, { endpoint, formats }: Explained): Row {
  switch (step.step) {
    case 'route':
      return routeRow(step.route as RouteStep, endpoint);
    case 'table':
      return tableRow(step.table, formats.get(step.table.domainId));
    case 'mapping':
      return mappingRow(step.mapping);
    case undefined:
      return { ...plain, step: 'more', result: 'something a newer server knows' };
  }
}

/** The last thing that was looked at, as the cause of a fault. */
function causeRow(row: Row, fault: FaultReason): Row {
  const early = row.step === 'route' && row.domain !== NOTHING ? 'before anything else is looked at; ' : '';
  return { ...row, result: `FAULT ${short(fault)}: ${early}${row.result}` };
}

/** Stage 2 is asked twice for the table of an entry that will be updated; once is enough for people. */
const isRepeated = (row: Row, index: number, rows: readonly Row[]): boolean =>
  row.isAside && JSON.stringify(row) === JSON.stringify(rows[index + 1]);

/**
 * The lines of an explanation. Where the access would fault, the last thing that was looked at is the cause.
 *
 * @param style makes the cause and the verdict stand out
 */
export function explanationText(explained: Explained, style: Style): string[] {
  const { explanation, fault } = explained;
  const steps = (explanation.steps as TranslationStep[])
    .map((step) => stepRow(step, explained))
    .filter((row, index, rows) => !isRepeated(row, index, rows));
  const cause = fault === undefined ? undefined : steps.length - 1;
  const looked = steps.map((row, index) => (index === cause && fault !== undefined ? causeRow(row, fault) : row));
  const rows = [
    ...looked,
    cacheRow('IOTLB', explanation.iotlb, explained),
    cacheRow('ATC', explanation.atc, explained),
  ];
  const [titles = '', ...lines] = table(rows, COLUMNS);
  const styled = lines.map((line, index) => {
    if (index === cause || rows[index]?.isStale) return style.bad(line);
    return rows[index]?.isAside ? style.faint(line) : line;
  });
  return [titles, ...styled, (fault === undefined ? style.good : style.bad)(explanation.summary)];
}
