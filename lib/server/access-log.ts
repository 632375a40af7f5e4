import type { IncomingMessage, ServerResponse } from 'node:http';
import { log } from '../base/log';
import type { ServedRequest } from './request-seal';

const ASSETS = '/_next/static/';

/** Writes one line for a request when its answer has ended. The query stays out: links carry codes and names in it. */
export function logAccess(
  req: IncomingMessage,
  res: ServerResponse,
  known: Partial<ServedRequest> & { path: string },
) {
  const started = performance.now();
  res.once('close', () => {
    const line = {
      request: known.id,
      ip: known.ip,
      host: known.host,
      method: req.method,
      path: known.path,
      status: res.statusCode,
      ms: Math.round(performance.now() - started),
      ...(res.writableFinished ? {} : { cut: true }),
    };
    if (known.path.startsWith(ASSETS)) log().debug(line, 'request');
    else log().info(line, 'request');
  });
}
