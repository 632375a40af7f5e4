import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { typedCode } from '../../auth/one-time-code';
import { type Budget, takeOf } from '../../auth/proof-budget';
import { DAY_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { parseMsisdn } from '../../base/msisdn';
import { networkOf } from '../../base/network';
import { atField, type Refusal } from '../../base/refusal';
import { command, type Deed, query, type SampleGround } from '../../command/command';
import { isNumberNew } from '../../trust/swap-guard';
import { findHolder } from '../find-holder';
import { openTicket, sealTicket, ticketText } from './code-ticket';
import { readOwnPending, shownPending } from './own';
import { refusalOfPlace } from './own-device';
import { notYourOwn, pendingCodeRefused } from './refusals';
import { SAMPLE_CODE, samplePending } from './sample-pending';
import { postPending, refusalOfState } from './settle';
import {
  codePrint,
  lockCodes,
  lockPending,
  missCodes,
  type StoredPending,
  spendCode,
} from './stored-pending';

/** Three guesses at each code and twenty a day at a number: one in fifty thousand is right. */
const A_DAY = 20;
const OF_A_PLACE = 60;

const budgetsOf = (tenantId: string, number: string, ip: string | null): Budget[] => [
  {
    key: `pending-code:${tenantId}:${networkOf(ip ?? '')}`,
    ceiling: OF_A_PLACE,
    lastsMs: 15 * MINUTE_MS,
  },
  { key: `pending-code:${tenantId}:${number}`, ceiling: A_DAY, lastsMs: DAY_MS },
];

/** Nobody has this id: with it the same statements run for a number that is nobody's. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Takes the code that a customer was sent, on their own device, without a sign-in: gives, once, what leads to the payment
 * that it is for, in this browser. A wrong one is counted; an unknown number, an old code and a card that is new to the number say the same.
 */
export const enterPendingCode = command({
  name: 'wallet.pending.code.enter',
  proof: 'none',
  perMinute: 20,
  input: z.strictObject({
    number: z.string().trim().min(1, 'Enter the number that the message came to.').max(64),
    code: typedCode,
  }),
  output: z.strictObject({ ticket: z.string() }),
  async prepare({ actor: { request }, tenant, now }, { number: typed }) {
    const number = atField('number', () => parseMsisdn(typed, tenant.country));
    return { number, mayTry: await takeOf(budgetsOf(tenant.id, number, request.ip), now) };
  },
  async run(deed, { code }, { number, mayTry }) {
    const { tx, tenant, actor, now } = deed;
    const holder = await findHolder(tx, tenant, number);
    const payerId = holder?.personId ?? NOBODY;
    const isNew = await isNumberNew(tx, tenant.id, payerId, now);
    const wait = await lockCodes(tx, tenant.id, { payerId, state: 'pending_customer', now });
    const right = mayTry && !isNew ? wait.find((one) => isCodeOf(one, code)) : undefined;
    const evidence = {
      subject: right ? `pending:${right.id}` : undefined,
      severity: right ? ('notice' as const) : ('warning' as const),
      change: { number: holder ? payerId : null, right: right !== undefined },
    };
    if (!right) {
      if (mayTry) await missCodes(tx, wait);
      return { refused: pendingCodeRefused(), evidence };
    }
    const refused = await refusalOfAsker(deed, right);
    if (refused) return { refused, evidence };
    await spendCode(tx, right);
    const { deviceId } = actor.request;
    return {
      output: { ticket: sealTicket(tenant.id, { pendingId: right.id, payerId, deviceId }) },
      evidence,
    };
  },
  async sample(ground) {
    const { payerId } = await samplePending(ground, {});
    return { number: await numberOf(ground, payerId), code: SAMPLE_CODE };
  },
});

/** Whether a code is the one of a payment. The time it takes tells nothing. */
export function isCodeOf({ id, codeHash }: StoredPending, code: string): boolean {
  return codeHash !== null && timingSafeEqual(codeHash, codePrint(id, code));
}

/** Who started it confirms nothing, in no browser of theirs. */
async function refusalOfAsker({ tx, actor }: Deed, one: StoredPending): Promise<Refusal | undefined> {
  if (actor.kind === 'person' && actor.principal.id === one.startedBy) return notYourOwn();
  return refusalOfPlace(tx, one, actor.request);
}

/** Shows the payment that a right code led to: who asks, whom it pays, how much and what it costs. */
export const lookAtPendingCode = query({
  name: 'wallet.pending.code.look',
  proof: 'none',
  input: z.strictObject({ ticket: ticketText }),
  output: shownPending,
  async run({ tx, tenant, actor, now }, { ticket }) {
    const { pendingId: id, payerId } = openTicket(tenant.id, ticket, actor.request.deviceId);
    const [one] = await readOwnPending(tx, tenant, { payerId, now, id });
    if (!one) throw pendingCodeRefused();
    return one;
  },
  sample: sampleTicket,
});

/** The customer's yes by the code that they were sent: the money moves at once, as with a yes in the portal. */
export const confirmByCode = command({
  name: 'wallet.pending.code.confirm',
  proof: 'none',
  perMinute: 20,
  input: z.strictObject({ ticket: ticketText }),
  output: z.strictObject({ ticket: z.string() }),
  async run(deed, { ticket }) {
    const { tx, tenant, actor, now } = deed;
    const { pendingId, payerId } = openTicket(tenant.id, ticket, actor.request.deviceId);
    const one = await lockPending(tx, tenant.id, pendingId);
    if (one?.payerId !== payerId) throw pendingCodeRefused();
    const refused = refusalOfState(one, 'pending_customer') ?? (await refusalOfAsker(deed, one));
    if (refused) throw refused;
    // A card that changed since it was typed: whoever holds the telephone now may be another.
    if (await isNumberNew(tx, tenant.id, payerId, now)) throw pendingCodeRefused();
    const settled = await postPending(deed, one, { by: 'code', makerId: payerId });
    if (!settled.done) return { refused: settled.refused, evidence: settled.evidence };
    return {
      output: { ticket },
      evidence: settled.evidence,
    };
  },
  sample: sampleTicket,
});

async function sampleTicket(ground: SampleGround) {
  const { id: pendingId, payerId } = await samplePending(ground, {});
  return { ticket: sealTicket(ground.tenant.id, { pendingId, payerId, deviceId: null }) };
}

async function numberOf({ tx, tenant, now }: SampleGround, personId: string): Promise<string> {
  const { rows } = await tx.$client.query<{ mobile: string }>(
    'select mobile from users where tenant_id = $1 and id = $2',
    [tenant.id, personId],
  );
  return rows[0]?.mobile ?? newId(now);
}
