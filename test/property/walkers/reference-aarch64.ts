import type { Aarch64Configuration, Aarch64Region } from '../../../src/model/guest-tables';
import { bits, consult, Patience, permits, type Outcome, type Request, type Rights, type Ruling } from './reference';
import type { ScriptedMemory } from './scripted-memory';

/** What tables above have added to the permissions. */
interface TablePermissions {
  readonly apTable: bigint;
  readonly uxnTable: boolean;
  readonly pxnTable: boolean;
}

type Next = { readonly base: bigint; readonly permissions: TablePermissions } | Outcome;

const granuleBits = (tgx: number): bigint => ({ 4096: 12n, 16_384: 14n, 65_536: 16n })[tgx]!;

const align = (value: bigint, size: bigint): bigint => value - (value % size);

/** Stage 1 as the pseudocode of the Arm ARM has it (AArch64.S1Walk and what it calls), for the EL1&0 regime. */
export function referenceAarch64(
  configuration: Aarch64Configuration,
  memory: ScriptedMemory,
  request: Request,
): Outcome {
  const va = request.address;
  const isUpper = bits(va, 55) === 1n;
  const region = isUpper ? configuration.upper : configuration.lower;
  if (region === undefined || outOfRange(va, isUpper, region)) {
    return { fault: 'INPUT_OUT_OF_RANGE' };
  }
  const granule = granuleBits(region.granule);
  const stride = granule - 3n;
  const iasize = BigInt(region.widthBits);
  // S1StartLevel
  const start = 3n - (iasize - 1n - granule) / stride;
  const patience = new Patience();
  let base = region.root;
  let permissions: TablePermissions = { apTable: 0n, uxnTable: false, pxnTable: false };
  for (let level = start; ; level += 1n) {
    const tsize = granule + (3n - level) * stride;
    const msb = level === start ? iasize - 1n : tsize + stride - 1n;
    const address = base | (bits(va, Number(msb), Number(tsize)) << 3n);
    const next = consult<Next>(memory, address, Number(level), patience, (descriptor): Ruling<Next> => {
      const type = descriptorType(configuration, region, level, descriptor);
      if (type === 'Invalid') {
        return { now: { fault: 'NOT_PRESENT' } };
      }
      if (type === 'Table') {
        const table = baseOf(configuration, region, descriptor, granule);
        return tooWide(configuration, table)
          ? { now: { fault: 'ADDRESS_SIZE' } }
          : { now: { base: table, permissions: applyTable(region, permissions, descriptor) } };
      }
      return leaf(configuration, region, request, { level, tsize, descriptor, permissions });
    });
    if (!('base' in next)) {
      return next;
    }
    ({ base, permissions } = next);
  }
}

/** AArch64.VAIsOutOfRange */
function outOfRange(va: bigint, isUpper: boolean, { widthBits, topByteIgnored }: Aarch64Region): boolean {
  const top = bits(va, topByteIgnored ? 55 : 63, widthBits);
  const ones = 2n ** BigInt((topByteIgnored ? 55 : 63) - widthBits + 1) - 1n;
  return top !== (isUpper ? ones : 0n);
}

/** AArch64.OAOutOfRange */
function tooWide({ outputWidthBits }: Aarch64Configuration, address: bigint): boolean {
  return outputWidthBits < 52 && bits(address, 55, outputWidthBits) !== 0n;
}

/** AArch64.DecodeDescriptorType and AArch64.BlockDescSupported */
function descriptorType(
  { wideAddresses }: Aarch64Configuration,
  { granule }: Aarch64Region,
  level: bigint,
  descriptor: bigint,
): 'Invalid' | 'Table' | 'Leaf' {
  if (bits(descriptor, 0) === 0n) return 'Invalid';
  if (bits(descriptor, 1) === 1n) return level === 3n ? 'Leaf' : 'Table';
  const supported = {
    4096: (level === 0n && wideAddresses) || level === 1n || level === 2n,
    16384: (level === 1n && wideAddresses) || level === 2n,
    65536: (level === 1n && wideAddresses) || level === 2n,
  }[granule];
  return supported ? 'Leaf' : 'Invalid';
}

/** AArch64.NextTableBase and AArch64.LeafBase, which differ in the alignment. */
function baseOf(
  { wideAddresses }: Aarch64Configuration,
  { granule }: Aarch64Region,
  descriptor: bigint,
  size: bigint,
): bigint {
  const base = align(bits(descriptor, 47, 0), 2n ** size);
  if (!wideAddresses) return base;
  return granule === 65_536
    ? base | (bits(descriptor, 15, 12) << 48n)
    : base | (bits(descriptor, 9, 8) << 50n) | (bits(descriptor, 49, 48) << 48n);
}

