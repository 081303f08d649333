import { NO_PASID } from '../../../src/model/page-request';
import type { ContextState, EndpointRequest } from '../../../src/model/endpoint';
import type { AnswerStage, ProfileName } from '../../../src/model/viommu';
import { ask, type Bench, FULL } from './fixture';
import { stage } from './stage';

/** The PASID of the page requests below that have one. */
export const PASID = 5;
const PASIDS = [NO_PASID, PASID];

/** What the architectures say: action, whether the answer carries the PASID, rule, and the fault event beside it. */
export interface Row {
  readonly profile: ProfileName;
  readonly stage: AnswerStage;
  readonly action: string;
  readonly pasid: string;
  readonly rule: string;
  readonly fault: string | undefined;
  readonly code: number | undefined;
}

const COMMON = `
  noDomain               INVALID_REQUEST  BELIEVED   R-AUTO-40
  noPageRequests         INVALID_REQUEST  BELIEVED   R-AUTO-40
  allocationFailure      RESPONSE_FAILURE BELIEVED   R-AUTO-41
  handlerRefusal         RESPONSE_FAILURE BELIEVED   R-AUTO-41`;

const TABLES: Readonly<Partial<Record<ProfileName, string>>> = {
  GENERIC: `${COMMON}
  translationOff         RESPONSE_FAILURE BELIEVED   R-AUTO-01
  translationBypass      INVALID_REQUEST  BELIEVED   R-AUTO-02
  unknownRequester       INVALID_REQUEST  BELIEVED   R-AUTO-03
  contextUnusable        RESPONSE_FAILURE BELIEVED   R-AUTO-04
  pageRequestsNotAllowed INVALID_REQUEST  BELIEVED   R-AUTO-05
  queueOff               RESPONSE_FAILURE BELIEVED   R-AUTO-06
  queueFault             RESPONSE_FAILURE BELIEVED   R-AUTO-07
  overflow               SUCCESS          BELIEVED   R-AUTO-08`,
  // Table 31 and 7.6.1 of the specification: never Failure for what the tables refuse, and the PASID mirrored.
  VTD: `
  translationOff         INVALID_REQUEST  AS_REQUEST R-AUTO-30 BLOCKED                 0x33
  translationBypass      INVALID_REQUEST  AS_REQUEST R-AUTO-30 TRANSACTION_NOT_ALLOWED 0x32
  unknownRequester       INVALID_REQUEST  AS_REQUEST R-AUTO-30 UNKNOWN_REQUESTER       0x39
  contextUnusable        INVALID_REQUEST  AS_REQUEST R-AUTO-30 CONTEXT_INVALID         0x41
  pageRequestsNotAllowed INVALID_REQUEST  AS_REQUEST R-AUTO-30 TRANSACTION_NOT_ALLOWED 0x47
  noDomain               INVALID_REQUEST  AS_REQUEST R-AUTO-30 NOT_ATTACHED            0x59
  noPageRequests         INVALID_REQUEST  BELIEVED   R-AUTO-40
  queueOff               RESPONSE_FAILURE BELIEVED   R-AUTO-06
  queueFault             RESPONSE_FAILURE BELIEVED   R-AUTO-07
  allocationFailure      RESPONSE_FAILURE BELIEVED   R-AUTO-41
  handlerRefusal         RESPONSE_FAILURE BELIEVED   R-AUTO-41
  overflow               SUCCESS          AS_REQUEST R-AUTO-31`,
  // IHI 0070, 8.1 and 8.2: no check of the stream entry, and no PASID without a usable queue.
  SMMUV3: `${COMMON}
  translationOff         RESPONSE_FAILURE NEVER      R-AUTO-22
  translationBypass      RESPONSE_FAILURE NEVER      R-AUTO-22
  queueOff               RESPONSE_FAILURE NEVER      R-AUTO-22
  queueFault             RESPONSE_FAILURE NEVER      R-AUTO-22
  overflow               SUCCESS          BELIEVED   R-AUTO-20`,
  // 3.7: Failure copies the PASID, the others do with PRPR, which is 0 where no device context was read.
  RISCV: `
  translationOff         RESPONSE_FAILURE AS_REQUEST R-AUTO-01 BLOCKED                 256
  translationBypass      INVALID_REQUEST  NEVER      R-AUTO-02 TRANSACTION_NOT_ALLOWED 260
  unknownRequester       INVALID_REQUEST  NEVER      R-AUTO-03 UNKNOWN_REQUESTER       260
  contextUnusable        RESPONSE_FAILURE AS_REQUEST R-AUTO-04 CONTEXT_INVALID         258
  pageRequestsNotAllowed INVALID_REQUEST  BELIEVED   R-AUTO-05 TRANSACTION_NOT_ALLOWED 260
  noDomain               INVALID_REQUEST  BELIEVED   R-AUTO-40
  noPageRequests         INVALID_REQUEST  BELIEVED   R-AUTO-40
  queueOff               RESPONSE_FAILURE AS_REQUEST R-AUTO-06
  queueFault             RESPONSE_FAILURE AS_REQUEST R-AUTO-07
  allocationFailure      RESPONSE_FAILURE AS_REQUEST R-AUTO-41
  handlerRefusal         RESPONSE_FAILURE AS_REQUEST R-AUTO-41
  overflow               SUCCESS          BELIEVED   R-AUTO-12`,
  // What the device table refuses is INVALID_PPR_REQUEST, and software's to answer.
  AMDVI: `${COMMON}
  translationOff         RESPONSE_FAILURE BELIEVED   R-AUTO-01
  translationBypass      INVALID_REQUEST  BELIEVED   R-AUTO-02
  unknownRequester       UNANSWERED       BELIEVED   R-AUTO-03 UNKNOWN_REQUESTER       9
  contextUnusable        UNANSWERED       BELIEVED   R-AUTO-04 CONTEXT_INVALID         9
  pageRequestsNotAllowed UNANSWERED       BELIEVED   R-AUTO-05 TRANSACTION_NOT_ALLOWED 9
  queueOff               UNANSWERED       BELIEVED   R-AUTO-06
  queueFault             RESPONSE_FAILURE BELIEVED   R-AUTO-07
  overflow               SUCCESS          BELIEVED   R-AMD-05`,
};

