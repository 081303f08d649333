import type { TableUpdates } from '../../../src/model/domain';
import { NO_PASID } from '../../../src/model/page-request';
import { EXECUTE, PRIVILEGED, READ, WRITE } from '../../../src/model/permissions';
import { SUBJECTS } from '../walkers/subjects';
import { Guest, MOVED, RW, type GuestOptions } from './guest';

const IOVA = 0x1234_5000n;
const DATA = 0x1_0000n;

/** Flags of Sv39: V, R, W, X and U; A and D are what this is about. */
const CLEAR = 0x1fn;
const A = 0x40n;
const D = 0x80n;
const MARKS = A | D;

/** A guest with one page that is not marked. */
function prepared(options: GuestOptions = {}): Guest {
  const guest = new Guest(options);
  guest.stage1.map(IOVA, DATA, { flags: CLEAR });
  return guest;
}

const marks = (guest: Guest): bigint => guest.entry(IOVA) & MARKS;

/** The page of memory that holds the entry. */
const pageOfEntry = (guest: Guest): number => Number((guest.stage1.at(IOVA) + guest.moved) >> 12n);

describe('an access marks the entry', () => {
  test('as accessed when it reads, as dirty too when it writes', () => {
    const guest = prepared();
    guest.read(IOVA);
    expect(marks(guest)).toBe(A);
    guest.write(IOVA);
    expect(marks(guest)).toBe(A | D);
  });

  test('and changes no other bit of it, nor of those beside it', () => {
    const guest = new Guest();
    // Bits 9 and 8 are software's, and the upper half is not all zeros.
    const entry = ((DATA | (2n ** 40n)) >> 2n) | CLEAR | 0x300n;
    guest.mapBelow(Number((DATA | (2n ** 40n)) >> 12n), 0x9f0);
    guest.stage1.put(IOVA, 0, entry);
    const around = (): bigint[] => [-8n, 8n].map((offset) => guest.memory.get(guest.stage1.at(IOVA) + MOVED + offset));
    const before = around();
    expect(guest.write(IOVA)).toBe('done');
    expect(guest.entry(IOVA)).toBe(entry | MARKS);
    expect(around()).toEqual(before);
  });

  test('whose translation is not what it needs, not at all', () => {
    const guest = prepared();
    guest.stage1.map(IOVA, DATA, { flags: 0x13n });
    expect([guest.write(IOVA), marks(guest)]).toEqual(['PERMISSION', 0n]);
  });

  test('even where the memory it leads to is not there: the tables did translate', () => {
    const guest = prepared();
    guest.memory.absent.add(Number((DATA + MOVED) >> 12n));
    expect([guest.write(IOVA), marks(guest)]).toEqual(['MEMORY_ABORT', MARKS]);
  });

  test('of each level where the format has it so', () => {
    const guest = new Guest({ subject: SUBJECTS['x86-64, four levels']! });
    guest.stage1.map(IOVA, DATA, { flags: 0x7n });
    guest.write(IOVA);
    expect([4, 3, 2, 1].map((level) => guest.entry(IOVA, level) & 0x60n)).toEqual([0x20n, 0x20n, 0x20n, 0x60n]);
  });

  test('as writable, where a format marks dirty pages so', () => {
    const guest = new Guest({ subject: SUBJECTS['AArch64, 4 KiB, 48 bits']! });
    // AP[2] set and DBM: clean.
    guest.stage1.map(IOVA, DATA, { flags: 0xcc0n | (1n << 51n) });
    guest.read(IOVA);
    expect(guest.entry(IOVA) & 0x80n).toBe(0x80n);
    guest.write(IOVA);
    expect(guest.entry(IOVA) & 0x80n).toBe(0n);
  });
});

