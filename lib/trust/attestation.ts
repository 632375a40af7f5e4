import type { Tx } from '@/db/client';

/** Whether others may take somebody's number for them, and since when it is on the card that it is on. */
export type Attestation = {
  /** False while too little time has passed since the number moved. */
  reliable: boolean;
  /** When the number came to the card that it is on: CAMARA's `latestSimChange`; null where they have no number. */
  simSince: Date | null;
  /** When it becomes reliable by itself, where it is not and will be. */
  reliableFrom: Date | null;
};

const READ = {
  name: 'attestation-read',
  text: `select g.swapped_at as "swappedAt", g.attestation_off_until as "offUntil",
      (select max(n.activated_at) from numbers n where n.tenant_id = $1 and n.holder_id = $2 and n.state = 'active')
        as "activatedAt"
    from users u left join swap_guards g on g.tenant_id = $1 and g.person_id = u.id
    where u.tenant_id = $1 and u.id = $2 and u.status = 'active' and u.mobile_verified_at is not null`,
};

type Row = { swappedAt: Date | null; offUntil: Date | null; activatedAt: Date | null };

/**
 * Says whether others may rely on the number of a person now. Of somebody without a confirmed number nothing is reliable.
 * Source: CAMARA SimSwap, whose usual look back is 240 hours.
 */
export async function attestationOf(
  tx: Tx,
  tenantId: string,
  personId: string,
  now: Date,
): Promise<Attestation> {
  const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenantId, personId] });
  const [row] = rows;
  if (!row) return { reliable: false, simSince: null, reliableFrom: null };
  const isOff = row.offUntil !== null && row.offUntil > now;
  return {
    reliable: !isOff,
    simSince: row.swappedAt ?? row.activatedAt,
    reliableFrom: isOff ? row.offUntil : null,
  };
}
