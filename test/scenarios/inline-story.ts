/** Stories that stand in a test. */
import { loadStory } from '../../clients/typescript/story/load';
import { contract } from './servers';
import type { Story } from '../../clients/typescript/story/story';

/** The steps of a story, as JSON. */
export type Steps = readonly object[];

/** Loads a story of these steps. */
export function storyOf(steps: Steps): Story {
  return loadStory(JSON.stringify({ name: 'inline', story: 'A story inside of a test.', steps }), contract());
}

/** A vIOMMU `vm` with endpoint 1 in domain 1, which takes page requests. */
export const FURNISHED: Steps = [
  { call: 'ViommuService.CreateViommu', request: { viommu_id: 'vm', config: { clock: 'CLOCK_KIND_VIRTUAL' } } },
  {
    call: 'EndpointService.CreateEndpoint',
    request: { viommu_id: 'vm', endpoint_id: 1, config: { ats: {}, pri: { capacity: 4096 } } },
  },
  { call: 'DomainService.CreateDomain', request: { viommu_id: 'vm', domain_id: 1, page_requests: true } },
  { call: 'DomainService.Attach', request: { viommu_id: 'vm', endpoint_id: 1, domain_id: 1, device_cookie: 7 } },
  { call: 'EndpointService.EnablePri', request: { viommu_id: 'vm', endpoint_id: 1 } },
].map((step) => ({ say: 'The scene is set.', ...step }));

/** A VMM connects as `vmm`. */
export const CONNECTED: Steps = [
  {
    say: 'The VMM connects.',
    open: { name: 'vmm', call: 'ChannelService.VmmChannel', request: { open: { viommu_id: 'vm' } } },
  },
  { say: 'It is in control.', receive: { stream: 'vmm', expect: { opened: { viommu_id: 'vm' } } } },
];

/** The device sends page requests, each a group of its own. */
export const asks = (count: number): object => ({
  say: `The device asks for ${count} pages.`,
  call: 'EndpointService.SubmitPageRequests',
  request: {
    viommu_id: 'vm',
    endpoint_id: 1,
    items: [
      {
        $list: {
          times: count,
          as: 'n',
          each: [
            {
              iova: { $expr: '$n * 4096' },
              prgi: { $expr: '$n % 512' },
              permissions: { read: true },
              last: true,
            },
          ],
        },
      },
    ],
  },
});
