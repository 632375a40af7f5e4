import { request } from 'node:http';
import { connect } from 'node:net';

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

export type Asked = {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer | Iterable<Buffer>;
};

/** Sends a request with just these headers, which `fetch` would not do, and gives the answer. */
export function ask(
  port: number,
  { method = 'GET', path = '/', headers = {}, body }: Asked,
): Promise<Answer> {
  return new Promise((answered, failed) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers,
        agent: false,
        setHost: false,
        insecureHTTPParser: true,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        const done = () => {
          const { statusCode = 0 } = answer;
          answered({ status: statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() });
        };
        const isEndless = answer.headers['content-type']?.startsWith('text/event-stream');
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          // A stream of events has no end of its own: its first words are the answer.
          if (!isEndless) return;
          done();
          sent.destroy();
        });
        answer.on('error', failed);
        answer.on('end', done);
      },
    );
    sent.on('error', failed);
    if (typeof body === 'string' || Buffer.isBuffer(body)) sent.end(body);
    else {
      for (const chunk of body ?? []) sent.write(chunk);
      sent.end();
    }
  });
}

/** Writes bytes to a socket and gives all that comes back until the other side closes, or `patienceMs` of silence. */
export function shout(port: number, bytes: string | Buffer, patienceMs = 2_000): Promise<string> {
  return new Promise((done) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
    // A reset is an answer too: what was heard before it counts.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => done(heard));
  });
}
