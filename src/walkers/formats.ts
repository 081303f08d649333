import type { TableConfiguration } from '../model/guest-tables';
import { Aarch64Format } from './aarch64/aarch64-format';
import { RiscvFormat } from './riscv/riscv-format';
import type { TableFormat } from './table-format';
import { X86Format } from './x86/x86-format';

/**
 * The format that a configuration describes.
 *
 * @throws IommuError as the format's own check says
 */
export function createTableFormat(configuration: TableConfiguration): TableFormat {
  switch (configuration.format) {
    case 'X86_64':
      return new X86Format(configuration);
    case 'AARCH64':
      return new Aarch64Format(configuration);
    case 'RISCV':
      return new RiscvFormat(configuration);
  }
}
