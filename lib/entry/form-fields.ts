/** Fields that steer the page and are no part of what is asked. */
const STEERING = new Set(['callbackUrl']);

/**
 * Makes a command's input of a form: each field by its name, repeated names as a list, empty fields left out.
 * A file is no text and stays a file, which no command's schema takes.
 */
export function inputOfForm(form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    // React and Next add their own fields to a form without script.
    if (name.startsWith('$') || STEERING.has(name)) continue;
    const values = form.getAll(name).filter((value) => value !== '');
    if (values.length === 1) define(input, name, values[0]);
    else if (values.length > 1) define(input, name, values);
  }
  return input;
}

/** A field named `__proto__` is a field like any other, which the schema then refuses. */
function define(input: Record<string, unknown>, name: string, value: unknown) {
  Object.defineProperty(input, name, { value, enumerable: true, writable: true, configurable: true });
}

/** Puts the text of a file in the place of the file. One that was not chosen arrives as an empty one, and is left out. */
export async function withFileAsText(form: FormData, name: string | undefined): Promise<FormData> {
  const file = name === undefined ? null : form.get(name);
  if (name === undefined || !(file instanceof File)) return form;
  const read = new FormData();
  for (const [key, value] of form.entries()) if (key !== name) read.append(key, value);
  read.append(name, await file.text());
  return read;
}
