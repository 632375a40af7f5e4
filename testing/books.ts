import type pg from 'pg';
import { inTenant } from '@/db/client';
import type { Tenant } from '@/lib/policy/tenant';

type Account = { id: string; kind: string; posted: string | null; held: string | null };
type Entry = { account: string; signed: string; after: string | null };

const ENTRIES = `
  select debit_account_id as account, -amount as signed, debit_posted_after as after from transfers
  union all
  select credit_account_id, amount, credit_posted_after from transfers`;

/**
 * Audits the whole ledger of a tenant as an accountant would. Gives what is wrong with it, in words; nothing is.
 * The books must sum to zero, nobody may owe, each stored balance must be the sum of its transfers, and the balances
 * that the transfers were written with must join, end to end, from nothing to what the account holds.
 */
export async function faultsOfBooks(tenant: Tenant): Promise<string[]> {
  return inTenant(tenant.id, async ({ $client }) => {
    await $client.query('set transaction isolation level repeatable read');
    return faultsOfLedger($client);
  });
}

/** The same, in a transaction that sees one tenant and one moment. */
export async function faultsOfLedger(client: pg.ClientBase): Promise<string[]> {
  const { rows: accounts } = await client.query<Account>('select id, kind, posted, held from accounts');
  const { rows: entries } = await client.query<Entry>(ENTRIES);
  const of = Map.groupBy(entries, ({ account }) => account);
  const sums = accounts.map(({ id }) => sum((of.get(id) ?? []).map(({ signed }) => BigInt(signed))));
  const total = sum(sums);
  const faults = total === 0n ? [] : [`the books sum to ${total}`];
  for (const [index, { id, kind, posted, held }] of accounts.entries()) {
    if (posted === null || held === null) continue;
    const [balance, moved] = [BigInt(posted), sums[index] ?? 0n];
    if (balance - BigInt(held) < 0n) faults.push(`${kind} ${id} is below zero at ${balance}`);
    if (balance !== moved) faults.push(`${kind} ${id} holds ${balance}, its transfers make ${moved}`);
    if (!joins(of.get(id) ?? [], balance)) faults.push(`${kind} ${id} has balances that do not join`);
  }
  return faults;
}

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** Each balance before a transfer is the one after another, but the first, which is zero, and the last, which stands. */
function joins(entries: Entry[], standing: bigint): boolean {
  const after = entries.map((entry) => BigInt(entry.after ?? -1));
  const before = entries.map(({ signed }, index) => (after[index] ?? 0n) - BigInt(signed));
  const sorted = (amounts: bigint[]) => amounts.map(String).sort().join();
  return sorted([...before, standing]) === sorted([...after, 0n]);
}
