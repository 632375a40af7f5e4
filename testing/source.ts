import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A file of the product, read as the compiler reads it. */
export type Source = { path: string; text: string; tree: ts.SourceFile };

const CODE = /\.(ts|tsx|mts|cts)$/;
const TEST = /\.test\.tsx?$/;
const NOT_OURS = new Set(['node_modules', 'dist']);

/** Takes folders or files, from the root of the repository, and gives the paths of all TypeScript in them. */
export function codeIn(...roots: string[]): string[] {
  return roots
    .filter((root) => existsSync(root))
    .flatMap((root) => (CODE.test(root) ? [root] : filesIn(root)))
    .filter((path) => CODE.test(path));
}

/** Takes folders or files and gives what the product runs: tests are left out. */
export function sourcesIn(...roots: string[]): Source[] {
  return codeIn(...roots)
    .filter((path) => !TEST.test(path) && !path.endsWith('.d.ts'))
    .map((path) => sourceOf(path, readFileSync(path, 'utf8')));
}

/** Takes a path and a text and gives them parsed; for texts that a test makes up as well. */
export function sourceOf(path: string, text: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) };
}

/** Gives every node of a tree, the root first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

/** Gives the text of a string literal, or undefined where the node says its text in another way. */
export function literalText(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** Gives the modules that a file imports, exports from, or loads when asked for. */
export function importsOf({ tree }: Source): string[] {
  return [...nodesOf(tree)].flatMap((node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      return literalText(node.moduleSpecifier) ?? [];
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      return literalText(node.arguments[0]) ?? [];
    return [];
  });
}

/** Gives the directives at the top of a file, such as `use server`. */
export function directivesOf({ tree }: Source): string[] {
  const directives: string[] = [];
  for (const statement of tree.statements) {
    const text = ts.isExpressionStatement(statement) ? literalText(statement.expression) : undefined;
    if (text === undefined) return directives;
    directives.push(text);
  }
  return directives;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
