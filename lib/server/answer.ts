import type { IncomingMessage, ServerResponse } from 'node:http';
import french from '@/messages/fr/refusal.json' with { type: 'json' };
import { type Refusal, sayIn } from '../base/refusal';
import { hearOut } from './hear-out';

/** More than this of a body that was refused is not waited for. */
const MOST_HEARD_BYTES = 32 * 1024 * 1024;

const IN_FRENCH: Record<string, string> = french;

/** Writes an answer of the server's own: the refusal's sentence as plain text, as JSON to a program. */
export function answerRefusal(
  res: ServerResponse,
  refusal: Refusal,
  asked: { path: string; language: string },
) {
  const sentence = asked.language.trim().toLowerCase().startsWith('fr')
    ? sayIn('fr', IN_FRENCH[refusal.code], refusal)
    : refusal.message;
  if (asked.path.startsWith('/api/'))
    answerJson(res, refusal.status, { code: refusal.code, message: sentence });
  else answerText(res, refusal.status, sentence);
}

/** Writes an answer that is one sentence. */
export function answerText(res: ServerResponse, status: number, sentence: string): void {
  write(res, status, 'text/plain; charset=utf-8', `${sentence}\n`);
}

/** Writes an answer that is a value. */
export function answerJson(res: ServerResponse, status: number, value: unknown): void {
  write(res, status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`);
}

function write(res: ServerResponse, status: number, type: string, body: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  res.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  endAfterRequest(res, res.req.method === 'HEAD' ? '' : body);
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;

/** Sends the last of an answer at once, and ends it when the request has ended. */
function endAfterRequest(res: ServerResponse, body: string): void {
  const { req } = res;
  if (req.complete || req.destroyed || !hasBody(req)) {
    res.end(body);
    return;
  }
  res.write(body);
  void hearOut(req, MOST_HEARD_BYTES).then(() => res.end());
}