/** Every profile with page requests and every stage that it has. */
export const ROWS: readonly Row[] = Object.entries(TABLES).flatMap(([profile, table]) =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [name, action, pasid, rule, fault, code] = line.trim().split(/\s+/);
      return {
        profile: profile as ProfileName,
        stage: name as AnswerStage,
        action: action!,
        pasid: pasid!,
        rule: rule!,
        fault,
        code: code === undefined ? undefined : Number(code),
      };
    }),
);

/** Brings a vIOMMU into each of the stages. */
export const ENTER: Readonly<Record<AnswerStage, (bench: Bench) => void>> = {
  translationOff: ({ iommu }) => {
    iommu.update({ translation: 'OFF' });
  },
  translationBypass: ({ iommu }) => {
    iommu.update({ translation: 'BYPASS' });
  },
  unknownRequester: ({ iommu }) => {
    iommu.update({ virtualIdWidthBits: 8 });
  },
  contextUnusable: (bench) => {
    spoilContext(bench, 'INVALID');
  },
  pageRequestsNotAllowed: ({ iommu }) => {
    iommu.updateContext(1, { pageRequestsAllowed: false });
  },
  noDomain: ({ iommu }) => {
    for (const pasid of PASIDS) {
      iommu.detach(1, pasid);
    }
  },
  noPageRequests: ({ iommu }) => {
    iommu.createDomain(2, { kind: 'PAGING', pageRequests: false });
    for (const pasid of PASIDS) {
      iommu.replace(1, pasid, 2, 0n);
    }
  },
  queueOff: ({ iommu }) => {
    iommu.update({ pageRequestQueueEnabled: false });
  },
  queueFault: ({ iommu }) => {
    iommu.update({ pageRequestQueueFault: true });
  },
  allocationFailure: ({ iommu }) => {
    iommu.injectExhaustion({ stage: 'GROUP', count: 1 });
  },
  handlerRefusal: ({ iommu }) => {
    iommu.injectExhaustion({ stage: 'HANDLER', count: 1 });
  },
  overflow: ({ iommu }) => {
    iommu.createEndpoint(2, {});
    iommu.attach(2, NO_PASID, 1, 0n);
    iommu.inject([{ endpointId: 2, item: ask(0) }], 'CONTINUE');
  },
};

/** Everything is as it was at first, but for what was lost. */
export function recover({ iommu }: Bench): void {
  iommu.update({
    translation: 'ON',
    virtualIdWidthBits: 64,
    pageRequestQueueEnabled: true,
    pageRequestQueueFault: false,
  });
  iommu.updateContext(1, { state: 'VALID', pageRequestsAllowed: true });
  const attached = iommu.attachments(undefined, undefined, 9).filter(({ endpointId }) => endpointId === 1);
  for (const pasid of PASIDS) {
    const attachment = attached.find((a) => a.pasid === pasid);
    if (attachment === undefined) {
      iommu.attach(1, pasid, 1, 0n);
    } else if (attachment.domainId !== 1) {
      iommu.replace(1, pasid, 1, 0n);
    }
  }
}

/** The endpoint's entry cannot be used any more. */
export function spoilContext({ iommu }: Bench, state: ContextState): void {
  iommu.updateContext(1, { state });
}

/** An endpoint whose virtual id has nine bits, with room for one group in its domain's queue. */
export function prepared(profile: ProfileName, pri: EndpointRequest['pri'] = {}): Bench {
  const endpoint = { ...FULL, pri, virtualId: 0x100n };
  return stage({ profile, endpoint, pasids: [PASID], limits: { page_request_queue_depth: 1 } });
}
