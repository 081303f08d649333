// Writes docs/api: a page for each service, one for the types that several services use, and an index.
import { Comments, reasonsOf } from './api-comments.mjs';
import { indexPage } from './api-index.mjs';
import { reachableTypes, readContract } from './descriptors.mjs';

const TYPES_PAGE = 'types.md';
/** The widest example that stays on one line. */
const LINE = 118;

/** `ViommuService` as `viommu-service.md`. */
const pageOf = (service) => `${service.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.md`;

/** The anchor GitHub makes of a heading of one word. */
const anchor = (heading) => heading.toLowerCase();

/** Type name to page: with its only service, or among the types that several use. */
function placeTypes(contract) {
  const users = new Map([...contract.types.keys()].map((name) => [name, new Set()]));
  const owner = new Map();
  for (const { name, methods } of contract.services) {
    for (const { input, output } of methods) {
      owner.set(input, name).set(output, name);
      for (const top of [input, output]) for (const type of reachableTypes(contract, top)) users.get(type).add(name);
    }
  }
  const place = (name, by) => {
    if (by.size === 0) throw new Error(`${name} is used by no service`);
    return owner.has(name) ? pageOf(owner.get(name)) : by.size === 1 ? pageOf([...by][0]) : TYPES_PAGE;
  };
  return new Map([...users].map(([name, by]) => [name, place(name, by)]));
}

/** Every name that a comment can mean, and where it is documented. */
function linksOf(contract, places) {
  const links = new Map([...places].map(([name, page]) => [name, `${page}#${anchor(name)}`]));
  for (const { name, methods } of contract.services) {
    links.set(name, pageOf(name));
    for (const method of methods) {
      const to = `${pageOf(name)}#${anchor(method.name)}`;
      links.set(`${name}.${method.name}`, to);
      if (!links.has(method.name)) links.set(method.name, to);
    }
  }
  return links;
}

/** Words such as GENERIC, as comments call PROFILE_GENERIC, and the full names. */
function valueWords(contract) {
  const words = new Set();
  for (const { kind, name, values } of contract.types.values()) {
    if (kind !== 'enum') continue;
    const prefix = `${name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_`;
    for (const value of values) words.add(value.name).add(value.name.replace(prefix, ''));
  }
  return words;
}

/** The writer of one contract's pages. */
class Writer {
  #contract;
  #places;
  #comments;
  #examples;

  constructor(contract, comments, places, examples) {
    this.#contract = contract;
    this.#places = places;
    this.#comments = comments;
    this.#examples = examples;
  }

