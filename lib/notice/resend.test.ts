import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import { type Letter, NotSent } from './channel';
import { resendChannel } from './resend';

type Asked = { method?: string; url?: string; headers: IncomingHttpHeaders; body: unknown };

/** Answers as https://resend.com/docs/api-reference/emails/send-email describes. */
async function resendDouble(status: number, answer: unknown) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    asked.push({ method, url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const close = async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  open.push(close);
  return { asked, url: `http://127.0.0.1:${port}`, close };
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const letter: Letter = {
  id: '01977000-0000-7000-8000-000000000001',
  tenantId: '01977000-0000-7000-8000-000000000002',
  channel: 'email',
  address: 'ana@example.com',
  subject: 'Your code',
  body: 'Your code is 424242.',
  language: 'en',
  code: '424242',
  at: NOON,
};

const sendThrough = (url: string) =>
  resendChannel('re_a_key', url, 'Ngao <no-reply@id.example.com>').send(letter);

test('a letter is asked for once, with its id as the key that makes a repeat harmless', async () => {
  const { asked, url } = await resendDouble(200, { id: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' });
  await sendThrough(url);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    method: 'POST',
    url: '/emails',
    headers: {
      authorization: 'Bearer re_a_key',
      'idempotency-key': letter.id,
      'content-type': 'application/json',
    },
    body: {
      from: 'Ngao <no-reply@id.example.com>',
      to: ['ana@example.com'],
      subject: 'Your code',
      text: 'Your code is 424242.',
    },
  });
});

test.each([
  [422, 'validation_error', 'Invalid `to` field.', 'never'],
  [429, 'rate_limit_exceeded', 'Too many requests.', 'later'],
  [403, 'invalid_api_key', 'API key is invalid.', 'later'],
  [500, 'application_error', 'Something is wrong.', 'later'],
])('an answer of %d is kept with its reason', async (status, name, message, hope) => {
  const { url } = await resendDouble(status, { statusCode: status, name, message });
  const problem = await sendThrough(url).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(NotSent);
  expect(problem).toMatchObject({ hope, message: `${status}: ${message}` });
});

test('a service that does not answer is tried again later', async () => {
  const { url, close } = await resendDouble(200, {});
  await close();
  const problem = await sendThrough(url).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(NotSent);
  expect(problem).toMatchObject({ hope: 'later' });
});
