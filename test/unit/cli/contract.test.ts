/** Everything of the contract can be reached from the command line: every method, and every field of every request. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import protobuf from 'protobufjs';
import { descriptors } from '../../../clients/typescript/proto';
import type { Command, Group } from '../../../src/cli/command';
import { PROGRAM } from '../../../src/cli/program';
import { Harness, type Message } from './harness';

const harness = new Harness();
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vc-'));

beforeAll(() => harness.server.start());
afterAll(() => {
  harness.server.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** A file of a test. */
function file(name: string, text: string): string {
  fs.writeFileSync(path.join(dir, name), text);
  return path.join(dir, name);
}

const POLICY =
  '--translation bypass --page-request-queue on --page-request-queue-fault on --page-response-deadline 1s ' +
  '--deadline-code failure --pasid-always on --virtual-id-width 16 --translated-check none --partial-unmap split ' +
  '--invalidation-timeout 2s --unmap-invalidates on --fence-on-timeout on --hide-invalidation-source on ' +
  '--report-gone on --quirk merge-by-prgi --quirk send-after-pri-off --quirk answer-every-page --quirk spare-shared-pri ' +
  [
    'translation-off',
    'translation-bypass',
    'unknown-requester',
    'context-unusable',
    'page-requests-not-allowed',
    'no-domain',
    'no-page-requests',
    'queue-off',
    'queue-fault',
    'allocation-failure',
    'handler-refusal',
    'overflow',
  ]
    .map((stage) => `--answer ${stage}=failure`)
    .join(' ');

const CONTEXT =
  '--context invalid --context-ats on --context-page-requests on --context-prg-response-pasid on ' +
  '--context-ats-guest-physical on --suppress-faults on';

const PAGE = '0x1000:rwxp --prgi 7 --pasid 5 --queue 3 --length-hint 9 --stop --allow-violation --request-id a';

/** The limits of a vIOMMU, as they are typed. */
const LIMITS = Object.values(descriptors.lookupType('viommu.v1.ViommuLimits').fields)
  .map(({ name }) => `--limit ${name}=1`)
  .join(' ');

const RULES = [
  {
    ruleId: 5,
    name: 'a',
    priority: 1,
    match: {
      event: 'RULE_EVENT_ACCESS',
      endpointId: 1,
      pasid: 1,
      range: { first: '1', last: '2' },
      code: 'PAGE_RESPONSE_CODE_SUCCESS',
      anyPermission: { read: true, write: true, execute: true, privileged: true },
    },
    trigger: { skip: '1', count: '1', every: '2', probabilityMillionths: 5 },
    expectation: { minHits: '1', maxHits: '2' },
    fault: { reason: 'FAULT_REASON_TABLE_ABORT' },
  },
  { match: { withoutPasid: true }, drop: {} },
  { delay: { delayNs: '1' } },
  { answer: { rawCode: 1 } },
  { completeWrongly: { itagOffset: 1, completionCount: 1, requesterId: 1 } },
  { removeEndpoint: { unnoticed: true } },
  { exhaust: { stage: 'EXHAUSTION_STAGE_GROUP' } },
];

const X86 =
  'root=1,levels=4,output-width=40,gigabyte-pages=on,execute-disable=on,write-protect=on,' +
  'supervisor-execute-protection=on,extended-accessed=on';
const REGION = 'root=1,width=48,granule=4K,top-byte-ignored=on,hierarchical-permissions-disabled=on';
const AARCH64 =
  'output-width=40,wide-addresses=on,hardware-access-flag=on,hardware-dirty-state=on,access-flag-faults-disabled=on,' +
  'write-execute-never=on,privileged-access-never=on,contiguous-hint-ignored=on';
const RISCV = 'mode=sv39,root=1,hardware-update=on,supervisor-user-memory=on,napot=on,memory-types=on,software-bits=on';

