import { Pri } from '../../../src/core/pri';
import { PriRegisters } from '../../../src/core/pri-registers';
import { NO_PASID } from '../../../src/model/page-request';

const CAPABILITY = { capacity: 8, prgResponsePasidRequired: false };
const OWNER = 3;

/** A disabled interface and the functions that share it. */
function made(functions = 1): { registers: PriRegisters; pris: Pri[]; pri: Pri } {
  const registers = new PriRegisters(CAPABILITY, OWNER);
  const pris = Array.from({ length: functions }, () => new Pri(registers));
  return { registers, pris, pri: pris[0]! };
}

/** One that is enabled. */
function enabled(allocation = 8, functions = 1) {
  const parts = made(functions);
  parts.registers.enable(allocation);
  return parts;
}

const send = (pri: Pri, prgi: number, last = true) => {
  pri.sent(prgi, NO_PASID, last);
};

describe('registers', () => {
  test('PRI begins disabled, stopped and without failure (R-PRI-01)', () => {
    expect(made().pri.status(OWNER)).toEqual({
      enabled: false,
      stopped: true,
      responseFailure: false,
      allocation: 0,
      outstandingPageRequests: 0,
      generation: 0,
      unexpectedPrgi: false,
      unexpectedResponses: 0,
      staleResponses: 0,
      ignoredResponses: 0,
      parentEndpointId: undefined,
      ownOutstandingPageRequests: 0,
    });
  });

  test('enabling clears Response Failure, Unexpected PRGI and Stopped, and counts generations (R-PRI-06)', () => {
    const { registers, pri } = enabled();
    registers.unexpectedPrgi = true;
    registers.fail();
    expect(pri.status(OWNER)).toMatchObject({ enabled: false, responseFailure: true, stopped: true });
    registers.enable(3);
    expect(pri.status(OWNER)).toMatchObject({
      enabled: true,
      responseFailure: false,
      unexpectedPrgi: false,
      stopped: false,
      allocation: 3,
      generation: 2,
    });
  });

  test('while enabled Stopped reads as false, although nothing is outstanding (R-PRI-07)', () => {
    expect(enabled().registers.stopped).toBe(false);
  });

  test('after disabling, Stopped waits for the last answer, and what is outstanding stays answerable (R-PRI-08)', () => {
    const { registers, pri } = enabled();
    send(pri, 0, false);
    send(pri, 0);
    registers.disable();
    expect([registers.stopped, registers.answerable]).toEqual([false, 1]);
    pri.answered(0, NO_PASID);
    expect(registers.stopped).toBe(true);
  });

  test('reset forgets credits and indexes, and nothing is answerable any more (R-PRI-09)', () => {
    const { registers, pri } = enabled();
    send(pri, 5);
    registers.disable();
    registers.reset();
    expect(pri.status(OWNER)).toMatchObject({ stopped: true, outstandingPageRequests: 0 });
    expect([pri.inUse(5), registers.answerable]).toEqual([false, 0]);
  });

  test('a failure forgets what is outstanding at once: Stopped is set with it (R-PRI-52)', () => {
    const { registers, pri } = enabled();
    send(pri, 5);
    registers.fail();
    expect([registers.stopped, registers.answerable, pri.outstanding]).toEqual([true, 0, 0]);
  });

  test('enabling again forgets what was not answered', () => {
    const { registers, pri } = enabled();
    send(pri, 5);
    registers.disable();
    registers.enable(8);
    expect([registers.outstanding, registers.credits, registers.answerable, pri.inUse(5)]).toEqual([0, 8, 2, false]);
  });

  test('a function reset clears the registers but not the generation', () => {
    const { registers, pri } = enabled();
    registers.fail();
    registers.functionReset();
    expect(pri.status(OWNER)).toMatchObject({
      enabled: false,
      stopped: true,
      responseFailure: false,
      allocation: 0,
      outstandingPageRequests: 0,
      generation: 1,
    });
  });
});

describe('credits', () => {
  test('count messages, not groups (R-PRI-20)', () => {
    const { registers, pri } = enabled(3);
    send(pri, 0, false);
    send(pri, 0);
    expect(registers.credits).toBe(1);
    pri.answered(0, NO_PASID);
    expect(registers.credits).toBe(3);
  });

  test('are none while PRI is disabled (R-PRI-13)', () => {
    const { registers } = enabled();
    registers.disable();
    expect(registers.credits).toBe(0);
  });

  test('are never less than none, whatever a function sends', () => {
    const { registers, pri } = enabled(1);
    send(pri, 0);
    send(pri, 1);
    expect([registers.outstanding, registers.credits]).toEqual([2, 0]);
    pri.answered(0, NO_PASID);
    expect(registers.credits).toBe(0);
    pri.answered(1, NO_PASID);
    expect(registers.credits).toBe(1);
  });
});

describe('functions that share them (R-PRI-11)', () => {
  test('draw on the same credits, and each knows its own', () => {
    const { registers, pris } = enabled(4, 2);
    send(pris[0]!, 0);
    send(pris[1]!, 0, false);
    send(pris[1]!, 0);
    expect(registers.credits).toBe(1);
    expect(pris.map((pri) => pri.status(OWNER).ownOutstandingPageRequests)).toEqual([1, 2]);
    expect(pris.map((pri) => pri.status(OWNER).outstandingPageRequests)).toEqual([3, 3]);
  });

  test('keep their indexes to themselves', () => {
    const { pris } = enabled(4, 2);
    send(pris[0]!, 7);
    expect(pris[1]!.inUse(7)).toBe(false);
    expect(pris[1]!.answered(7, NO_PASID)).toBeUndefined();
    expect(pris[0]!.outstanding).toBe(1);
  });

  test('all forget when the interface is reset, and Stopped waits for all', () => {
    const { registers, pris } = enabled(4, 2);
    pris.forEach((pri) => {
      send(pri, 0);
    });
    registers.disable();
    pris[0]!.answered(0, NO_PASID);
    expect(registers.stopped).toBe(false);
    registers.reset();
    expect([registers.stopped, ...pris.map((pri) => pri.outstanding)]).toEqual([true, 0, 0]);
  });

  test('one that is deleted gives its credits back and is forgotten', () => {
    const { registers, pris } = enabled(4, 2);
    send(pris[1]!, 0);
    pris[1]!.close();
    expect([registers.credits, registers.functions.size]).toEqual([4, 1]);
  });

  test('name the owner of the registers, which names nobody', () => {
    const { pri } = made();
    expect([pri.status(OWNER).parentEndpointId, pri.status(4).parentEndpointId]).toEqual([undefined, OWNER]);
  });
});
