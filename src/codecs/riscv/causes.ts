/** Causes and transaction types of fault records (RISC-V IOMMU 4.2). */

/** A short name for each cause. */
export const CAUSES: ReadonlyMap<number, string> = new Map([
  [1, 'instruction access fault'],
  [4, 'read address misaligned'],
  [5, 'read access fault'],
  [6, 'write address misaligned'],
  [7, 'write access fault'],
  [12, 'instruction page fault'],
  [13, 'read page fault'],
  [15, 'write page fault'],
  [20, 'instruction guest page fault'],
  [21, 'read guest page fault'],
  [23, 'write guest page fault'],
  [256, 'all inbound transactions disallowed'],
  [257, 'DDT entry load access fault'],
  [258, 'DDT entry not valid'],
  [259, 'DDT entry misconfigured'],
  [260, 'transaction type disallowed'],
  [261, 'MSI PTE load access fault'],
  [262, 'MSI PTE not valid'],
  [263, 'MSI PTE misconfigured'],
  [264, 'MRIF access fault'],
  [265, 'PDT entry load access fault'],
  [266, 'PDT entry not valid'],
  [267, 'PDT entry misconfigured'],
  [268, 'DDT data corruption'],
  [269, 'PDT data corruption'],
  [270, 'MSI PT data corruption'],
  [271, 'MSI MRIF data corruption'],
  [272, 'internal data path error'],
  [273, 'IOMMU MSI write access fault'],
  [274, 'page table data corruption'],
]);

/** A short name for each transaction type, by its number; undefined for reserved ones. */
export const TRANSACTION_TYPES: readonly (string | undefined)[] = [
  'none',
  'untranslated execute',
  'untranslated read',
  'untranslated write',
  undefined,
  'translated execute',
  'translated read',
  'translated write',
  'ATS translation request',
  'PCIe message',
];