  #typeCell({ label, type }, page) {
    const to = this.#places.get(type);
    const name =
      type === undefined ? '' : to === undefined ? type : `[${type}](${to === page ? '' : to}#${anchor(type)})`;
    return [label.replaceAll('<', '&lt;').replaceAll('>', '&gt;'), name].filter((word) => word !== '').join(' ');
  }

  #fields(message, page) {
    if (message.fields.length === 0) return 'No fields.';
    const rows = [];
    let open;
    for (const field of message.fields) {
      const oneof = field.oneof === undefined ? undefined : message.oneofs[field.oneof];
      if (oneof !== undefined && oneof !== open) {
        rows.push(`| one of \`${oneof.name}\`: | | ${this.#comments.cell(oneof.comment, page)} |`);
      }
      open = oneof;
      const name = `${oneof === undefined ? '' : '&emsp;'}\`${field.name}\``;
      rows.push(`| ${name} | ${this.#typeCell(field, page)} | ${this.#comments.cell(field.comment, page)} |`);
    }
    return ['| field | type | meaning |', '|---|---|---|', ...rows].join('\n');
  }

  #type(name, page, level) {
    const type = this.#contract.types.get(name);
    // Where it stands says that already.
    const comment = type.comment.filter((paragraph) => !/^(Request|Response) of [A-Za-z]+\.$/.test(paragraph));
    const head = [`${level} ${name}`, ...(comment.length > 0 ? [this.#comments.text(comment, page)] : [])];
    if (type.kind === 'message') return [...head, this.#fields(type, page)].join('\n\n');
    const rows = type.values.map(
      (value) => `| \`${value.name}\` | ${value.number} | ${this.#comments.cell(value.comment, page)} |`,
    );
    return [...head, ['| value | number | meaning |', '|---|---|---|', ...rows].join('\n')].join('\n\n');
  }

  /** The calls whose errors a comment says are its own, too. */
  #sameErrors(comment) {
    const names = comment.flatMap((paragraph) => [...paragraph.matchAll(/(?:Twin of|those of) `(\w+)\.(\w+)`/g)]);
    return names.flatMap(([, service, method]) => {
      const found = this.#contract.services.find(({ name }) => name === service);
      return (
        found?.methods.filter(({ name }) => name === method).map((other) => ({ service: found, method: other })) ?? []
      );
    });
  }

  /** Every reason the call can be refused with, and which comments name it. */
  #errors(method, page) {
    const named = new Map();
    const name = (comment, where) => {
      for (const reason of this.#comments.reasons(comment)) {
        named.set(reason, (named.get(reason) ?? new Set()).add(where));
      }
      for (const same of this.#sameErrors(comment)) {
        const to = pageOf(same.service.name);
        name(same.service.comment, `[\`${same.service.name}\`](${to})`);
        name(same.method.comment, `[\`${same.method.name}\`](${to}#${anchor(same.method.name)})`);
      }
    };
    name(method.comment, 'the call');
    for (const typeName of reachableTypes(this.#contract, method.input)) {
      const type = this.#contract.types.get(typeName);
      const to = this.#places.get(typeName);
      const link = (what) => `[\`${what}\`](${to === page ? '' : to}#${anchor(typeName)})`;
      name(type.comment, link(typeName));
      for (const part of [...(type.oneofs ?? []), ...(type.fields ?? [])]) {
        name(part.comment, typeName === method.input ? `\`${part.name}\`` : link(`${typeName}.${part.name}`));
      }
      for (const value of type.values ?? []) name(value.comment, link(value.name));
    }
    if (named.size === 0) return [];
    const rows = [...named]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reason, where]) => {
        const link = `[\`${reason}\`](../errors.md)`;
        return `| ${link} | ${this.#comments.status(reason)} | ${[...where].join(', ')} |`;
      });
    return ['**Errors**', ['| reason | status | named by |', '|---|---|---|', ...rows].join('\n')];
  }

  #example(service, method) {
    const examples = this.#examples.filter(({ rpc }) => rpc === `${service.name}/${method.name}`);
    if (examples.length === 0) throw new Error(`no example of ${service.name}/${method.name}`);
    return ['**Example**', ...examples.map((example) => `\`\`\`sh\n${exampleCall(example)}\n\`\`\``)];
  }

  #method(service, method, page) {
    const stream = (streams) => (streams ? 'stream ' : '');
    const signature =
      `rpc ${method.name}(${stream(method.clientStreams)}${method.input})` +
      ` returns (${stream(method.serverStreams)}${method.output})`;
    return [
      `## ${method.name}`,
      `\`${signature}\``,
      this.#comments.text(method.comment, page),
      this.#type(method.input, page, '###'),
      this.#type(method.output, page, '###'),
      ...this.#errors(method, page),
      ...this.#example(service, method),
    ].join('\n\n');
  }

  servicePage(service) {
    const page = pageOf(service.name);
    const ends = new Set(service.methods.flatMap(({ input, output }) => [input, output]));
    const own = [...this.#places].filter(([name, at]) => at === page && !ends.has(name)).map(([name]) => name);
    const calls = service.methods.map(({ name }) => `[${name}](#${anchor(name)})`).join(' · ');
    return [
      `# ${service.name}`,
      this.#comments.text(service.comment, page),
      `Calls: ${calls}`,
      'How to call: [the index](README.md#calling), where `V` is. Errors of every call: [there](README.md#errors-of-every-call).',
      ...service.methods.map((method) => this.#method(service, method, page)),
      ...(own.length > 0 ? ['# Types', ...own.map((name) => this.#type(name, page, '##'))] : []),
    ].join('\n\n');
  }

  typesPage() {
    const own = [...this.#places].filter(([, at]) => at === TYPES_PAGE).map(([name]) => name);
    return [
      '# Types',
      'Messages and enums that several services use, in the order of the files of the contract.',
      ...own.map((name) => this.#type(name, TYPES_PAGE, '##')),
    ].join('\n\n');
  }
}

/** The command of an example, as the index defines `V`. */
function exampleCall({ rpc, messages }) {
  const line = `V ${rpc} '${messages.map(spaced).join(' ')}'`;
  if (line.length <= LINE) return line;
  return `V ${rpc} '${messages.map((message) => (messages.length > 1 ? spaced(message) : JSON.stringify(message, null, 2))).join('\n')}'`;
}

/** JSON on one line, with spaces. */
function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, part]) => `${JSON.stringify(key)}: ${spaced(part)}`)
    .join(', ')}}`;
}

/** Two headings with one anchor would make a link lead astray. */
function checkHeadings(page, text) {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading));
  const twice = headings.filter((heading, at) => headings.indexOf(heading) !== at);
  if (twice.length > 0) throw new Error(`${page}: headings that occur twice: ${twice.join(', ')}`);
}

/**
 * The pages of docs/api.
 *
 * @param set the FileDescriptorSet as JSON, with source info
 * @param errorsPage the text of docs/errors.md, which has the reasons and their status
 * @param examples one `{rpc, messages}` for each RPC, `rpc` as `Service/Method`, messages in proto3 JSON
 * @returns file name to text
 */
export function apiPages(set, errorsPage, examples) {
  const contract = readContract(set, 'viommu.v1');
  const places = placeTypes(contract);
  const comments = new Comments(reasonsOf(errorsPage), linksOf(contract, places), valueWords(contract));
  const writer = new Writer(contract, comments, places, examples);
  const pages = new Map(contract.services.map((service) => [pageOf(service.name), writer.servicePage(service)]));
  pages.set(TYPES_PAGE, writer.typesPage());
  pages.set('README.md', indexPage(contract, comments, pageOf));
  const mark = '<!-- Generated from the comments of proto/viommu/v1 by `make gen`. Do not edit. -->';
  for (const [page, text] of pages) {
    checkHeadings(page, text);
    pages.set(page, `${mark}\n\n${text}\n`);
  }
  return pages;
}
