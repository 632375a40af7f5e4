import { z } from 'zod';
import type { Tx } from '@/db/client';
import { maskMsisdn } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import { query } from '../../command/command';
import { chooseDriver, readCandidates } from '../../person/people-index';
import { prefixesOf } from '../../person/search-words';
import type { Tenant } from '../../policy/tenant';
import { readReceiptNumber } from '../receipt-number';
import { sampleAccount } from './freeze-account';

const MOST_PEOPLE = 20;

const found = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['wallet', 'float', 'commission']),
  personId: z.uuid(),
  name: z.string(),
  number: z.string().nullable(),
  currency: z.string(),
  available: z.bigint(),
  held: z.bigint(),
  frozen: z.enum(['none', 'debit', 'credit', 'both']),
});
export type FoundAccount = z.infer<typeof found>;

/** Finds the accounts of people by a number, by the beginnings of a name, or by a receipt: then those of both its sides. */
export const findAccount = query({
  name: 'account.find',
  proof: 'second-factor',
  input: z.strictObject({ q: z.string().max(200).optional() }),
  output: z.strictObject({ accounts: z.array(found) }),
  async run({ tx, tenant, now }, { q = '' }) {
    const text = q.trim();
    if (text === '') return { accounts: [] };
    const deedId = readReceiptNumber(text);
    const rows = deedId
      ? await readAccounts(tx, tenant, { now, where: OF_DEED, value: deedId })
      : await readAccounts(tx, tenant, { now, where: OF_PEOPLE, value: await peopleOf(tx, tenant, text) });
    return { accounts: rows.map(accountOf) };
  },
  async sample(ground) {
    await sampleAccount(ground);
    return { q: 'Sample Customer' };
  },
});

async function peopleOf(tx: Tx, tenant: Tenant, text: string): Promise<string[]> {
  const words = prefixesOf(text);
  const driver = words.length > 0 ? await chooseDriver(tx, tenant.id, { words }) : undefined;
  if (!driver) return [];
  const read = { driver, after: undefined, limit: 10 * MOST_PEOPLE };
  const candidates = await readCandidates(tx, tenant.id, { words }, read);
  return candidates
    .filter(({ fits }) => fits)
    .slice(0, MOST_PEOPLE)
    .map(({ id }) => id);
}

const SELECT = `select a.id, a.kind, a.owner_id, u.name, case when u.mobile_verified_at is not null then u.mobile end as mobile,
    a.currency, a.posted, a.held, case when a.frozen_until <= $2::timestamptz then 'none' else a.frozen end as frozen
  from accounts a join users u on u.tenant_id = $1 and u.id = a.owner_id`;
const ORDER = 'order by u.name, a.owner_id, a.kind desc, a.currency';
const OF_PEOPLE = {
  name: 'account-find-people',
  text: `${SELECT} where a.tenant_id = $1 and a.owner_id = any($3::uuid[]) ${ORDER}`,
};
const OF_DEED = {
  name: 'account-find-deed',
  text: `${SELECT} where a.tenant_id = $1 and a.owner_id is not null and a.id in (
    select unnest(array[t.debit_account_id, t.credit_account_id]) from transfers t
    where t.tenant_id = $1 and t.deed_id = $3::uuid) ${ORDER}`,
};

type Row = {
  id: string;
  kind: FoundAccount['kind'];
  owner_id: string;
  name: string;
  mobile: string | null;
  currency: string;
  posted: string;
  held: string;
  frozen: FoundAccount['frozen'];
};

type Reading = { now: Date; where: { name: string; text: string }; value: string | string[] };

async function readAccounts(tx: Tx, { id }: Tenant, { now, where, value }: Reading): Promise<Row[]> {
  const { rows } = await tx.$client.query<Row>({ ...where, values: [id, now, value] });
  return rows;
}

const accountOf = ({
  id,
  kind,
  owner_id,
  name,
  mobile,
  currency,
  posted,
  held,
  frozen,
}: Row): FoundAccount => ({
  ...{ id, kind, personId: owner_id, name, currency, frozen },
  number: mobile && maskMsisdn(mobile as Msisdn),
  available: BigInt(posted) - BigInt(held),
  held: BigInt(held),
});
