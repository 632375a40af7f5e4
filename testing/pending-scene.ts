import { randomUUID } from 'node:crypto';
import { inTenant } from '@/db/client';
import { perform } from '@/lib/command/perform';
import { startWithdrawal } from '@/lib/counter/withdrawal/start';
import type { Actor, Person } from '@/lib/policy/actor';
import { confirmPending } from '@/lib/wallet/pending/confirm';
import { aTenant, type Ground } from './ground';
import { aCustomer, anAgent } from './money';

/** An agent with a float and a customer with money, across a counter. */
export async function aCounter({ balance = 20_000n, tier = 1 as 0 | 1 | 2 } = {}) {
  const ground = await aTenant();
  const agent = await anAgent(ground, 50_000n);
  const ana = await aCustomer(ground, { name: 'Ana Uwase', balance, tier });
  return { ground, agent, ana };
}

export const numberOf = ({ principal }: Person): string => principal.mobile ?? '';

/** The agent asks for cash out of a customer's wallet. */
export const start = (agent: Person, from: Person | string, amount = '5000', key: string = randomUUID()) =>
  perform(startWithdrawal, agent, {
    ...{ from: typeof from === 'string' ? from : numberOf(from), amount, key },
  });

/** The customer says yes in their portal. */
export const confirm = (customer: Person, pendingId: string, amount = '5000', key: string = randomUUID()) =>
  perform(confirmPending, customer, { pendingId, amount, key });

/** The same person over the telephone network, with or without the PIN shown. */
export const dialling = (person: Person, methods: string[] = ['pin']): Person => ({
  ...person,
  request: { ...person.request, line: { msisdn: numberOf(person), channel: 'ussd' } },
  session: { ...person.session, methods, provedAt: null },
});

/** The same actor in a browser of its own. */
export const inBrowser = <A extends Actor>(actor: A, deviceId: string | null): A => ({
  ...actor,
  request: { ...actor.request, deviceId },
});

export const rowsOf = async <Row extends object>({ tenant }: Ground, text: string): Promise<Row[]> =>
  (await inTenant(tenant.id, (tx) => tx.$client.query<Row>(text))).rows;

export async function heldOf({ tenant }: Ground, person: Person): Promise<bigint> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ held: string }>(`select held from accounts where owner_id = $1 and kind = 'wallet'`, [
      person.principal.id,
    ]),
  );
  return BigInt(rows[0]?.held ?? -1);
}

/** Changes the wallet or the person in the way that a statement says; `$1` is the person. */
export const change = ({ tenant }: Ground, person: Person, text: string) =>
  inTenant(tenant.id, (tx) => tx.$client.query(text, [person.principal.id]));

/** What became of several tries at once: `done`, or the code of the refusal, sorted. */
export async function endsOf(tries: readonly Promise<unknown>[]): Promise<string[]> {
  const ends = await Promise.allSettled(tries);
  return ends
    .map((end) => (end.status === 'fulfilled' ? 'done' : String(end.reason.code ?? end.reason)))
    .sort();
}
