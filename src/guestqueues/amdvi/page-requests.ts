/** The PPR log: peripheral page requests. */
import { addressOf } from '../../base/u64';
import { pprCodec } from '../../codecs/amdvi/ppr';
import type { RecordItem } from '../dialect';
import type { Registers } from '../effects';
import { clearable } from '../flag-bits';
import { recordedRequests, type RecordedRequest } from '../recorded-requests';
import { AmdLog } from './log';
import { pprFields } from './ppr-fields';
import { REQUESTS, STATUS } from './registers';

const CODEC = pprCodec();

/** The PPR log. */
export class AmdPageRequests extends AmdLog {
  readonly name = 'ppr';
  readonly flags = clearable(STATUS, { PPROverflow: REQUESTS.PPROverflow, PPRInt: REQUESTS.PPRInt });

  constructor(registers: Registers) {
    super(registers, 'PAGE_REQUEST', {
      overflow: REQUESTS.PPROverflow,
      interrupt: REQUESTS.PPRInt,
      run: REQUESTS.PPRRun,
    });
  }

  /** There is one form only. */
  setForm(): void {
    return;
  }

  records(item: RecordItem): readonly Uint8Array[] | 'UNFIT' {
    const records = recordedRequests(item).map((request) => encode(request));
    return records.every((record) => record !== undefined) ? records : 'UNFIT';
  }
}

function encode({ page, ...request }: RecordedRequest): Uint8Array | undefined {
  const fields = pprFields({ ...request, address: addressOf(page) });
  const encoded = CODEC.encode({ kind: 'PAGE_SERVICE_REQUEST', fields });
  return encoded.ok ? encoded.bytes : undefined;
}
