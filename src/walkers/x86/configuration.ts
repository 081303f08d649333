import type { X86Configuration } from '../../model/guest-tables';
import { checkRoot, checkWidth } from '../checks';

/**
 * Refuses a configuration that means nothing.
 *
 * @throws IommuError WIDTH_OUT_OF_RANGE, ADDRESS_TOO_WIDE, ADDRESS_MISALIGNED
 */
export function checkX86(configuration: X86Configuration): void {
  checkWidth('output_width_bits', configuration.outputWidthBits, 32, 52);
  checkRoot('root', configuration.root, 4096, configuration.outputWidthBits);
}
