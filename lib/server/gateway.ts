import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { takeTry } from '../auth/proof-budget';
import { parseNetworks } from '../base/address-list';
import { env } from '../base/env';
import { log } from '../base/log';
import { parseMsisdn } from '../base/msisdn';
import { Refusal } from '../base/refusal';
import type { RequestFacts } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import { answerCall } from '../ussd/answer-call';
import { receiveSms } from '../ussd/receive-sms';
import { isTrustedPeer } from './client-address';

const LARGEST_TEXT = 1_000;

const token = z.string().regex(/^[\x21-\x7e]{1,128}$/);
const callForm = z.object({
  sessionId: token,
  phoneNumber: z.string().max(32),
  text: z.string().max(LARGEST_TEXT),
});
const smsForm = z.object({ id: token, from: z.string().max(32), text: z.string().max(LARGEST_TEXT) });

type Told<Form> = { tenant: Tenant; request: RequestFacts; form: Form };

/** Africa's Talking's form of a call of the menu: a form comes in, the screen goes out as text. */
export const answerCallForm = handler(callForm, ({ tenant, request, form }) =>
  answerCall(tenant, request, {
    sessionId: form.sessionId,
    msisdn: parseMsisdn(form.phoneNumber, tenant.country),
    text: form.text,
  }),
);

/** Africa's Talking's form of an SMS that came in. Its reply goes out through the outbox. */
export const answerSmsForm = handler(smsForm, async ({ tenant, request, form }) => {
  const msisdn = parseMsisdn(form.from, tenant.country);
  await receiveSms(tenant, request, { messageId: form.id, msisdn, text: form.text });
  return '';
});

/** What is known of the request before its form is read. */
type Facts = Pick<RequestFacts, 'at' | 'id'> & { ip: string };

/**
 * Makes the handler of a gateway's calls. The gateway knows a secret and calls from addresses that are listed: both, or
 * it is nobody. Where none is set up there is nothing here.
 */
function handler<Form>(schema: z.ZodType<Form>, work: (told: Told<Form>) => Promise<string>) {
  return async (tenant: Tenant, { at, id, ip }: Facts, asked: Request): Promise<Response> => {
    try {
      await assertGateway(tenant, asked, ip, at);
      const form = await readForm(schema, asked);
      const request = { id, ip, at, userAgent: 'gateway', deviceId: null };
      return plain(200, await work({ tenant, request, form }));
    } catch (error) {
      if (error instanceof Refusal) return plain(error.status, `${error.message}\n`);
      throw error;
    }
  };
}

async function assertGateway(tenant: Tenant, asked: Request, ip: string, now: Date): Promise<void> {
  const { USSD_GATEWAY_SECRET: secret, USSD_GATEWAY_ADDRESSES: addresses } = env();
  if (!secret || addresses === '') throw nothingHere();
  const isKnown = isTrustedPeer(ip, parseNetworks(addresses, 'USSD_GATEWAY_ADDRESSES'));
  if (isSame(secretOf(asked), secret) && isKnown) return;
  const mayTry = await takeTry({ tenantId: tenant.id, account: 'gateway', ip, knownDeviceId: null }, now);
  if (mayTry) log().warn({ ip, tenant: tenant.slug }, 'somebody who is not the gateway called its address');
  throw notTheGateway();
}

/** In a header, or in the address where a gateway can send no header. */
const secretOf = (asked: Request): string =>
  /^Bearer (\S+)$/.exec(asked.headers.get('authorization') ?? '')?.[1] ??
  new URL(asked.url).searchParams.get('key') ??
  '';

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (given: string, right: string) => timingSafeEqual(digest(given), digest(right));

async function readForm<Form>(schema: z.ZodType<Form>, asked: Request): Promise<Form> {
  const kind = asked.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (kind !== 'application/x-www-form-urlencoded') throw formBroken();
  const fields = new URLSearchParams(await asked.text());
  const names = [...fields.keys()];
  const parsed = schema.safeParse(Object.fromEntries(fields));
  // Of a field that is there twice, two readers may take each another one.
  if (!parsed.success || new Set(names).size < names.length) throw formBroken();
  return parsed.data;
}

const plain = (status: number, text: string) =>
  new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

const nothingHere = () => new Refusal('gateway_unknown_here', 'There is nothing here.', { status: 404 });
const notTheGateway = () => new Refusal('gateway_refused', 'Refused.', { status: 403 });
const formBroken = () =>
  new Refusal('gateway_form_broken', 'This is not the form of a gateway.', { status: 400 });
