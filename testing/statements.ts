import ts from 'typescript';
import { nodesOf, type Source } from './source';

const SQL =
  /^\s*(select|insert\s+into|update|delete\s+from|with|begin|set|copy|alter|create|drop|grant|lock|listen|notify)[\s;]/i;
/** A constant of its file: text that somebody wrote, and nobody sent. */
const CONSTANT = /^[A-Z][A-Z0-9_]*(\[.*\])?$/;
/** A condition that is made of texts alone, such as `stands('h', '$3')`: nobody sent any of them. */
const OF_TEXTS = /^\w+\(('[^'\n]*'(, )?)+\)$/;

/**
 * Gives what is put into the text of SQL statements other than constants: `file: expression`. Values belong beside a
 * statement, never in it. Drizzle's own `sql` puts them there by itself.
 */
export function putIntoStatements({ path, tree }: Source): string[] {
  return [...nodesOf(tree)].flatMap((node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'sql.raw')
      return [`${path}: ${node.getText()}`];
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      const starts = ts.isStringLiteralLike(node.left) && SQL.test(node.left.text);
      return starts && !CONSTANT.test(node.right.getText()) ? [`${path}: ${node.right.getText()}`] : [];
    }
    if (!ts.isTemplateExpression(node) || ts.isTaggedTemplateExpression(node.parent)) return [];
    if (!SQL.test(node.head.text)) return [];
    return node.templateSpans
      .map(({ expression }) => expression.getText())
      .filter((text) => !CONSTANT.test(text) && !OF_TEXTS.test(text))
      .map((text) => `${path}: ${text}`);
  });
}
