import { IommuError } from '../../model/errors';
import { checkRoot, checkWidth } from '../checks';
import { GRANULES, type GranuleBytes } from './granule';

/** One of the two halves of the input address space, with tables of its own. */
export interface Aarch64Region {
  /** Address of the root table (TTBR); a multiple of its size, and of 64 with `wideAddresses`. */
  readonly root: bigint;
  /** Bits of input address, 64 - TxSZ: 16 (with 64 KiB granule 17) to 48, or to 52 with `wideAddresses`. */
  readonly widthBits: number;
  readonly granule: GranuleBytes;
  /** TBI: bits 63..56 of the input address are not looked at. */
  readonly topByteIgnored: boolean;
  /** Whether table descriptors restrict what lies below them; the opposite of HPD. */
  readonly hierarchicalPermissions: boolean;
}

/** Tables in the VMSAv8-64 stage 1 format of a regime with two privileges. */
export interface Aarch64Configuration {
  readonly format: 'AARCH64';
  /** TTBR0, for input addresses whose bit 55 is 0; undefined: translation there is off (EPD0). */
  readonly lower?: Aarch64Region | undefined;
  /** TTBR1, for input addresses whose bit 55 is 1; undefined: off (EPD1), or there is only one table. */
  readonly upper?: Aarch64Region | undefined;
  /** Bits of an address in a table, 32..48, or to 52 with `wideAddresses` (IPS). */
  readonly outputWidthBits: number;
  /** Descriptors hold addresses of 52 bits: with 64 KiB granule FEAT_LPA, with the others FEAT_LPA2 and DS. */
  readonly wideAddresses: boolean;
  /** HA: a walk sets AF. */
  readonly hardwareAccessFlag: boolean;
  /** HD: a write clears AP[2] where DBM is set. Without effect unless HA. */
  readonly hardwareDirtyState: boolean;
  /** Without HA: whether AF = 0 is a fault; the opposite of AFFD. */
  readonly accessFlagFaults: boolean;
  /** WXN: what can be written cannot be executed. */
  readonly writeExecuteNever: boolean;
  /** PAN: no privileged reads and writes of what unprivileged accesses can reach. */
  readonly privilegedAccessNever: boolean;
  /** Whether the contiguous hint is used: the row of entries is then one larger page. */
  readonly contiguousHint: boolean;
}

/** A configuration without any table. */
function noTable(): IommuError {
  return new IommuError('FIELD_REQUIRED', 'lower and upper are both missing; give one table at least', {
    field: 'lower',
  });
}

/**
 * Refuses a configuration that means nothing.
 *
 * @throws IommuError FIELD_REQUIRED, WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
 */
export function checkAarch64(configuration: Aarch64Configuration): void {
  const { lower, upper, outputWidthBits, wideAddresses } = configuration;
  const most = wideAddresses ? 52 : 48;
  checkWidth('output_width_bits', outputWidthBits, 32, most);
  for (const [field, region] of [['lower', lower] as const, ['upper', upper] as const]) {
    if (region !== undefined) {
      const granule = GRANULES[region.granule];
      checkWidth(`${field}.width_bits`, region.widthBits, granule.leastWidthBits, most);
      const alignment = Math.max(8 * granule.rootEntries(region.widthBits), wideAddresses ? 64 : 8);
      checkRoot(`${field}.root`, region.root, alignment, outputWidthBits);
    }
  }
  if (lower === undefined && upper === undefined) {
    throw noTable();
  }
}