/** Command lines for each method: they must reach it, and together set each field of its request. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  'ViommuService.CreateViommu': [
    `viommu create a --profile vtd --clock virtual --incarnation 1 ${POLICY} ${LIMITS} --bypass-unattached ` +
      '--iova-width 40 --output-width 40 --granule 4K --reserve 1-2 --delete-after-idle 5s --seed 1 ' +
      '--preallocate-pools --request-id a',
  ],
  'ViommuService.GetViommu': ['viommu get'],
  'ViommuService.ListViommus': ['viommu list'],
  'ViommuService.UpdateViommu': [`viommu update ${POLICY} --request-id a`],
  'ViommuService.DeleteViommu': ['viommu delete --request-id a'],
  'ViommuService.ResetViommu': ['viommu reset --incarnation 2 --request-id a'],
  'ViommuService.AdvanceTime': [
    'viommu advance --by 1s --after-barriers 1 --request-id a',
    'viommu advance --until 1s',
  ],
  'ViommuService.GetInfo': ['info'],
  'EndpointService.CreateEndpoint': [
    'endpoint create 1 --kind pcie --rid 1 --virtual-id 1 --external --ats-off --invalidate-queue-depth 1 ' +
      '--queue-parent 1 --global-invalidate on --atc-pages 1 --on-unsupported-request stop-ats --pri-capacity 1 ' +
      '--prg-response-pasid --retry-limit 1 --pri-parent 1 --pasid-width 1 --pasid-execute on --pasid-privileged on ' +
      `--stall-retry-limit 1 --stall-pcie --reserve 1-2 ${CONTEXT} --manual-invalidation --request-id a`,
  ],
  'EndpointService.GetEndpoint': ['endpoint get 1'],
  'EndpointService.ListEndpoints': ['endpoint list'],
  'EndpointService.UpdateEndpoint': [`endpoint update 1 --ats on ${CONTEXT} --invalidation-timeout 1s --request-id a`],
  'EndpointService.DeleteEndpoint': ['endpoint delete 1 --force --request-id a'],
  'EndpointService.ResetFunction': ['endpoint reset 1 --request-id a'],
  'EndpointService.SurpriseRemove': ['endpoint remove 1 --request-id a'],
  'EndpointService.SetLink': ['endpoint link 1 --down --request-id a', 'endpoint link 1 --up --keep-state'],
  'EndpointService.EnablePri': ['endpoint pri enable 1 --allocation 1 --allow-violation --request-id a'],
  'EndpointService.DisablePri': ['endpoint pri disable 1 --request-id a'],
  'EndpointService.ResetPri': ['endpoint pri reset 1 --allow-violation --request-id a'],
  'EndpointService.ClearPriStatus': ['endpoint pri clear 1 --response-failure --unexpected-prgi --request-id a'],
  'EndpointService.StopPasid': ['endpoint stop-pasid 1 5 --style stop-marker --response-timeout 1s --request-id a'],
  'EndpointService.IssueDma': [
    'dma read 1 1 1 --pasid 1 --address-type translated --queue 1 --request-id a',
    'dma write 1 1 text:a',
    'dma fill 1 1 1 text:a',
    'dma copy 1 1 1 1',
  ],
  'EndpointService.IssueTranslationRequest': ['ats 1 1 --pages 2 --pasid 1 --permissions rwxp --request-id a'],
  'EndpointService.SubmitPageRequests': [`page-request 1 ${PAGE}`],
  'EndpointService.CompleteInvalidation': ['complete 1 1 --count 2 --requester-id 1 --request-id a'],
  'EndpointService.WatchEndpoint': ['watch endpoint 1 --heartbeat 1s'],
  'DomainService.CreateDomain': [
    'domain create 1 --kind paging --page-requests --overflow-policy drop-new --dirty-tracking --request-id a',
    `domain create --stage2 1 --table-updates always --x86 ${X86}`,
    `domain create --aarch64-lower ${REGION} --aarch64-upper ${REGION} --aarch64 ${AARCH64}`,
    `domain create --riscv ${RISCV}`,
  ],
  'DomainService.GetDomain': ['domain get 1'],
  'DomainService.ListDomains': ['domain list'],
  'DomainService.DeleteDomain': ['domain delete 1 --force --invalidation-timeout 1s --request-id a'],
  'DomainService.Attach': ['attach 1 1 --pasid 1 --cookie 1 --request-id a'],
  'DomainService.Replace': ['replace 1 1 --pasid 1 --cookie 1 --invalidation-timeout 1s --request-id a'],
  'DomainService.Detach': ['detach 1 --pasid 1 --invalidation-timeout 1s --request-id a'],
  'DomainService.ListAttachments': ['attachments --domain 1'],
  'DomainService.Map': [
    'map 1 0x1000=0x1000:rwxp --if-mapped refuse --stop --invalidation-timeout 1s --request-id a',
    `map 1 --file ${file('map.csv', '0x1000,0x1fff,0x1000')}`,
  ],
  'DomainService.MapAnywhere': ['map 1 --anywhere 0x1000:4K:rwxp --request-id a'],
  'DomainService.Unmap': [
    'unmap 1 1-2 --stop --invalidation-timeout 1s --request-id a',
    `unmap 1 --file ${file('unmap.csv', '0x1000,0x1fff,0x1000')}`,
  ],
  'DomainService.ListMappings': ['mappings 1'],
  'DomainService.GetIovaRanges': ['iova-ranges 1'],
  'DomainService.SetAllowedIovaRanges': ['allow 1 1-2 --request-id a'],
  'DomainService.SetDirtyTracking': ['dirty on 1 --request-id a', 'dirty off 1'],
  'DomainService.ReadDirtyPages': ['dirty read 1 1-2 --page-size 4K --keep --bitmap'],
  'DomainService.Translate': ['translate 1 1 --pasid 1 --permissions rwxp --explain'],
  'GuestMemoryService.RegisterGuestMemory': [
    'memory register 1-2 --region 1 --read-only --file a --offset 1 --request-id a',
    'memory register 1-2',
  ],
  'GuestMemoryService.ListGuestMemory': ['memory list'],
  'GuestMemoryService.UnregisterGuestMemory': ['memory unregister 1 --force --invalidation-timeout 1s --request-id a'],
  'GuestMemoryService.ReadGuestMemory': ['memory read 1 1'],
  'GuestMemoryService.WriteGuestMemory': ['memory write 1 text:a --request-id a'],
  'FaultService.WatchFaults': [
    'watch faults --domain 1 --control --take-over --credits 1 --groups-only --resume 1:1 --heartbeat 1s',
  ],
  'FaultService.RespondToPageRequests': [
    'respond 1 failure --endpoint 1 --pasid 1 --prgi 1 --request-id a',
    'respond 1 15',
    'respond 1 abort',
  ],
  'FaultService.ResolvePageRequests': ['resolve 1 1=1:1:rwxp --if-mapped set-permissions --request-id a'],
  'FaultService.ListPageRequestGroups': ['groups --domain 1'],
  'FaultService.DrainPageRequests': [
    'drain --domain 1 --endpoint 1 --pasid 1 --request-id a',
    'drain --endpoint 1 --without-pasid',
  ],
  'FaultService.AcknowledgeOverflow': ['ack-overflow 1 --request-id a'],
  'FaultService.SendPageResponse': ['send-response 1 1 failure --pasid 1 --request-id a', 'send-response 1 1 15'],
  'FaultService.InjectExhaustion': ['inject exhaustion group 1 --endpoint 1 --action failure --request-id a'],
  'FaultService.ListViolations': ['violations --endpoint 1'],
  'FaultService.InjectPageRequests': [`inject page-requests 1 ${PAGE}`],
  'FaultService.InjectFaultEvent': [
    'inject fault 1 blocked --pasid 1 --iova 1 --access rwxp --raw-code 1 --queue 1 --length-hint 1 --request-id a',
  ],
  'FaultService.GetQueueStatistics': ['stats --domain 1', 'stats --endpoint 1'],
  'InvalidationService.Invalidate': [
    'invalidate everything fence context=1 pasid-entry=1/1 domain=1/1:1-2,global,leaf iotlb=1/1:1-2,global,leaf ' +
      'endpoint=1/1:1/s,global --encoded --stop --invalidation-timeout 1s --request-id a',
    'invalidate endpoint=1:1-2',
  ],
  'InvalidationService.ListOutstandingInvalidations': ['invalidations --endpoint 1'],
  'GuestQueueService.SubmitCommands': ['queue submit 00 --queue command --request-id a', 'queue submit --buffer 00:4'],
  'GuestQueueService.ControlQueue': [
    'queue control event --enabled on --base 0x1000 --entries 16 --entry-bytes 32 --head 1 --tail 1 --clear a --set b=1 ' +
      '--write-memory on --big-endian on --quirk c --take-over --request-id a',
  ],
  'GuestQueueService.ListGuestQueues': ['queue list'],
  'GuestQueueService.ReadRecords': ['queue read event --max 1'],
  'GuestQueueService.WatchRecords': ['watch records event --heartbeat 1s'],
  'GuestQueueService.SetDomainTags': ['queue tags 1 --tag 1 --address-space 1 --request-id a'],
  'RuleService.AddRules': [`rules load ${file('rules.json', JSON.stringify(RULES))} --request-id a`],
  'RuleService.ListRules': ['rules list'],
  'RuleService.DeleteRules': ['rules delete 1 --request-id a'],
  'RuleService.VerifyExpectations': ['rules verify'],
};

/** Methods whose requests only a script can say, and the command that runs it. */
const IN_SCRIPTS: Readonly<Record<string, string>> = {
  'ChannelService.VmmChannel': 'run',
  'ChannelService.EndpointChannel': 'run',
};

