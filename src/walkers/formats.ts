import type { TableFormat } from './table-format';
import type { X86Configuration } from './x86/configuration';
import { X86Format } from './x86/x86-format';

/** Tables of any format. */
export type TableConfiguration = X86Configuration;

/**
 * The format that a configuration describes.
 *
 * @throws IommuError as the format's own check says
 */
export function createTableFormat(configuration: TableConfiguration): TableFormat {
  return new X86Format(configuration);
}
