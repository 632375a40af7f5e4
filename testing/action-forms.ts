const BOUNDARY = 'form-boundary-7d93b1';
const CONTENT_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** A form as a browser writes it. */
export function multipart(fields: readonly (readonly [string, string])[]): { type: string; body: Buffer } {
  const quoted = (name: string) => name.replace(/\r?\n|\r/g, '%0D%0A').replaceAll('"', '%22');
  const parts = fields.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value.toWellFormed()}\r\n`,
  );
  return { type: CONTENT_TYPE, body: Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`) };
}

/** A form as the script of a page sends it to an action. */
export function replyWith(action: string, form: Record<string, string>) {
  const fields = Object.entries(form).map(([name, value]) => [`_1_${name}`, value] as const);
  const { type, body } = multipart([...fields, ['0', '[{"status":"idle"},"$K1"]']]);
  return { method: 'POST', headers: { 'next-action': action, 'content-type': type }, body };
}

/** The same form as a page sends it before its script has loaded, or without. */
export function withoutScript(action: string, form: Record<string, string>) {
  const { type, body } = multipart([
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', JSON.stringify({ id: action, bound: '$@1' })],
    ['$ACTION_1:1', '[{"status":"idle"}]'],
    ['$ACTION_KEY', 'k1'],
    ...Object.entries(form),
  ]);
  return { method: 'POST', headers: { 'content-type': type }, body };
}
