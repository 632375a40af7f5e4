import { z } from 'zod';
import type { Tx } from '@/db/client';
import { codeRefused, spendCode } from '../auth/one-time-code';
import { hashPassword } from '../auth/password';
import { chosenPassword, refusalOfPassword } from '../auth/password-rules';
import { returnTry } from '../auth/proof-budget';
import { storePassword } from '../auth/store-password';
import { tryAtCode } from '../auth/try-code';
import { parseMsisdn } from '../base/msisdn';
import { atField, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { activateNumber, lockPendingNumber } from './pending-number';
import { samplePendingNumber } from './sample-registration';

/** A code as it is typed out of an SMS. */
export const sixDigits = z
  .string()
  .max(20)
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the six digits of the SMS.'));

/**
 * Activates a newly registered number: the customer enters the code that came to its SIM and chooses their first
 * password. An unknown number, a wrong or late code and too many tries get one answer.
 */
export const activate = command({
  name: 'number.activate',
  proof: 'none',
  perMinute: 20,
  input: z.strictObject({
    msisdn: z.string().trim().min(1, 'Enter your new number.').max(64),
    code: sixDigits,
    password: chosenPassword,
  }),
  output: z.strictObject({}),
  async prepare({ actor, tenant }, { msisdn, password }) {
    const number = atField('msisdn', () => parseMsisdn(msisdn, tenant.country));
    // Whose number it is is not said yet, so that the name on it is no part of what is looked at.
    const who = { name: '', email: null, mobile: number, roles: ['user'], hasFactor: false };
    const refused = refusalOfPassword(tenant, password, who);
    if (refused) throw refused;
    const { claim, isOpen } = await tryAtCode(actor, { purpose: 'activate_number', address: number });
    return { number, claim, isOpen, hash: await hashPassword(password) };
  },
  async run({ tx, tenant, now }, { code }, { number, claim, isOpen, hash }) {
    const pending = await lockPendingNumber(tx, tenant.id, number);
    if (!pending || !isOpen)
      return { refused: codeRefused(), evidence: { change: { number: 'none that awaits a code' } } };
    const { personId, id } = pending.registration;
    const evidence = { subject: `registration:${id}`, actorId: personId };
    const answer = await spendCode(tx, tenant, now, {
      purpose: 'activate_number',
      personId,
      address: number,
      code,
    });
    if (answer !== 'right') return { refused: codeRefused(), evidence };
    await returnTry(tx, claim, { complete: true });
    // Whoever holds the new SIM must not set the password of an account that somebody can enter already, or that has a
    // number in use: an agent could register a SIM of their own on a customer's document.
    if (await isSomebodysAlready(tx, tenant.id, personId)) return { refused: confirmSignedIn(), evidence };
    await storePassword(tx, tenant.id, personId, hash, now);
    await activateNumber(tx, tenant, now, pending);
    return {
      output: {},
      evidence: {
        ...evidence,
        severity: 'notice',
        change: { number: pending.number.id, state: ['pending', 'active'] },
      },
    };
  },
  async sample(ground) {
    const { msisdn, code } = await samplePendingNumber(ground);
    return { msisdn, code, password: 'a sample of a long password' };
  },
});

async function isSomebodysAlready(tx: Tx, tenantId: string, personId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'activate-is-somebodys',
    text: `select from users u where u.tenant_id = $1 and u.id = $2 and (
             exists (select from passwords where tenant_id = $1 and person_id = $2)
             or exists (select from passkeys where tenant_id = $1 and person_id = $2)
             or exists (select from totp_factors where tenant_id = $1 and person_id = $2 and confirmed_at is not null)
             or exists (select from pins where tenant_id = $1 and person_id = $2)
             or exists (select from numbers where tenant_id = $1 and holder_id = $2 and state in ('active', 'suspended')))`,
    values: [tenantId, personId],
  });
  return rowCount !== 0;
}

const confirmSignedIn = () =>
  new Refusal(
    'confirm_signed_in',
    'You have an account already. Sign in, ask for a new code under "My SIMs" and confirm the number there.',
    {
      status: 409,
    },
  );
