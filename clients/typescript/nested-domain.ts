/** NESTED domains: what such a domain needs, said by type. */
import type { CreateDomainRequest } from './gen/viommu/v1/CreateDomainRequest';
import type { Input } from './shapes';
import type { Aarch64TablesInput, NestedTablesInput, RiscvTablesInput, X86TablesInput } from './types';

/** A message some of whose fields must be given. */
type With<Message, Keys extends keyof Message> = Message & {
  readonly [Key in Keys]-?: NonNullable<Message[Key]>;
};

/** The tables of a guest in one of the three formats. */
export type GuestTables =
  /** x86-64, and VT-d's first stage. */
  | { readonly x86: With<X86TablesInput, 'root' | 'levels'>; readonly aarch64?: never; readonly riscv?: never }
  /** AArch64, with a table for the lower half of addresses, for the upper one, or both. */
  | {
      readonly aarch64: With<Aarch64TablesInput, 'lower'> | With<Aarch64TablesInput, 'upper'>;
      readonly x86?: never;
      readonly riscv?: never;
    }
  /** RISC-V; of a second stage with one of the modes that end in X4. */
  | { readonly riscv: With<RiscvTablesInput, 'mode' | 'root'>; readonly x86?: never; readonly aarch64?: never };

/** A NESTED domain to create. */
export type NestedDomainRequest = Omit<Input<CreateDomainRequest>, 'kind' | 'nested' | 'dirtyTracking'> &
  Pick<NestedTablesInput, 'stage2DomainId' | 'tableUpdates'> & { readonly tables: GuestTables };

/** The same as the contract has it. */
export function nestedDomain(request: NestedDomainRequest): Input<CreateDomainRequest> {
  const { tables, stage2DomainId, tableUpdates, ...domain } = request;
  return { ...domain, kind: 'DOMAIN_KIND_NESTED', nested: { stage2DomainId, tableUpdates, ...tables } };
}
