import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../base/refusal';
import { brokenBody } from './broken-body';
import { checkFormAction, isActionField } from './check-form-action';
import { checkReply } from './check-reply';
import { parseJson } from './json';
import { type Field, parseFetchForm, parsePlainForm } from './multipart';

/** What a body is for: an action of a page, something that reads a form or JSON by itself, or nothing. */
export type Kind = 'action' | 'plain' | 'nothing';

/**
 * Takes the headers and the whole body of a request before Next sees them. Refuses what Next would answer with an
 * error of the server: text that is not UTF-8, a broken form or JSON, and what a page's script would never send to an
 * action. A body of a kind that no page, form or API of ours sends is refused by its name. Gives what it is for.
 */
export async function checkBody(headers: IncomingHttpHeaders, body: Buffer): Promise<Kind> {
  const action = headers['next-action'];
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw unknownKind();
  const text = parseText(body);
  const type = headers['content-type'] ?? '';
  const kind = type.split(';')[0]?.trim().toLowerCase() ?? '';

  if (kind === 'multipart/form-data') return checkForm(type, body, action !== undefined);
  if (action !== undefined) {
    checkReply([{ name: '0', value: text }]);
    return 'action';
  }
  if (body.length === 0) return 'nothing';
  if (kind === 'application/x-www-form-urlencoded') checkUrlEncoded(text);
  else if (kind === 'application/json') parseJson(text);
  else throw unknownKind();
  return 'plain';
}

const unknownKind = () =>
  new Refusal('body_kind_unknown', 'This was sent in a form that is not understood here.', { status: 415 });

/** Takes bytes and gives their text. Refuses what is not UTF-8, and NUL, which no database column holds. */
function parseText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw brokenBody();
}

async function checkForm(type: string, body: Buffer, toAction: boolean): Promise<Kind> {
  const fields: Field[] = await (toAction ? parseFetchForm(type, body) : parsePlainForm(type, body));
  if (toAction) checkReply(fields);
  else if (fields.some(isActionField)) checkFormAction(fields);
  else return 'plain';
  return 'action';
}

function checkUrlEncoded(text: string): void {
  try {
    if (!decodeURIComponent(text).includes('\0')) return;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
  throw brokenBody();
}
