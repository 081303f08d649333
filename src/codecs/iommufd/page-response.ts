/**
 * struct iommu_hwpt_page_response: the answer to a group, written to a fault file descriptor. 8 bytes.
 *
 *   cookie 31:0   code 63:32
 */
import { RAW_CODES } from '../../model/page-request';
import { Codec } from '../codec';
import { bits } from '../field';
import { layout } from '../layout';
import { responseWord, type ResponseTable } from '../responses';

/** Success and invalid only: a Response Failure cannot be said, and whoever has one to pass on sends invalid. */
export const IOMMUFD_RESPONSES: ResponseTable = {
  codeOf: (raw) => (['SUCCESS', 'INVALID_REQUEST'] as const)[raw],
  rawOf: (code) => (code === 'RESPONSE_FAILURE' ? undefined : RAW_CODES[code]),
};

/** The cookie is that of the group. */
export function pageResponseCodec() {
  const response = layout('page_response', 8, [bits('cookie', 31, 0), bits('code', 63, 32)], {
    ...responseWord(IOMMUFD_RESPONSES, 'code'),
    violation: ({ code }) => (code > 1 ? `code = ${String(code)} is EINVAL; 0 and 1 are all there are` : undefined),
  });
  return new Codec({ name: 'iommufd page_response', layouts: [response], select: () => response });
}
