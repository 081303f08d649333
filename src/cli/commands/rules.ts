/** `viommuctl rules …`. */
import { fromJson, isReason, type Rule, type RuleInput } from '../../../clients/typescript';
import { command, EXIT, group, type LocalContext } from '../command';
import { textOf } from '../input';
import { parseU32 } from '../numbers';
import { requestId } from '../options';
import { asText, flag, repeated, required } from '../parameters';
import { counted, short } from '../text';
import { UsageError } from '../usage-error';
import { spelling } from '../words';

/** Reads a file of rules; what is in them is checked by the client and the server. */
async function rulesIn(context: LocalContext, file: string): Promise<RuleInput[]> {
  const text = await textOf(context, file);
  const wrong = (why: string) => new UsageError(`${file} is no list of rules: ${why}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  if (!Array.isArray(value)) throw wrong('write [{…}, …]');
  return value.map((rule) => fromJson('Rule', rule) as RuleInput);
}

const load = command({
  name: 'load',
  summary: 'adds the rules of a file, all or none',
  args: { file: required('FILE', 'a list of rules in proto3 JSON; - is the standard input', asText) },
  options: { requestId },
  async run(context, { file }, options) {
    const { client, call, output, viommu } = context;
    const request = { viommuId: viommu(), requestId: options.requestId, rules: await rulesIn(context, file) };
    const response = await client.rules.add(request, call);
    const ids = response.rules.map(({ ruleId }) => ruleId).join(', ');
    output.result(response, () => [`added ${counted(response.rules.length, 'rule')}: ${ids}`]);
    return EXIT.ok;
  },
});

/** How often it is expected to act, as in `1-2` or `1-`. */
function expected({ expectation }: Rule): string {
  return expectation ? `${expectation.minHits ?? 1n}-${expectation.maxHits ?? ''}` : '-';
}

const list = command({
  name: 'list',
  summary: 'lists the rules, and how often they have acted',
  args: {},
  options: {},
  async run({ client, call, output, viommu }) {
    await output.list(client.rules.list({ viommuId: viommu() }, call), [
      ['RULE', (rule) => rule.ruleId],
      ['PRIORITY', (rule) => rule.priority],
      ['EVENT', (rule) => (rule.match ? short(rule.match.event) : '-')],
      ['ENDPOINT', (rule) => rule.match?.endpointId ?? 'any'],
      ['ACTION', (rule) => spelling((rule.action ?? '-').replace(/[A-Z]/g, '_$&'))],
      ['MATCHES', (rule) => rule.matches],
      ['HITS', (rule) => rule.hits],
      ['EXPECTED', expected],
      ['NAME', (rule) => rule.name],
    ]);
    return EXIT.ok;
  },
});

const remove = command({
  name: 'delete',
  summary: 'deletes rules; what they have delayed still arrives',
  args: { rules: repeated('RULE', 'id of a rule', parseU32) },
  options: { all: flag('every rule'), requestId },
  async run({ client, call, output, viommu }, { rules: ruleIds }, { all, requestId: request }) {
    if (all === ruleIds.length > 0) throw new UsageError('give the ids of rules, or --all');
    const response = await client.rules.delete({ viommuId: viommu(), requestId: request, ruleIds }, call);
    output.result(response, () => [`deleted ${counted(response.deletedCount, 'rule')}`]);
    return EXIT.ok;
  },
});

const verify = command({
  name: 'verify',
  summary: 'ends with 3 unless every rule with an expectation has acted as often as expected',
  args: {},
  options: {},
  async run({ client, call, output, viommu, note }) {
    try {
      const response = await client.rules.verifyExpectations({ viommuId: viommu() }, call);
      output.result(response, () => [`verified ${counted(response.verifiedCount, 'rule')}`]);
      return EXIT.ok;
    } catch (error) {
      if (!isReason(error, 'EXPECTATIONS_NOT_MET')) throw error;
      note(`${error.message} [${error.reason}]`);
      return EXIT.notAsAsked;
    }
  },
});

/** Makes endpoints misbehave. */
export const rules = group('rules', 'makes endpoints and the vIOMMU misbehave, deterministically', [
  load,
  list,
  remove,
  verify,
]);
