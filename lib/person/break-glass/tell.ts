import type { Tx } from '@/db/client';
import { spellTime } from '../../notice/spell-time';
import type { Tenant } from '../../policy/tenant';
import { tellContacts } from '../../trust/incident/tell-contacts';
import type { StoredBreakGlass } from './break-glass';

const TEMPLATES = {
  'break-glass.asked': 'breakGlassAsked',
  'break-glass.opened': 'breakGlassOpened',
  'break-glass.ended': 'breakGlassEnded',
} as const;

type Telling = { event: keyof typeof TEMPLATES; incidentId?: string; by: string | null };

/** Tells every owner on every address, the contacts and the webhooks how far a break-glass has come. */
export async function tellBreakGlass(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  one: StoredBreakGlass,
  { event, incidentId, by }: Telling,
): Promise<void> {
  const [name, other] = [await nameOf(tx, tenant.id, one.askedBy), await nameOf(tx, tenant.id, one.openedBy)];
  const until = one.endsAt ?? one.expiresAt;
  await tellContacts(tx, tenant, now, {
    ...{ event, template: TEMPLATES[event], incidentId, path: '/admin/break-glass', everywhere: true },
    values: (language) => ({
      ...{ name, other, reason: one.reason },
      until: spellTime(until, language, tenant.timeZone),
    }),
    data: { breakGlass: one.id, askedBy: one.askedBy, openedBy: one.openedBy, by },
  });
}

async function nameOf(tx: Tx, tenantId: string, personId: string | null): Promise<string> {
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'break-glass-name',
    text: 'select name from users where tenant_id = $1 and id = $2',
    values: [tenantId, personId],
  });
  return rows[0]?.name ?? '–';
}
