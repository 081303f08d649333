import { IOMMUFD_RESPONSES } from '../../../src/codecs/iommufd/page-response';
import { LINUX_RESPONSES, PCIE_RESPONSES } from '../../../src/codecs/responses';
import { SMMU_RESPONSES } from '../../../src/codecs/smmuv3/responses';
import type { PageResponseCode } from '../../../src/model/page-request';

const CODES: readonly PageResponseCode[] = ['SUCCESS', 'INVALID_REQUEST', 'RESPONSE_FAILURE'];

// PCIe 10.4.2.1; IHI 0070 4.5.2; the iommufd header.
test.each([
  ['PCIe, VT-d, RISC-V, AMD-Vi', PCIE_RESPONSES, [0, 1, 15]],
  ['Linux on VT-d and AMD-Vi', LINUX_RESPONSES, [0, 1, 2]],
  ['SMMUv3 CMD_PRI_RESP', SMMU_RESPONSES, [2, 1, 0]],
  ['iommufd', IOMMUFD_RESPONSES, [0, 1, undefined]],
])('%s', (_name, table, raw) => {
  expect(CODES.map((code) => table.rawOf(code))).toEqual(raw);
  CODES.forEach((code, index) => {
    if (raw[index] !== undefined) expect(table.codeOf(raw[index])).toBe(code);
  });
});

test('codes without a meaning: failure where PCIe carries them, illegal elsewhere', () => {
  for (let raw = 2; raw < 15; raw += 1) {
    expect(PCIE_RESPONSES.codeOf(raw)).toBe('RESPONSE_FAILURE');
    expect(LINUX_RESPONSES.codeOf(raw)).toBe('RESPONSE_FAILURE');
    expect(IOMMUFD_RESPONSES.codeOf(raw)).toBeUndefined();
  }
  expect(SMMU_RESPONSES.codeOf(3)).toBeUndefined();
});
