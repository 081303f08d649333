/**
 * The rules of the house, as data, and a checker over a map of path → text.
 * Nothing here reads files, so the checker can be tried on small samples.
 */
import path from 'node:path';
import ts from 'typescript';

/** One broken rule. */
export interface Violation {
  readonly rule: 'zone' | 'floor' | 'package' | 'pure' | 'environment' | 'cycle' | 'length' | 'word' | 'mirror';
  readonly file: string;
  readonly detail: string;
}

/** What a folder may import: other zones, and packages. `node` stands for every node:* module. */
interface Zone {
  readonly floor: number;
  readonly zones: readonly string[];
  readonly packages: readonly (string | RegExp)[];
  /** No clock, no randomness, no I/O, nothing asynchronous. */
  readonly pure?: true;
  /** Each folder below (one per architecture or table format) is blind to its neighbours. */
  readonly separate?: true;
}

const anyPackage = [/./];
const grpc = [/^@grpc\//, 'grpc-health-check', 'protobufjs', /^protobufjs\//];

export const ZONES: Readonly<Record<string, Zone>> = {
  base: { floor: 0, zones: [], packages: [], pure: true },
  model: { floor: 1, zones: ['base'], packages: [], pure: true },
  profiles: { floor: 1, zones: ['base', 'model'], packages: [], pure: true },
  core: { floor: 2, zones: ['base', 'model', 'profiles', 'walkers'], packages: [], pure: true },
  // Tables that a guest owns, as functions of their bytes: the IOMMU uses them, they know nothing of it.
  walkers: { floor: 1, zones: ['base', 'model'], packages: [], pure: true, separate: true },
  codecs: { floor: 2, zones: ['base', 'model', 'profiles'], packages: [], pure: true, separate: true },
  // The only zone that sees both core and codecs.
  guestqueues: {
    floor: 3,
    zones: ['base', 'model', 'profiles', 'core', 'walkers', 'codecs'],
    packages: [],
    pure: true,
    separate: true,
  },
  session: { floor: 4, zones: ['base', 'model', 'profiles', 'core', 'walkers', 'guestqueues'], packages: ['node'] },
  gen: { floor: 5, zones: [], packages: grpc },
  server: {
    floor: 5,
    zones: ['base', 'model', 'profiles', 'core', 'walkers', 'guestqueues', 'session', 'gen'],
    packages: anyPackage,
  },
  main: {
    floor: 6,
    zones: ['base', 'model', 'profiles', 'core', 'walkers', 'codecs', 'guestqueues', 'session', 'server'],
    packages: anyPackage,
  },
  // A client: it stands outside the house.
  cli: { floor: 6, zones: ['base', 'model', 'codecs', 'client'], packages: ['node'] },
  client: { floor: 6, zones: [], packages: ['node', ...grpc] },
};

const MAX_LINES = 400;

/** The only readers of process.env and process.argv. */
const ENVIRONMENT_READERS = ['src/main.ts', 'src/cli/main.ts'];

const IMPURE = new Set(
  (
    'Date setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask ' +
    'process console performance crypto Buffer fetch Promise globalThis require'
  ).split(' '),
);

/** Words that do not belong, and where. */
const WORDS: readonly { readonly at: RegExp; readonly word: RegExp; readonly why: string }[] = [
  { at: /./, word: /\b(?:TODO|FIXME|XXX|HACK)\b/, why: 'do it, or write it down where users can see it' },
  { at: /./, word: /eslint-disable(?!.*\s--\s+\S)/, why: 'say why on the same line: -- reason' },
  { at: /./, word: /@ts-(?:ignore|nocheck)\b/, why: 'use @ts-expect-error with a reason' },
  { at: /./, word: /@ts-expect-error\s*$/, why: 'say why on the same line' },
  { at: /^src\/base\//, word: /iommu|iova|pasid|iotlb/i, why: 'no IOMMU word in base' },
  {
    at: /^src\/core\//,
    word: /\b(?:stream_?id|substream_?id|source_?id|device_?id|process_?id)\b|\b(?:DID|ASID|VMID|GSCID|PSCID|GPA|SPA|FRCD|STAG|TLBI|IOTINVAL)\b/i,
    why: 'no spelling of one architecture in core',
  },
];

/** `did` is an English word, `DID` is not; the others are compared without case. */
const isEnglish = (word: string): boolean => word === 'did' || word === 'Did' || word === 'spa';

export const isGenerated = (file: string): boolean => /^(?:src|clients\/typescript)\/gen\//.test(file);
const isSource = (file: string): boolean => /^(?:src|clients\/typescript|demo)\//.test(file);

/** The zone of a file, by its path; undefined for a path that belongs nowhere. */
export function zoneOf(file: string): string | undefined {
  if (file === 'src/main.ts') return 'main';
  if (file.startsWith('clients/typescript/')) return 'client';
  const folder = /^src\/([^/]+)\//.exec(file)?.[1];
  return folder !== undefined && folder !== 'main' && folder !== 'client' && Object.hasOwn(ZONES, folder)
    ? folder
    : undefined;
}

/** Zones that the floor rules look at: sources below src/ and the TypeScript client (its tests and examples aside). */
const isHoused = (file: string): boolean =>
  file.startsWith('src/') ||
  (/^clients\/typescript\//.test(file) && !/^clients\/typescript\/(?:examples|test)/.test(file));

/** Whether an import is gone at run time. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return clause !== undefined;
  const named = clause.name === undefined ? clause.namedBindings : undefined;
  return named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
}

/** Every module specifier in a file; undefined for one that is not a literal. */
export function importsOf(source: ts.SourceFile, atRunTime = false): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  const literal = (node: ts.Node | undefined): void => {
    found.push(node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      if (!atRunTime || !isTypeOnly(node.importClause)) literal(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) literal(node.moduleSpecifier);
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      literal(node.moduleReference.expression);
    else if (ts.isImportTypeNode(node))
      literal(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument);
    else if (ts.isCallExpression(node)) {
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isImport || isRequire) literal(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The file a relative specifier means, by TypeScript's rules as far as this project uses them. */
function resolve(from: string, specifier: string, files: ReadonlyMap<string, string>): string {
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier)).replace(/\/$/, '');
  const candidates = [target, `${target}.ts`, target.replace(/\.js$/, '.ts'), `${target}/index.ts`];
  return candidates.find((c) => files.has(c)) ?? target;
}

/** Names that only look like a global: `x.process`, `{ process: 1 }`, a method called `process`. */
function isMemberName(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isEnumMember(parent)) &&
    parent.name === node
  );
}

/** What makes a file impure, with line numbers. */
export function impurities(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const note = (node: ts.Node, what: string): void => {
    found.push(`line ${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}: ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) note(node, 'await');
    else if (node.kind === ts.SyntaxKind.AsyncKeyword) note(node, 'async');
    else if (ts.isIdentifier(node) && IMPURE.has(node.text) && !isMemberName(node)) note(node, node.text);
    else if (ts.isPropertyAccessExpression(node) && node.getText(source) === 'Math.random') note(node, 'Math.random');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Where a file reads the environment or the command line. */
function environmentReads(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const access = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
    if (access && /^process(?:\??\.(?:env|argv)|(?:\?\.)?\[['"`](?:env|argv)['"`]\])$/.test(node.getText(source)))
      found.push(node.getText(source));
    else if (ts.isVariableDeclaration(node) && node.initializer?.getText(source) === 'process')
      found.push(node.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found, ...importsOf(source).filter((i) => i === 'node:process' || i === 'process')].map(String);
}

/** Import cycles, each once, as `a → b → a`. */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const visit = (node: string): void => {
    if (state.get(node) === 'open') found.push([...trail.slice(trail.indexOf(node)), node].join(' → '));
    if (state.has(node)) return;
    state.set(node, 'open');
    trail.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    trail.pop();
    state.set(node, 'done');
  };
  for (const node of graph.keys()) visit(node);
  return found;
}

const isNodeModule = (specifier: string): boolean => specifier.startsWith('node:');

function packageAllowed(zone: Zone, specifier: string): boolean {
  return zone.packages.some((p) =>
    p === 'node' ? isNodeModule(specifier) : p instanceof RegExp ? p.test(specifier) : p === specifier,
  );
}

/** Why `zone` may not import `target`, or undefined. */
function floorObjection(file: string, zoneName: string, target: string): string | undefined {
  const zone = ZONES[zoneName]!;
  const targetZone = zoneOf(target);
  if (targetZone === undefined) return `imports ${target}, which is on no floor`;
  if (targetZone !== zoneName) {
    return zone.zones.includes(targetZone) ? undefined : `${zoneName} must not import ${targetZone} (${target})`;
  }
  const subfolder = (f: string): string | undefined => /^src\/[^/]+\/([^/]+)\//.exec(f)?.[1];
  const [mine, theirs] = [subfolder(file), subfolder(target)];
  if (zone.separate && mine !== undefined && theirs !== undefined && mine !== theirs) {
    return `${zoneName}/${mine} must not import ${zoneName}/${theirs} (${target})`;
  }
  return undefined;
}

function wordViolations(file: string, text: string): Violation[] {
  const found: Violation[] = [];
  const rules = WORDS.filter((rule) => rule.at.test(file));
  text.split('\n').forEach((line, index) => {
    for (const { word, why } of rules) {
      const hits = [...line.matchAll(new RegExp(word.source, `${word.flags}g`))].map((m) => m[0]);
      const hit = hits.find((h) => !isEnglish(h));
      if (hit !== undefined) found.push({ rule: 'word', file, detail: `line ${index + 1}: "${hit.trim()}": ${why}` });
    }
  });
  return found;
}

/** Floors, packages and purity of one file; its relative imports are added to `graph`. */
function checkHoused(
  file: string,
  source: ts.SourceFile,
  files: ReadonlyMap<string, string>,
  graph: Map<string, string[]>,
) {
  const found: Violation[] = [];
  const zoneName = zoneOf(file);
  if (zoneName === undefined) return [{ rule: 'zone', file, detail: 'this folder is on no floor' } as const];
  const zone = ZONES[zoneName]!;
  // Types may know each other both ways, as an endpoint and its attachments do: nothing runs, so no order can be wrong.
  const atRunTime = importsOf(source, true).filter((specifier) => specifier?.startsWith('.') === true);
  graph.set(
    file,
    atRunTime.map((specifier) => resolve(file, specifier ?? '', files)),
  );
  for (const specifier of importsOf(source)) {
    if (specifier === undefined) {
      found.push({ rule: 'package', file, detail: 'imports something that is not a literal' });
    } else if (specifier.startsWith('.')) {
      const target = resolve(file, specifier, files);
      const detail = floorObjection(file, zoneName, target);
      if (detail !== undefined) found.push({ rule: 'floor', file, detail });
    } else if (!packageAllowed(zone, specifier)) {
      found.push({ rule: 'package', file, detail: `${zoneName} must not import "${specifier}"` });
    }
  }
  if (zone.pure) for (const detail of impurities(source)) found.push({ rule: 'pure', file, detail });
  if (!ENVIRONMENT_READERS.includes(file)) {
    for (const detail of environmentReads(source)) found.push({ rule: 'environment', file, detail });
  }
  return found;
}

/** Checks a whole tree: path (POSIX, relative to the package) → text. */
export function check(files: ReadonlyMap<string, string>): Violation[] {
  const found: Violation[] = [];
  const graph = new Map<string, string[]>();
  const folders = new Set([...files.keys()].flatMap((f) => (f.startsWith('src/') ? [path.posix.dirname(f)] : [])));
  for (const [file, text] of files) {
    if (isGenerated(file)) continue;
    found.push(...wordViolations(file, text));
    if (!file.endsWith('.ts')) continue;
    if (isSource(file)) {
      const lines = text.replace(/\n$/, '').split('\n').length;
      if (lines > MAX_LINES) found.push({ rule: 'length', file, detail: `${lines} lines; at most ${MAX_LINES}` });
    }
    if (isHoused(file)) {
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
      found.push(...checkHoused(file, source, files, graph));
    }
    const mirrored = /^test\/unit\/(.+)$/.exec(path.posix.dirname(file))?.[1];
    if (mirrored !== undefined && !mirrored.startsWith('clients/') && file.endsWith('.test.ts')) {
      const has = [...folders].some((f) => f === `src/${mirrored}` || f.startsWith(`src/${mirrored}/`));
      if (!has) found.push({ rule: 'mirror', file, detail: `there is no src/${mirrored}/` });
    }
  }
  for (const detail of cycles(graph)) found.push({ rule: 'cycle', file: detail.split(' ')[0] ?? '', detail });
  return found;
}
