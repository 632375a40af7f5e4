import { z } from 'zod';
import { dayText } from '../../base/calendar-day';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import type { Refusal } from '../../base/refusal';
import { momentOf } from '../../base/zoned-time';
import { command, type Deed, type SampleGround } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { spellTime } from '../../notice/spell-time';
import { languageOf } from '../../notice/words';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { handOf } from '../proposal/hands';
import { sampleCustomer } from '../sample-wallet';
import {
  type Freezable,
  type Freeze,
  isFraud,
  lockAccount,
  ownAccount,
  refusalOfFreeze,
  refusalOfThaw,
  saveFreeze,
  THAWED,
} from './freeze';

const step = z.strictObject({ accountId: z.uuid(), frozen: z.enum(['none', 'debit', 'credit', 'both']) });

/**
 * Freezes an account at once: what leaves it, what comes in, or both, with a reason, until a day or until somebody lets it
 * go. Its holder is told, and so are those who look at incidents. Refuses one's own, and what would let some of it go.
 */
export const freezeAccount = command({
  name: 'account.freeze',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    accountId: idText,
    what: z.enum(['debit', 'credit', 'both']),
    reason: oneLine(300),
    /** It ends with the first moment of this day in the tenant's zone. */
    until: dayText.optional(),
  }),
  output: step,
  async run(deed, { accountId, what, reason, until: day }) {
    const { tx, tenant, now } = deed;
    const mine = handOf(deed);
    const account = await lockAccount(tx, tenant, { accountId, now });
    const until = day === undefined ? null : momentOf(day, tenant.timeZone);
    const refused: Refusal | undefined =
      account.ownerId === mine ? ownAccount() : refusalOfFreeze(account, { what, until }, now);
    if (refused) throw refused;
    // What several hands have frozen is nobody's alone to let go.
    const by = account.frozen === 'none' || account.by === mine ? mine : null;
    const freeze: Freeze = { frozen: what, reason, by, since: now, until };
    await saveFreeze(tx, tenant, { accountId, freeze });
    await alert(deed, account, freeze);
    await notifyPerson(tx, tenant, now, account.ownerId, {
      template: until ? 'accountFrozenUntil' : 'accountFrozen',
      values: (locale) => ({
        until: until ? spellTime(until, languageOf(locale ?? tenant.locale), tenant.timeZone) : '',
      }),
    });
    return {
      output: { accountId, frozen: what },
      evidence: {
        subject: `account:${accountId}`,
        severity: 'warning',
        change: { frozen: [account.frozen, what], until, because: reason, person: account.ownerId },
      },
    };
  },
  async sample(ground) {
    return {
      accountId: await sampleAccount(ground),
      what: 'debit',
      reason: 'The customer asked on the telephone',
    };
  },
});

async function alert({ tx, tenant, now }: Deed, { id, ownerId, kind }: Freezable, { frozen, until }: Freeze) {
  const opening = { kind: 'account-frozen', severity: 'warning', personId: ownerId } as const;
  const facts = { account: kind, frozen, until };
  const { id: incidentId, isNew } = await openIncident(tx, tenant, now, {
    ...opening,
    ...{ about: `account:${id}`, facts },
  });
  if (isNew) await tellOfIncident(tx, tenant, now, { incidentId, ...opening, by: null });
}

/** Lets go at once what the same hand has frozen, by mistake or too much. Whatever else is frozen takes two. */
export const unfreezeAccount = command({
  name: 'account.unfreeze',
  proof: 'fresh-second-factor',
  input: z.strictObject({ accountId: idText, reason: oneLine(300) }),
  output: step,
  async run(deed, { accountId, reason }) {
    const { tx, tenant, now } = deed;
    const mine = handOf(deed);
    const account = await lockAccount(tx, tenant, { accountId, now });
    if (account.ownerId === mine) throw ownAccount();
    const refused = refusalOfThaw(account, { mine, isFraud: await isFraud(tx, tenant, accountId) });
    if (refused) throw refused;
    await thaw(deed, account);
    return {
      output: { accountId, frozen: 'none' as const },
      evidence: {
        subject: `account:${accountId}`,
        severity: 'warning',
        change: { frozen: [account.frozen, 'none'], because: reason, person: account.ownerId },
      },
    };
  },
  async sample(ground) {
    const { tx, tenant, now, actorId } = ground;
    const accountId = await sampleAccount(ground);
    const freeze: Freeze = { frozen: 'both', reason: 'A mistake', by: actorId, since: now, until: null };
    await saveFreeze(tx, tenant, { accountId, freeze });
    return { accountId, reason: 'It was the wrong account' };
  },
});

/** Lets an account go that is locked, and tells its holder. */
export async function thaw({ tx, tenant, now }: Deed, { id, ownerId }: Freezable): Promise<void> {
  await saveFreeze(tx, tenant, { accountId: id, freeze: THAWED });
  await notifyPerson(tx, tenant, now, ownerId, { template: 'accountUnfrozen' });
}

/** The wallet of a customer, for the samples of commands. */
export async function sampleAccount(ground: SampleGround): Promise<string> {
  const { tx, tenant } = ground;
  const { personId } = await sampleCustomer(ground);
  const { rows } = await tx.$client.query<{ id: string }>(
    `select id from accounts where tenant_id = $1 and owner_id = $2 and kind = 'wallet' and currency = $3`,
    [tenant.id, personId, tenant.currency],
  );
  const [account] = rows;
  if (!account) throw new Error('The sample of a customer has no wallet');
  return account.id;
}