/** Fields that nobody types, and why. */
const NOT_TYPED: Readonly<Record<string, string>> = {
  pageToken: 'lists are read to their end',
  pageSize: 'lists are read to their end',
  'RespondToPageRequestsRequest.onError': 'one answer at a time',
  'ResolvePageRequestsRequest.onError': 'one answer at a time',
  'Rule.matches': 'the server counts',
  'Rule.hits': 'the server counts',
};

const services = (descriptors.lookup('viommu.v1') as protobuf.Namespace).nestedArray.filter(
  (nested) => nested instanceof protobuf.Service,
);
const methods = services.flatMap((service) =>
  service.methodsArray.map((method) => ({ name: `${service.name}.${method.name}`, method, service })),
);

/** The names of a message's fields that were set, with those of the messages in them. */
function* fieldsSet(type: protobuf.Type, message: Message): Generator<string> {
  for (const [name, field] of Object.entries(type.fields)) {
    const values = [message[name] ?? []].flat();
    const { resolvedType } = field.resolve();
    if (resolvedType instanceof protobuf.Type) {
      if (values.length > 0) yield `${type.name}.${name}`;
      for (const value of values) yield* fieldsSet(resolvedType, value as Message);
    } else if (message[`_${name}`] === name || values.some((value) => isSaid(value, resolvedType))) {
      yield `${type.name}.${name}`; // where zero has a meaning, the decoder says that it was there
    }
  }
}

