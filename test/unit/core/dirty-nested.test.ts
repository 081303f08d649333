import type { EndpointRequest } from '../../../src/model/endpoint';
import { NO_PASID } from '../../../src/model/page-request';
import { WRITE } from '../../../src/model/permissions';
import type { AddressType } from '../../../src/model/transfer';
import { ask, dirty, EXTERNAL, issue, write } from './dirty-stage';
import { FULL } from './fixture';
import { Guest } from './guest';
import { refusal } from './refusal';

describe('what is written through a nested domain', () => {
  const nested = (endpoint: EndpointRequest = {}) => {
    const guest = new Guest({ endpoint, dirtyTracking: true });
    guest.mapBelow(0x1000, 0x9f0);
    guest.stage1.map(0x5000n, 0x100_0000n);
    guest.iommu.setDirtyTracking(1, true);
    return guest;
  };
  /** The page of the first stage's table that leads to 0x5000. */
  const table = (guest: Guest) => Number(guest.stage1.at(0x5000n) >> 12n);

  test.each<[string, EndpointRequest, AddressType]>([
    ['untranslated', {}, 'UNTRANSLATED'],
    ['through the ATC', FULL, 'AUTOMATIC'],
  ])('counts for the domain below, by its address: %s', (_how, endpoint, addressType) => {
    const guest = nested(endpoint);
    expect(write(guest, 5, addressType)).toBe('COMPLETED');
    expect(dirty(guest)).toEqual([0x1000]);
  });

  test('counts for it also when a device model writes with a translated address', () => {
    const guest = nested(EXTERNAL);
    ask(guest, 5);
    expect(write(guest, 0x9f0, 'TRANSLATED')).toBe('COMPLETED');
    expect(dirty(guest)).toEqual([0x1000]);
  });

  test.each<[string, EndpointRequest, AddressType, number]>([
    ['of a device model', EXTERNAL, 'TRANSLATED', 0x1000],
    ['of an ATC', FULL, 'AUTOMATIC', 5],
  ])('counts for it also where translated addresses are guest-physical: %s', (_whose, endpoint, addressType, page) => {
    const guest = nested({ ...endpoint, context: { atsGuestPhysical: true } });
    if (endpoint.backend === 'EXTERNAL') {
      ask(guest, 5);
    }
    expect(write(guest, page, addressType)).toBe('COMPLETED');
    expect(dirty(guest)).toEqual([0x1000]);
  });

  test('includes the tables that are marked', () => {
    const guest = nested();
    guest.stage1.map(0x5000n, 0x100_0000n, { flags: 0x1fn });
    issue(guest, 'UNTRANSLATED', 5, { kind: 'READ', length: 1 });
    expect(dirty(guest)).toEqual([table(guest)]);
    write(guest, 5);
    expect(dirty(guest)).toEqual([table(guest), 0x1000]);
    write(guest, 5);
    expect(dirty(guest)).toEqual([0x1000]);
  });

  test('does not include tables that a probe looks at', () => {
    const guest = nested();
    guest.stage1.map(0x5000n, 0x100_0000n, { flags: 0x1fn });
    guest.iommu.explain(1, NO_PASID, 0x5000n, WRITE);
    expect(dirty(guest)).toEqual([]);
  });

  test('counts nowhere where tables of a second stage are below', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(0x5000n, 0x1_0000n);
    expect(write(guest, 5)).toBe('COMPLETED');
    expect(refusal(() => guest.iommu.setDirtyTracking(1, true))).toBe('DOMAIN_NOT_PAGING domain_id');
  });
});
