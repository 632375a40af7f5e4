import type { Tx } from '@/db/client';
import { accountOfAddress, forgetFailures } from '../../auth/proof-budget';
import type { Msisdn } from '../../base/msisdn';
import { notifyPerson } from '../../notice/notify';
import { writeWords } from '../../person/new-person';
import type { Tenant } from '../../policy/tenant';
import { recordSignal } from '../../trust/signal';
import { closeAddress } from './close-address';

// A number that is given out again reaches its next holder and nobody else. Whatever led from it to somebody before is
// cut in the transaction that gives it out: the name to sign in with, the address of notices, the alias of the wallet
// (all three are the person's confirmed number), codes, links, and being somebody's trusted contact.

type Reached = {
  id: string;
  name: string;
  email: string | null;
  wasConfirmed: boolean;
  /** Another number of theirs which its own card has confirmed, and nobody else's address. */
  other: string | null;
};

const REACHED = {
  name: 'number-reached',
  text: `select u.id, u.name, u.email, u.mobile_verified_at is not null as "wasConfirmed",
      (select n.msisdn from numbers n where n.tenant_id = $1 and n.holder_id = u.id and n.state = 'active'
        and not exists (select from users o where o.tenant_id = $1 and o.mobile = n.msisdn and o.mobile_verified_at is not null)
        order by n.id limit 1) as other
    from users u where u.tenant_id = $1 and u.mobile = $2 and u.id <> $3 order by u.id for update of u`,
};

type GivenOut = { msisdn: Msisdn; nextHolderId: string };

/** Cuts everybody but its next holder from a number that is given out again. Gives the ids of those it led to. */
export async function cutLastHolder(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { msisdn, nextHolderId }: GivenOut,
): Promise<string[]> {
  await closeAddress(tx, tenant.id, msisdn, now);
  await endTheRest(tx, tenant.id, msisdn, now);
  await forgetFailures(tx, tenant.id, accountOfAddress(msisdn));
  const { rows } = await tx.$client.query<Reached>({ ...REACHED, values: [tenant.id, msisdn, nextHolderId] });
  for (const person of rows) await cutOff(tx, tenant, now, person);
  return rows.map(({ id }) => id);
}

async function cutOff(tx: Tx, tenant: Tenant, now: Date, person: Reached): Promise<void> {
  const { id, name, email, wasConfirmed } = person;
  const mobile = wasConfirmed ? person.other : null;
  await tx.$client.query({
    name: 'number-cut-off',
    text: `update users set mobile = $3, mobile_verified_at = $4, mobile_cut_at = $5 where tenant_id = $1 and id = $2`,
    values: [tenant.id, id, mobile, mobile && now, now],
  });
  await writeWords(tx, tenant.id, id, { name, email, mobile });
  if (!wasConfirmed) return;
  await recordSignal(tx, tenant.id, id, 'contact-changed', now);
  await notifyPerson(tx, tenant, now, id, { template: 'numberGivenOn', everywhere: true });
}

/** Links that only protect are the last holder's too, and so is what still waits to be sent to them there. */
async function endTheRest(tx: Tx, tenantId: string, msisdn: Msisdn, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'number-end-links',
    text: 'update sign_in_links set used_at = $3 where tenant_id = $1 and address = $2 and used_at is null',
    values: [tenantId, msisdn, now],
  });
  await tx.$client.query({
    name: 'number-end-contacts',
    text: 'update trusted_contacts set removed_at = $3 where tenant_id = $1 and address = $2 and removed_at is null',
    values: [tenantId, msisdn, now],
  });
  await tx.$client.query({
    name: 'number-end-messages',
    text: `update outbox_messages set state = 'withheld', values = null
      where tenant_id = $1 and address = $2 and state in ('waiting', 'failed', 'unclear')`,
    values: [tenantId, msisdn],
  });
  await tx.$client.query({
    name: 'number-end-handset',
    text: 'delete from handset_messages where tenant_id = $1 and address = $2',
    values: [tenantId, msisdn],
  });
}