/** Whether a value is another than the default. */
function isSaid(value: unknown, type: protobuf.Type | protobuf.Enum | null): boolean {
  if (type instanceof protobuf.Enum) return value !== type.valuesById[0];
  if (value instanceof Uint8Array) return value.length > 0;
  return Boolean(value);
}

/** The names of all fields of a message, with those of the messages in them. */
function allFields(type: protobuf.Type, found = new Set<protobuf.Type>()): string[] {
  if (found.has(type)) return [];
  found.add(type);
  return Object.entries(type.fields).flatMap(([name, field]) => {
    const { resolvedType } = field.resolve();
    return [`${type.name}.${name}`, ...(resolvedType instanceof protobuf.Type ? allFields(resolvedType, found) : [])];
  });
}

const isTyped = (field: string): boolean =>
  NOT_TYPED[field] === undefined && NOT_TYPED[field.slice(field.indexOf('.') + 1)] === undefined;

test('every method has a command, and there are no others', () => {
  const all = methods.map(({ name }) => name).sort();
  expect(all.length).toBeGreaterThan(50);
  expect([...Object.keys(LINES), ...Object.keys(IN_SCRIPTS)].sort()).toEqual(all);
});

test('what scripts are for can be run', () => {
  const commands = PROGRAM.members.map(({ name }) => name);
  for (const command of Object.values(IN_SCRIPTS)) expect(commands).toContain(command);
});

test('no command is there that reaches nothing', () => {
  const leaves = (node: Command | Group, words: string): string[] =>
    node.kind === 'command' ? [words] : node.members.flatMap((m) => leaves(m, `${words} ${m.name}`.trim()));
  const lines = Object.values(LINES).flat();
  const untold = leaves(PROGRAM, '').filter(
    (leaf) => !lines.some((line) => line === leaf || line.startsWith(`${leaf} `)),
  );
  expect(untold).toEqual(WITHOUT_METHOD);
});

/** Commands that reach no method of their own. */
const WITHOUT_METHOD = ['watch events', 'watch invalidations', 'top', 'run', 'decode', 'encode', 'completion'];

describe('every field can be said', () => {
  const told = methods.filter(({ name }) => LINES[name] !== undefined);

  test.each(told.map((each) => [each.name, each] as const))('%s', async (name, { method, service }) => {
    harness.forget();
    // Some commands ask for the profile first.
    harness.answers['GetViommu'] = { viommu: {} };
    harness.answers[method.name] = {};
    harness.watching = (call) => call.end();
    const type = service.lookupType(method.requestType);
    const said = new Set<string>();
    for (const line of LINES[name] ?? []) {
      const before = harness.asked.length;
      // What it makes of an empty answer is not asked here.
      await harness.viommuctl(line).catch(() => undefined);
      const asked = harness.asked.slice(before).filter((each) => each.method === method.name);
      expect({ line, asked: asked.length }).toEqual({ line, asked: 1 });
      for (const { request } of asked) for (const field of fieldsSet(type, request)) said.add(field);
    }
    expect(allFields(type).filter((field) => isTyped(field) && !said.has(field))).toEqual([]);
  });
});
