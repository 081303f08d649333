import ts from 'typescript';

/** What stands for a value in the title of a table of tests. */
const PLACE = /%[a-z#%]|\$\w+/g;

/**
 * Matches the full names of the tests that a title means: those of every row of its table, and if it is the title of a
 * describe block, those of every test in it.
 */
export function patternOf(title: string): RegExp {
  const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`^${title.split(PLACE).map(literal).join('.+')}(?: .*)?$`, 's');
}

/** The full titles of the tests in a file, as it writes them. */
export function titlesOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node, above: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? titled(node) : undefined;
    if (call?.kind === 'test') {
      found.push([...above, call.title].join(' '));
    }
    const within = call?.kind === 'describe' ? [...above, call.title] : above;
    ts.forEachChild(node, (child) => {
      visit(child, within);
    });
  };
  visit(ts.createSourceFile('test.ts', text, ts.ScriptTarget.ES2022, true), []);
  return found;
}

/** Whether a file with these titles has a test that a cited name means. */
export function hasTest(titles: readonly string[], name: string): boolean {
  return titles.some((title) => title === name || title.startsWith(`${name} `) || patternOf(title).test(name));
}

/** A call of describe, test or it, or of one of them for each row of a table. */
function titled(node: ts.CallExpression): { kind: 'describe' | 'test'; title: string } | undefined {
  const { expression } = node;
  const isTable =
    ts.isCallExpression(expression) &&
    ts.isPropertyAccessExpression(expression.expression) &&
    expression.expression.name.text === 'each';
  const callee = isTable ? expression.expression.expression : expression;
  const [first] = node.arguments;
  if (!ts.isIdentifier(callee) || first === undefined || !ts.isStringLiteralLike(first)) {
    return undefined;
  }
  switch (callee.text) {
    case 'describe':
      return { kind: 'describe', title: first.text };
    case 'test':
    case 'it':
      return { kind: 'test', title: first.text };
    default:
      return undefined;
  }
}
