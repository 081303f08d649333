// The index of docs/api: how calls are written and made, the services, the types, the errors of every call.

const CALLING = `## Calling

A request is proto3 JSON: fields by the names of these pages (or in lowerCamelCase, as they are printed), enum values by
their full names, 64-bit numbers as decimal strings or as numbers, \`bytes\` in base64. What is left out is unset; an
\`optional\` field that is 0 is not unset. Everything is printed in lowerCamelCase, and 64-bit numbers as strings.

The server describes itself by reflection, so a command line needs no file of this project. The examples of these pages
are calls of a shell function \`V\`, which is one of these: for a server started with \`--listen unix:/tmp/viommud.sock\`

\`\`\`sh
V() { grpcurl -plaintext -d "\${2-@}" unix:///tmp/viommud.sock viommu.v1.$1; }
\`\`\`

\`\`\`sh
V() { buf curl --protocol grpc --http2-prior-knowledge --unix-socket /tmp/viommud.sock -d "\${2-@-}" http://localhost/viommu.v1.$1; }
\`\`\`

or with \`--listen 127.0.0.1:50051\`:

\`\`\`sh
V() { grpcurl -plaintext -d "\${2-@}" 127.0.0.1:50051 viommu.v1.$1; }
\`\`\`

\`\`\`sh
V() { buf curl --protocol grpc --http2-prior-knowledge -d "\${2-@-}" http://127.0.0.1:50051/viommu.v1.$1; }
\`\`\`

\`grpcurl\` before 1.9.2 wants \`-unix /tmp/viommud.sock\` instead of \`unix:///tmp/viommud.sock\`; 1.9.2 and 1.9.3 refuse that.

\`V Service/Method 'message'\` calls. A stream in both directions takes as many messages as are given, one after the other;
without a second argument \`V\` reads them from its standard input as they come. Streams of the server go on until they are
interrupted. All examples of all pages are run by the tests, with both programs.

\`grpcurl -plaintext unix:///tmp/viommud.sock list\` names the services, and \`describe viommu.v1.DomainService.Map\` in the
place of \`list\`, or any other name, prints what it is with the comments of the contract. When a call is refused
\`grpcurl\` prints the reason, the metadata and the field; \`buf curl\` leaves them encoded.`;

const CONVENTIONS = `## Conventions

| | |
|---|---|
| addresses | bytes; ranges are inclusive, \`first\` to \`last\` |
| times | \`…_ns\`: nanoseconds of the vIOMMU's clock; \`…_ms\`: milliseconds of the server's wall clock |
| lengths | \`…_bytes\`; counts \`…_count\` |
| ids | vIOMMUs: a string; endpoints, domains, memory regions, rules: numbers from 1, and 0 in a create call: the server chooses |
| PASID | 20 bits; unset is not 0 |
| \`request_id\` | makes a call safe to repeat: the same request with the same id gets the first result |
| lists | \`page_size\` 0 means 100, more than 1000 is taken as 1000; \`next_page_token\` is empty on the last page |
| batches | at most 4096 items; one bad item does not harm the others (\`on_error\`) |
| enums | a value may be added to those of responses: treat an unknown one as their comments say. In a request an unknown number is refused, 0 is the default where there is one |`;

/** The table of services with their calls. */
function services(contract, pageOf) {
  const rows = contract.services.map(({ name, methods }) => {
    const calls = methods.map((method) => `[${method.name}](${pageOf(name)}#${method.name.toLowerCase()})`);
    return `| [${name}](${pageOf(name)}) | ${calls.join(', ')} |`;
  });
  return ['## Services', ['| service | calls |', '|---|---|', ...rows].join('\n')].join('\n\n');
}

/** What the comment of one service says of every call of every service. */
function everyCall(contract, comments) {
  const paragraphs = contract.services.flatMap(({ comment }) => comment);
  const said = paragraphs.filter((paragraph) => paragraph.startsWith('Errors of every call:'));
  if (said.length !== 1) throw new Error('one service comment must begin a paragraph with "Errors of every call:"');
  const rows = comments
    .reasons(said)
    .sort()
    .map((reason) => `| [\`${reason}\`](../errors.md) | ${comments.status(reason)} |`);
  return [
    '## Errors of every call',
    comments.text(said, 'README.md'),
    ['| reason | status |', '|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

/**
 * The index.
 *
 * @param contract what `readContract` returned
 * @param comments the writer of comments
 * @param pageOf service name to page
 */
export function indexPage(contract, comments, pageOf) {
  return [
    '# The contract, call by call',
    'What the files below `proto/viommu/v1` say, as pages: one for each service, and [types](types.md) for what several of ' +
      'them use. A refused call is a gRPC status with one reason and changed nothing: [errors](../errors.md) has them all, ' +
      'each call here those it can have. [The guide](../guide/README.md) tells in which order to use all this.',
    services(contract, pageOf),
    CALLING,
    CONVENTIONS,
    everyCall(contract, comments),
  ].join('\n\n');
}
