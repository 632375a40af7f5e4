import type { Tx } from '@/db/client';

/** Who suspended a number last: its holder, or staff; staff too where nothing says who. */
export async function suspendedBy(tx: Tx, tenantId: string, numberId: string): Promise<'holder' | 'staff'> {
  const { rows } = await tx.$client.query<{ by: string }>({
    name: 'number-suspended-by',
    // A card that comes back from a case which came to nothing is noted as suspended too, and says nothing of who it was.
    text: `select detail->>'by' as by from sim_events where tenant_id = $1 and number_id = $2
      and (to_state = 'suspended' and detail ? 'by' or to_state = 'blocked') order by id desc limit 1`,
    values: [tenantId, numberId],
  });
  return rows[0]?.by === 'holder' ? 'holder' : 'staff';
}
