import busboy from 'busboy';
import { brokenBody } from './broken-body';

/** A part of a form: a field's text, or nothing where it is a file. */
export type Field = { name: string; value?: string };

const MOST_PARTS = 1_000;

/** Parses a form as Next parses one that a script sends to an action. Refuses what that parser stumbles over. */
export function parseFetchForm(type: string, body: Buffer): Promise<Field[]> {
  return new Promise((done, fail) => {
    const fields: Field[] = [];
    const stumble = () => fail(brokenBody());
    try {
      const parser = busboy({
        headers: { 'content-type': type },
        defParamCharset: 'utf8',
        limits: { fieldSize: body.length, fieldNameSize: 500, parts: MOST_PARTS },
      });
      parser.on('field', (name, value, info) => {
        if (info.nameTruncated || info.valueTruncated || name === undefined) stumble();
        fields.push({ name, value });
      });
      parser.on('file', (name, file, info) => {
        if (name === undefined || info.encoding.toLowerCase() === 'base64') stumble();
        fields.push({ name });
        file.on('error', stumble).resume();
      });
      parser.on('partsLimit', stumble).on('error', stumble);
      parser.on('close', () => done(fields));
      parser.end(body);
    } catch (error) {
      // A content type without a boundary is thrown by the constructor, as a plain Error.
      if (!(error instanceof Error)) throw error;
      stumble();
    }
  });
}

/** Parses a form as Next parses one that a page without script sends. Refuses what that parser stumbles over. */
export async function parsePlainForm(type: string, body: Buffer): Promise<Field[]> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const fields = [...form].map(([name, value]) => (typeof value === 'string' ? { name, value } : { name }));
    if (fields.length <= MOST_PARTS) return fields;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw brokenBody();
}
