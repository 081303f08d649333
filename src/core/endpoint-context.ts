import type { ContextPatch, EndpointContext } from '../model/endpoint';
import type { Policy } from '../model/viommu';
import type { Endpoint } from './endpoint';
import { defined } from './settings';

/** What an endpoint's entry is unless told otherwise. */
const USABLE: EndpointContext = {
  state: 'VALID',
  atsAllowed: true,
  pageRequestsAllowed: true,
  prgResponsePasid: undefined,
  suppressFaults: false,
  atsGuestPhysical: false,
};

/** What the vIOMMU finds wrong with an endpoint's entry. */
export type ContextFault = 'CONTEXT_INVALID' | 'CONTEXT_MISCONFIGURED' | 'CONTEXT_ACCESS_FAULT';

/** An entry with some fields changed. */
export function changedContext(context: EndpointContext, patch: ContextPatch): EndpointContext {
  return { ...context, ...defined(patch) };
}

/** A new endpoint's entry. */
export function newContext(patch: ContextPatch): EndpointContext {
  return changedContext(USABLE, patch);
}

/** What is wrong with an endpoint's entry, if anything is. */
export function contextFault({ context }: Endpoint): ContextFault | undefined {
  switch (context.state) {
    case 'VALID':
      return undefined;
    case 'INVALID':
      return 'CONTEXT_INVALID';
    case 'MISCONFIGURED':
      return 'CONTEXT_MISCONFIGURED';
    case 'ACCESS_FAULT':
      return 'CONTEXT_ACCESS_FAULT';
  }
}

/** Whether the device directory cannot hold an endpoint's virtual id. */
export function isUnknownRequester({ config }: Endpoint, { virtualIdWidthBits }: Policy): boolean {
  return virtualIdWidthBits < 64 && config.virtualId >> BigInt(virtualIdWidthBits) !== 0n;
}
