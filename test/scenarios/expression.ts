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

/** A compiled expression; the function it gets says what a reference stands for. */
export type Expression = (valueOf: (reference: string) => bigint) => bigint;

const TOKEN = /\s*(?:(0x[0-9a-fA-F]+|\d+)|(\$[A-Za-z0-9_.[\]]+)|([-+*/%()]))/y;

const OPERATIONS: Readonly<Record<string, (left: bigint, right: bigint) => bigint>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / divisor(right),
  '%': (left, right) => left % divisor(right),
};

function divisor(value: bigint): bigint {
  if (value === 0n) throw new Error('division by zero');
  return value;
}

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
  const found: string[] = [];
  compile(text)((reference) => {
    found.push(reference);
    return 1n;
  });
  return found;
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
    return this.chain(['+', '-'], () => this.product());
  }

  private product(): Expression {
    return this.chain(['*', '/', '%'], () => this.atom());
  }

  private chain(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (let token = this.tokens[this.next]; token !== undefined && operators.includes(token);) {
      this.next += 1;
      const [first, operation, second] = [left, OPERATIONS[token]!, operand()];
      left = (valueOf) => operation(first(valueOf), second(valueOf));
      token = this.tokens[this.next];
    }
    return left;
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
      return (valueOf) => -inner(valueOf);
    }
    if (token.startsWith('$')) return (valueOf) => valueOf(token);
    if (!/^\d/.test(token)) this.fail();
    const value = BigInt(token);
    return () => value;
  }

  private fail(): never {
    const token = this.tokens[this.next];
    throw new Error(
      `"${this.text}": ${token === undefined ? 'something is missing at the end' : `"${token}" is not expected`}`,
    );
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`"${text}": "${text.slice(at).trim()}" is no part of an expression`);
    tokens.push(found[0].trim());
  }
  return tokens;
}
