import { Deadlines, type Deadline } from '../../../src/base/deadlines';

/** Takes everything out, in order. */
function drain(deadlines: Deadlines<string>): string[] {
  const items: string[] = [];
  for (let first = deadlines.first; first !== undefined; first = deadlines.first) {
    items.push(first.item);
    deadlines.remove(first);
  }
  return items;
}

test('nothing is first when nothing was added', () => {
  const deadlines = new Deadlines<string>();
  expect(deadlines.first).toBeUndefined();
  expect(deadlines.size).toBe(0);
});

test('the earliest comes first, whatever the order of adding', () => {
  const deadlines = new Deadlines<string>();
  for (const time of [5n, 1n, 9n, 3n, 2n ** 70n, 0n]) {
    deadlines.add(time, String(time));
  }
  expect(drain(deadlines)).toEqual(['0', '1', '3', '5', '9', String(2n ** 70n)]);
});

test('equal times come in the order in which they were added', () => {
  const deadlines = new Deadlines<string>();
  const entries = ['a', 'b', 'c', 'd', 'e', 'f'].map((item) => deadlines.add(7n, item));
  deadlines.remove(entries[0]!);
  deadlines.add(7n, 'g');
  expect(drain(deadlines)).toEqual(['b', 'c', 'd', 'e', 'f', 'g']);
});

test('an entry is removed once', () => {
  const deadlines = new Deadlines<string>();
  const entry = deadlines.add(1n, 'once');
  expect(deadlines.remove(entry)).toBe(true);
  expect(deadlines.remove(entry)).toBe(false);
  expect(deadlines.size).toBe(0);
});

test('removing from anywhere keeps the order of the rest', () => {
  for (let removed = 0; removed < 31; removed += 1) {
    const deadlines = new Deadlines<string>();
    const entries: Deadline<string>[] = [];
    for (let i = 0; i < 31; i += 1) {
      entries.push(deadlines.add(BigInt((i * 17) % 31), String((i * 17) % 31)));
    }
    deadlines.remove(entries[removed]!);
    const gone = Number(entries[removed]!.item);
    const rest = Array.from({ length: 31 }, (_, time) => time).filter((time) => time !== gone);
    expect(drain(deadlines)).toEqual(rest.map(String));
  }
});
