import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import { type Letter, NotSent } from './channel';
import { smtpChannel } from './smtp';

type Received = { from: string; to: string[]; data: string };
type Rules = { refuse?: Record<string, string> };

/** The part of RFC 5321 that a client needs to hand over a message; `refuse` answers a command with another reply. */
async function smtpServer({ refuse = {} }: Rules = {}) {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let mail: Received = { from: '', to: [], data: '' };
    let inData = false;
    let rest = '';
    const say = (reply: string) => socket.write(`${reply}\r\n`);
    const answer = (line: string) => {
      if (inData) {
        if (line !== '.') {
          mail.data += `${line}\n`;
          return;
        }
        inData = false;
        if (!refuse.TEXT) received.push(mail);
        say(refuse.TEXT ?? '250 kept');
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (refuse[verb]) return say(refuse[verb]);
      if (verb === 'EHLO') return say('250 double');
      if (verb === 'MAIL') mail = { from: line.slice(10), to: [], data: '' };
      if (verb === 'RCPT') mail.to.push(line.slice(8));
      if (verb === 'QUIT') return socket.end('221 bye\r\n');
      inData = verb === 'DATA';
      say(inData ? '354 go on' : '250 ok');
    };
    say('220 double');
    socket.on('data', (chunk) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) answer(line);
    });
    socket.on('error', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  open.push(close);
  return { received, url: `smtp://127.0.0.1:${port}`, close };
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const FROM = 'Ngao <no-reply@id.example.com>';
const letter: Letter = {
  id: '01977000-0000-7000-8000-000000000001',
  tenantId: '01977000-0000-7000-8000-000000000002',
  channel: 'email',
  address: 'ana@example.com',
  subject: 'Votre code à l’accueil',
  body: 'Votre code est 424242.\n.\nÀ bientôt',
  at: NOON,
};

const refusalOf = async (url: string) => {
  const problem = await smtpChannel(url, FROM)(letter).catch((error: unknown) => error);
  if (!(problem instanceof NotSent)) throw new Error('it was sent');
  return problem;
};

test('a letter arrives whole, with its id as Message-ID', async () => {
  const { received, url } = await smtpServer();
  await smtpChannel(url, FROM)(letter);
  const [mail] = received;
  expect(mail?.from).toContain('<no-reply@id.example.com>');
  expect(mail?.to).toEqual(['<ana@example.com>']);
  expect(mail?.data).toContain(`Message-ID: <${letter.id}@id.example.com>`);
  expect(mail?.data).toContain('Auto-Submitted: auto-generated');
  expect(mail?.data).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(mail?.data).toContain('Votre code est 424242.');
});

test('an address that looks like a list is still one address, and a subject cannot add a header', async () => {
  const { received, url } = await smtpServer();
  await smtpChannel(
    url,
    FROM,
  )({
    ...letter,
    address: 'ana@example.com,eve@example.com',
    subject: 'Hello\r\nBcc: eve@example.com',
  }).catch((error: unknown) => expect(error).toBeInstanceOf(NotSent));
  for (const mail of received) {
    expect(mail.to).toHaveLength(1);
    expect(mail.data).not.toMatch(/^Bcc:/m);
  }
});

test.each([
  ['an unknown address', { RCPT: '550 no such mailbox' }, 'never'],
  ['a text that is turned away', { TEXT: '554 looks like spam' }, 'never'],
  ['a full mailbox', { RCPT: '452 mailbox is full' }, 'later'],
  ['a server that is busy', { EHLO: '421 busy', HELO: '421 busy' }, 'later'],
])('%s says so and tells whether to try again', async (_what, refuse, hope) => {
  const { url } = await smtpServer({ refuse });
  expect((await refusalOf(url)).hope).toBe(hope);
});

test('a server that is not there is tried again later', async () => {
  const { url, close } = await smtpServer();
  await close();
  expect((await refusalOf(url)).hope).toBe('later');
});
