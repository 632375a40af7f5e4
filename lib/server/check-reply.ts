import { brokenBody } from './broken-body';
import { parseJson, stringsIn } from './json';
import type { Field } from './multipart';

/*
 * React writes the arguments of an action as JSON in which a string that begins with "$" is an instruction to its
 * decoder: to follow a reference, build a map, wait for a stream, load a module. Our actions take what the form last
 * answered and the form, so values and one form are all that is let through. The decoder is never shown the rest.
 */
const VALUE =
  /^\$(?:\$.*|undefined|NaN|Infinity|-Infinity|-0|n-?\d{1,300}|D\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/s;
const FORM = /^\$K[0-9a-f]{1,4}$/;
const FORM_FIELD = /^_[0-9]{1,4}_/;
const MOST_ARGUMENTS = 8;

/** Takes the parts that a script sent to an action. Refuses everything but plain values and a form. */
export function checkReply(fields: readonly Field[]): void {
  const [root, ...more] = fields.filter(({ name }) => name === '0');
  if (root?.value === undefined || more.length > 0) throw brokenBody();
  checkArguments(root.value, true);
  if (fields.some(({ name }) => name !== '0' && !FORM_FIELD.test(name))) throw brokenBody();
}

/** Takes a list of arguments as React writes it. Refuses references, and a form where none can be. */
export function checkArguments(text: string, mayHoldForm: boolean): void {
  const list = parseJson(text);
  if (!Array.isArray(list) || list.length > MOST_ARGUMENTS) throw brokenBody();
  const forms = new Set<string>();
  for (const { text: word, isName } of stringsIn(list)) {
    if (isName && word === '__proto__') throw brokenBody();
    if (isName || !word.startsWith('$') || VALUE.test(word)) continue;
    if (!mayHoldForm || !FORM.test(word) || forms.has(word)) throw brokenBody();
    forms.add(word);
  }
  if (forms.size > 1) throw brokenBody();
}
