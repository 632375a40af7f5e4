import { inTenant } from '@/db/client';
import { ownQuestions } from '../auth/answer-question';
import { lockSwaps } from '../auth/lock-swaps';
import { QUESTION_KINDS } from '../auth/question-kind';
import { secureOwnAccount } from '../auth/recovery/secure';
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { promiseMessage } from '../notice/promise-message';
import type { Person, RequestFacts } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import { callerOn } from './caller';
import { giveAnswer } from './grant';
import { type SmsWord, wordOf } from './sms-word';
import { type SmsSaid, tongueOf } from './words';

const REPLIES_AN_HOUR = 10;

export type Sms = { messageId: string; msisdn: string; text: string };
type Reply = { say: SmsSaid; values?: Record<string, string> } | { refused: Refusal };

/**
 * Takes an SMS that came in, does what its word asks for, once, and promises the reply. An SMS proves less than a call
 * of the menu, since its sender can be made up: so it refuses, reports and locks, and opens nothing.
 */
export async function receiveSms(tenant: Tenant, request: RequestFacts, sms: Sms): Promise<void> {
  const asked = wordOf(sms.text);
  const { messageId, msisdn } = sms;
  const caller = await callerOn(tenant, request, { msisdn, channel: 'sms', exchangeId: newId(request.at) });
  const person = caller?.person;
  if (!(await take(tenant.id, request.at, { messageId, msisdn, word: asked.word, person }))) return;
  try {
    const reply = person ? await doAsAsked(asked, person) : await strangersReply(tenant.id, request.at, sms);
    if (reply && (await isHeard(tenant.id, request.at, msisdn)))
      await promiseReply(tenant, request.at, msisdn, person, reply);
  } catch (error) {
    // The gateway sends again what failed, and must then be heard.
    await giveBack(tenant.id, messageId);
    throw error;
  }
}

type Taking = { messageId: string; msisdn: string; word: string; person: Person | undefined };

function take(tenantId: string, now: Date, { messageId, msisdn, word, person }: Taking): Promise<boolean> {
  return inTenant(tenantId, async (tx) => {
    const { rowCount } = await tx.$client.query({
      name: 'sms-take',
      text: `insert into inbound_sms (tenant_id, message_id, msisdn, person_id, word, received_at)
             values ($1,$2,$3,$4,$5,$6) on conflict (tenant_id, message_id) do nothing`,
      values: [tenantId, messageId, msisdn, person?.principal.id ?? null, word, now],
    });
    return rowCount === 1;
  });
}

const giveBack = (tenantId: string, messageId: string) =>
  inTenant(tenantId, (tx) =>
    tx.$client.query({
      name: 'sms-give-back',
      text: 'delete from inbound_sms where tenant_id = $1 and message_id = $2',
      values: [tenantId, messageId],
    }),
  );

async function doAsAsked(asked: SmsWord, person: Person): Promise<Reply> {
  const code = person.tenant.settings.ussdCode;
  try {
    switch (asked.word) {
      case 'secret':
        return { say: 'neverPin', values: { code } };
      case 'lost':
        await perform(secureOwnAccount, person, {});
        return { say: 'secured' };
      case 'lock':
        await perform(lockSwaps, person, {});
        return { say: 'locked' };
      case 'help':
        return { say: 'help', values: { code } };
      default:
        return await answer(asked, person, code);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error };
  }
}

async function answer(
  { word, which }: Extract<SmsWord, { word: 'yes' | 'no' }>,
  person: Person,
  code: string,
): Promise<Reply> {
  const { questions } = await ask(ownQuestions, person, {});
  const { title } = tongueOf(person.principal.locale ?? person.tenant.locale);
  const chosen = which === undefined && questions.length === 1 ? questions[0] : questions[(which ?? 0) - 1];
  if (questions.length === 0) return { say: 'noQuestion' };
  if (!chosen) {
    const list = questions.slice(0, 5).map(({ kind }, at) => `${at + 1} ${title(kind)}`);
    return { say: 'several', values: { list: list.join(' ') } };
  }
  if (word === 'yes' && QUESTION_KINDS[chosen.kind].yesNeedsPin) return { say: 'needsPin', values: { code } };
  await giveAnswer(person, chosen.kind, { questionId: chosen.id, answer: word });
  return { say: word === 'yes' ? 'yesTaken' : 'noTaken' };
}

/** A number that is nobody's is told so once a day: more would have us write to whomever a forger names. */
async function strangersReply(
  tenantId: string,
  now: Date,
  { msisdn, messageId }: Sms,
): Promise<Reply | undefined> {
  const wroteToday = await inTenant(tenantId, async (tx) => {
    const { rowCount } = await tx.$client.query({
      name: 'sms-of-today',
      text: `select from inbound_sms where tenant_id = $1 and msisdn = $2 and received_at > $3 and message_id <> $4 limit 1`,
      values: [tenantId, msisdn, after(now, -DAY_MS), messageId],
    });
    return rowCount === 1;
  });
  return wroteToday ? undefined : { say: 'unknown' };
}

/** Whether a number is answered: after so many in an hour it is not, or a forger would have us flood whomever they name. */
async function isHeard(tenantId: string, now: Date, msisdn: string): Promise<boolean> {
  const { rows } = await inTenant(tenantId, (tx) =>
    tx.$client.query<{ times: number }>({
      name: 'sms-of-this-hour',
      text: `select count(*)::int as times from inbound_sms
             where tenant_id = $1 and msisdn = $2 and received_at > $3`,
      values: [tenantId, msisdn, after(now, -HOUR_MS)],
    }),
  );
  return (rows[0]?.times ?? 0) <= REPLIES_AN_HOUR;
}

async function promiseReply(
  tenant: Tenant,
  now: Date,
  address: string,
  person: Person | undefined,
  reply: Reply,
): Promise<void> {
  const locale = person?.principal.locale ?? tenant.locale;
  const tongue = tongueOf(locale);
  const values = { tenant: tenant.name };
  const text =
    'refused' in reply
      ? tongue.sayBySms('refused', { ...values, why: tongue.refusal(reply.refused) })
      : tongue.sayBySms(reply.say, { ...values, ...reply.values });
  await inTenant(tenant.id, (tx) =>
    promiseMessage(tx, tenant, now, {
      personId: person?.principal.id ?? null,
      ...{ channel: 'sms', address, template: 'reply', locale, values: { text } },
    }),
  );
}
