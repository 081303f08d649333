/** What the loader refuses before anything runs, and where it says the mistake is. */
import { asks, CONNECTED, FURNISHED, storyOf } from './inline-story';
import { loadStory } from '../../clients/typescript/story/load';
import { contract } from './servers';

const get = (more: object = {}) => ({
  say: 'x',
  call: 'ViommuService.GetViommu',
  request: { viommu_id: 'vm' },
  ...more,
});
const dma = {
  name: 'dma',
  call: 'EndpointService.IssueDma',
  request: { viommu_id: 'vm', endpoint_id: 1, read: { length_bytes: 1 } },
};
const write = (data: unknown) => [{ say: 'x', call: dma.call, request: { write: { data } } }];
const watch = {
  say: 'x',
  open: { name: 'watch', call: 'FaultService.WatchFaults', request: { viommu_id: 'vm' } },
};
const open = CONNECTED[0]!;
const inject = (items: unknown) => ({
  say: 'x',
  call: 'FaultService.InjectPageRequests',
  request: { viommu_id: 'vm', items },
});
const statistics = (expect: object) => ({
  say: 'x',
  call: 'FaultService.GetQueueStatistics',
  request: { viommu_id: 'vm' },
  expect: { statistics: expect },
});

test.each<[string, object[], RegExp]>([
  ['a step that says nothing', [{ ...get(), say: ' ' }], /^steps\[0\]\.say: is a text/],
  ['a step that does nothing', [{ say: 'x' }], /^steps\[0\].*here is none$/],
  ['a step that does two things', [get({ pause: 'vmm' })], /^steps\[0\].*here is call and pause$/],
  ['an unknown key of a step', [get({ expects: {} })], /^steps\[0\]\.expects: nothing here reads this key/],
  ['an expectation nobody compares', [open, { say: 'x', pause: 'vmm', expect: {} }], /^steps\[1\]\.expect: nothing/],
  ['an unknown method', [get({ call: 'ViommuService.Get' })], /^steps\[0\]\.call: the contract has no method/],
  ['a stream that is called', [{ say: 'x', call: 'FaultService.WatchFaults' }], /must be unary$/],
  ['a call that is opened', [{ say: 'x', open: { name: 'a', call: 'ViommuService.GetInfo' } }], /is unary; here it/],
  [
    'an unknown field',
    [get({ request: { viommuId: 'vm' } })],
    /^steps\[0\]\.request\.viommuId: GetViommuRequest has no/,
  ],
  [
    'an unknown field deep inside',
    [asks(1), inject([{ item: { pgri: 1 } }])],
    /items\[0\]\.item\.pgri: PageRequestItem/,
  ],
  ['null', [get({ request: { viommu_id: null } })], /viommu_id: is a string, not null$/],
  ['a number in place of a text', [get({ request: { viommu_id: 1 } })], /viommu_id: is a string, not 1$/],
  ['a negative count', [inject([{ endpoint_id: -1 }])], /endpoint_id: -1 does not fit uint32$/],
  ['a number that is too large', [inject([{ endpoint_id: '0x100000000' }])], /4294967296 does not fit uint32$/],
  ['65 bits', [inject([{ item: { iova: '0x10000000000000000' } }])], /does not fit fixed64$/],
  [
    'an unknown value of an enum',
    [inject([{ item: { permissions: { read: 'yes' } } }])],
    /read: is a bool, not "yes"$/,
  ],
  [
    'an enum value without its prefix',
    [{ ...inject([]), request: { on_error: 'STOP' } }],
    /on_error: OnError has no "STOP"; it has ON_ERROR_UNSPECIFIED/,
  ],
  [
    'two arms of a oneof',
    [{ say: 'x', call: dma.call, request: { read: {}, write: {} } }],
    /only one of read and write can be set$/,
  ],
  ['bytes that are not base64', write('!'), /is not base64$/],
  ['a reference to nothing', [get({ request: { viommu_id: '$vm' } })], /viommu_id: nothing is called vm here/],
  ['a reference in an expectation', [get({ expect: { viommu: { viommu_id: '$vm' } } })], /nothing is called vm here/],
  ['a reference that is none', [get({ request: { viommu_id: '$V' } })], /"\$V" is not a reference/],
  ['something saved for nothing', [get({ save: { a: 'viommu' } })], /^a is saved and never used$/],
  ['something saved from no path', [get({ save: { a: 'viommu..x' } })], /^steps\[0\]\.save\.a: .* is not a path/],
  ['a name in capitals', [get({ save: { A: 'viommu' } })], /^steps\[0\]\.save\.A: is not a name$/],
  ['a list outside of a repeated field', [get({ request: { viommu_id: { $list: {} } } })], /is not repeated$/],
  ['a list without an end', [inject([{ $list: { as: 'n', each: [{}] } }])], /needs one of times and of/],
  ['a list that names nothing', [inject([{ $list: { times: 1, each: [{}] } }])], /needs a name as "as"/],
  ['a list with an unknown key', [inject([{ $list: { time: 1, as: 'n', each: [{}] } }])], /has no key time;/],
  [
    'a list of wrong elements',
    [inject([{ $list: { times: 1, as: 'n', each: [{ x: 1 }] } }])],
    /each\[0\]\.x: Injected/,
  ],
  [
    'a counter used behind its list',
    [inject([{ $list: { times: 1, as: 'n', each: [{}] } }, { endpoint_id: '$n' }])],
    /n here/,
  ],
  [
    'a matcher in a request',
    [get({ request: { viommu_id: { $any: true } } })],
    /\$any: there is no such operator in a req/,
  ],
  ['an unknown matcher', [get({ expect: { viommu: { $some: true } } })], /\$some: there is no such operator in an exp/],
  ['a matcher beside a field', [get({ expect: { viommu: { $any: true, viommu_id: 'x' } } })], /\$any stands alone/],
  [
    'an absent field that is not in the contract',
    [get({ expect: { viomu: { $absent: true } } })],
    /has no field viomu;/,
  ],
  ['$any with something else than true', [get({ expect: { viommu: { $any: 1 } } })], /is written \{"\$any": true\}$/],
  ['$gte of a text', [get({ expect: { viommu: { viommu_id: { $gte: 1 } } } })], /viommu_id is not an integer$/],
  ['$gte without a number', [statistics({ pending_group_count: { $gte: 'x' } })], /\$gte: is an integer, not "x"$/],
  [
    '$sum of an unknown field',
    [statistics({ pending_group_count: { $sum: ['x'] } })],
    /QueueStatistics has no field x;/,
  ],
  ['$length of a number', [statistics({ pending_group_count: { $length: 1 } })], /is not a list here$/],
  ['an expression that is none', [inject([{ endpoint_id: { $expr: '1 +' } }])], /something is missing at the end$/],
  ['an expression for a text', [get({ request: { viommu_id: { $expr: '1' } } })], /viommu_id is not an integer$/],
  ['an expression with unknown names', [inject([{ endpoint_id: { $expr: '$i' } }])], /nothing is called i here/],
  ['words for a text', [get({ request: { viommu_id: { $words: [1] } } })], /\$words: viommu_id is not bytes$/],
  ['no words', write({ $words: [] }), /\$words is a list of 64-bit integers and expressions/],
  ['a word that is none', write({ $words: [{ $expr: '1' }] }), /\$words is a list of 64-bit integers/],
  ['a word that is no expression', write({ $words: ['1 +'] }), /something is missing at the end$/],
  ['a word with unknown names', write({ $words: ['$i * 8'] }), /nothing is called i here/],
  ['half a byte', write({ $hex: 'de a' }), /\$hex is a text of bytes with spaces between/],
  ['a refusal without a reason', [get({ error: { code: 'NOT_FOUND' } })], /^steps\[0\]\.error\.reason: is missing$/],
  ['a refusal with an unknown code', [get({ error: { reason: 'X', code: 'GONE' } })], /"GONE" is no name of a gRPC/],
  ['a refusal with an unknown key', [get({ error: { reason: 'X', text: 'x' } })], /error\.text: nothing here reads/],
  ['a refusal and a response', [get({ error: { reason: 'X' }, expect: {} })], /a refused call has no response/],
  ['a refusal of which something is saved', [get({ error: { reason: 'X' }, save: {} })], /a refused call has no resp/],
  ['a call that is never finished', [{ say: 'x', start: dma }], /^the call dma is started and never finished$/],
  [
    'a call that is finished twice',
    [
      { say: 'x', start: dma },
      { say: 'x', finish: 'dma' },
      { say: 'x', finish: 'dma' },
    ],
    /no call dma/,
  ],
  [
    'two calls of one name',
    [
      { say: 'x', start: dma },
      { say: 'x', start: dma },
    ],
    /name: dma is still open$/,
  ],
  ['two streams of one name', [open, open], /name: vmm is still open$/],
  ['a stream that is not open', [{ say: 'x', receive: { stream: 'vmm' } }], /stream: no stream vmm is open$/],
  [
    'a stream that was cancelled',
    [open, { say: 'x', cancel: 'vmm' }, { say: 'x', close: 'vmm' }],
    /no stream vmm is open$/,
  ],
  [
    'a stream that has ended',
    [open, { say: 'x', ended: { stream: 'vmm' } }, { say: 'x', close: 'vmm' }],
    /no stream vmm/,
  ],
  [
    'a message for a stream that goes one way',
    [watch, { say: 'x', send: { stream: 'watch', message: {} } }],
    /one way only$/,
  ],
  ['silence on a stream that goes one way', [watch, { say: 'x', silent: { stream: 'watch' } }], /goes one way only$/],
  ['a message behind a close', [open, { say: 'x', close: 'vmm' }, { say: 'x', send: { stream: 'vmm' } }], /is closed$/],
  [
    'a reader that sleeps',
    [open, { say: 'x', pause: 'vmm' }, { say: 'x', receive: { stream: 'vmm' } }],
    /is paused; resume/,
  ],
  [
    'a reader that sleeps twice',
    [open, { say: 'x', pause: 'vmm' }, { say: 'x', pause: 'vmm' }],
    /the stream is paused/,
  ],
  ['a reader that wakes twice', [open, { say: 'x', resume: 'vmm' }], /vmm is not paused$/],
  [
    'a batch of reports',
    [open, { say: 'x', receive: { stream: 'vmm', expect: { reports: {} } } }],
    /expect one report at a time$/,
  ],
  [
    'an unknown kind of report',
    [open, { say: 'x', receive: { stream: 'vmm', expect: { report: { x: 1 } } } }],
    /Report has no field x;/,
  ],
  [
    'a report where there are none',
    [
      { say: 'x', open: { name: 'w', call: 'EndpointService.WatchEndpoint' } },
      { say: 'x', receive: { stream: 'w', expect: { report: {} } } },
    ],
    /WatchEndpointResponse has no field report;/,
  ],
  [
    'an unknown way to skip',
    [open, { say: 'x', receive: { stream: 'vmm', skip: 'all' } }],
    /skip: is drop or keep, not "all"$/,
  ],
  ['no rounds', [{ say: 'x', repeat: { times: 0, steps: [get()] } }], /times: is a count of 1 or more, not 0$/],
  ['no steps', [{ say: 'x', repeat: { times: 1, steps: [] } }], /steps: is a list with something in it$/],
  [
    'an unknown key of a repetition',
    [{ say: 'x', repeat: { times: 1, steps: [get()], step: 1 } }],
    /repeat\.step: nothing/,
  ],
  [
    'a mistake inside of a repetition',
    [{ say: 'x', repeat: { times: 1, steps: [get({ x: 1 })] } }],
    /^steps\[0\]\.repeat\.steps\[0\]\.x: /,
  ],
  [
    'a counter inside of its like',
    [{ say: 'x', repeat: { times: 1, steps: [{ say: 'x', repeat: { times: 1, steps: [get()] } }] } }],
    /the name i is taken$/,
  ],
  [
    'a counter that is saved over',
    [{ say: 'x', repeat: { times: 1, steps: [get({ save: { i: 'viommu' } })] } }],
    /i is a counter's$/,
  ],
  [
    'a counter behind its repetition',
    [{ say: 'x', repeat: { times: 1, steps: [get()] } }, get({ request: { viommu_id: '$i' } })],
    /nothing is called i/,
  ],
  [
    'a round that leaves a stream open',
    [{ say: 'x', repeat: { times: 1, steps: [open] } }],
    /before: nothing; after: vmm\)$/,
  ],
  [
    'a round that leaves a reader asleep',
    [open, { say: 'x', repeat: { times: 1, steps: [{ say: 'x', pause: 'vmm' }] } }],
    /before: vmm; after: vmm paused\)$/,
  ],
])('%s', (_name, steps, message) => {
  expect(() => storyOf([...steps])).toThrow(message);
});

