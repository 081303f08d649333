/**
 * The arithmetic of stories: integers of any size, names, `+ - * / %` and parentheses.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = atom { ("*" | "/" | "%") atom }
 *     atom    = integer | reference | "-" atom | "(" sum ")"
 *
 * An integer is decimal or begins with 0x; a reference is as in requests, `$i` or `$group.prgi`. Division rounds towards
 * zero, and `%` has the sign of the dividend.
 */

/** An integer: a number while it is one exactly, else a bigint. */
export type Integer = number | bigint;

/** A compiled expression; the function it gets says what a reference stands for. */
export type Expression = (valueOf: (reference: string) => Integer) => Integer;

/** A bigint as an {@link Integer}. */
export function integer(value: bigint): Integer {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

type Operation = (left: Integer, right: Integer) => Integer;

/** An operation on numbers, or on bigints where numbers would not be exact. */
function operation(quick: (a: number, b: number) => number, exact: (a: bigint, b: bigint) => bigint): Operation {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      const result = quick(left, right);
      // Adding 0 makes 0 of -0.
      if (Number.isSafeInteger(result)) return result + 0;
    }
    return integer(exact(BigInt(left), BigInt(right)));
  };
}

const plus = operation(
  (a, b) => a + b,
  (a, b) => a + b,
);
const minus = operation(
  (a, b) => a - b,
  (a, b) => a - b,
);
const times = operation(
  (a, b) => a * b,
  (a, b) => a * b,
);
// Without the remainder the quotient is exact.
const over = operation(
  (a, b) => (a - (a % b)) / b,
  (a, b) => a / divisor(b),
);
const rest = operation(
  (a, b) => a % b,
  (a, b) => a % divisor(b),
);

function divisor(value: bigint): bigint {
  if (value === 0n) throw new Error('division by zero');
  return value;
}

const SUM: Readonly<Record<string, Operation>> = { '+': plus, '-': minus };
const PRODUCT: Readonly<Record<string, Operation>> = { '*': times, '/': over, '%': rest };

const compiled = new Map<string, Expression>();

/**
 * Compiles an expression; the same text is compiled once.
 *
 * @throws Error when it breaks the grammar
 */
export function compile(text: string): Expression {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const expression = new Parser(text).whole();
  compiled.set(text, expression);
  return expression;
}

/** The references in an expression. */
export function referencesIn(text: string): string[] {
  compile(text);
  return tokensOf(text).filter((token) => token.startsWith('$'));
}

class Parser {
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text);
  }

  whole(): Expression {
    const expression = this.sum();
    if (this.next < this.tokens.length) this.fail();
    return expression;
  }

  private sum(): Expression {
    return this.chain(SUM, () => this.product());
  }

  private product(): Expression {
    return this.chain(PRODUCT, () => this.atom());
  }

  private chain(operations: Readonly<Record<string, Operation>>, operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const operate = operations[this.tokens[this.next] ?? ''];
      if (operate === undefined) return left;
      this.next += 1;
      const [first, second] = [left, operand()];
      left = (valueOf) => operate(first(valueOf), second(valueOf));
    }
  }

  private atom(): Expression {
    const token = this.tokens[this.next] ?? this.fail();
    this.next += 1;
    if (token === '(') {
      const inner = this.sum();
      if (this.tokens[this.next] !== ')') this.fail();
      this.next += 1;
      return inner;
    }
    if (token === '-') {
      const inner = this.atom();
      return (valueOf) => minus(0, inner(valueOf));
    }
    if (token.startsWith('$')) return (valueOf) => valueOf(token);
    if (!/^\d/.test(token)) {
      this.next -= 1;
      this.fail();
    }
    const value = integer(BigInt(token));
    return () => value;
  }

  private fail(): never {
    const token = this.tokens[this.next];
    const what = token === undefined ? 'something is missing at the end' : `"${token}" is not expected`;
    throw new Error(`"${this.text}": ${what}`);
  }
}

const TOKEN = /\s*(0x[0-9a-fA-F]+|\d+|\$[A-Za-z0-9_.[\]]+|[-+*/%()])/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Error(`"${text}": "${text.slice(at).trim()}" is no part of an expression`);
    tokens.push(token);
  }
  return tokens;
}
