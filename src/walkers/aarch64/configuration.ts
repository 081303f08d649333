import { IommuError } from '../../model/errors';
import type { Aarch64Configuration } from '../../model/guest-tables';
import { checkRoot, checkWidth } from '../checks';
import { GRANULES } from './granule';

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
      // The low bits of TTBR hold the highest of the address when that has more than 48 (IHI 0070, 5.4, TTB0).
      const alignment = Math.max(8 * granule.rootEntries(region.widthBits), outputWidthBits > 48 ? 64 : 8);
      checkRoot(`${field}.root`, region.root, alignment, outputWidthBits);
    }
  }
  if (lower === undefined && upper === undefined) {
    throw noTable();
  }
}
