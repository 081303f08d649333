/** A VMM with an external endpoint: answers each group at once. */
import { connect } from '../../../clients/typescript';
import { argument, fail, play } from '../part';
import { createViommu, openVmmStream, respond } from '../vmm';

play(async () => {
  const [target, viommuId] = [argument(0), argument(1)];
  await createViommu(connect(target), viommuId, { backend: 'ENDPOINT_BACKEND_EXTERNAL', ats: {}, pri: {} });
  const stream = openVmmStream(target, viommuId, (cookie) => respond(stream, cookie));
  stream.on('error', fail);
});
