import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { aTenant } from '@/testing/ground';
import { type Asked, ask, shout } from '@/testing/raw-http';
import { parseNetworks } from '../base/address-list';
import { makeHandler } from './handle';
import { listen } from './listen';
import { readRequestFacts } from './request-seal';

type Seen = { method?: string; url?: string; headers: IncomingMessage['headers']; body: string };

const MIB = 1024 * 1024;
const seen: Seen[] = [];
const { tenant } = await aTenant();

/** Stands where Next would: keeps what it was shown. */
async function next(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await text(req);
  seen.push({ method: req.method, url: req.url, headers: req.headers, body });
  if (req.url === '/bug') throw new Error('a bug');
  res.end('from next');
}

const servers: Server[] = [];
async function serve(trusted: string): Promise<number> {
  const handler = makeHandler({ next, trusted: parseNetworks(trusted), dev: false });
  const server = await listen(handler, { port: 0, host: '127.0.0.1' });
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

const port = await serve('');
const behindProxy = await serve('127.0.0.1');
const host = `${tenant.slug}.localhost:${port}`;
const origin = `http://${host}`;

afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});
beforeEach(() => {
  seen.length = 0;
});

const send = ({ headers, ...asked }: Asked, to = port) =>
  ask(to, { ...asked, headers: { host, ...headers } });
const post = (asked: Asked) =>
  send({
    method: 'POST',
    path: '/api/echo',
    ...asked,
    headers: { origin, 'content-type': 'application/json', ...asked.headers },
  });
const factsSeen = () => {
  const headers = new Headers(seen[0]?.headers as Record<string, string>);
  return readRequestFacts(headers);
};

describe('what Next is shown', () => {
  it('is sealed facts, and no word of a stranger about hosts, addresses or Next’s own affairs', async () => {
    const made = {
      'x-forwarded-for': '1.1.1.1',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      ...{ 'x-ngao-ip': '1.1.1.1', 'x-ngao-asked': '/evil' },
      'x-ngao-id': 'mine',
      'x-ngao-seal': 'A'.repeat(43),
      'x-middleware-subrequest': 'middleware:middleware:middleware',
      'x-action-forwarded': '1',
      'x-real-ip': '1.1.1.1',
      forwarded: 'for=1.1.1.1',
      'next-resume': '1',
      'content-security-policy': "script-src 'nonce-evil'",
    };
    const answer = await send({ path: '/a?b=1&_rsc=x', headers: { ...made, cookie: 'a=b' } });
    expect(answer.body).toBe('from next');
    expect(factsSeen()).toEqual({
      id: answer.headers['x-request-id'],
      ip: '127.0.0.1',
      scheme: 'http',
      host,
    });
    expect(seen[0]?.headers).toMatchObject({
      host,
      cookie: 'a=b',
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
      'x-ngao-path': '/a?b=1',
      ...{ 'x-ngao-method': 'GET', 'x-ngao-asked': '/a' },
      'x-ngao-tenant': tenant.slug,
    });
    const shown = JSON.stringify(seen[0]?.headers);
    for (const word of ['evil', '1.1.1.1', 'subrequest', 'x-action-forwarded', 'next-resume', 'forwarded"'])
      expect(shown).not.toContain(word);
  });

  it('is the client’s address and scheme as a proxy of ours tells them, and never its host', async () => {
    const headers = {
      'x-forwarded-for': '6.6.6.6, 203.0.113.9',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
    };
    const answer = await send({ headers }, behindProxy);
    expect(factsSeen()).toMatchObject({ ip: '203.0.113.9', scheme: 'https', host });
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{7}/);
  });

  it('is its own request again, when Next asks itself for a page', async () => {
    await send({ headers: { 'x-forwarded-for': '203.0.113.9' } }, behindProxy);
    const ofNext = { ...seen[0]?.headers } as Record<string, string>;
    const first = factsSeen();
    seen.length = 0;
    await ask(port, { path: '/next', headers: { ...ofNext, host: 'localhost', 'x-action-forwarded': '1' } });
    expect(factsSeen()).toEqual(first);
    // What its browser signed stays what it asked for first.
    const signed = { 'x-ngao-method': 'GET', 'x-ngao-asked': '/' };
    expect(seen[0]?.headers).toMatchObject({ host: first.host, 'x-action-forwarded': '1', ...signed });
  });

  it('cannot be mistaken for what did not come through this server', () => {
    const made = {
      'x-ngao-id': 'a',
      'x-ngao-ip': '1.1.1.1',
      'x-ngao-scheme': 'https',
      'x-ngao-host': 'a.example',
    };
    expect(() => readRequestFacts(new Headers(made))).toThrow(/server.ts/);
    expect(() => readRequestFacts(new Headers({ ...made, 'x-ngao-seal': 'A'.repeat(43) }))).toThrow(
      /server.ts/,
    );
  });
});

