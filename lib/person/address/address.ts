import { z } from 'zod';
import type { Tx } from '@/db/client';
import { normalName } from '../../auth/find-account';
import { parseMsisdn } from '../../base/msisdn';
import { atField, Refusal } from '../../base/refusal';
import type { Tenant } from '../../policy/tenant';

/** An address that somebody wants: what it is, the column that holds it, and how a code gets there. */
export type Wanted = {
  kind: 'email' | 'mobile';
  address: string;
  purpose: 'change_email' | 'change_mobile';
  channel: 'email' | 'sms';
};

/** Reads an address as somebody types it. Refuses what is neither an e-mail address nor a number. */
export function wantedOf(text: string, tenant: Tenant): Wanted {
  const name = normalName(text, tenant);
  if ('mobile' in name) {
    const address = atField('address', () => parseMsisdn(text, tenant.country));
    return { kind: 'mobile', address, purpose: 'change_mobile', channel: 'sms' };
  }
  if (!z.email().safeParse(name.email).success)
    throw new Refusal('email_invalid', 'This is not an e-mail address. Type it as name@example.com.', {
      field: 'address',
    });
  return { kind: 'email', address: name.email, purpose: 'change_email', channel: 'email' };
}

type Standing = {
  ownerId: string | null;
  holderId: string | null;
  numberState: string | null;
};

const READ = {
  name: 'address-standing',
  text: `select
      (select id from users where tenant_id = $1 and (email = $2 and email_verified_at is not null
        or mobile = $2 and mobile_verified_at is not null) limit 1) as "ownerId",
      n.holder_id as "holderId", n.state as "numberState"
    from (select 1) one left join numbers n on n.tenant_id = $1 and n.msisdn = $2`,
};

/** Whose an address is: who has confirmed it, and who holds it as a number of the network. */
export async function standingOf(tx: Tx, tenantId: string, address: string): Promise<Standing> {
  const { rows } = await tx.$client.query<Standing>({ ...READ, values: [tenantId, address] });
  return rows[0] ?? { ownerId: null, holderId: null, numberState: null };
}

/** Whether a person may take an address: nobody else has confirmed it, and a number of the network is theirs and live. */
export const isFree = ({ ownerId, holderId, numberState }: Standing, personId: string): boolean =>
  (ownerId === null || ownerId === personId) &&
  (numberState === null || (holderId === personId && numberState === 'active'));
