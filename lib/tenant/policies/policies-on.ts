import type { Tx } from '@/db/client';
import type { Weighed } from './lock-out';

/** The policies of a tenant that decide at this moment, each with the deeds that were noted of it. */
export async function policiesOn(tx: Tx, tenantId: string): Promise<(Weighed & { name: string })[]> {
  type Row = Weighed['stated'] & { commands: string[]; name: string };
  const { rows } = await tx.$client.query<Row>({
    name: 'policies-on',
    text: `select p.id, p.name, p.version, v.cedar, p.template, v.filling, v.commands from policies p
           join policy_versions v on v.tenant_id = $1 and v.policy_id = p.id and v.version = p.version
           where p.tenant_id = $1 and p.state = 'live'`,
    values: [tenantId],
  });
  return rows.map(({ commands, name, ...stated }) => ({ name, stated, commands }));
}