const STORY = { name: 'a', story: 'b', steps: FURNISHED };

test.each<[string, string, RegExp]>([
  ['no JSON', '{', /JSON/],
  ['no object', '[]', /is an object, not \[\]/],
  ['no name', JSON.stringify({ ...STORY, name: undefined }), /^name: is missing$/],
  ['no story', JSON.stringify({ ...STORY, story: '' }), /^story: is a text/],
  ['no steps', JSON.stringify({ ...STORY, steps: [] }), /^steps: is a list/],
  ['an unknown key', JSON.stringify({ ...STORY, author: 'x' }), /^author: nothing here reads this key$/],
  ['a key that is there twice', '{"name": "a", "story": "b", "name": "c"}', /the key "name" stands twice/],
  [
    'a number that no double holds',
    '{"name": "a", "x": [9007199254740993]}',
    /^x\[0\]: .* write larger ones as strings/,
  ],
  ['a fraction', '{"name": "a", "x": 1.5}', /^x: 1.5 is not an integer/],
])('a text with %s', (_name, text, message) => {
  expect(() => loadStory(text, contract())).toThrow(message);
});

test('a story without a mistake is taken as it is', () => {
  const story = loadStory(JSON.stringify(STORY), contract());
  expect(story).toMatchObject({ name: 'a', story: 'b' });
  expect(story.steps.map(({ action }) => action.kind)).toEqual(['call', 'call', 'call', 'call', 'call']);
});
