import { isDeepStrictEqual } from 'node:util';
import { NO_PASID } from '../../../../src/model/page-request';
import { READ } from '../../../../src/model/permissions';
import { DOMAIN, ENDPOINT } from '../stage';
import { stage } from './support';

describe('a TLB invalidation', () => {
  const TAGS = { vmid: 9, asid: 0x42 };
  const OTHER = { vmid: 8, asid: 0x43 };
  const HERE = { ...TAGS, addr: 0x1000n };
  const BEFORE = { num: 0, scale: 0, tg: 1, ttl: 3 };

  test.each<[string, object, boolean]>([
    ['CMD_TLBI_NH_ALL', { vmid: TAGS.vmid }, true],
    ['CMD_TLBI_NH_ALL', { vmid: OTHER.vmid }, false],
    ['CMD_TLBI_NH_ASID', TAGS, true],
    ['CMD_TLBI_NH_ASID', { ...TAGS, asid: OTHER.asid }, false],
    ['CMD_TLBI_NH_VA', HERE, true],
    ['CMD_TLBI_NH_VA', { ...HERE, asid: OTHER.asid }, false],
    ['CMD_TLBI_NH_VA', { ...HERE, addr: 0x2000n }, false],
    ['CMD_TLBI_NH_VAA', { vmid: TAGS.vmid, addr: 0x1000n }, true],
    ['CMD_TLBI_NH_VAA', { vmid: TAGS.vmid, addr: 0n }, false],
    ['CMD_TLBI_NH_VAA', { vmid: TAGS.vmid, addr: 0n, ...BEFORE }, false],
    ['CMD_TLBI_NH_VAA', { vmid: TAGS.vmid, addr: 0n, ...BEFORE, num: 1 }, true],
    ['CMD_TLBI_NH_VAA', { vmid: TAGS.vmid, addr: 0n, ...BEFORE, scale: 1 }, true],
    ['CMD_TLBI_NH_VAA', { vmid: TAGS.vmid, addr: 0n, ...BEFORE, tg: 2 }, true],
    ['CMD_TLBI_NH_VAA', { vmid: TAGS.vmid, addr: 0xffff_ffff_ffff_f000n, ...BEFORE, num: 31, scale: 31 }, false],
    ['CMD_TLBI_S12_VMALL', { vmid: TAGS.vmid }, true],
    ['CMD_TLBI_S2_IPA', { vmid: TAGS.vmid, ipa: 0x1000n }, true],
    ['CMD_TLBI_S2_IPA', { vmid: TAGS.vmid, ipa: 0x2000n }, false],
    ['CMD_TLBI_EL2_ALL', {}, true],
    ['CMD_TLBI_EL2_ASID', { asid: TAGS.asid }, true],
    ['CMD_TLBI_EL2_ASID', { asid: OTHER.asid }, false],
    ['CMD_TLBI_EL2_VA', { asid: TAGS.asid, addr: 0x1000n }, true],
    ['CMD_TLBI_EL2_VAA', { addr: 0x1000n }, true],
    ['CMD_TLBI_EL2_VAA', { addr: 0x2000n }, false],
    ['CMD_TLBI_NSNH_ALL', {}, true],
  ])('%s %j forgets what VMID, ASID and address name: %s', (kind, fields, forgets) => {
    const on = stage();
    void on.host.guestQueues.setDomainTags(DOMAIN, { domainTag: TAGS.vmid, addressSpaceTag: TAGS.asid });
    on.fault(0x1000n);
    const cached = () => on.core((iommu) => iommu.explain(ENDPOINT, NO_PASID, 0x1000n, READ).explanation.iotlb);
    const before = cached();
    expect(on.submit(on.encode('cmdq', [kind, fields as Record<string, number>])).result?.results).toEqual([]);
    expect(isDeepStrictEqual(cached(), before)).toBe(!forgets);
  });
});
