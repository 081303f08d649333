import { PAGE_SHIFT, U64_MAX } from '../base/u64';
import { disjoint } from '../core/iova-ranges';
import { Settings } from '../core/settings';
import type { PageRange } from '../model/domain';
import { IommuError } from '../model/errors';
import {
  MAX_INCARNATION,
  VIOMMU_LIMITS,
  type ClockKind,
  type LimitName,
  type Limits,
  type LimitSpec,
  type PolicyPatch,
  type ProfileName,
  type ViommuConfig,
} from '../model/viommu';
import { profileOf } from '../profiles';

/** What a caller asks a vIOMMU to be; what is left out gets its default. */
export interface ViommuRequest {
  /** Default GENERIC. */
  readonly profile?: ProfileName | undefined;
  /** Default REAL. */
  readonly clock?: ClockKind | undefined;
  /** Default: the server counts. Only with a VIRTUAL clock. */
  readonly incarnation?: number | undefined;
  readonly policy?: PolicyPatch | undefined;
  readonly limits?: { readonly [K in LimitName]?: bigint | undefined } | undefined;
  /** Default false. */
  readonly bypassUnattached?: boolean | undefined;
  /** Default: what the profile has, which is also the most. */
  readonly iovaWidthBits?: number | undefined;
  /** Default: what the profile has, which is also the most. */
  readonly outputWidthBits?: number | undefined;
  /** Default 12. */
  readonly granuleBits?: number | undefined;
  /** In any order. */
  readonly reservedRanges?: readonly PageRange[] | undefined;
  /** Milliseconds of the server's wall clock without use; default 0n: never. */
  readonly deleteAfterIdleMs?: bigint | undefined;
  /** Default false. */
  readonly preallocatePools?: boolean | undefined;
  /** Default 0n. */
  readonly seed?: bigint | undefined;
}

const LIMIT_NAMES = Object.keys(VIOMMU_LIMITS) as LimitName[];

const MIN_ADDRESS_WIDTH = 12;
const MAX_GRANULE_WIDTH = 30;
const MIN_ID_WIDTH = 1;
const MAX_ID_WIDTH = 64;

/** The least that is not 0 of a limit that must be a power of two. */
const LEAST_POWER = 4;

const RESERVED_FIELD = 'config.reserved_iova_ranges';

/**
 * Checks a request and fills in every default.
 *
 * @throws IommuError LIMIT_OUT_OF_RANGE, WIDTH_OUT_OF_RANGE, TIMEOUT_INVALID, INCARNATION_NOT_ALLOWED,
 *   INCARNATION_OUT_OF_RANGE, ADDRESS_MISALIGNED, RANGES_OVERLAP
 */
export function configOf(request: ViommuRequest): ViommuConfig {
  const { profile = 'GENERIC', clock = 'REAL', policy = {}, granuleBits = PAGE_SHIFT } = request;
  const most = profileOf(profile);
  checkIncarnation(request.incarnation, clock, 'config.incarnation');
  checkPolicy(policy, 'config.policy');
  checkWidth(granuleBits, PAGE_SHIFT, MAX_GRANULE_WIDTH, 'config.granule_bits');
  const settings = new Settings(most.policy);
  settings.update(policy);
  return {
    profile,
    clock,
    policy: settings.policy,
    limits: limitsOf(request.limits ?? {}),
    bypassUnattached: request.bypassUnattached ?? false,
    iovaWidthBits: addressWidthOf(request.iovaWidthBits, most.iovaWidthBits, profile, 'config.iova_width_bits'),
    outputWidthBits: addressWidthOf(request.outputWidthBits, most.outputWidthBits, profile, 'config.output_width_bits'),
    granuleBits,
    reservedRanges: disjoint(request.reservedRanges ?? [], 2 ** (granuleBits - PAGE_SHIFT), RESERVED_FIELD),
    preallocatePools: request.preallocatePools ?? false,
    seed: request.seed ?? 0n,
  };
}

/**
 * Checks an incarnation that a caller chose.
 *
 * @param incarnation undefined: it chose none
 * @param clock of the vIOMMU
 * @param field path of the request field
 * @throws IommuError INCARNATION_NOT_ALLOWED, INCARNATION_OUT_OF_RANGE
 */
