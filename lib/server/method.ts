import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../base/refusal';
import type { Kind } from './check-body';

const OF_PAGES = ['GET', 'HEAD', 'POST'];
const OF_PROGRAMS = [...OF_PAGES, 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

// Handlers that read a form by themselves. Every other address outside of /api/ is a page's, which has actions alone.
const FORM_HANDLERS = ['/preferences'];

/** Refuses what was sent to a page and names no action: Next would show the page as if nothing had been sent. */
export function checkAddressee(res: ServerResponse, path: string, kind: Kind): void {
  if (kind === 'action' || path.startsWith('/api/') || FORM_HANDLERS.includes(path)) return;
  res.setHeader('allow', 'GET, HEAD');
  throw notAllowed();
}

const notAllowed = () =>
  new Refusal('method_not_allowed', 'This cannot be done at this address.', { status: 405 });

/** Whether a request means to change something (RFC 9110, 9.2.1). */
export const isChange = (method: string | undefined): boolean =>
  !['GET', 'HEAD', 'OPTIONS'].includes(method ?? '');

/** Refuses methods that nothing at this path could mean, and a body where the method has none. */
export function checkMethod(req: IncomingMessage, res: ServerResponse, path: string): void {
  const allowed = path.startsWith('/api/') ? OF_PROGRAMS : OF_PAGES;
  if (!allowed.includes(req.method ?? '')) {
    res.setHeader('allow', allowed.join(', '));
    throw notAllowed();
  }
  const hasBody = Number(req.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in req.headers;
  if (hasBody && !isChange(req.method)) {
    throw new Refusal('body_not_expected', 'This request carries a body where none belongs.', {
      status: 400,
    });
  }
}
