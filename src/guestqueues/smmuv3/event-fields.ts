/** Which event a fault is, and what its record says (IHI 0070 7.3). */
import { addressOf } from '../../base/u64';
import type { FaultEvent, NestedFault } from '../../model/fault';
import { NO_PASID, type PageRequestGroup } from '../../model/page-request';
import { EXECUTE, PRIVILEGED, WRITE, type Permissions } from '../../model/permissions';
import { faultCode, PROFILES } from '../../profiles';

/** Fields that an event's record may have besides StreamID. */
type Part = 'SUBSTREAM' | 'SUBSTREAM_ALWAYS' | 'RNW' | 'ACCESS' | 'STAGE' | 'INPUT' | 'IPA' | 'FETCH' | 'STALL';

const FAULT = ['SUBSTREAM', 'ACCESS', 'STAGE', 'INPUT', 'IPA', 'STALL'] as const;

/** The events, by number; those of whose record we know nothing more have the StreamID. */
const EVENTS: Readonly<Record<number, { readonly kind: string; readonly parts: readonly Part[] }>> = {
  0x01: { kind: 'F_UUT', parts: ['SUBSTREAM', 'ACCESS', 'INPUT'] },
  0x02: { kind: 'C_BAD_STREAMID', parts: ['SUBSTREAM'] },
  0x03: { kind: 'F_STE_FETCH', parts: ['SUBSTREAM', 'FETCH'] },
  0x04: { kind: 'C_BAD_STE', parts: ['SUBSTREAM'] },
  0x05: { kind: 'F_BAD_ATS_TREQ', parts: ['SUBSTREAM'] },
  0x06: { kind: 'F_STREAM_DISABLED', parts: [] },
  0x07: { kind: 'F_TRANSL_FORBIDDEN', parts: ['RNW', 'INPUT'] },
  0x08: { kind: 'C_BAD_SUBSTREAMID', parts: ['SUBSTREAM_ALWAYS'] },
  0x09: { kind: 'F_CD_FETCH', parts: ['SUBSTREAM', 'FETCH'] },
  0x0a: { kind: 'C_BAD_CD', parts: ['SUBSTREAM'] },
  0x0b: { kind: 'F_WALK_EABT', parts: ['SUBSTREAM', 'ACCESS', 'STAGE', 'INPUT', 'FETCH'] },
  0x10: { kind: 'F_TRANSLATION', parts: FAULT },
  0x11: { kind: 'F_ADDR_SIZE', parts: FAULT },
  0x12: { kind: 'F_ACCESS', parts: FAULT },
  0x13: { kind: 'F_PERMISSION', parts: FAULT },
  0x20: { kind: 'F_TLB_CONFLICT', parts: ['SUBSTREAM', 'ACCESS', 'STAGE', 'INPUT', 'IPA'] },
  0x21: { kind: 'F_CFG_CONFLICT', parts: ['SUBSTREAM'] },
  0x25: { kind: 'F_VMS_FETCH', parts: ['SUBSTREAM', 'FETCH'] },
};

const F_WALK_EABT = 0x0b;

/** What a fault was met at. */
const CLASS = { TT: 1, IN: 2 } as const;

/** An event before it is encoded. */
export interface EventDraft {
  readonly kind: string;
  readonly fields: Readonly<Record<string, number | bigint>>;
}

/** What is known of a fault, whether its access stalls or not. */
interface Facts {
  readonly id: number;
  readonly virtualId: bigint;
  readonly pasid: number;
  readonly access: Permissions;
  readonly iova: bigint;
  readonly nested: NestedFault | undefined;
  readonly stallTag: number | undefined;
}

/**
 * The record of a fault that ended its access.
 *
 * @param id number of the event
 * @param linux whether C_BAD_SUBSTREAMID says that its SubstreamID is valid
 */
export function draftOfFault(event: FaultEvent, id: number, linux: boolean): EventDraft {
  const { virtualId, pasid, access = 0, iova = 0n, nested } = event;
  return draft({ id, virtualId, pasid, access, iova, nested, stallTag: undefined }, linux);
}

/** The record of an access that is held; undefined for a group that is none. */
export function draftOfStall({
  stallTag,
  stallReason,
  virtualId,
  pasid,
  pages,
}: PageRequestGroup): EventDraft | undefined {
  const [first] = pages;
  if (stallTag === undefined || stallReason === undefined || first === undefined) {
    return undefined;
  }
  const access = first.permissions;
  const id = faultCode(PROFILES.SMMUV3, stallReason, access, pasid);
  if (id === undefined) {
    return undefined;
  }
  return draft({ id, virtualId, pasid, access, iova: addressOf(first.page), nested: undefined, stallTag }, false);
}

function draft(facts: Facts, linux: boolean): EventDraft {
  const event = EVENTS[facts.id];
  if (event === undefined) {
    return { kind: 'unknown', fields: { word0: BigInt(facts.id) | (facts.virtualId << 32n) } };
  }
  const { kind, parts } = event;
  const fields = parts.map((part) => FIELDS[part](facts, linux));
  return { kind, fields: Object.assign({ sid: Number(facts.virtualId) }, ...fields) as EventDraft['fields'] };
}

/** The fields of each part of a record. */
const FIELDS: Readonly<Record<Part, (facts: Facts, linux: boolean) => EventDraft['fields']>> = {
  SUBSTREAM: ({ pasid }) => (pasid === NO_PASID ? {} : { ssv: 1, ssid: pasid }),
  SUBSTREAM_ALWAYS: ({ pasid }, linux) => {
    const ssid = pasid === NO_PASID ? 0 : pasid;
    return linux ? { ssv: 1, ssid } : { ssid };
  },
  RNW: ({ access }) => ({ rnw: access & WRITE ? 0 : 1 }),
  ACCESS: ({ access }) => ({
    rnw: access & WRITE ? 0 : 1,
    // A write is always one of data.
    ind: access & EXECUTE && !(access & WRITE) ? 1 : 0,
    pnu: access & PRIVILEGED ? 1 : 0,
  }),
  STAGE: stage,
  INPUT: ({ iova }) => ({ input_addr: iova }),
  IPA: ({ nested }) => (nested?.stage === 2 ? { ipa: (nested.guestPhysicalAddress ?? 0n) & ~0xfffn } : {}),
  // As the guest's tables have it: what the second stage makes of it is none of its business.
  FETCH: ({ nested }) => ({ fetch_addr: (nested?.entryAddress ?? 0n) & ~7n }),
  STALL: ({ stallTag }) => (stallTag === undefined ? {} : { stall: 1, stag: stallTag }),
};

/** A fault of stage 1 is of the input address, except an aborted walk (7.3.12); one of stage 2 may be of a table of stage 1. */
function stage({ id, nested }: Facts): EventDraft['fields'] {
  const s2 = nested?.stage === 2;
  const ofTable = s2 ? nested.tableAccess : id === F_WALK_EABT;
  return {
    s2: s2 ? 1 : 0,
    class: ofTable ? CLASS.TT : CLASS.IN,
    ttrnw: ofTable && nested?.tableWrite === false ? 1 : 0,
  };
}
