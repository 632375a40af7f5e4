import ts from 'typescript';
import { directivesOf, nodesOf, type Source } from './source';

/**
 * Says what is wrong with a file as the home of server actions; each export of such a file is a public endpoint.
 * Gives no sentence for a file that has nothing to do with them.
 */
export function actionFaults(source: Source): string[] {
  const inner = [...nodesOf(source.tree)].filter(
    (node) =>
      ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression) && node.parent !== source.tree,
  );
  const hidden = inner.filter((node) => node.getText().includes('use server'));
  if (!directivesOf(source).includes('use server')) {
    const stray = source.tree.statements.some((node) => /^['"]use server['"]/.test(node.getText()));
    return hidden.length > 0 || stray
      ? [`${source.path}: 'use server' stands elsewhere than at the top`]
      : [];
  }
  const faults = source.tree.statements.flatMap((statement) => statementFaults(statement));
  if (!/(^|\/)actions\.ts$/.test(source.path)) faults.unshift("a 'use server' file is named actions.ts");
  if (hidden.length > 0) faults.push("an inner 'use server'");
  return faults.map((fault) => `${source.path}: ${fault}`);
}

function statementFaults(statement: ts.Statement): string[] {
  if (ts.isImportDeclaration(statement) || ts.isExpressionStatement(statement)) return [];
  if (!ts.isVariableStatement(statement)) {
    return isExported(statement) ? [`exports something else: ${firstLine(statement)}`] : [];
  }
  if (!isExported(statement)) return [];
  return statement.declarationList.declarations
    .filter(({ initializer }) => !isToAction(initializer))
    .map((declaration) => `is no toAction(...): ${firstLine(declaration)}`);
}

function isToAction(node: ts.Expression | undefined): boolean {
  return (
    node !== undefined &&
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'toAction'
  );
}

function isExported(statement: ts.Statement): boolean {
  if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return true;
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

const firstLine = (node: ts.Node) => node.getText().split('\n', 1)[0] ?? '';