/** AArch64.S1ApplyTablePerms */
function applyTable(region: Aarch64Region, above: TablePermissions, descriptor: bigint): TablePermissions {
  return region.hierarchicalPermissions
    ? {
        apTable: above.apTable | bits(descriptor, 62, 61),
        uxnTable: above.uxnTable || bits(descriptor, 60) === 1n,
        pxnTable: above.pxnTable || bits(descriptor, 59) === 1n,
      }
    : above;
}

/** ContiguousSize and ContiguousBit: how many bits of input address the hint adds. */
function contiguousBits(
  { granule, widthBits }: Aarch64Region,
  level: bigint,
  tsize: bigint,
  descriptor: bigint,
): bigint {
  if (bits(descriptor, 52) === 0n) return 0n;
  let csize = { 4096: 4n, 16384: level === 2n ? 5n : 7n, 65536: 5n }[granule];
  if ((granule === 4096 && level <= 0n) || (granule !== 4096 && level <= 1n)) csize = 0n;
  // AArch64.ContiguousBitFaults leaves a choice; ours is to ignore such a hint.
  return tsize + csize > BigInt(widthBits) ? 0n : csize;
}

interface Leaf {
  readonly level: bigint;
  readonly tsize: bigint;
  readonly descriptor: bigint;
  readonly permissions: TablePermissions;
}

/** The rest of AArch64.S1Walk, S1CheckPermissions and the update of the descriptor in AArch64.S1Translate. */
function leaf(
  configuration: Aarch64Configuration,
  region: Aarch64Region,
  request: Request,
  { level, tsize, descriptor, permissions }: Leaf,
): Ruling<Next> {
  const csize = configuration.contiguousHint ? contiguousBits(region, level, tsize, descriptor) : 0n;
  const size = 2n ** (tsize + csize);
  const output = align(baseOf(configuration, region, descriptor, tsize), size) | (request.address % size);
  if (tooWide(configuration, output)) {
    return { now: { fault: 'ADDRESS_SIZE' } };
  }
  const { hardwareAccessFlag: ha, hardwareDirtyState: hd } = configuration;
  if (bits(descriptor, 10) === 0n && !ha && configuration.accessFlagFaults) {
    return { now: { fault: 'ACCESS_FLAG' } };
  }
  const managed = ha && hd && bits(descriptor, 51) === 1n;
  // S1ApplyOutputPerms: "Descriptors marked with DBM set have the effective value of AP[2] cleared."
  const ap = managed ? bits(descriptor, 6) : bits(descriptor, 7, 6);
  const { user, supervisor } = basePermissions(configuration, ap, descriptor, permissions);
  if (!permits(request, user, supervisor)) {
    return { now: { fault: 'PERMISSION', user, supervisor } };
  }
  let write = descriptor;
  if (ha) write |= 1n << 10n;
  if (managed && request.write) write &= ~(1n << 7n);
  const dirty = !managed || bits(write, 7) === 0n;
  // What a cache may keep ends where the next address would be too wide.
  const width = 2n ** BigInt(configuration.outputWidthBits);
  const holds = size < width ? size : width;
  return { now: { output, size: holds, user, supervisor, global: bits(descriptor, 11) === 0n, dirty }, write };
}

/** AArch64.S1DirectBasePermissions */
function basePermissions(
  { writeExecuteNever, privilegedAccessNever }: Aarch64Configuration,
  ap: bigint,
  descriptor: bigint,
  { apTable, uxnTable, pxnTable }: TablePermissions,
): { user: Rights; supervisor: Rights } {
  let [pr, pw, ur, uw] = (
    [
      [true, true, false, false],
      [true, true, true, true],
      [true, false, false, false],
      [true, false, true, false],
    ] as [boolean, boolean, boolean, boolean][]
  )[Number(ap)]!;
  switch (apTable) {
    case 1n:
      [ur, uw] = [false, false];
      break;
    case 2n:
      [pw, uw] = [false, false];
      break;
    case 3n:
      [pw, ur, uw] = [false, false, false];
      break;
    default:
  }
  const px = !(bits(descriptor, 53) === 1n || pxnTable || uw);
  const ux = !(bits(descriptor, 54) === 1n || uxnTable);
  const pan = privilegedAccessNever && (ur || uw);
  pr &&= !pan;
  pw &&= !pan;
  const wxn = (w: boolean, x: boolean): boolean => x && !(writeExecuteNever && w);
  return { user: { r: ur, w: uw, x: wxn(uw, ux) }, supervisor: { r: pr, w: pw, x: wxn(pw, px) } };
}
