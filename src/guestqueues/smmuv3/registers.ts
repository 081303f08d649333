/** Registers of the SMMUv3's queues (IHI 0070, chapter 6), and flags that hardware and software toggle in turn. */
import type { Effects, Registers } from '../effects';
import { bit } from '../flag-bits';

/** Why the command queue stopped. */
export const CMDQ_ERR = 'CMDQ_CONS.ERR';

/** Its values (7.1). */
export const CERROR = { ILL: 1n, ABT: 2n, ATC_INV_SYNC: 3n } as const;

/** Which queues are on. */
export const CR0ACK = 'CR0ACK';

/** Its bits. */
export const ON = { PRIQEN: bit(1), EVENTQEN: bit(2), CMDQEN: bit(3) } as const;

/** Global errors, which hardware toggles. */
export const GERROR = 'GERROR';

/** Those that software has acknowledged. */
export const GERRORN = 'GERRORN';

/** Bits of both (7.5). */
export const ERRORS = { CMDQ_ERR: 0, EVENTQ_ABT_ERR: 2, PRIQ_ABT_ERR: 3, MSI_CMDQ_ABT_ERR: 4 } as const;

/**
 * What is implementation-defined about an ATC invalidation that was not completed in time (3.9.1.4): 0, the next CMD_SYNC
 * stops with CERROR_ATC_INV_SYNC; 1, it stops with CERROR_ABT; 2, it completes, and the event queue has an event E0h.
 */
export const ATC_INV_TIMEOUT = 'IMPDEF.ATC_INV_TIMEOUT';

/** Bits that hardware toggles to say something, and software makes equal in another register to acknowledge it. */
export class Handshake {
  /**
   * @param registers those of the vIOMMU
   * @param toggled name of the register that hardware writes
   * @param acknowledged name of the one that software writes
   * @param bits of both
   */
  constructor(
    private readonly registers: Registers,
    private readonly toggled: string,
    private readonly acknowledged: string,
    private readonly bits: bigint,
  ) {}

  /** Whether it was said and is not acknowledged. */
  get active(): boolean {
    return ((this.registers.get(this.toggled) ^ this.registers.get(this.acknowledged)) & this.bits) !== 0n;
  }

  /**
   * Says it, unless it is said already.
   *
   * @returns whether it was not
   */
  raise(effects: Effects): boolean {
    if (this.active) {
      return false;
    }
    effects.set(this.toggled, this.registers.get(this.toggled) ^ this.bits);
    return true;
  }

  /** Software acknowledges it; nothing, if it was not said. */
  acknowledge(effects: Effects): void {
    const others = this.registers.get(this.acknowledged) & ~this.bits;
    effects.set(this.acknowledged, others | (this.registers.get(this.toggled) & this.bits));
  }
}

/** A global error: activating it raises the GERROR interrupt (7.5.1). */
export class GlobalError extends Handshake {
  /** Its name, which acknowledges it. */
  readonly name: string;

  constructor(registers: Registers, error: keyof typeof ERRORS) {
    super(registers, GERROR, GERRORN, bit(ERRORS[error]));
    this.name = `${GERROR}.${error}`;
  }

  override raise(effects: Effects): boolean {
    const activated = super.raise(effects);
    if (activated) {
      effects.interrupt({ cause: 'COMMAND_ERROR' });
    }
    return activated;
  }

  /** The flag that software clears to acknowledge it. */
  get flag(): Readonly<Record<string, (effects: Effects) => void>> {
    return {
      [this.name]: (effects): void => {
        this.acknowledge(effects);
      },
    };
  }
}