export function checkIncarnation(incarnation: number | undefined, clock: ClockKind, field: string): void {
  if (incarnation === undefined) {
    return;
  }
  if (clock !== 'VIRTUAL') {
    const text = `${field} can be chosen with a VIRTUAL clock only; leave it out and the server counts`;
    throw new IommuError('INCARNATION_NOT_ALLOWED', text, { field });
  }
  if (incarnation < 1 || incarnation > MAX_INCARNATION) {
    const text = `${field} ${incarnation} is not in 1..${MAX_INCARNATION}`;
    throw new IommuError('INCARNATION_OUT_OF_RANGE', text, { field });
  }
}

/**
 * Checks a change of the policy.
 *
 * @param field path of the request field that holds it
 * @throws IommuError TIMEOUT_INVALID, WIDTH_OUT_OF_RANGE
 */
export function checkPolicy(patch: PolicyPatch, field: string): void {
  if (patch.invalidationTimeoutNs === 0n) {
    const path = `${field}.invalidation_timeout_ns`;
    const text = `${path} must not be 0: an endpoint that never completes would be waited for for ever`;
    throw new IommuError('TIMEOUT_INVALID', text, { field: path });
  }
  if (patch.virtualIdWidthBits !== undefined) {
    checkWidth(patch.virtualIdWidthBits, MIN_ID_WIDTH, MAX_ID_WIDTH, `${field}.virtual_id_width_bits`);
  }
}

/** How far a clock is to be moved, or where to, in nanoseconds. */
export type TimeTarget = { readonly byNs: bigint } | { readonly untilNs: bigint };

/**
 * The time a clock is to be moved to.
 *
 * @param now the clock's time, in nanoseconds
 * @param target how far, or where to
 * @throws IommuError TIME_NOT_FORWARD
 */
export function targetTime(now: bigint, target: TimeTarget): bigint {
  const [time, field] = 'byNs' in target ? [now + target.byNs, 'advance_ns'] : [target.untilNs, 'until_ns'];
  if (time < now || time > U64_MAX) {
    const text = `${field} leads to ${time} ns, which is not in ${now} (now) to 2^64-1`;
    throw new IommuError('TIME_NOT_FORWARD', text, { field, metadata: { time_ns: now.toString() } });
  }
  return time;
}

function limitsOf(chosen: NonNullable<ViommuRequest['limits']>): Limits {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, limitOf(name, chosen[name])])) as unknown as Limits;
}

function limitOf(name: LimitName, chosen: bigint | undefined): number {
  const { defaultValue, maximum, least = 1, powerOfTwo }: LimitSpec = VIOMMU_LIMITS[name];
  if (chosen === undefined) {
    return defaultValue;
  }
  const inBounds = chosen >= BigInt(least) && chosen <= BigInt(maximum);
  if (
    !inBounds ||
    (powerOfTwo === true && chosen !== 0n && (chosen < LEAST_POWER || (chosen & (chosen - 1n)) !== 0n))
  ) {
    const wanted =
      powerOfTwo === true ? `0, or a power of two in ${LEAST_POWER}..${maximum}` : `in ${least}..${maximum}`;
    throw new IommuError('LIMIT_OUT_OF_RANGE', `${name} ${chosen} is not ${wanted}`, {
      field: `config.limits.${name}`,
      metadata: { limit: name, maximum: String(maximum) },
    });
  }
  return Number(chosen);
}

function addressWidthOf(chosen: number | undefined, most: number, profile: ProfileName, field: string): number {
  checkWidth(chosen ?? most, MIN_ADDRESS_WIDTH, most, field, `, the most of profile ${profile}`);
  return chosen ?? most;
}

function checkWidth(width: number, minimum: number, maximum: number, field: string, explanation = ''): void {
  if (width < minimum || width > maximum) {
    const text = `${field} ${width} is not in ${minimum}..${maximum}${explanation}`;
    throw new IommuError('WIDTH_OUT_OF_RANGE', text, { field });
  }
}
