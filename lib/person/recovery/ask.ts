import { z } from 'zod';
import type { Tx } from '@/db/client';
import { identifier, type Name, normalName } from '../../auth/find-account';
import { maskAddress } from '../../base/mask';
import { command } from '../../command/command';
import type { Tenant } from '../../policy/tenant';
import { insertCase } from './stored-case';

const byColumn = (column: 'email' | 'mobile') => ({
  name: `recovery-person-by-${column}`,
  text: `select id from users where tenant_id = $1 and ${column} = $2 and ${column}_verified_at is not null and status = 'active'`,
});
const FIND = { email: byColumn('email'), mobile: byColumn('mobile') };

/** The active person who owns an address, or null. */
async function ownerOf(tx: Tx, tenant: Tenant, name: Name): Promise<string | null> {
  const [find, value] = 'email' in name ? [FIND.email, name.email] : [FIND.mobile, name.mobile];
  const { rows } = await tx.$client.query<{ id: string }>({ ...find, values: [tenant.id, value] });
  return rows[0]?.id ?? null;
}

/**
 * Begins the way back for somebody who has lost everything. Everybody gets the same answer: the number of a case, and a
 * secret that is shown this once. Nothing happens to an account before a member of staff has seen a document.
 */
export const askRecovery = command({
  name: 'recovery.ask',
  proof: 'none',
  perMinute: 5,
  input: z.strictObject({ identifier }),
  output: z.strictObject({ number: z.string(), claim: z.string() }),
  async run({ tx, tenant, now }, { identifier: typed }) {
    const name = normalName(typed, tenant);
    const personId = await ownerOf(tx, tenant, name);
    const named = maskAddress('email' in name ? name.email : name.mobile);
    const { id, number, claim } = await insertCase(tx, tenant.id, now, { personId, named });
    return { output: { number, claim }, evidence: { subject: `recovery:${id}`, severity: 'notice' } };
  },
  sample: async () => ({ identifier: 'somebody@example.com' }),
});
