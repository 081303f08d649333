/** The tables of a NESTED domain as options of `viommuctl domain create`. */
import fs from 'node:fs';
import type {
  Aarch64RegionInput,
  Aarch64TablesInput,
  NestedTablesInput,
  RiscvTablesInput,
  X86TablesInput,
} from '../../../clients/typescript';
import { readObject, unreadable } from '../input';
import { parseLength, parseU32, parseU64 } from '../numbers';
import { asText, optional, type Values } from '../parameters';
import { UsageError } from '../usage-error';
import { choice, parseSwitch } from '../words';

/** How a field is read that is written `NAME=VALUE`. */
type Readers<Message> = Readonly<
  Record<string, { [Name in keyof Message]-?: readonly [Name, (text: string) => Message[Name]] }[keyof Message]>
>;

/** A granule in bytes: the contract has 32 bits for it. */
const parseGranuleBytes = (text: string): number => parseU32(parseLength(text).toString());

const REGION: Readers<Aarch64RegionInput> = {
  root: ['root', parseU64],
  width: ['widthBits', parseU32],
  granule: ['granuleBytes', parseGranuleBytes],
  'top-byte-ignored': ['topByteIgnored', parseSwitch],
  'hierarchical-permissions-disabled': ['hierarchicalPermissionsDisabled', parseSwitch],
};

const AARCH64: Readers<Aarch64TablesInput> = {
  'output-width': ['outputWidthBits', parseU32],
  'wide-addresses': ['wideAddresses', parseSwitch],
  'hardware-access-flag': ['hardwareAccessFlag', parseSwitch],
  'hardware-dirty-state': ['hardwareDirtyState', parseSwitch],
  'access-flag-faults-disabled': ['accessFlagFaultsDisabled', parseSwitch],
  'write-execute-never': ['writeExecuteNever', parseSwitch],
  'privileged-access-never': ['privilegedAccessNever', parseSwitch],
  'contiguous-hint-ignored': ['contiguousHintIgnored', parseSwitch],
};

const X86: Readers<X86TablesInput> = {
  root: ['root', parseU64],
  levels: ['levels', parseU32],
  'output-width': ['outputWidthBits', parseU32],
  'gigabyte-pages': ['gigabytePages', parseSwitch],
  'execute-disable': ['executeDisable', parseSwitch],
  'write-protect': ['writeProtect', parseSwitch],
  'supervisor-execute-protection': ['supervisorExecuteProtection', parseSwitch],
  'extended-accessed': ['extendedAccessed', parseSwitch],
};

const RISCV: Readers<RiscvTablesInput> = {
  mode: ['mode', choice('RISCV_MODE_', ['SV39', 'SV48', 'SV57', 'SV39X4', 'SV48X4', 'SV57X4'])],
  root: ['root', parseU64],
  'hardware-update': ['hardwareUpdate', parseSwitch],
  'supervisor-user-memory': ['supervisorUserMemory', parseSwitch],
  napot: ['napot', parseSwitch],
  'memory-types': ['memoryTypes', parseSwitch],
  'software-bits': ['softwareBits', parseSwitch],
};

/** Reads `NAME=VALUE[,NAME=VALUE…]`. */
function fieldsReader<Message>(readers: Readers<Message>) {
  return (text: string): Message => {
    const fields = text.split(',').map((part) => {
      const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
      const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
      if (reader === undefined) {
        throw new UsageError(`"${part}" is no NAME=VALUE; the names are ${Object.keys(readers).join(', ')}`);
      }
      const [field, read] = reader;
      return [field, read(value)] as const;
    });
    const names = fields.map(([field]) => String(field));
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) throw new UsageError(`${text} has ${twice} more than once`);
    return Object.fromEntries(fields) as Message;
  };
}

const namesOf = (readers: Readonly<Record<string, unknown>>): string => Object.keys(readers).join(', ');

/** What help says of the options. */
export const NESTED_DETAILS = `The tables of a nested domain are given by one of --x86, --riscv, --aarch64-lower with --aarch64-upper (either or both),
or by --nested FILE: the object "nested" that "viommuctl domain get --json" prints. Options that are given as well win.

  --x86            ${namesOf(X86)}
  --riscv          ${namesOf(RISCV)}
  --aarch64-lower, --aarch64-upper
                   ${namesOf(REGION)}
  --aarch64        ${namesOf(AARCH64)}

Addresses and lengths as everywhere, widths in bits, the rest on or off; mode is sv39, sv48, sv57, or for tables of a second
stage sv39x4, sv48x4, sv57x4.`;

const FIELDS = 'NAME=VALUE,...';

/** Tables, and what lies below them. */
export const nestedOptions = {
  stage2: optional('DOMAIN', 'nested: the domain that translates guest-physical addresses; default: none', parseU32),
  x86: optional(FIELDS, 'nested: tables of x86-64, as in root=0x1000,levels=4', fieldsReader(X86)),
  aarch64Lower: optional(FIELDS, 'nested: TTBR0 of AArch64, as in root=0x1000,width=48', fieldsReader(REGION)),
  aarch64Upper: optional(FIELDS, 'nested: TTBR1 of AArch64', fieldsReader(REGION)),
  aarch64: optional(FIELDS, 'nested: what holds for both of them, as in output-width=40', fieldsReader(AARCH64)),
  riscv: optional(FIELDS, 'nested: tables of RISC-V, as in mode=sv39,root=0x1000', fieldsReader(RISCV)),
  tableUpdates: optional(
    'WHERE',
    'nested: where walks mark entries: private (default: not in shared files), always or never',
    choice('TABLE_UPDATES_', ['PRIVATE', 'ALWAYS', 'NEVER']),
  ),
  nested: optional('FILE', 'nested: all of this as JSON; - is the standard input', asText),
};

/** What JSON has as a text and the contract as 64 bits: each root. */
function withRoots(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [
    name,
    name === 'root' && typeof member === 'string' ? parseU64(member) : withRoots(member),
  ]);
  return Object.fromEntries(entries);
}

/** Reads the message as JSON; what is in it is checked before it is sent. */
function nestedIn(file: string): NestedTablesInput {
  let text: string;
  try {
    text = fs.readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
  const object = readObject(text);
  if (typeof object === 'string') throw new UsageError(`--nested: ${file}: ${object}`);
  return withRoots(object) as NestedTablesInput;
}

/** What was said of the tables; undefined: nothing. */
export function nestedOf(options: Values<typeof nestedOptions>): NestedTablesInput | undefined {
  const { stage2, x86, aarch64, aarch64Lower, aarch64Upper, riscv, tableUpdates, nested } = options;
  const regions = { ...(aarch64Lower && { lower: aarch64Lower }), ...(aarch64Upper && { upper: aarch64Upper }) };
  const tables = {
    ...(stage2 !== undefined && { stage2DomainId: stage2 }),
    ...(tableUpdates && { tableUpdates }),
    ...(x86 && { x86 }),
    ...((aarch64 ?? aarch64Lower ?? aarch64Upper) && { aarch64: { ...aarch64, ...regions } }),
    ...(riscv && { riscv }),
  };
  if (nested === undefined && Object.keys(tables).length === 0) return undefined;
  return { ...(nested === undefined ? {} : nestedIn(nested)), ...tables };
}
