// Generates everything that is derived from proto/ and committed:
//   src/gen/, clients/typescript/gen/   TypeScript types (the server and the SDK may not import each other)
//   proto/viommu.fds.binpb              descriptor set: reflection, grpcurl -protoset, other languages
//   docs/api/                           the contract as pages, with scripts/api-examples.json
//
//   node scripts/gen.mjs            writes them
//   node scripts/gen.mjs --check    generates into a temporary folder and compares; needs no git
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { apiPages } from './api-docs.mjs';

const root = path.resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const outputs = ['src/gen', 'clients/typescript/gen', 'proto/viommu.fds.binpb', 'docs/api'];

/** All files below `dir`, as sorted relative POSIX paths. */
function filesBelow(dir, prefix = '') {
  if (!fs.existsSync(dir)) return [];
  return fs
    .readdirSync(dir, { withFileTypes: true })
    .flatMap((e) => (e.isDirectory() ? filesBelow(path.join(dir, e.name), `${prefix}${e.name}/`) : [prefix + e.name]))
    .sort();
}

/** The folder of an installed package, also when its exports hide package.json. */
function packageDir(name) {
  for (const base of require.resolve.paths(name) ?? []) {
    const dir = path.join(base, name);
    if (fs.existsSync(path.join(dir, 'package.json'))) return dir;
  }
  throw new Error(`${name} is not installed; run: make install`);
}

/** 64-bit fields: `bigint` when read; `bigint | number | string` when written. */
function bigints(source) {
  return source
    .split('\n')
    .filter((line) => !/^import type \{ Long \} from/.test(line))
    .map((line) =>
      /^\s*(\/\*|\*|\/\/)/.test(line)
        ? line
        : line.replace(/\bnumber \| string \| Long\b/g, 'bigint | number | string').replace(/\bLong\b/g, 'bigint'),
    )
    .join('\n');
}

function runBuf(args, cwd) {
  const buf = path.join(packageDir('@bufbuild/buf'), 'bin/buf');
  execFileSync(process.execPath, [buf, ...args], { cwd, stdio: 'inherit' });
}

function generateTypes(services, dir) {
  const bin = path.join(packageDir('@grpc/proto-loader'), 'build/bin/proto-loader-gen-types.js');
  const options = ['--enums=String', '--defaults', '--oneofs', '--includeComments', '--grpcLib=@grpc/grpc-js'];
  const where = ['-I', 'proto', 'third_party', '-O', dir];
  execFileSync(process.execPath, [bin, ...options, ...where, ...services], {
    cwd: root,
    stdio: ['ignore', 'ignore', 2],
  });
  for (const file of filesBelow(dir)) {
    const at = path.join(dir, file);
    fs.writeFileSync(at, bigints(fs.readFileSync(at, 'utf8')));
  }
}

/** Our protos, google.rpc, and the standard health and reflection services, as one FileDescriptorSet. */
function generateDescriptorSet(tmp, out) {
  const tree = path.join(tmp, 'tree');
  const copy = (from, to) => fs.cpSync(from, path.join(tree, to), { recursive: true });
  for (const file of filesBelow(path.join(root, 'proto')).filter((f) => f.endsWith('.proto'))) {
    copy(path.join(root, 'proto', file), file);
  }
  copy(path.join(root, 'third_party'), '.');
  copy(path.join(packageDir('grpc-health-check'), 'proto/health/v1/health.proto'), 'grpc/health/v1/health.proto');
  for (const version of ['v1', 'v1alpha']) {
    const file = `grpc/reflection/${version}/reflection.proto`;
    copy(path.join(packageDir('@grpc/reflection'), 'build/proto', file), file);
  }
  fs.mkdirSync(path.dirname(out), { recursive: true });
  runBuf(['build', '--as-file-descriptor-set', '-o', out], tree);
}

/** docs/api, out of the descriptor set: it has the comments. */
function generateApiPages(tmp, descriptorSet, dir) {
  const json = path.join(tmp, 'viommu.fds.json');
  runBuf(['build', descriptorSet, '--as-file-descriptor-set', '-o', json], tmp);
  const read = (file) => fs.readFileSync(file, 'utf8');
  const examples = JSON.parse(read(path.join(root, 'scripts/api-examples.json')));
  fs.mkdirSync(dir, { recursive: true });
  for (const [page, text] of apiPages(JSON.parse(read(json)), read(path.join(root, 'docs/errors.md')), examples)) {
    fs.writeFileSync(path.join(dir, page), text);
  }
}

function generate(tmp) {
  const services = filesBelow(path.join(root, 'proto')).filter((f) => f.endsWith('_service.proto'));
  if (services.length === 0) throw new Error('no *_service.proto below proto/');
  const stage = path.join(tmp, 'out');
  generateTypes(services, path.join(stage, 'src/gen'));
  fs.cpSync(path.join(stage, 'src/gen'), path.join(stage, 'clients/typescript/gen'), { recursive: true });
  const descriptorSet = path.join(stage, 'proto/viommu.fds.binpb');
  generateDescriptorSet(tmp, descriptorSet);
  generateApiPages(tmp, descriptorSet, path.join(stage, 'docs/api'));
  return stage;
}

/** Paths below both roots that differ, each with what is wrong. */
function differences(stage) {
  const list = (base) =>
    outputs.flatMap((o) => (o.endsWith('.binpb') ? [o] : filesBelow(path.join(base, o)).map((f) => `${o}/${f}`)));
  const wrong = [];
  for (const file of new Set([...list(stage), ...list(root)])) {
    const [want, have] = [path.join(stage, file), path.join(root, file)];
    if (!fs.existsSync(have)) wrong.push(`missing: ${file}`);
    else if (!fs.existsSync(want)) wrong.push(`no longer generated: ${file}`);
    else if (!fs.readFileSync(want).equals(fs.readFileSync(have))) wrong.push(`differs: ${file}`);
  }
  return wrong;
}

function install(stage) {
  for (const output of outputs) {
    const to = path.join(root, output);
    fs.rmSync(to, { recursive: true, force: true });
    fs.cpSync(path.join(stage, output), to, { recursive: true });
  }
}

const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'viommu-gen-'));
try {
  const stage = generate(tmp);
  const wrong = differences(stage);
  if (process.argv.includes('--check')) {
    for (const line of wrong) console.error(`gen-check: ${line}`);
    if (wrong.length > 0) throw new Error('generated files are out of date; run: make gen');
    console.log('gen-check: up to date');
  } else {
    if (wrong.length > 0) install(stage);
    console.log(`gen: ${wrong.length} file(s) changed`);
  }
} catch (error) {
  console.error(`gen: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  fs.rmSync(tmp, { recursive: true, force: true });
}