describe('a write is not served by an entry of the IOTLB that is not dirty', () => {
  test('and walks again, once', () => {
    const guest = prepared();
    guest.read(IOVA);
    guest.read(IOVA);
    guest.write(IOVA);
    expect(marks(guest)).toBe(MARKS);
    // From now on the cached entry serves writes: what the guest takes back unsaid is not seen.
    guest.setEntry(IOVA, (DATA >> 2n) | CLEAR);
    guest.write(IOVA);
    expect(marks(guest)).toBe(0n);
    guest.invalidate();
    guest.write(IOVA);
    expect(marks(guest)).toBe(MARKS);
  });

  test('not even where it does not hold any more: then it faults', () => {
    const guest = prepared();
    guest.read(IOVA);
    guest.setEntry(IOVA, 0n);
    expect([guest.read(IOVA), guest.write(IOVA)]).toEqual([0, 'NOT_MAPPED']);
  });

  test('of a second stage either', () => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, 0x60_0000n);
    guest.stage2!.map(0x60_0000n, 0x9f_0000n, { flags: CLEAR });
    const marked = () => guest.memory.get(guest.stage2!.at(0x60_0000n)) & MARKS;
    guest.read(IOVA);
    expect(marked()).toBe(A);
    guest.write(IOVA);
    expect(marked()).toBe(MARKS);
  });

  test.each([
    ['by the first', CLEAR | A, CLEAR | MARKS],
    ['by the second', CLEAR | MARKS, CLEAR | A],
  ])('when one of two stages is not dirty: %s', (_which, flags1, flags2) => {
    const guest = new Guest({ below: 'TABLES' });
    guest.stage1.map(IOVA, 0x60_0000n, { flags: flags1 });
    guest.stage2!.map(0x60_0000n, 0x9f_0000n, { flags: flags2 });
    guest.read(IOVA);
    guest.write(IOVA);
    expect(guest.entry(IOVA) & MARKS).toBe(MARKS);
    expect(guest.memory.get(guest.stage2!.at(0x60_0000n)) & MARKS).toBe(MARKS);
  });
});

describe('tables are updated', () => {
  /** What an access leaves, and what it was told. */
  function outcome(updates: TableUpdates | undefined, prepare: (guest: Guest) => void): [unknown, bigint] {
    const guest = prepared(updates === undefined ? {} : { updates });
    prepare(guest);
    const told = guest.write(IOVA);
    expect(guest.read(IOVA)).toBe(told === 'done' ? 1 : told);
    return [told, marks(guest)];
  }
  const share = (guest: Guest) => guest.memory.shared.add(pageOfEntry(guest));
  const protect = (guest: Guest) => guest.memory.readOnly.add(pageOfEntry(guest));
  const leave = () => undefined;

  test.each<[string, TableUpdates, (guest: Guest) => void, string, bigint]>([
    ['in private memory', 'PRIVATE', leave, 'done', MARKS],
    ['not in shared memory', 'PRIVATE', share, 'done', 0n],
    ['not where it is read-only, which is an abort', 'PRIVATE', protect, 'TABLE_ABORT', 0n],
    ['everywhere', 'ALWAYS', leave, 'done', MARKS],
    ['in shared memory too', 'ALWAYS', share, 'done', MARKS],
    ['not where it is read-only, which is an abort too', 'ALWAYS', protect, 'TABLE_ABORT', 0n],
    ['nowhere', 'NEVER', leave, 'done', 0n],
    ['nowhere, shared', 'NEVER', share, 'done', 0n],
    ['nowhere, and read-only memory will do', 'NEVER', protect, 'done', 0n],
  ])('%s: %s', (_where, updates, prepare, told, left) => {
    expect(outcome(updates, prepare)).toEqual([told, left]);
  });

  test('of read-only shared memory are not needed', () => {
    const both = (guest: Guest) => [share(guest), protect(guest)];
    expect(outcome('PRIVATE', both)).toEqual(['done', 0n]);
  });

  test('in each of two stages as each says', () => {
    for (const [updates, stage2Updates] of [
      ['NEVER', 'ALWAYS'],
      ['ALWAYS', 'NEVER'],
    ] as const) {
      const guest = new Guest({ below: 'TABLES', updates, stage2Updates });
      guest.stage1.map(IOVA, 0x60_0000n, { flags: CLEAR });
      guest.stage2!.map(0x60_0000n, 0x9f_0000n, { flags: CLEAR });
      guest.write(IOVA);
      const left = [guest.entry(IOVA) & MARKS, guest.memory.get(guest.stage2!.at(0x60_0000n)) & MARKS];
      expect(left).toEqual([updates, stage2Updates].map((each) => (each === 'ALWAYS' ? MARKS : 0n)));
    }
  });

  test('through the second stage, whose entry for the table is marked with that', () => {
    const guest = new Guest({ below: 'TABLES', tables: { root: 0x60_0000n } });
    guest.stage2!.map(0x60_0000n, 0x9f_0000n, { flags: CLEAR });
    const table = () => guest.memory.get(guest.stage2!.at(0x60_0000n)) & MARKS;
    // A page of 1 GiB, right in the root.
    const at = 0x9f_0000n + 8n * (IOVA >> 30n);
    guest.memory.put(at, CLEAR | MARKS);
    guest.read(IOVA);
    expect(table()).toBe(A);
    guest.memory.put(at, CLEAR);
    guest.invalidate();
    guest.read(IOVA);
    expect([table(), guest.memory.get(at) & MARKS]).toEqual([MARKS, A]);
  });
});

