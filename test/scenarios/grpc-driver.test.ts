/** What the client of stories owes when it is closed in the middle of one. */
import type { GrpcDriver } from '../../clients/typescript/story/grpc-driver';
import { cleanUp } from '../unit/server/harness';
import { DRIVERS } from './servers';

afterEach(cleanUp);

test('what is under way when it is closed is cancelled', async () => {
  const { driver } = await DRIVERS['over gRPC']!();
  await driver.call('ViommuService.CreateViommu', { viommu_id: 'vm' });
  const stream = driver.open('FaultService.WatchFaults', { viommu_id: 'vm' });
  expect(await stream.receive()).toMatchObject({ message: { opened: { viommu_id: 'vm' } } });
  (driver as GrpcDriver).close();
  expect(await stream.receive()).toMatchObject({ ended: true, refusal: { code: 'CANCELLED' } });
});
