/** Every example of docs/api, with programs that know of the server nothing but what its reflection says. */
import fs from 'node:fs';
import examples from '../../scripts/api-examples.json';
import { cleanUp, later, tempDir } from '../unit/server/harness';
import { definition, needs, PROGRAMS, readPage, shell, shellBlocks, TRANSPORTS } from './command-lines';
import { run, socket } from './server-process';

afterEach(cleanUp);

interface Example {
  readonly rpc: string;
  readonly messages: readonly unknown[];
  /** What a stream that goes on prints when it has begun. */
  readonly until?: string;
}

/** The commands of the pages, in the order in which they are to be run. */
function commands(): { rpc: string; until: string | undefined; command: string }[] {
  const index = readPage('docs/api/README.md');
  const pages = new Set([...index.matchAll(/\(([a-z-]+-service\.md)\)/g)].map((match) => match[1] ?? ''));
  const blocks = [...pages].flatMap((page) => shellBlocks(readPage(`docs/api/${page}`)));
  const ordered = (examples as readonly Example[]).map(({ rpc, until }) => {
    const at = blocks.findIndex((block) => block.startsWith(`V ${rpc} `));
    if (at < 0) throw new Error(`no example of ${rpc} is left on its page`);
    return { rpc, until, command: blocks.splice(at, 1)[0] ?? '' };
  });
  expect(blocks).toEqual([]);
  return ordered;
}

describe.each(PROGRAMS)('%s', (program) => {
  needs(program)(
    `runs every example of docs/api (needs ${program})`,
    async () => {
      const server = run('--listen', socket());
      const [address = ''] = await server.ready();
      const define = definition(shellBlocks(readPage('docs/api/README.md')), program, 'unix', address);
      const results: { rpc: string; code: number | null; output: string }[] = [];
      for (const { rpc, until, command } of commands()) {
        const example = shell(`${define}\n${command}`);
        if (until !== undefined) {
          await example.printed(until);
          example.interrupt();
        }
        const code = await example.ended;
        results.push({ rpc, code: until === undefined ? code : 0, output: example.output() });
      }
      const failed = results.filter(
        ({ code, output }) => code !== 0 || /"(refused|failures)"|_NOT_EXECUTED/.test(output),
      );
      expect(failed).toEqual([]);
      const output = (rpc: string): string =>
        results
          .filter((one) => one.rpc === rpc)
          .map((one) => one.output)
          .join();
      expect(output('EndpointService/IssueDma')).toContain('"data": "3q2+7w=="');
      expect(output('DomainService/ReadDirtyPages')).toContain('"dirtyPageCount": 1');
      expect(output('ChannelService/VmmChannel')).toContain('"removedMappingCount": "1"');
      expect(output('ChannelService/EndpointChannel')).toContain('"dmaResult"');
      expect(output('ChannelService/EndpointChannel')).toContain('CLOSING_REASON_CLIENT_DONE');
      for (const answered of ['FaultService/RespondToPageRequests', 'FaultService/ResolvePageRequests']) {
        expect(output(answered)).toContain('"sentCount": 1');
      }
    },
    600_000,
  );

  needs(program).each(TRANSPORTS)(
    `takes messages of a stream as they come, over %s (needs ${program})`,
    async (transport) => {
      const server = run('--listen', transport === 'unix' ? socket() : '127.0.0.1:0');
      const [address = ''] = await server.ready();
      const define = definition(shellBlocks(readPage('docs/api/README.md')), program, transport, address);
      const dir = tempDir();
      later(() => {
        fs.rmSync(dir, { recursive: true, force: true });
      });
      const model = shell(`${define}
V ViommuService/CreateViommu '{"viommu_id": "vm0"}' > ${dir}/created
mkfifo ${dir}/in
V ChannelService/VmmChannel < ${dir}/in > ${dir}/out &
exec 3> ${dir}/in
echo '{"open": {"viommu_id": "vm0"}}' >&3
until grep -q '"opened"' ${dir}/out; do sleep 0.1; done
echo '{"tag": 7, "map": {}}' >&3
until grep -q ITEMS_REQUIRED ${dir}/out; do sleep 0.1; done
exec 3>&-
wait
cat ${dir}/out`);
      expect(await model.ended).toBe(0);
      expect(model.output()).toContain('CLOSING_REASON_CLIENT_DONE');
    },
    120_000,
  );
});

needs('grpcurl')(
  'grpcurl lists, describes with comments, and prints why a call is refused (needs grpcurl)',
  async () => {
    const [address = ''] = await run('--listen', socket()).ready();
    const grpcurl = async (words: string): Promise<{ code: number | null; output: string }> => {
      const running = shell(`grpcurl -plaintext ${words.replace('ADDRESS', address)}`);
      const code = await running.ended;
      return { code, output: running.output() };
    };
    const list = await grpcurl('ADDRESS list');
    expect(list.code).toBe(0);
    expect(list.output).toContain('viommu.v1.DomainService\n');
    const described = await grpcurl('ADDRESS describe viommu.v1.DomainService.Map');
    expect(described.code).toBe(0);
    expect(described.output).toContain('// Makes mappings in a PAGING domain.');
    const refused = await grpcurl(`-d '{"viommu_id": "vm9"}' ADDRESS viommu.v1.DomainService/Attach`);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/"reason": *"VIOMMU_NOT_FOUND"/);
    expect(refused.output).toMatch(/"field": *"viommu_id"/);
  },
  60_000,
);
