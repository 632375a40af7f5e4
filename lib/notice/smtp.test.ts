import { afterEach, expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import { type Refusals, startMailServer } from '@/testing/mail-server';
import { type Hope, type Letter, NotSent } from './channel';
import { smtpChannel } from './smtp';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function mailServer(rules: Parameters<typeof startMailServer>[0] = {}) {
  const server = await startMailServer(rules);
  open.push(server.close);
  return server;
}

const FROM = 'Ngao <no-reply@id.example.com>';
// The server's certificate is its own; a client of the product would not trust it.
const TRUSTING = '?tls.rejectUnauthorized=false';

const letter: Letter = {
  id: '01977000-0000-7000-8000-000000000001',
  tenantId: '01977000-0000-7000-8000-000000000002',
  channel: 'email',
  address: 'ana@example.com',
  subject: 'Votre code à l’accueil',
  body: 'Votre code est 424242.\n.\nÀ bientôt',
  language: 'fr',
  code: '424242',
  at: NOON,
};

const refusalOf = async (url: string) => {
  const problem = await smtpChannel(url, FROM)
    .send(letter)
    .catch((error: unknown) => error);
  if (!(problem instanceof NotSent)) throw new Error('it was sent');
  return problem;
};

test('a letter arrives whole and encrypted, with its id as Message-ID', async () => {
  const { received, url } = await mailServer();
  const { providerId } = await smtpChannel(url + TRUSTING, FROM).send(letter);
  const [mail] = received;
  expect(mail).toMatchObject({ from: 'no-reply@id.example.com', to: ['ana@example.com'], isSecure: true });
  expect(mail?.data).toContain(`Message-ID: ${providerId}`);
  expect(providerId).toBe(`<${letter.id}@id.example.com>`);
  expect(mail?.data).toContain('Auto-Submitted: auto-generated');
  expect(mail?.data).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(mail?.data).toContain('Votre code est 424242.');
});

test('a server that asks who we are is told, and only under encryption', async () => {
  const account = { user: 'ngao', pass: 'a secret' };
  const { received, port } = await mailServer({ account });
  const urlOf = (pass: string) => `smtp://ngao:${pass}@127.0.0.1:${port}${TRUSTING}`;
  await smtpChannel(urlOf('a%20secret'), FROM).send(letter);
  expect(received).toMatchObject([{ user: 'ngao', isSecure: true }]);
  expect((await refusalOf(urlOf('wrong'))).hope).toBe('later');
});

test('a server whose certificate nobody vouches for gets no letter', async () => {
  const { received, url } = await mailServer();
  expect((await refusalOf(url)).hope).toBe('later');
  expect(received).toEqual([]);
});

test('an address that looks like a list is still one address, and a subject cannot add a header', async () => {
  const { received, url } = await mailServer();
  await smtpChannel(url + TRUSTING, FROM)
    .send({
      ...letter,
      address: 'ana@example.com,eve@example.com',
      subject: 'Hello\r\nBcc: eve@example.com',
    })
    .catch((error: unknown) => expect(error).toBeInstanceOf(NotSent));
  for (const mail of received) {
    expect(mail.to).toHaveLength(1);
    expect(mail.data).not.toMatch(/^Bcc:/m);
  }
});

test.each<[string, Refusals, Hope]>([
  ['an unknown address', { recipient: [550, 'no such mailbox'] }, 'never'],
  ['a text that is turned away', { text: [554, 'looks like spam'] }, 'never'],
  ['a full mailbox', { recipient: [452, 'mailbox is full'] }, 'later'],
  ['a text that cannot be kept just now', { text: [451, 'no room'] }, 'later'],
  ['a server that is busy', { connection: [421, 'busy'] }, 'later'],
  ['a server that went away with the letter in its hands', { text: 'hang-up' }, 'unclear'],
])('%s says so and tells whether to try again', async (_what, refuse, hope) => {
  const { url } = await mailServer({ refuse });
  expect((await refusalOf(url + TRUSTING)).hope).toBe(hope);
});

test('a server that is not there is tried again later', async () => {
  const { url, close } = await mailServer();
  await close();
  expect((await refusalOf(url)).hope).toBe('later');
});
