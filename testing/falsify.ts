import { asOwner } from '@/db/testing/as-owner';

/** Changes a tenant's rows that nobody may change, as somebody could who has the database itself. Gives how many it hit. */
export function falsify(ownerUrl: string, { id }: { id: string }, text: string): Promise<number> {
  return asOwner(
    ownerUrl,
    async (owner) => (await owner.query(`${text} and tenant_id = $1`, [id])).rowCount ?? 0,
  );
}
