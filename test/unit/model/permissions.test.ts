import {
  ALL_PERMISSIONS,
  EXECUTE,
  NONE,
  PRIVILEGED,
  READ,
  WRITE,
  covers,
  describePermissions,
  lacking,
} from '../../../src/model/permissions';

test('the permissions are four distinct bits', () => {
  expect([READ, WRITE, EXECUTE, PRIVILEGED]).toEqual([1, 2, 4, 8]);
  expect(ALL_PERMISSIONS).toBe(15);
});

test('covers is true exactly when nothing wanted is lacking', () => {
  for (let have = NONE; have <= ALL_PERMISSIONS; have += 1) {
    for (let want = NONE; want <= ALL_PERMISSIONS; want += 1) {
      const missing = [READ, WRITE, EXECUTE, PRIVILEGED].filter((bit) => want & bit && !(have & bit));
      expect(covers(have, want)).toBe(missing.length === 0);
      expect(lacking(have, want)).toBe(missing.reduce((sum, bit) => sum + bit, 0));
    }
  }
});

test('describePermissions has one place per permission', () => {
  expect([NONE, READ | WRITE, EXECUTE | PRIVILEGED].map(describePermissions)).toEqual(['----', 'rw--', '--xp']);
});
