/** What the runner does, on every driver: what goes as told passes, what does not fails and says so. */
import { cleanUp } from '../unit/server/harness';
import { asks, CONNECTED, FURNISHED, storyOf, type Steps } from './inline-story';
import { runStory } from '../../clients/typescript/story/runner';
import { DRIVERS } from './servers';

const group = (prgi: number, more: object = {}) => ({ report: { page_request_group: { prgi, ...more } } });
const receive = (expect: object, more: object = {}) => ({
  say: 'Something comes.',
  receive: { stream: 'vmm', expect, ...more },
});
const LISTED = { call: 'FaultService.ListPageRequestGroups', request: { viommu_id: 'vm' } };

afterEach(cleanUp);

describe.each(Object.entries(DRIVERS))('%s', (_name, start) => {
  const run = async (steps: Steps, patienceMs?: number): Promise<void> => {
    const story = storyOf(steps);
    await runStory(story, (await start()).driver, { patienceMs });
  };
  const failure = async (steps: Steps, patienceMs?: number): Promise<string> => {
    const caught: unknown = await run(steps, patienceMs).then(
      () => 'nothing failed',
      (error: unknown) => error,
    );
    return caught instanceof Error ? caught.message : String(caught);
  };

  describe('passes', () => {
    test('integers to the last bit, bytes, defaults and absent fields', async () => {
      await run([
        ...FURNISHED,
        {
          say: 'The whole space is mapped.',
          call: 'DomainService.Map',
          request: {
            viommu_id: 'vm',
            domain_id: 1,
            items: [
              { range: { first: 0, last: '0xffffffffffffffff' }, output_address: '0x0', permissions: { read: true } },
            ],
          },
          expect: { mapped_count: 1, failures: [], operation: { $absent: true } },
        },
        {
          say: 'It is there, and says what it does not allow.',
          call: 'DomainService.ListMappings',
          request: { viommu_id: 'vm', domain_id: 1 },
          expect: {
            mappings: [{ range: { last: '18446744073709551615' }, permissions: { read: true, write: false } }],
            next_page_token: '',
          },
          save: { last: 'mappings[0].range.last' },
        },
        {
          say: 'What was saved is still exact.',
          call: 'DomainService.Translate',
          request: { viommu_id: 'vm', endpoint_id: 1, iova: '$last', permissions: { read: true } },
          expect: { found: { output_address: { $expr: '0xfffffffffffffffe + 1' } }, fault: { $absent: true } },
        },
      ]);
    });

    test('a refusal with its reason, code, field and metadata', async () => {
      await run([
        ...FURNISHED,
        {
          say: 'The id is taken.',
          call: 'ViommuService.GetViommu',
          request: { viommu_id: 'none' },
          error: { reason: 'VIOMMU_NOT_FOUND', code: 'NOT_FOUND', field: 'viommu_id', metadata: { viommu_id: 'none' } },
        },
      ]);
    });

    test('skip: drop throws away what comes before, keep leaves it in order', async () => {
      await run([
        ...FURNISHED,
        ...CONNECTED,
        asks(6),
        receive(group(1), { skip: 'drop' }),
        receive(group(4), { skip: 'keep' }),
        receive(group(2)),
        receive(group(3)),
        receive(group(5)),
        { say: 'That was all.', silent: { stream: 'vmm' } },
      ]);
    });

    test('times saves lists, which $list walks; a round sees what the last one saved', async () => {
      await run([
        ...FURNISHED,
        ...CONNECTED,
        asks(4),
        receive({ report: {} }, { times: 4, save: { group: 'report.page_request_group' } }),
        {
          say: 'All are answered at once.',
          call: 'FaultService.RespondToPageRequests',
          request: {
            viommu_id: 'vm',
            responses: [
              {
                $list: {
                  of: '$group',
                  as: 'g',
                  each: [{ group_cookie: '$g.group_cookie', prgi: '$g.prgi', code: 1 }],
                },
              },
            ],
          },
          expect: { sent_count: 4 },
          save: { count: 'sent_count' },
        },
        {
          say: 'Three times',
          repeat: {
            times: 3,
            as: 'round',
            steps: [
              {
                say: 'a domain follows.',
                call: 'DomainService.CreateDomain',
                request: { viommu_id: 'vm', domain_id: { $expr: '$count * 2 + $round' } },
                expect: { domain: { domain_id: { $expr: '8 + $round' } } },
                save: { count: 'domain.domain_id' },
              },
              {
                say: 'It is put back.',
                call: 'FaultService.GetQueueStatistics',
                request: { viommu_id: 'vm' },
                expect: { statistics: { answered_group_count: { $expr: '4 + 0 * $count' } } },
                save: { count: 'statistics.answered_group_count' },
              },
            ],
          },
        },
      ]);
    });

    test('a call that waits until something else happened', async () => {
      await run([
        ...FURNISHED,
        ...CONNECTED,
        {
          say: 'A transfer begins.',
          start: {
            name: 'dma',
            call: 'EndpointService.IssueDma',
            request: { viommu_id: 'vm', endpoint_id: 1, iova: 0, read: { length_bytes: 1 } },
          },
        },
        {
          say: 'When that step is over, the server knows of it.',
          call: 'EndpointService.GetEndpoint',
          request: { viommu_id: 'vm', endpoint_id: 1 },
          expect: { endpoint: { outstanding_dma_count: 1 } },
        },
        receive({ report: {} }, { save: { cookie: 'report.page_request_group.group_cookie' } }),
        {
          say: 'The VMM refuses the page.',
          send: {
            stream: 'vmm',
            message: {
              respond: { responses: [{ group_cookie: '$cookie', code: 'PAGE_RESPONSE_CODE_INVALID_REQUEST' }] },
            },
          },
        },
        {
          say: 'So the transfer ends.',
          finish: 'dma',
          expect: { result: { status: 'DMA_STATUS_INVALID_REQUEST' } },
        },
      ]);
    });

    test('after a cancel the server knows that the client is gone', async () => {
      await run([
        ...FURNISHED,
        ...CONNECTED,
        asks(2),
        receive(group(0)),
        { say: 'The VMM vanishes.', cancel: 'vmm' },
        ...CONNECTED,
        receive(group(0, { redelivery: true })),
        receive(group(1, { redelivery: true })),
      ]);
    });

    test('a stalled reader stalls, so that the log passes it by, and then reads on', async () => {
      await run([
        ...FURNISHED,
        {
          say: 'Nobody takes page requests any more.',
          call: 'DomainService.Detach',
          request: { viommu_id: 'vm', endpoint_id: 1 },
        },
        ...CONNECTED,
        { say: 'The VMM reads no more.', pause: 'vmm' },
        { say: 'Much happens, but never much at once.', repeat: { times: 40, steps: [asks(512)] } },
        {
          say: 'And at last something else.',
          call: 'FaultService.InjectFaultEvent',
          request: { viommu_id: 'vm', endpoint_id: 1, reason: 'FAULT_REASON_BLOCKED' },
          save: { last: 'sequence' },
        },
        { say: 'It reads again.', resume: 'vmm' },
        receive({ skipped: { reason: 'SKIP_REASON_OVERWRITTEN' } }, { skip: 'drop' }),
        receive({ report: { sequence: { $expr: '$last - 1' }, automatic_answer: {} } }, { skip: 'drop' }),
        receive({ report: { sequence: '$last', fault_event: {} } }),
        { say: 'That was all.', silent: { stream: 'vmm' } },
      ]);
    });
  });

  describe('fails', () => {
    test('when a response is not as expected, and shows where', async () => {
      const text = await failure([
        ...FURNISHED,
        asks(1),
        { say: 'Two groups wait.', ...LISTED, expect: { groups: [{ group: { prgi: 1, device_cookie: '0x8' } }] } },
      ]);
      expect(text).toMatch(
        [
          'inline, step 7: Two groups wait.',
          'the response of FaultService.ListPageRequestGroups is not as expected',
          '  groups[0].group.prgi',
          '  - expected 1',
          '  + received 0',
          '  groups[0].group.device_cookie',
          '  - expected "0x8"',
          '  + received "7"',
          'received: {"groups":[{"group":{"group_cookie":',
        ].join('\n'),
      );
    });

    test('in a round of a repetition, and says in which', async () => {
      const made = {
        say: 'a domain is made.',
        call: 'DomainService.CreateDomain',
        request: { viommu_id: 'vm', domain_id: { $expr: '10 + $i % 2' } },
      };
      const looked = { say: 'somebody looks and', ...LISTED };
      const text = await failure([...FURNISHED, { say: 'Again', repeat: { times: 4, steps: [looked, made] } }]);
      expect(text).toMatch(
        /^inline, step 6, round 3 of 4, step 2: a domain is made\.\nDomainService\.CreateDomain was refused: ALREADY_EXISTS DOMAIN_EXISTS/,
      );
    });

    test('when a call is refused, or is not, or otherwise', async () => {
      const get = { say: 'A look.', call: 'ViommuService.GetViommu', request: { viommu_id: 'vm' } };
      expect(await failure([get])).toMatch(/GetViommu was refused: NOT_FOUND VIOMMU_NOT_FOUND at viommu_id: /);
      expect(await failure([...FURNISHED, { ...get, error: { reason: 'BUSY' } }])).toMatch(
        /GetViommu was to be refused with BUSY; its response: \{"viommu":/,
      );
      for (const [error, place] of [
        [{ reason: 'BUSY' }, 'reason\n  - expected "BUSY"\n  + received "VIOMMU_NOT_FOUND"'],
        [{ reason: 'VIOMMU_NOT_FOUND', code: 'ABORTED' }, 'code\n  - expected "ABORTED"\n  + received "NOT_FOUND"'],
        [{ reason: 'VIOMMU_NOT_FOUND', field: 'x' }, 'field\n  - expected "x"\n  + received "viommu_id"'],
        [
          { reason: 'VIOMMU_NOT_FOUND', metadata: { viommu_id: 'other' } },
          'metadata.viommu_id\n  - expected "other"\n  + received "vm"',
        ],
      ] as const) {
        expect(await failure([{ ...get, error }])).toContain(place);
      }
    });

    test('when another message comes, or none, or the end', async () => {
      const scene = [...FURNISHED, ...CONNECTED];
      expect(await failure([...scene, asks(2), receive(group(1))])).toMatch(
        /the next message on vmm is not as expected\n {2}report\.page_request_group\.prgi\n {2}- expected 1\n {2}\+ received 0/,
      );
      const late = await failure([...scene, asks(2), receive(group(5), { skip: 'drop' })], 300);
      expect(late).toMatch(/a message on vmm did not come within 300 ms; expected .*"prgi":5/);
      expect(late).toMatch(/passed over: .*"prgi":0.*\n.*passed over: .*"prgi":1/);
      const reset = { say: 'Reset.', call: 'ViommuService.ResetViommu', request: { viommu_id: 'vm' } };
      expect(await failure([...scene, reset, receive(group(0), { skip: 'drop' })])).toMatch(/vmm ended well; expected/);
    });

    test('when something is waiting where nothing should be', async () => {
      const silent = { say: 'Quiet.', silent: { stream: 'vmm' } };
      expect(await failure([...FURNISHED, ...CONNECTED, asks(1), silent])).toMatch(
        /the next message on vmm is not as expected\n {2}tag\n(?:.*\n)+received: .*"prgi":0/,
      );
      const unread = [...FURNISHED, ...CONNECTED, asks(1), { say: 'Bye.', close: 'vmm' }];
      expect(await failure([...unread, { say: 'Over.', ended: { stream: 'vmm' } }])).toMatch(
        /vmm has not ended; it brings .*"prgi":0/,
      );
    });

    test('when a stream ends in another way', async () => {
      const open = (viommuId: string) => ({
        say: 'Somebody watches.',
        open: { name: 'watch', call: 'FaultService.WatchFaults', request: { viommu_id: viommuId } },
      });
      const ended = (error?: object) => ({ say: 'Over.', ended: { stream: 'watch', ...(error && { error }) } });
      expect(await failure([open('none'), ended()])).toMatch(/watch ended with NOT_FOUND VIOMMU_NOT_FOUND/);
      expect(await failure([open('none'), ended({ reason: 'BUSY' })])).toMatch(/- expected "BUSY"/);
      const closed = [...FURNISHED, ...CONNECTED, { say: 'Bye.', close: 'vmm' }, receive({ closing: {} })];
      expect(await failure([...closed, { say: 'Over.', ended: { stream: 'vmm', error: { reason: 'BUSY' } } }])).toMatch(
        /vmm was to end with BUSY, and ended well/,
      );
    });

    test('when what it saves or refers to is not there', async () => {
      expect(await failure([...FURNISHED, { say: 'x', ...LISTED, save: { a: 'groups[0].group' } }, use('$a')])).toMatch(
        /there is nothing to save as a at groups\.0\.group/,
      );
      expect(await failure([...FURNISHED, { say: 'x', ...LISTED, save: { a: 'groups' } }, use('$a[3].x')])).toMatch(
        /step 7: x\n\$a\[3\]\.x leads to nothing in \[\]/,
      );
      expect(await failure([...FURNISHED, { say: 'x', ...LISTED, save: { a: 'groups' } }, use('$a')])).toMatch(
        /step 7: x\nviommu_id: is a string, not \[\]/,
      );
    });
  });
});

const use = (reference: string) => ({
  say: 'x',
  call: 'ViommuService.GetViommu',
  request: { viommu_id: reference },
});
