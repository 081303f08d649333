/** The VMM prototype: owns guest RAM and answers page requests. A process of its own, started by main.ts. */
import { connect } from '../clients/typescript';
import { bootGuest, freshMemory, rebuildMemory } from './guest';
import { VIOMMU_ID, SPACES } from './layout';
import type { FromVmm, ToVmm } from './messages';
import { play } from './part';
import { PageRequestHandler } from './page-request-handler';
import { finishUp, unmapEverything, unmapRing } from './vmm-finale';
import { count } from './figures';
import { VmmReports } from './vmm-reports';

const READY_MS = 10_000;

play<ToVmm, FromVmm>(async (part) => {
  const { plan, say, tell } = part;
  const client = connect(`unix:${plan.vmmSocket}`);
  await client.waitForReady(READY_MS);
  if (!plan.resume) await bootGuest(client, plan.memoryDirectory, plan.fileBytes);

  // The channel is taken before the mappings are listed: from then on nobody else changes them.
  const reports = new VmmReports();
  const channel = await client.openVmmChannel({
    viommuId: VIOMMU_ID,
    selection: { domains: SPACES.map(({ domainId }) => ({ domainId, takeOver: plan.resume })) },
    onItem: (item) => reports.push(item),
  });
  void channel.closed.then(({ error }) => error && part.fail(error));

  let memory = freshMemory(plan.fileBytes);
  if (plan.resume) {
    const { mappings, ...rebuilt } = await rebuildMemory(client, plan.fileBytes);
    memory = rebuilt;
    const { allocator, tables } = memory;
    say(
      `rebuilt the page allocator from ${count(mappings, 'listed mapping')}: ` +
        `${tables.mappedPages} pages in use, ${allocator.freePages} free`,
    );
  }
  const handler = new PageRequestHandler(part, client, channel, memory);
  reports.deliverTo(
    (batch) => handler.handle(batch),
    (error) => part.fail(error),
  );

  part.onTold(async (message) => {
    switch (message.kind) {
      case 'unmap':
        tell({
          kind: 'unmapped',
          outcome: message.everything ? await unmapEverything(part, client, channel) : await unmapRing(channel, memory),
        });
        return;
      case 'verify':
        tell(await finishUp(part, client, handler, memory.tables));
        return;
      case 'finish':
        await channel.end();
        client.close();
        process.exit(0);
    }
  });
  tell({ kind: 'ready' });
});
