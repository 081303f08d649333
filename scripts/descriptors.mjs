// Reads a FileDescriptorSet in protobuf's JSON form: services, messages and enums with their comments.

/** Numbers of fields in google/protobuf/descriptor.proto: the path of an element, as source locations have it. */
const FILE = { message: 4, enum: 5, service: 6 };
const MEMBER = 2;
const ONEOF = 8;

const SCALARS = new Map(
  ['double', 'float', 'int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'fixed32', 'fixed64', 'sfixed32']
    .concat(['sfixed64', 'bool', 'string', 'bytes'])
    .map((name) => [`TYPE_${name.toUpperCase()}`, name]),
);

/** Comment text as paragraphs, each one line. */
function paragraphs(text) {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
        .trim(),
    )
    .filter((paragraph) => paragraph !== '');
}

/** A function from an element's path in `file` to its comment. */
function commentsOf(file) {
  const byPath = new Map(
    file.sourceCodeInfo.location.map((at) => [(at.path ?? []).join('.'), at.leadingComments ?? '']),
  );
  return (...path) => paragraphs(byPath.get(path.join('.')) ?? '');
}

const shortName = (name, prefix) => name.slice(prefix.length);

function readField(field, message, prefix, comment) {
  const type = SCALARS.get(field.type) ?? shortName(field.typeName, prefix);
  const entry = (message.nestedType ?? []).find(
    (nested) => field.typeName === `${prefix}${message.name}.${nested.name}`,
  );
  const repeated = field.label === 'LABEL_REPEATED';
  const value = entry?.field.map((part) => SCALARS.get(part.type) ?? shortName(part.typeName, prefix));
  return {
    name: field.name,
    number: field.number,
    comment,
    // A map entry is a message of its own in the descriptor, and has no name for anybody else.
    type: entry === undefined ? type : undefined,
    label:
      entry === undefined
        ? repeated
          ? 'repeated'
          : field.proto3Optional
            ? 'optional'
            : ''
        : `map<${value.join(', ')}>`,
    oneof: field.proto3Optional || field.oneofIndex === undefined ? undefined : field.oneofIndex,
  };
}

function readMessage(message, index, prefix, comment) {
  const maps = (message.nestedType ?? []).filter((nested) => nested.options?.mapEntry);
  if (maps.length !== (message.nestedType ?? []).length || message.enumType !== undefined) {
    throw new Error(`${message.name}: nested types are not documented; declare them at the top level`);
  }
  const fields = (message.field ?? []).map((field, at) =>
    readField(field, message, prefix, comment(FILE.message, index, MEMBER, at)),
  );
  return {
    kind: 'message',
    name: message.name,
    comment: comment(FILE.message, index),
    fields,
    // An optional field has a oneof of its own in the descriptor; no field of ours refers to that one.
    oneofs: (message.oneofDecl ?? []).map(({ name }, at) => ({
      name,
      comment: comment(FILE.message, index, ONEOF, at),
    })),
  };
}

function readEnum(declared, index, comment) {
  const values = declared.value.map((value, at) => ({
    name: value.name,
    number: value.number ?? 0,
    comment: comment(FILE.enum, index, MEMBER, at),
  }));
  return { kind: 'enum', name: declared.name, comment: comment(FILE.enum, index), values };
}

function readService(service, index, prefix, comment) {
  const methods = service.method.map((method, at) => ({
    name: method.name,
    comment: comment(FILE.service, index, MEMBER, at),
    input: shortName(method.inputType, prefix),
    output: shortName(method.outputType, prefix),
    clientStreams: method.clientStreaming === true,
    serverStreams: method.serverStreaming === true,
  }));
  return { name: service.name, comment: comment(FILE.service, index), methods };
}

/**
 * Everything one package declares.
 *
 * @param set a FileDescriptorSet with source info, as `buf build -o x.json` writes it
 * @param packageName such as `viommu.v1`
 * @returns services by name, in alphabetical order; types (messages and enums) by name, in the order of files and lines
 */
export function readContract(set, packageName) {
  const prefix = `.${packageName}.`;
  const services = [];
  const types = new Map();
  const files = set.file.filter((file) => file.package === packageName);
  for (const file of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const comment = commentsOf(file);
    (file.service ?? []).forEach((service, at) => services.push(readService(service, at, prefix, comment)));
    (file.enumType ?? []).forEach((declared, at) => types.set(declared.name, readEnum(declared, at, comment)));
    (file.messageType ?? []).forEach((message, at) =>
      types.set(message.name, readMessage(message, at, prefix, comment)),
    );
  }
  services.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { packageName, services, types };
}

/** The messages and enums that `type` is made of, itself first; empty for a scalar. */
export function reachableTypes(contract, type, seen = new Set()) {
  const found = contract.types.get(type);
  if (found === undefined || seen.has(type)) return seen;
  seen.add(type);
  for (const field of found.fields ?? []) reachableTypes(contract, field.type, seen);
  return seen;
}
