/** Page-response codes: what each architecture writes for the three answers of PCIe 10.4.2.1. */
import { codeOfRaw, RAW_CODES, type PageResponseCode } from '../model/page-request';
import { printed } from './field';
import type { Given } from './layout';

/** How one architecture spells answers. */
export interface ResponseTable {
  /** What a code means; undefined for one that is illegal. */
  readonly codeOf: (raw: number) => PageResponseCode | undefined;
  /** The code of an answer; undefined for one that cannot be said. */
  readonly rawOf: (code: PageResponseCode) => number | undefined;
}

/** The words for the answers in decoded records. */
const WORDS = { SUCCESS: 'success', INVALID_REQUEST: 'invalid', RESPONSE_FAILURE: 'failure' } as const;

/** An answer in a decoded record. */
export type ResponseWord = (typeof WORDS)[PageResponseCode];

const CODES = new Map(Object.entries(WORDS).map(([code, word]) => [word, code as PageResponseCode]));

/** The codes of the PRG response message: 0, 1, 15; 2 to 14 act as Response Failure. VT-d, RISC-V and AMD-Vi have them. */
export const PCIE_RESPONSES: ResponseTable = { codeOf: codeOfRaw, rawOf: (code) => RAW_CODES[code] };

/**
 * As {@link PCIE_RESPONSES}, but failure is written as 2: Linux stores its internal number unconverted, on Intel and AMD.
 * Endpoints take it for a failure all the same.
 */
export const LINUX_RESPONSES: ResponseTable = {
  codeOf: codeOfRaw,
  rawOf: (code) => (code === 'RESPONSE_FAILURE' ? 2 : RAW_CODES[code]),
};

/**
 * The word `response` for a record that has a code field.
 *
 * @param table the architecture's codes
 * @param name the code field's name
 */
export function responseWord<const Name extends string>(table: ResponseTable, name: Name) {
  return {
    derived: {
      response: (record: Readonly<Record<Name, number>>): ResponseWord | undefined => {
        const code = table.codeOf(record[name]);
        return code === undefined ? undefined : WORDS[code];
      },
    },
    complete: (given: Given): Given | string => {
      const { response } = given;
      if (response === undefined || given[name] !== undefined) return given;
      const code = CODES.get(response as ResponseWord);
      const raw = code === undefined ? undefined : table.rawOf(code);
      if (raw !== undefined) return { ...given, [name]: raw };
      const words = [...CODES].filter(([, each]) => table.rawOf(each) !== undefined).map(([word]) => word);
      return `response = ${printed(response)} cannot be said; give one of ${words.join(', ')}`;
    },
  };
}
