import ts from 'typescript';
import { literalText, nodesOf, type Source } from './source';

/** A sentence that the product may refuse with. */
export type SaidRefusal = {
  code: string;
  template: string;
  where: string;
  /** The names that it hands in for the places of its sentence, as far as they stand there to be read. */
  given: readonly string[] | undefined;
};

/** Where a refusal is only handed on, so that its code and sentence are another's: these say nothing new. */
const HANDED_ON = /^(refusal|recorded|found|known)\.(code|template|message)$/;

/**
 * Gives each code with its sentence, wherever a file makes a `Refusal`: directly, as a class of its own, or through a
 * function that is handed both. Gives in `unread` where code or sentence cannot be read off the source.
 */
export function refusalsIn(source: Source): { said: SaidRefusal[]; unread: string[] } {
  const said: SaidRefusal[] = [];
  const unread: string[] = [];
  const makers = [...nodesOf(source.tree)].filter(makesRefusal);
  for (const maker of makers) read(maker.arguments?.[0], maker.arguments?.[1], maker);
  return { said, unread };

  function read(code: ts.Expression | undefined, template: ts.Expression | undefined, at: ts.Node): void {
    const where = `${source.path}:${source.tree.getLineAndCharacterOfPosition(at.getStart()).line + 1}`;
    const [codeText, templateText] = [literalText(code), literalText(template)];
    if (codeText !== undefined && templateText !== undefined) {
      said.push({ code: codeText, template: templateText, where, given: namesGiven(at) });
      return;
    }
    if (code && template && HANDED_ON.test(code.getText()) && HANDED_ON.test(template.getText())) return;
    const callers = callsOfMaker(at, code, template);
    if (callers.length === 0) unread.push(`${where}: ${at.getText().split('\n', 1)[0]}`);
    for (const { call, codeAt, templateAt } of callers)
      read(call.arguments[codeAt] ?? code, call.arguments[templateAt] ?? template, call);
  }
}

/** The names in `values: { … }` of the last argument; undefined where it is not written out. */
function namesGiven(at: ts.Node): string[] | undefined {
  const options = makesRefusal(at) ? at.arguments?.[2] : undefined;
  if (!options) return makesRefusal(at) ? [] : undefined;
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  const values = options.properties.find((one) => one.name?.getText() === 'values');
  if (!values) return options.properties.some(ts.isSpreadAssignment) ? undefined : [];
  if (!ts.isPropertyAssignment(values) || !ts.isObjectLiteralExpression(values.initializer)) return undefined;
  return values.initializer.properties.map((one) => one.name?.getText() ?? '');
}

function makesRefusal(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Refusal';
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.SuperKeyword) return false;
  const home = enclosing(node, ts.isClassLike);
  return (
    home?.heritageClauses?.some(({ types }) => types.some((type) => type.getText() === 'Refusal')) ?? false
  );
}

/** The calls, in the same file, of the function around `at` whose parameters are what `at` is made of. */
function callsOfMaker(at: ts.Node, code: ts.Node | undefined, template: ts.Node | undefined) {
  const maker = enclosing(at, ts.isFunctionLike);
  if (!maker) return [];
  const named = ts.isFunctionDeclaration(maker) || ts.isMethodDeclaration(maker) ? maker : maker.parent;
  const name = 'name' in named ? (named.name as ts.Node | undefined)?.getText() : undefined;
  const place = (node: ts.Node | undefined) =>
    maker.parameters.findIndex((parameter) => parameter.name.getText() === node?.getText());
  const [codeAt, templateAt] = [place(code), place(template)];
  if (!name || (codeAt < 0 && templateAt < 0)) return [];
  return [...nodesOf(at.getSourceFile())]
    .filter((node) => ts.isCallExpression(node))
    .filter((call) => call.expression.getText() === name && call !== at)
    .map((call) => ({ call, codeAt, templateAt }));
}

function enclosing<Kind extends ts.Node>(
  node: ts.Node,
  is: (node: ts.Node) => node is Kind,
): Kind | undefined {
  for (let at = node.parent; at; at = at.parent) if (is(at)) return at;
  return undefined;
}
