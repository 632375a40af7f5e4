import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { SECOND_MS } from '../base/clock';
import type { Handler } from './handle';

const PLAIN: Record<string, [number, string, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The headers of this request are too long.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'This took too long to arrive.'],
};

/**
 * Listens on a port and gives the server, once it does. Its limits are those of one that strangers reach: headers within
 * 15 s, a whole request (an upload too) within 10 min, 16 KiB of headers.
 */
export function listen(handler: Handler, { port, host }: { port: number; host: string }): Promise<Server> {
  const server = createServer({
    headersTimeout: 15 * SECOND_MS,
    requestTimeout: 600 * SECOND_MS,
    keepAliveTimeout: 65 * SECOND_MS,
    connectionsCheckingInterval: 5 * SECOND_MS,
    maxHeaderSize: 16 * 1024,
    insecureHTTPParser: false,
    requireHostHeader: false,
  });
  server.maxHeadersCount = 200;
  server.on('request', handler);
  server.on('clientError', answerBrokenRequest);
  return new Promise((listening, fail) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      fail(error.code === 'EADDRINUSE' ? portInUse(port) : error);
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      listening(server);
    });
  });
}

const portInUse = (port: number) =>
  new Error(`Port ${port} is in use. Name another one in PORT, or end what listens there.`);

/** Answers what is not even HTTP. There is no request to answer, so the words go to the socket itself. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const fallback: [number, string, string] = [400, 'Bad Request', 'This is not a request that can be read.'];
  const [status, reason, sentence] = PLAIN[error.code ?? ''] ?? fallback;
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${sentence.length + 1}\r\n\r\n${sentence}\n`,
  );
}
