/** Messages as the other side gets them. */
import { contractServices } from '../../../src/server/protos';

/** What the server gets when a client sends this. */
export function decoded<T>(rpc: string, request: object): T {
  const [service = '', method = ''] = rpc.split('/');
  const { requestSerialize, requestDeserialize } = contractServices().get(service)!.definition[method]!;
  return requestDeserialize(requestSerialize(request)) as T;
}

/** What a client gets when the server sends this. */
export function received<T>(rpc: string, response: object): T {
  const [service = '', method = ''] = rpc.split('/');
  const { responseSerialize, responseDeserialize } = contractServices().get(service)!.definition[method]!;
  return responseDeserialize(responseSerialize(response)) as T;
}
