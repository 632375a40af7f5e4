import { after, DAY_MS } from '../../base/clock';
import type { Deed } from '../../command/command';

/**
 * Whether the oldest second factor of a person was set up within a day. Who enrols the first one has only a password: in the
 * hands of a thief it would show no more than that.
 */
export async function hasYoungFactor(
  { tx, tenant, now }: Omit<Deed, 'actor'>,
  personId: string,
): Promise<boolean> {
  const { rows } = await tx.$client.query<{ young: boolean | null }>({
    name: 'fraud-young-factor',
    text: `select least((select min(confirmed_at) from totp_factors where tenant_id = $1 and person_id = $2),
             (select min(created_at) from passkeys where tenant_id = $1 and person_id = $2)) > $3 as young`,
    values: [tenant.id, personId, after(now, -DAY_MS)],
  });
  return rows[0]?.young === true;
}
