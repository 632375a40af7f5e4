import ts from 'typescript';
import { literalText, nodesOf, type Source } from './source';

/** The methods of a schema whose last argument may be what is said where it does not hold. */
const CHECKS =
  /^(min|max|length|regex|refine|email|url|uuid|gt|gte|lt|lte|positive|nonempty|startsWith|endsWith|includes)$/;
const SENTENCE = /^\p{Lu}.* .*\.$/su;

/** Gives the sentences that a file's schemas have of their own. */
export function fieldSentencesIn({ tree }: Source): string[] {
  return [...nodesOf(tree)].flatMap((node) => {
    const said = sentenceAt(node);
    return said !== undefined && SENTENCE.test(said) ? [said] : [];
  });
}

function sentenceAt(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) && /^(error|message)$/.test(node.name.getText()))
    return literalText(node.initializer);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return CHECKS.test(node.expression.name.text) ? literalText(node.arguments.at(-1)) : undefined;
}
