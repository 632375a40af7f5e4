import { brokenBody } from './broken-body';
import { checkArguments } from './check-reply';
import { parseJson } from './json';
import type { Field } from './multipart';

const PREFIX = '$ACTION_';
const ID = /^\$ACTION_ID_[0-9a-f]{42}$/;
const REFERENCE = /^\$ACTION_REF_(\w{0,32})$/;
const KEY = '$ACTION_KEY';

/** Whether a field of a form is React's: it names the action that the form is for. */
export const isActionField = ({ name }: Field): boolean => name.startsWith(PREFIX);

/**
 * Takes the fields of a form that was sent without script. Refuses every way to name an action but the two that React
 * itself renders: by its id, or by a reference to its id and to what the form last answered.
 */
export function checkFormAction(fields: readonly Field[]): void {
  const ours = fields.filter(isActionField);
  const expected = new Set<string>([KEY]);
  const names = ours.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw brokenBody();

  for (const { name, value } of ours) {
    const reference = REFERENCE.exec(name)?.[1];
    if (reference === undefined && !ID.test(name)) continue;
    expected.add(name);
    if (reference === undefined || value === undefined) continue;
    const [action, bound] = [`${PREFIX}${reference}:0`, `${PREFIX}${reference}:1`];
    expected.add(action).add(bound);
    checkReference(textOf(ours, action), textOf(ours, bound));
  }
  if (expected.size === 1 || ours.some(({ name, value }) => value === undefined || !expected.has(name))) {
    throw brokenBody();
  }
}

const textOf = (fields: readonly Field[], wanted: string): string | undefined =>
  fields.find(({ name }) => name === wanted)?.value;

function checkReference(action: string | undefined, bound: string | undefined): void {
  const named = action === undefined ? undefined : parseJson(action);
  if (typeof named !== 'object' || named === null) throw brokenBody();
  const { id, bound: where, ...more } = named as { id?: unknown; bound?: unknown };
  const isAction = typeof id === 'string' && /^[0-9a-f]{42}$/.test(id) && Object.keys(more).length === 0;
  if (!isAction || where !== (bound === undefined ? null : '$@1')) throw brokenBody();
  if (bound !== undefined) checkArguments(bound, false);
}
