import { IommuError } from '../model/errors';
import { NO_PASID, type PageRequestItem } from '../model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../model/permissions';
import { disabledPermission } from './access';
import type { Endpoint } from './endpoint';
import type { Pri } from './pri';
import type { Breach } from './violations';

/** A page request that may be sent, and which rules it breaks on purpose. */
export interface CheckedRequest {
  readonly item: PageRequestItem;
  readonly breaches: readonly Breach[];
}

/** Whether a page request is a PASID Stop Marker by its form (R-PRI-40). */
export function isStopMarker({ last, permissions }: PageRequestItem): boolean {
  return last && (permissions & (READ | WRITE)) === 0;
}

/**
 * Checks the form of a page request (PCIe 10.4.1, 6.20).
 *
 * @param allowViolation whether what no endpoint may send is accepted, and returned as breaches
 * @throws IommuError PASID_OUT_OF_RANGE, PASID_NOT_SUPPORTED, PERMISSIONS_INVALID, STOP_MARKER_WITHOUT_PASID
 */
export function checkForm(endpoint: Endpoint, item: PageRequestItem, allowViolation: boolean): CheckedRequest {
  endpoint.requirePasid(item.pasid);
  const faults = formFaults(endpoint, item);
  const [first] = faults;
  if (first === undefined) {
    return { item, breaches: [] };
  }
  if (!allowViolation) {
    throw new IommuError(
      first.rule === 'R-PRI-41' ? 'STOP_MARKER_WITHOUT_PASID' : 'PERMISSIONS_INVALID',
      `permissions: ${first.detail} (${first.rule}); to do it on purpose set allow_violation`,
      { field: 'permissions' },
    );
  }
  // The bits exist only in the PASID prefix: without one they do not arrive (R-PRI-31).
  const lost = item.pasid === NO_PASID ? EXECUTE | PRIVILEGED : 0;
  return {
    item: { ...item, permissions: item.permissions & ~lost },
    breaches: faults.map((breach) => ({ ...breach, pasid: item.pasid, prgi: item.prgi, onPurpose: true })),
  };
}

function formFaults(endpoint: Endpoint, item: PageRequestItem): Pick<Breach, 'rule' | 'detail'>[] {
  const { permissions, pasid, last } = item;
  const faults: Pick<Breach, 'rule' | 'detail'>[] = [];
  const withPasid = pasid !== NO_PASID;
  if ((permissions & (READ | WRITE)) === 0) {
    if (!last) {
      faults.push({ rule: 'R-PRI-36', detail: 'neither read nor write is set; a page request needs one' });
    } else if (!withPasid) {
      faults.push({ rule: 'R-PRI-41', detail: 'a Stop Marker without PASID is undefined; set pasid' });
    }
  }
  if (permissions & EXECUTE && !(permissions & READ)) {
    faults.push({ rule: 'R-PRI-32', detail: 'execute is set without read' });
  }
  if (permissions & (EXECUTE | PRIVILEGED)) {
    if (!withPasid) {
      faults.push({ rule: 'R-PRI-31', detail: 'execute and privileged exist only with a PASID' });
    }
    const disabled = disabledPermission(endpoint, permissions);
    if (withPasid && disabled !== undefined) {
      faults.push({ rule: 'R-PRI-33', detail: `${disabled} is set, and the PASID capability has it disabled` });
    }
  }
  return faults;
}

/** What speaks against sending a page request now. */
export interface Objection {
  readonly breach: Breach;
  readonly error: () => IommuError;
}

/**
 * What speaks against sending a page request of this form now, by the endpoint's state; its index excepted. The most
 * basic objection comes first.
 */
export function objectionsOf(endpoint: Endpoint, pri: Pri, item: PageRequestItem): Objection[] {
  const { registers } = pri;
  const id = String(endpoint.id);
  const { pasid, prgi } = item;
  const objections: Objection[] = [];
  if (!registers.enabled) {
    objections.push({
      breach: { rule: 'R-PRI-13', detail: 'page request while PRI is disabled', pasid, prgi },
      error: () => new IommuError('PRI_DISABLED', `PRI of endpoint ${id} is disabled; enable it first`),
    });
  }
  if (endpoint.stoppedPasids.has(pasid)) {
    objections.push({
      breach: { rule: 'R-PRI-47', detail: 'page request for a stopped PASID', pasid, prgi },
      error: () => stoppedPasid(endpoint, pasid),
    });
  }
  if (registers.enabled && registers.outstanding >= registers.allocation && !isStopMarker(item)) {
    const allocation = String(registers.allocation);
    objections.push({
      breach: {
        rule: 'R-PRI-20',
        detail: 'more page requests outstanding than the allocation allows',
        pasid,
        prgi,
      },
      error: () =>
        new IommuError(
          'PRI_CREDITS_EXHAUSTED',
          `all ${allocation} page requests that the interface of endpoint ${id} may have outstanding are; wait for responses`,
          { metadata: { allocation } },
        ),
    });
  }
  return objections;
}

/** What is wrong with the index of a page request, if anything is. */
export function indexBreach(pri: Pri, { prgi, pasid }: PageRequestItem): Breach | undefined {
  if (!pri.inUse(prgi) || pri.isOpen(prgi, pasid)) {
    return undefined;
  }
  return pri.isOpenAnywhere(prgi)
    ? { rule: 'R-PRI-29', detail: `index ${String(prgi)} is open under another PASID`, pasid, prgi }
    : { rule: 'R-PRI-28', detail: `index ${String(prgi)} names an unanswered group`, pasid, prgi };
}

/** A PASID of an endpoint is stopped. */
export function stoppedPasid(endpoint: Endpoint, pasid: number): IommuError {
  return new IommuError(
    'PASID_STOPPED',
    `PASID ${String(pasid)} of endpoint ${String(endpoint.id)} was stopped; attach it again to use it`,
    { field: 'pasid' },
  );
}
