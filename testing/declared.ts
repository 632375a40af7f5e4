import ts from 'typescript';
import { literalText, type Source } from './source';

/** A command or query as a file declares it. */
export type Declared = { kind: string; name: string | undefined; constant: string; path: string };

/** Gives the commands and queries that a file exports: `export const x = command({ name: '…', … })`. */
export function declaredIn({ tree, path }: Source): Declared[] {
  const statements = tree.statements.filter((statement) => ts.isVariableStatement(statement));
  return statements.flatMap(({ declarationList }) =>
    declarationList.declarations.flatMap(({ name, initializer }): Declared[] => {
      const call = initializer && ts.isCallExpression(initializer) ? initializer : undefined;
      const kind = call?.expression.getText();
      if (!call || (kind !== 'command' && kind !== 'query')) return [];
      return [{ kind, name: nameIn(call.arguments[0]), constant: name.getText(), path }];
    }),
  );
}

function nameIn(spec: ts.Node | undefined): string | undefined {
  if (!spec || !ts.isObjectLiteralExpression(spec)) return undefined;
  const property = spec.properties.find((one) => one.name?.getText() === 'name');
  return property && ts.isPropertyAssignment(property) ? literalText(property.initializer) : undefined;
}
