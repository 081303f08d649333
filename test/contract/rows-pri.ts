/** Page-request interfaces, what endpoints send through them, and how they stop. */
import { endpointRows, rowsOf, viommuRows, type Row } from './rows';
import { PAGE_REQUEST_FAULTS } from './rows-endpoint';
import { many, PAGE, RW, type Json } from './world';

const service = (method: string) => `EndpointService/${method}`;
const enable = rowsOf(service('EnablePri'));
const submit = rowsOf(service('SubmitPageRequests'), { viommuId: 'vm', endpointId: 1 });
const stop = rowsOf(service('StopPasid'), { viommuId: 'vm', endpointId: 1, pasid: 5 });

const PAGE_REQUEST = { iova: PAGE, permissions: RW, prgi: 1, last: true };
const pageRequests = (change: object) => ({ items: [{ ...PAGE_REQUEST, ...change }] });
const asItem = { item: true } as const;

const submissions: readonly Row[] = [
  submit('no items', {}, 'ITEMS_REQUIRED', 'items'),
  submit('4097 items', { items: many(4097, PAGE_REQUEST) }, 'TOO_MANY_ITEMS', 'items'),
  submit('an unknown on_error', { ...pageRequests({}), onError: 3 }, 'ENUM_VALUE_UNKNOWN', 'on_error'),
  submit('an external endpoint', { ...pageRequests({}), endpointId: 3 }, 'ENDPOINT_NOT_HOSTED', 'endpoint_id'),
  ...PAGE_REQUEST_FAULTS.map(([name, change, reason]) => submit(name, pageRequests(change), reason, undefined, asItem)),
  submit(
    'execute where it is not enabled',
    { ...pageRequests({ pasid: 5, permissions: { read: true, execute: true } }), endpointId: 10 },
    'PERMISSIONS_INVALID',
    undefined,
    asItem,
  ),
  submit(
    'an index of 10 bits on purpose',
    { ...pageRequests({ prgi: 512 }), allowViolation: true },
    'PRGI_OUT_OF_RANGE',
    undefined,
    asItem,
  ),
  submit(
    'without PRI on purpose',
    { ...pageRequests({}), endpointId: 2, allowViolation: true },
    'PRI_NOT_SUPPORTED',
    undefined,
    asItem,
  ),
  submit('an endpoint without PRI', { ...pageRequests({}), endpointId: 2 }, 'PRI_NOT_SUPPORTED', undefined, asItem),
  submit('an endpoint whose PRI is off', { ...pageRequests({}), endpointId: 5 }, 'PRI_DISABLED', undefined, asItem),
  submit('no credit left', { ...pageRequests({}), endpointId: 7 }, 'PRI_CREDITS_EXHAUSTED', undefined, asItem),
  submit('an index in use', { ...pageRequests({ prgi: 3 }), endpointId: 10 }, 'PRGI_IN_USE', undefined, asItem),
  submit(
    'an index that is open under another PASID',
    { ...pageRequests({ prgi: 4 }), endpointId: 10 },
    'PRGI_IN_USE',
    undefined,
    asItem,
  ),
  submit(
    'a PASID that was stopped',
    { ...pageRequests({ pasid: 6 }), endpointId: 10 },
    'PASID_STOPPED',
    undefined,
    asItem,
  ),
];

const stops: readonly Row[] = [
  stop('no PASID', { pasid: undefined }, 'FIELD_REQUIRED', 'pasid'),
  stop('a PASID of 21 bits', { pasid: 2 ** 20 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  stop('a PASID wider than the endpoint has', { pasid: 1024 }, 'PASID_OUT_OF_RANGE', 'pasid'),
  stop('a PASID the endpoint cannot have', { endpointId: 2 }, 'PASID_NOT_SUPPORTED', 'pasid'),
  stop('an unknown style', { style: 3 }, 'ENUM_VALUE_UNKNOWN', 'style'),
  stop('no time at all', { responseTimeoutNs: 0n }, 'TIMEOUT_INVALID', 'response_timeout_ns'),
  stop('time to wait for nothing', { style: 2, responseTimeoutNs: 1n }, 'FIELD_NOT_APPLICABLE', 'response_timeout_ns'),
  stop('an external endpoint', { endpointId: 3 }, 'ENDPOINT_NOT_HOSTED', 'endpoint_id'),
];

/** Calls about the interface alone. */
const REGISTERS: readonly (readonly [string, Json])[] = [
  ['EnablePri', {}],
  ['DisablePri', {}],
  ['ResetPri', {}],
  ['ClearPriStatus', { responseFailure: true }],
];

export const PRI_ROWS: readonly Row[] = [
  ...REGISTERS.flatMap(([method, request]) => {
    const row = rowsOf(service(method), { viommuId: 'vm', ...request });
    return [
      ...viommuRows(service(method), true),
      ...endpointRows(service(method), request, true),
      row('an endpoint without its device model', { endpointId: 3 }, 'ENDPOINT_DISCONNECTED'),
      row('an endpoint without PRI', { endpointId: 2 }, 'PRI_NOT_SUPPORTED'),
      row('an interface that is shared', { endpointId: 9 }, 'PRI_SHARED'),
    ];
  }),
  ...(
    [
      ['SubmitPageRequests', { items: [PAGE_REQUEST] }],
      ['StopPasid', { pasid: 5 }],
    ] as const
  ).flatMap(([method, request]) => [
    ...viommuRows(service(method), true),
    ...endpointRows(service(method), request, true),
  ]),
  enable('twice', { endpointId: 1 }, 'PRI_BUSY'),
  enable('without ATS', { endpointId: 5 }, 'ATS_DISABLED'),
  enable('no credits', { endpointId: 8, allocation: 0 }, 'CAPABILITY_OUT_OF_RANGE', 'allocation'),
  enable('too many credits', { endpointId: 8, allocation: 9 }, 'CAPABILITY_OUT_OF_RANGE', 'allocation'),
  rowsOf(service('ResetPri'))('while enabled', { endpointId: 1 }, 'PRI_ENABLED'),
  rowsOf(service('ClearPriStatus'))('no bit', { endpointId: 1 }, 'UPDATE_REQUIRED', 'response_failure'),
  ...submissions,
  ...stops,
];
