/** `RuleService`: makes endpoints and the vIOMMU misbehave, deterministically. */
import type { RuleServiceHandlers } from '../gen/viommu/v1/RuleService';
import type { Registry } from '../session';
import * as check from './check';
import { fromRule, toRule } from './convert-rule';
import { service, type Service } from './handler';
import { listPage, mutation, query } from './host-call';

/**
 * Makes the service.
 *
 * @param registry the vIOMMUs of the server
 */
export function ruleService(registry: Registry): Service {
  return service<RuleServiceHandlers>('RuleService', {
    addRules: mutation(registry, async (host, request) => {
      const listed = check.nonEmptyList(request.rules, 'rules');
      const rules = listed.map((rule, index) => fromRule(rule, `rules[${String(index)}]`));
      const added = await host.execute((iommu) => iommu.addRules(rules));
      return { rules: added.map(toRule) };
    }),
    listRules: query(registry, async (host, request) => {
      const fetch = (after: string | undefined, limit: number) =>
        host.execute((iommu) => iommu.rules(Number(after ?? 0), limit));
      const page = await listPage(request, `rules/${host.viommuId}`, fetch, ({ rule }) => String(rule.id));
      return { rules: page.entries.map(toRule), nextPageToken: page.nextPageToken };
    }),
    deleteRules: mutation(registry, async (host, request) => {
      const ids = check.listAtMost(request.ruleIds, 'rule_ids');
      return { deletedCount: await host.execute((iommu) => iommu.deleteRules(ids)) };
    }),
    verifyExpectations: query(registry, async (host) => ({
      verifiedCount: await host.execute((iommu) => iommu.verifyExpectations()),
    })),
  });
}
