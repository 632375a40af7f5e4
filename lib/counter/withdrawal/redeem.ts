import { z } from 'zod';
import { type Budget, takeOf } from '../../auth/proof-budget';
import { HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { parseMsisdn } from '../../base/msisdn';
import { atField, notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { keyText } from '../../command/key-text';
import type { Person } from '../../policy/actor';
import { lookAgain, prepareLook, type SecondLook } from '../../trust/decision/second-look';
import { moneyAbout } from '../../wallet/amount';
import { floatOf, readHolders } from '../../wallet/figures';
import { isCodeOf } from '../../wallet/pending/by-code';
import { samplePending } from '../../wallet/pending/sample-pending';
import { endPending, postPending } from '../../wallet/pending/settle';
import { lockCodes, missCodes, type StoredPending } from '../../wallet/pending/stored-pending';
import { sampleCustomer } from '../../wallet/sample-wallet';
import { priceOf } from '../../wallet/wallet';
import { sampleFloat } from '../sample-float';
import { customerOf } from './ask-customer';
import { floatMissing } from './why-not';

/** A code has 100 million faces, three guesses, and of one agent ten within the hour. */
const OF_A_NUMBER = 10;
const OF_AN_AGENT = 60;

const budgetsOf = (tenantId: string, agentId: string, number: string): Budget[] => [
  { key: `redeem:${tenantId}:${agentId}`, ceiling: OF_AN_AGENT, lastsMs: HOUR_MS },
  { key: `redeem:${tenantId}:${agentId}:${number}`, ceiling: OF_A_NUMBER, lastsMs: HOUR_MS },
];

const typedCode = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{8}$/, 'Enter the eight digits that the customer has.'));

/**
 * An agent redeems the code that a customer made: the money moves at once, and the agent pays out. A wrong code is counted,
 * and the third one makes the code void; which of number and code was wrong nobody is told.
 */
export const redeemWithdrawal = command({
  name: 'wallet.withdrawal.redeem',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({ from: z.string().max(64), code: typedCode, key: keyText }),
  output: z.strictObject({ pendingId: z.uuid() }),
  idempotencyKey: 'key',
  agreedTo: ({ from }, { tenant }) => ({ from: atField('from', () => parseMsisdn(from, tenant.country)) }),
  async prepare({ actor, tenant, now }, { from }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const number = atField('from', () => parseMsisdn(from, tenant.country));
    return {
      mayTry: await takeOf(budgetsOf(tenant.id, actor.principal.id, number), now),
      look: await prepareLook(actor, 'wallet.withdrawal.redeem'),
    };
  },
  async run(deed, { from, code }, { mayTry, look }) {
    const { tx, tenant, actor, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    if (!mayTry) throw redeemedTooOften();
    const { personId: payerId } = await customerOf(deed, actor, from);
    const { payee: float } = await readHolders(tx, tenant, { now, payee: floatOf(actor.principal.id) });
    if (!float) throw floatMissing();
    const made = await lockCodes(tx, tenant.id, { payerId, state: 'created', now });
    const right = made.find((one) => isCodeOf(one, code));
    if (!right) return missed(deed, made);
    const one = { ...right, payeeId: actor.principal.id, commission: commissionOf(deed, right) };
    const refused = refusalOfPolicy(deed, actor, look, one);
    if (refused) throw refused;
    const settled = await postPending(deed, one, { by: 'code', makerId: actor.principal.id });
    if (!settled.done) return { refused: settled.refused, evidence: settled.evidence };
    return { output: { pendingId: one.id }, evidence: settled.evidence };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    const { personId: payerId, mobile } = await sampleCustomer(ground);
    await samplePending(ground, { payerId, state: 'created', code: '48291736' });
    return { from: mobile, code: '48291736', key: newId(ground.now) };
  },
});

const commissionOf = ({ tenant }: Deed, { amount }: StoredPending) =>
  priceOf(tenant.settings.money.withdrawalCommission, amount);

/** Counts a wrong code; whose tries are used up is void, and what was held for it is free again. */
async function missed(deed: Deed, made: StoredPending[]) {
  await missCodes(deed.tx, made);
  const spent = made.filter(({ triesLeft }) => triesLeft <= 1);
  for (const one of spent) await endPending(deed, one, { state: 'rejected', reason: 'code_guessed' });
  const [first] = made;
  const evidence = {
    subject: first && `pending:${first.id}`,
    severity: 'warning' as const,
    change: { wrong: true, isVoid: spent.length > 0 },
  };
  return { refused: redeemRefused(), evidence };
}

/** What the tenant's policies make of the amount, which nobody knew before the code was opened. */
function refusalOfPolicy(
  { tenant }: Deed,
  actor: Person,
  look: SecondLook,
  { amount }: StoredPending,
): Refusal | undefined {
  const verdict = lookAgain(look, actor, moneyAbout(amount, tenant));
  if ('refused' in verdict) return verdict.refused;
  return verdict.answer === 'hold' ? startInstead() : undefined;
}

const redeemRefused = () =>
  new Refusal(
    'withdrawal_code_refused',
    'Number and code do not belong together, or the code is used, void or too old. After three wrong tries it is void.',
    { field: 'code' },
  );

const redeemedTooOften = () =>
  new Refusal(
    'redeemed_too_often',
    'Too many codes were tried. Wait an hour, or start a withdrawal instead.',
    {
      status: 429,
    },
  );

const startInstead = () =>
  new Refusal(
    'redeem_needs_second_person',
    'A second person would have to agree to this. Start a withdrawal instead.',
    { status: 409 },
  );