describe('a request that changes something', () => {
  it('passes from our own page, whole', async () => {
    expect((await post({ body: '{"a":1}' })).body).toBe('from next');
    expect(seen[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  it.each([
    undefined,
    'null',
    'https://evil.example',
    'http://localhost',
    `https://${host}`,
    `${origin}.evil.example`,
  ])('is refused with the origin %s', async (given) => {
    const headers = { 'content-type': 'application/json', ...(given ? { origin: given } : {}) };
    expect((await send({ method: 'POST', headers, body: '{}' })).status).toBe(403);
    expect((await send({ method: 'POST', path: '/api/uploads/stock', headers, body: '{}' })).status).toBe(
      403,
    );
    expect(seen).toEqual([]);
  });

  it('needs no origin where no cookie counts', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await send({ method: 'PATCH', path: '/api/v1/people', headers, body: '{}' })).status).toBe(200);
  });
});

describe('a body', () => {
  it('above 1 MiB is refused, whether it says so or not, and the connection lives', async () => {
    const large = Buffer.alloc(MIB + 1, 0x20);
    const said = await post({ body: large });
    expect([said.status, JSON.parse(said.body).code]).toEqual([413, 'body_too_large']);
    const chunks = Array.from({ length: 40 }, () => Buffer.alloc(MIB / 16, 0x20));
    expect((await post({ headers: { 'transfer-encoding': 'chunked' }, body: chunks })).status).toBe(413);
    expect(seen).toEqual([]);
    expect((await post({ body: `"${' '.repeat(MIB - 2)}"` })).status).toBe(200);
  });

  it('of an upload is streamed through untouched', async () => {
    const large = Buffer.alloc(3 * MIB, 0x61);
    const answer = await post({
      path: '/api/uploads/stock',
      headers: { 'content-type': 'text/csv' },
      body: large,
    });
    expect(answer.status).toBe(200);
    expect(seen[0]?.body).toHaveLength(3 * MIB);
  });

  it('that lies about its length reaches nobody', async () => {
    const head = `POST /api/echo HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\n`;
    await shout(port, `${head}Content-Length: 100\r\n\r\n{"a":1}`, 300);
    expect(
      await shout(port, `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    ).toMatch(/^HTTP\/1.1 400/);
    expect(await shout(port, `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)).toMatch(/^HTTP\/1.1 400/);
    expect(await shout(port, `${head}Content-Length: -1\r\n\r\n`)).toMatch(/^HTTP\/1.1 400/);
    expect(await shout(port, `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`)).toMatch(
      /^HTTP\/1.1 400/,
    );
    expect(seen).toEqual([]);
  });

  it('sent to a page is refused where it names no action', async () => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      const answer = await post({ path: '/sign-in', headers: { 'content-type': type }, body: '{}' });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
    expect((await post({ path: '/sign-in' })).status).toBe(405);
    expect(seen).toEqual([]);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post({ path: '/preferences', headers: form, body: 'theme=dark' })).status).toBe(200);
  });

  it('is refused where none belongs', async () => {
    expect((await send({ method: 'GET', headers: { 'content-length': '2' }, body: '{}' })).status).toBe(400);
  });
});

describe('a request that cannot be meant', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('is told so: %s', async (method) => {
    const answer = await send({ method, headers: { origin } });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });

  it.each([
    ['GET /%zz HTTP/1.1', 400],
    ['GET http://evil.example/ HTTP/1.1', 400],
    ['GET //evil.example HTTP/1.1', 400],
    [`GET /${'a'.repeat(9_000)} HTTP/1.1`, 414],
    ['GET / HTTP/1.1\r\nHost: other.example', 400],
    ['GET / HTTP/1.1\r\nnext-router-state-tree: %7B', 400],
    ['GET / HTTP/1.1\r\nnext-router-state-tree: ["",{}', 400],
    [`GET / HTTP/1.1\r\nx-a: ${'a'.repeat(20_000)}`, 431],
    ['not http at all', 400],
    ['GET / HTTP/1.1\r\nbroken header', 400],
  ])('is told so: %s', async (line, status) => {
    const heard = await shout(port, `${line}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(seen).toEqual([]);
  });

  it('is told so where no host, or one of nobody, is named', async () => {
    expect(await shout(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
    expect(await ask(port, { headers: { host: `nobody.localhost:${port}` } })).toMatchObject({
      status: 404,
      body: 'No organisation answers at this address. Check its spelling.\n',
    });
    expect((await ask(port, { headers: { host: '127.0.0.1' } })).status).toBe(404);
    expect(seen).toEqual([]);
  });

  it('passes where the router state is one of Next’s own', async () => {
    const tree = JSON.stringify([
      '',
      { children: [['id', 'a', 'd', null], { children: ['__PAGE__', {}] }] },
      null,
      'refetch',
    ]);
    expect((await send({ headers: { 'next-router-state-tree': encodeURIComponent(tree) } })).status).toBe(
      200,
    );
  });
});

describe('the server answers', () => {
  it('in French where that is read, and in JSON where a program asks', async () => {
    const french = await send({ method: 'PUT', headers: { 'accept-language': 'fr-FR,fr;q=0.9' } });
    expect(french.body).toBe('Cela ne peut pas se faire à cette adresse.\n');
    const program = await send({ method: 'POST', path: '/api/events' });
    expect(JSON.parse(program.body)).toMatchObject({ code: 'foreign_origin' });
  });

  it('a bug with its number, which the log has too', async () => {
    const answer = await send({ path: '/bug' });
    expect(answer.status).toBe(500);
    expect(answer.body).toContain(String(answer.headers['x-request-id']));
    expect(answer.body).not.toContain('a bug');
  });

  it('whether it lives and whether it is ready, by any name', async () => {
    expect(await ask(port, { path: '/api/health' })).toMatchObject({
      status: 200,
      body: '{"status":"ok"}\n',
    });
    const ready = await ask(port, { path: '/api/health/ready', headers: { host: '10.0.0.1' } });
    expect(JSON.parse(ready.body)).toEqual({ status: 'ready', database: 'reachable', migrations: 'current' });
    expect((await ask(port, { method: 'HEAD', path: '/api/health' })).body).toBe('');
  });

  it('with the same safe headers always, and no name of its maker', async () => {
    for (const path of ['/', '/%zz', '/bug', '/api/health']) {
      const { headers } = await send({ path });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
        'x-request-id': expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });
});
