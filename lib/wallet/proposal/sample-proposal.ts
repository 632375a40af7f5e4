import { moneyProposals } from '@/db/schema/money';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { insertPerson } from '../../person/new-person';
import { openAccount } from '../../person/open-wallet';

/** Writes an agent with an empty float and a proposal to fund it, for the samples of commands. Gives the proposal's id. */
export async function sampleProposal(
  { tx, tenant, now }: SampleGround,
  { makerId }: { makerId?: string } = {},
): Promise<string> {
  const person = (name: string, role: string) =>
    insertPerson(tx, tenant.id, now, {
      ...{ name, email: `proposal-${newId(now).slice(-12)}@example.com`, emailVerifiedAt: now },
      ...{ status: 'active', roles: [role] },
    });
  const [personId, id] = [await person('Sample Agent', 'agent'), newId(now)];
  const owner = { tenantId: tenant.id, personId, currency: tenant.currency, now };
  await openAccount(tx, { ...owner, kind: 'float' });
  await tx.insert(moneyProposals).values({
    ...{ tenantId: tenant.id, id, kind: 'float_funding', state: 'pending_approval', personId },
    ...{ currency: tenant.currency, amount: 50_000n, reason: 'The weekend is near', madeAt: now },
    makerId: makerId ?? (await person('Sample Maker', 'admin')),
    expiresAt: after(now, tenant.settings.money.proposalValidMs),
  });
  return id;
}