describe('what does not access', () => {
  test('marks nothing: a probe, an explanation', () => {
    const guest = prepared();
    guest.iommu.probe(1, NO_PASID, IOVA, RW);
    guest.iommu.explain(1, NO_PASID, IOVA, RW);
    expect(marks(guest)).toBe(0n);
    expect(guest.iommu.explain(1, NO_PASID, IOVA, RW).explanation.iotlb).toBeUndefined();
  });
});

describe('a translation request marks', () => {
  const external: GuestOptions = { endpoint: { backend: 'EXTERNAL', ats: {}, pasid: {} } };

  test.each([
    ['accessed, for reading', READ, A],
    ['dirty, for writing', WRITE, MARKS],
    ['dirty, for both', RW, MARKS],
    ['accessed, for fetching', READ | EXECUTE, A],
  ])('what it asks for: %s', (_what, permissions, left) => {
    const guest = prepared(external);
    expect(guest.ask(IOVA, permissions, 5).status).toBe('SUCCESS');
    expect(marks(guest)).toBe(left);
  });

  test.each([
    ['reading, of a page that cannot be written', 0x1bn, RW, READ, A],
    ['nothing, of a page of the supervisor', 0x0fn, RW, 0, 0n],
    ['nothing, of a page that can only be fetched', 0x19n, RW, 0, 0n],
    ['what is left, where fetching is forbidden', 0x17n, RW | EXECUTE, RW, MARKS],
  ])('what it grants of what it asks for: %s', (_what, flags, asked, granted, left) => {
    const guest = prepared(external);
    guest.stage1.map(IOVA, DATA, { flags });
    expect(guest.ask(IOVA, asked, 5).entries).toMatchObject([{ permissions: granted }]);
    expect(marks(guest)).toBe(left);
  });

  test('no more than it asks for, where the second stage allows less', () => {
    const guest = prepared(external);
    guest.mapBelow(0x1000, 0x9f0, READ);
    guest.stage1.map(IOVA, 0x100_0000n, { flags: CLEAR });
    expect(guest.ask(IOVA, RW).entries).toMatchObject([{ permissions: READ }]);
    expect(marks(guest) & A).toBe(A);
  });

  test('no page behind one that it does not ask for', () => {
    const guest = prepared(external);
    guest.stage1.map(IOVA + 0x1000n, DATA, { flags: CLEAR });
    guest.ask(IOVA, WRITE);
    expect(guest.entry(IOVA + 0x1000n) & MARKS).toBe(0n);
  });

  test('with privilege, what privileged accesses may do', () => {
    const guest = prepared({ ...external, tables: { supervisorUserMemory: false } });
    guest.ask(IOVA, WRITE | PRIVILEGED, 5);
    expect(marks(guest)).toBe(0n);
  });
});
