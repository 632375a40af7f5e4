import { inTenant } from '@/db/client';
import { Refusal } from '../../base/refusal';
import type { Tenant } from '../../policy/tenant';
import { openIncident } from '../../trust/incident/open-incident';
import { tellOfIncident } from '../../trust/incident/tell-of-incident';
import { DoesNotAddUp } from './read-statement';

type About = { tenant: Tenant; now: Date; personId: string };

/**
 * Does the work of a statement; one that does not add up is refused instead of shown, and people look at it. What was
 * read only is rolled back, so the incident stands in a transaction of its own.
 */
export async function onlyIfItAddsUp<Done>(about: About, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DoesNotAddUp)) throw error;
    await reportStatement(about, error);
    throw new Refusal(
      'statement_wrong',
      'This statement does not add up, so it is not shown. Somebody looks at the account.',
      { status: 409 },
    );
  }
}

/** Opens the incident of a statement that does not add up, in a transaction of its own. */
export async function reportStatement({ tenant, now, personId }: About, error: DoesNotAddUp): Promise<void> {
  const { account, figures } = error;
  const [kind, severity] = ['statement-wrong', 'critical'] as const;
  await inTenant(tenant.id, async (tx) => {
    const facts = { accountId: account.id, currency: account.currency, ...figures };
    const about = `account:${account.id}`;
    const { id, isNew } = await openIncident(tx, tenant, now, { kind, severity, about, personId, facts });
    if (isNew) await tellOfIncident(tx, tenant, now, { incidentId: id, kind, severity, personId, by: null });
  });
}
