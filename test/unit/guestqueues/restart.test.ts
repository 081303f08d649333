import { makeStage } from './stage';

describe('a queue of page requests that is turned off and on again', () => {
  test('tells the guest again of a group that it could not read, and of no other', () => {
    const on = makeStage('RISCV');
    on.request(0);
    on.control('PAGE_REQUEST', { enabled: true });
    on.request(1);
    expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([{ fields: { prgi: 0 } }, { fields: { prgi: 1 } }]);
    on.request(2);
    on.control('PAGE_REQUEST', { enabled: false });
    on.control('PAGE_REQUEST', { enabled: true });
    expect(on.read('PAGE_REQUEST', 'pq').records).toMatchObject([{ fields: { prgi: 2 } }]);
  });
});
