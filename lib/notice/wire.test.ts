import { afterEach, describe, expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import * as wire from '@/testing/message-services';
import { HOUR_MS, SECOND_MS } from '../base/clock';
import { africasTalkingChannel } from './africas-talking';
import { type Channel, type Hope, type Letter, NotSent } from './channel';
import { twilioChannel } from './twilio';
import { vonageChannel } from './vonage';
import { whatsappChannel } from './whatsapp';

const open: wire.Double[] = [];
afterEach(async () => {
  for (const double of open.splice(0)) {
    expect(double.complaints).toEqual([]);
    await double.close();
  }
});

async function started(format: wire.WireFormat): Promise<wire.Double> {
  const double = await wire.startDouble(format);
  open.push(double);
  return double;
}

const letter: Letter = {
  id: '01977000-0000-7000-8000-000000000001',
  tenantId: '01977000-0000-7000-8000-000000000002',
  channel: 'sms',
  address: '+250788000001',
  subject: 'Your code',
  body: 'MTN: 424242 is your code.',
  language: 'en',
  code: '424242',
  at: NOON,
};

const WHATSAPP = { token: 'EAAG', phoneNumberId: '1060', version: 'v23.0', codeTemplate: 'sign_in_code' };

/** Each service with its double, as a tenant's letters meet it. */
const SERVICES = {
  twilio: async () => {
    const double = await started(wire.twilio('AC01', 'token'));
    const account = { accountSid: 'AC01', authToken: 'token', baseUrl: double.url };
    return { double, channel: twilioChannel({ ...account, sender: { from: '+250788999999' } }) };
  },
  vonage: async () => {
    const double = await started(wire.vonage('key', 'secret'));
    const account = { apiKey: 'key', apiSecret: 'secret', from: 'MTN', baseUrl: double.url };
    return { double, channel: vonageChannel(account) };
  },
  'africas-talking': async () => {
    const double = await started(wire.africasTalking('mtn', 'key'));
    const account = { username: 'mtn', apiKey: 'key', from: 'MTN', baseUrl: double.url };
    return { double, channel: africasTalkingChannel(account) };
  },
  cloud: async () => {
    const double = await started(wire.whatsapp('1060', 'v23.0', 'EAAG'));
    return {
      double,
      channel: whatsappChannel({ ...WHATSAPP, baseUrl: double.url, noticeTemplate: undefined }),
    };
  },
} satisfies Record<string, () => Promise<{ double: wire.Double; channel: Channel }>>;

type Name = keyof typeof SERVICES;
const names = Object.keys(SERVICES) as Name[];

async function problemOf(channel: Channel, over: Partial<Letter> = {}): Promise<NotSent> {
  const problem = await channel.send({ ...letter, ...over }).catch((error: unknown) => error);
  if (!(problem instanceof NotSent)) throw new Error('it was sent');
  return problem;
}

test.each(names)('%s takes a letter in its own format and says what it calls it', async (name) => {
  const { double, channel } = await SERVICES[name]();
  const { providerId } = await channel.send(letter);
  expect(providerId).toMatch(/^(SM|0A|ATXid_|wamid\.)/);
  expect(double.asked).toHaveLength(1);
  expect(channel).toMatchObject({ provider: name, knowsRepeats: false });
});

describe.each(names)('%s', (name) => {
  test.each([
    ['never answers whole', { status: 200, body: '{"messages":[{"status":"0"}]}', cut: true }, 'unclear'],
    ['hangs up', 'hang-up', 'unclear'],
    ['says yes in words that are not its own', { status: 200, body: '<html>' }, 'unclear'],
    ['is broken', { status: 500, body: '{}' }, 'later'],
    ['is broken in the middle of saying so', { status: 500, body: '{"message":"x"}', cut: true }, 'later'],
    ['is behind a gateway that lost it', { status: 504, body: '' }, 'unclear'],
    ['knows us not', { status: 401, body: 'The supplied authentication is invalid' }, 'unconfigured'],
    ['sends us elsewhere', { status: 302, body: '', headers: { location: '/' } }, 'unconfigured'],
  ] as [string, wire.Reply, Hope][])('that %s', async (_what, reply, hope) => {
    const { double, channel } = await SERVICES[name]();
    double.next(reply);
    expect((await problemOf(channel)).hope).toBe(hope);
    expect(double.asked).toHaveLength(1);
  });

  test('that is not there is tried again later', async () => {
    const { double, channel } = await SERVICES[name]();
    await double.close();
    expect((await problemOf(channel)).hope).toBe('later');
  });

  test('that wants to be left alone says for how long, in seconds or as a date', async () => {
    const { double, channel } = await SERVICES[name]();
    const inAnHour = new Date(NOON.getTime() + HOUR_MS).toUTCString();
    for (const [header, ms] of [
      ['90', 90 * SECOND_MS],
      [inAnHour, HOUR_MS],
      ['soon', undefined],
    ] as const) {
      double.next({ status: 429, body: '{}', headers: { 'retry-after': header } });
      expect(await problemOf(channel)).toMatchObject({ hope: 'later', retryAfterMs: ms });
    }
  });
});

test.each([
  [400, 21211, 'never'],
  [400, 21610, 'never'],
  [400, 21614, 'never'],
  [400, 21606, 'unconfigured'],
  [401, 20003, 'unconfigured'],
  [429, 20429, 'later'],
  [400, 99999, 'never'],
] as [number, number, Hope][])('Twilio’s %d with %d means %s', async (status, code, hope) => {
  const { double, channel } = await SERVICES.twilio();
  const message = 'Somebody at +250788000001 said no.';
  double.next({ status, body: JSON.stringify({ code, message, status, more_info: 'https://x' }) });
  expect(await problemOf(channel)).toMatchObject({ hope, message: `Twilio says ${code}: ${message}` });
});

test('Twilio’s messaging service stands where a number would', async () => {
  const double = await started(wire.twilio('AC01', 'token'));
  const sender = { messagingServiceSid: 'MG01' };
  await twilioChannel({ accountSid: 'AC01', authToken: 'token', baseUrl: double.url, sender }).send(letter);
  expect(double.asked[0]?.body).toContain('MessagingServiceSid=MG01');
});

test.each([
  ['1', 'later'],
  ['5', 'later'],
  ['6', 'never'],
  ['7', 'never'],
  ['15', 'never'],
  ['4', 'unconfigured'],
  ['9', 'unconfigured'],
  ['99', 'later'],
] as [string, Hope][])('Vonage’s status %s inside a 200 means %s', async (status, hope) => {
  const { double, channel } = await SERVICES.vonage();
  const messages = [{ to: '250788000001', status, 'error-text': 'no' }];
  double.next({ status: 200, body: JSON.stringify({ 'message-count': '1', messages }) });
  expect((await problemOf(channel)).hope).toBe(hope);
});

test('a long message of which Vonage took a part is not sent again', async () => {
  const { double, channel } = await SERVICES.vonage();
  const messages = [{ 'message-id': '0A1', status: '0' }, { status: '1' }];
  double.next({ status: 200, body: JSON.stringify({ 'message-count': '2', messages }) });
  expect((await problemOf(channel)).hope).toBe('unclear');
});

test.each([
  ['MTN: 424242 is your code {x} €', 'text'],
  ['Votre numéro où ça va', 'unicode'],
  ['Si ce n’était pas vous', 'unicode'],
])('Vonage is told of letters that its alphabet does not have: %s', async (body, type) => {
  const { double, channel } = await SERVICES.vonage();
  await channel.send({ ...letter, body });
  expect(new URLSearchParams(double.asked[0]?.body).get('type')).toBe(type);
});

test.each([
  [401, 'later'],
  [402, 'unconfigured'],
  [403, 'never'],
  [405, 'unconfigured'],
  [406, 'never'],
  [501, 'later'],
] as [number, Hope][])('Africa’s Talking’s %d for a recipient means %s', async (code, hope) => {
  const { double, channel } = await SERVICES['africas-talking']();
  double.next(wire.recipient(code, 'No'));
  expect((await problemOf(channel)).hope).toBe(hope);
});

test('Africa’s Talking takes 100 to 102 for a yes, and no recipient for what is ours to mend', async () => {
  const { double, channel } = await SERVICES['africas-talking']();
  double.next(wire.recipient(100, 'Processed'), wire.recipient(102, 'Queued'));
  await channel.send(letter);
  await channel.send(letter);
  double.next({
    status: 201,
    body: JSON.stringify({ SMSMessageData: { Message: 'InvalidSenderId', Recipients: [] } }),
  });
  expect((await problemOf(channel)).hope).toBe('unconfigured');
});

test.each([
  [400, 131026, 'never'],
  [400, 100, 'never'],
  [400, 131047, 'never'],
  [429, 130429, 'later'],
  [400, 131056, 'later'],
  [500, 131000, 'later'],
  [401, 190, 'unconfigured'],
  [404, 132001, 'unconfigured'],
  [403, 205, 'unconfigured'],
] as [number, number, Hope][])('WhatsApp’s %d with %d means %s', async (status, code, hope) => {
  const { double, channel } = await SERVICES.cloud();
  const error = { message: `(#${code}) No`, type: 'OAuthException', code, error_data: { details: 'No' } };
  double.next({ status, body: JSON.stringify({ error: { ...error, fbtrace_id: 'Az8or2yhqkZfEZ' } }) });
  expect((await problemOf(channel)).hope).toBe(hope);
});

test('a code goes in WhatsApp’s own form for codes, twice: to be read and to be copied', async () => {
  const { double, channel } = await SERVICES.cloud();
  await channel.send(letter);
  const parameters = [{ type: 'text', text: '424242' }];
  expect(JSON.parse(double.asked[0]?.body ?? '')).toMatchObject({
    type: 'template',
    template: {
      name: 'sign_in_code',
      language: { code: 'en' },
      components: [
        { type: 'body', parameters },
        { type: 'button', sub_type: 'url', index: '0', parameters },
      ],
    },
  });
});

test('a notice goes to WhatsApp as text, or in the template that was approved for it', async () => {
  const { double, channel } = await SERVICES.cloud();
  const notice = { ...letter, code: null, body: 'One.\n\nTwo.' };
  await channel.send(notice);
  await whatsappChannel({ ...WHATSAPP, baseUrl: double.url, noticeTemplate: 'notice' }).send(notice);
  const [plain, template] = double.asked.map(({ body }) => JSON.parse(body));
  expect(plain).toMatchObject({ type: 'text', text: { preview_url: false, body: 'One.\n\nTwo.' } });
  expect(template.template).toMatchObject({
    name: 'notice',
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'One. Two.' }] }],
  });
});
