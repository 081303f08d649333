import { codeOfRaw, NO_PASID, type ResponseEffect } from '../model/page-request';
import type { Parts } from './assembly';
import type { Endpoint } from './endpoint';
import type { Pri } from './pri';

/** Gives an endpoint a response as written; what the endpoint asked for and it answers ends (R-PRI-55 to R-PRI-57). */
export function sendRaw(
  { groupAnswers, responses }: Parts,
  endpoint: Endpoint,
  pri: Pri,
  { prgi, pasid, rawCode }: { readonly prgi: number; readonly pasid: number; readonly rawCode: number },
): { effect: ResponseEffect | undefined; cookie: bigint | undefined } {
  const code = codeOfRaw(rawCode);
  const { cookie, sent } = groupAnswers.respondByIndex(endpoint, prgi, rawCode, pri.match(prgi, pasid), (group) => ({
    outcome: 'SENT',
    effect: responses.pass(endpoint, pri, pasid, {
      kind: 'PAGE_RESPONSE',
      prgi,
      pasid,
      code,
      rawCode,
      injected: false,
      cookie: group,
      queueTag: undefined,
      lengthHint: undefined,
      redelivery: false,
      rule: undefined,
    }),
    sentCode: code,
    carriedPasid: pasid !== NO_PASID,
  }));
  return { effect: sent.effect, cookie };
}
