import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../../base/id';
import { notSignedIn } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { type Owned, walletOf } from '../figures';
import { ledgerLine } from '../ledger-page';
import { sampleFunds } from '../sample-wallet';
import { currencyAsked } from './currency-asked';
import { type Period, periodAsked, periodOf } from './period';
import { idAfter, readLines } from './read-lines';
import { addUp, oneSnapshot, type StatedAccount, statedAccount } from './read-statement';
import { onlyIfItAddsUp } from './refuse-statement';

export const statementPage = z.strictObject({
  holder: z.string(),
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  totals: z.strictObject({
    lines: z.number().int(),
    opening: z.bigint(),
    in: z.bigint(),
    out: z.bigint(),
    fees: z.bigint(),
    closing: z.bigint(),
  }),
  lines: z.array(ledgerLine),
  /** Hand it back as `after` for the next page; null on the last. */
  next: z.uuid().nullable(),
});
export type StatementPage = z.infer<typeof statementPage>;

export const statementAsked = z.strictObject({
  ...periodAsked,
  currency: currencyAsked,
  after: idText.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Adds up an account of one's own over a period and gives a page of its lines, the oldest first. */
export async function readStatementPage(
  { tx, tenant, now }: Deed,
  owned: Owned,
  asked: z.infer<typeof statementAsked>,
): Promise<StatementPage> {
  await oneSnapshot(tx);
  const period = periodOf(asked, tenant.timeZone, now);
  const account = await statedAccount(tx, tenant, owned, asked.currency ?? tenant.currency);
  return onlyIfItAddsUp({ tenant, now, personId: owned.ownerId }, async () => {
    const totals = await addUp(tx, tenant, account, period);
    const begins = asked.after ? idAfter(asked.after) : period.firstId;
    const before =
      begins > period.firstId ? await changeBefore(tx, account, { tenantId: tenant.id, period, begins }) : 0n;
    const part = { tenantId: tenant.id, accountId: account.id, firstId: begins, endId: period.endId };
    const lines = await readLines(tx, { ...part, most: asked.limit + 1 }, totals.opening + before);
    const shown = lines.slice(0, asked.limit);
    const next = lines.length > asked.limit ? (shown.at(-1)?.id ?? null) : null;
    const { from, to } = period;
    return { holder: account.holder, currency: account.currency, from, to, totals, lines: shown, next };
  });
}

type Before = { tenantId: string; period: Period; begins: string };

/** What the lines of a period change that stand before a page of it. */
async function changeBefore(
  tx: Tx,
  { id }: StatedAccount,
  { tenantId, period, begins }: Before,
): Promise<bigint> {
  const { rows } = await tx.$client.query<{ change: string }>({
    name: 'statement-change-before',
    text: `select ((select coalesce(sum(amount), 0) from transfers where tenant_id = $1 and credit_account_id = $2 and id >= $3 and id < $4)
      - (select coalesce(sum(amount), 0) from transfers where tenant_id = $1 and debit_account_id = $2 and id >= $3 and id < $4))::text as change`,
    values: [tenantId, id, period.firstId, begins],
  });
  return BigInt(rows[0]?.change ?? 0);
}

/** Shows a person the statement of their own wallet: what it held, every movement, what it holds; it adds up, or is refused. */
export const walletStatement = query({
  name: 'wallet.statement',
  proof: 'session',
  perMinute: 60,
  input: statementAsked,
  output: statementPage,
  async run(deed, asked) {
    const { actor } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    return readStatementPage(deed, walletOf(actor.principal.id), asked);
  },
  async sample(ground) {
    await sampleFunds(ground, ground.actorId, 10_000n);
    return { limit: 10 };
  },
});
