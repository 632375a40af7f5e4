import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What a service was asked, as it came over the wire. */
export type Asked = { path: string; headers: IncomingMessage['headers']; body: string };

/** How a service answers once: with a status and a body, in the middle of which it may stop, or never at all. */
export type Reply =
  | { status: number; body: string; headers?: Record<string, string>; cut?: boolean }
  | 'silence'
  | 'hang-up';

/** One service's own wire format: what is wrong with a request, if anything, and how it says yes. */
export type WireFormat = { complaintOf(asked: Asked): string | undefined; yes(asked: Asked): Reply };

export type Double = {
  url: string;
  /** What was asked in the service's own format. */
  asked: Asked[];
  /** What was wrong with requests: a test holds it empty. */
  complaints: string[];
  /** Answers the next requests in other ways than yes. */
  next(...replies: Reply[]): void;
  close(): Promise<void>;
};

/** A service on this machine that holds each request to its own format and answers as the service does. */
export async function startDouble(format: WireFormat): Promise<Double> {
  const asked: Asked[] = [];
  const complaints: string[] = [];
  const planned: Reply[] = [];
  const server = createServer(async (request, response) => {
    const one = await read(request);
    const complaint = request.method === 'POST' ? format.complaintOf(one) : `It was ${request.method}.`;
    if (complaint) {
      complaints.push(complaint);
      response.writeHead(400, { 'content-type': 'text/plain' }).end(complaint);
      return;
    }
    asked.push(one);
    reply(response, planned.shift() ?? format.yes(one));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    ...{ url: `http://127.0.0.1:${port}`, asked, complaints },
    next: (...replies) => planned.push(...replies),
    close: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((done) => server.close(done));
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
}

function reply(response: ServerResponse, how: Reply): void {
  if (how === 'silence') return;
  if (how === 'hang-up') {
    response.destroy();
    return;
  }
  const { status, body, headers, cut } = how;
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length, ...headers });
  if (!cut) {
    response.end(body);
    return;
  }
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
}

const json = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });

/** What is wrong with the fields of a form: each must be there, and no other may. */
function formComplaint({ headers, body }: Asked, must: readonly string[], may: readonly string[] = []) {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return `The content type is ${type}.`;
  const names = [...new URLSearchParams(body).keys()];
  if (new Set(names).size < names.length) return 'A field is there twice.';
  const missing = must.find((name) => !new URLSearchParams(body).get(name));
  if (missing) return `${missing} is missing.`;
  const unknown = names.find((name) => !must.includes(name) && !may.includes(name));
  return unknown && `${unknown} is unknown.`;
}

const E164 = /^\+[1-9]\d{6,14}$/;
const field = (asked: Asked, name: string) => new URLSearchParams(asked.body).get(name) ?? '';

/** https://www.twilio.com/docs/messaging/api/message-resource */
export const twilio = (sid: string, token: string): WireFormat => ({
  complaintOf(asked) {
    if (asked.path !== `/2010-04-01/Accounts/${sid}/Messages.json`) return `The path is ${asked.path}.`;
    const basic = Buffer.from(`${sid}:${token}`).toString('base64');
    if (asked.headers.authorization !== `Basic ${basic}`) return 'The account is not authenticated.';
    const from = field(asked, 'MessagingServiceSid') ? 'MessagingServiceSid' : 'From';
    if (!E164.test(field(asked, 'To'))) return 'To is no number in E.164.';
    return formComplaint(asked, ['To', 'Body', from]);
  },
  yes: () => json(201, { sid: 'SM0123456789abcdef0123456789abcdef', status: 'queued', error_code: null }),
});

/** https://developer.vonage.com/en/api/sms */
export const vonage = (key: string, secret: string): WireFormat => ({
  complaintOf(asked) {
    if (asked.path !== '/sms/json') return `The path is ${asked.path}.`;
    if (field(asked, 'api_key') !== key || field(asked, 'api_secret') !== secret) return 'The key is wrong.';
    if (!/^[1-9]\d{6,14}$/.test(field(asked, 'to'))) return 'to is not made of digits alone.';
    if (!['text', 'unicode'].includes(field(asked, 'type'))) return 'type is unknown.';
    return formComplaint(asked, ['api_key', 'api_secret', 'from', 'to', 'text'], ['type']);
  },
  yes: (asked) =>
    json(200, {
      'message-count': '1',
      messages: [{ to: field(asked, 'to'), 'message-id': '0A0000000123ABCD1', status: '0' }],
    }),
});

/** https://developers.africastalking.com/docs/sms/sending/bulk */
export const africasTalking = (username: string, key: string): WireFormat => ({
  complaintOf(asked) {
    if (asked.path !== '/version1/messaging') return `The path is ${asked.path}.`;
    if (asked.headers.apikey !== key || field(asked, 'username') !== username) return 'The key is wrong.';
    if (asked.headers.accept !== 'application/json') return 'It would be answered in XML.';
    if (!E164.test(field(asked, 'to'))) return 'to is no number in E.164.';
    return formComplaint(asked, ['username', 'to', 'message'], ['from']);
  },
  yes: (asked) => recipient(101, 'Success', field(asked, 'to')),
});

export const recipient = (statusCode: number, status: string, number = '+250788000001'): Reply =>
  json(201, {
    SMSMessageData: {
      Message: 'Sent to 1/1 Total Cost: RWF 10.0000',
      Recipients: [{ statusCode, number, status, cost: 'RWF 10.0000', messageId: 'ATXid_0123456789abcdef' }],
    },
  });

const TEXT = ['body', 'preview_url'];
const TEMPLATE = ['components', 'language', 'name'];

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages */
export const whatsapp = (phoneNumberId: string, version: string, token: string): WireFormat => ({
  complaintOf(asked) {
    if (asked.path !== `/${version}/${phoneNumberId}/messages`) return `The path is ${asked.path}.`;
    if (asked.headers.authorization !== `Bearer ${token}`) return 'The token is wrong.';
    if (asked.headers['content-type'] !== 'application/json') return 'It is no JSON.';
    const { messaging_product, recipient_type, to, type, ...content } = JSON.parse(asked.body);
    if (messaging_product !== 'whatsapp' || recipient_type !== 'individual') return 'The product is missing.';
    if (!E164.test(to)) return 'to is no number in E.164.';
    if (Object.keys(content).join() !== type) return 'The content is not of the type.';
    const names = Object.keys(content[type]).sort().join();
    if (type === 'text') return names === TEXT.join() ? undefined : `text has ${names}.`;
    if (type !== 'template') return `${type} is no type that we send.`;
    return names === TEMPLATE.join() ? componentsComplaint(content.template) : `template has ${names}.`;
  },
  yes: (asked) =>
    json(200, {
      messaging_product: 'whatsapp',
      contacts: [{ input: JSON.parse(asked.body).to, wa_id: '250788000001' }],
      messages: [{ id: 'wamid.HBgLMTY1MDUwNzY1MjAVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA' }],
    }),
});

type Component = {
  type: string;
  sub_type?: string;
  index?: string;
  parameters: { type: string; text: string }[];
};

function componentsComplaint(template: { language: { code: string }; components: Component[] }) {
  if (!/^[a-z]{2}(_[A-Z]{2})?$/.test(template.language.code)) return 'The language is unknown.';
  for (const { type, sub_type, index, parameters } of template.components) {
    if (type === 'button' && (sub_type !== 'url' || index !== '0')) return 'The button is unknown.';
    if (parameters.some((one) => one.type !== 'text' || /[\n\t]| {5}/.test(one.text)))
      return 'A parameter holds what it may not.';
  }
  return undefined;
}
