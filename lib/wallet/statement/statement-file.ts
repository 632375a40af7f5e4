import { z } from 'zod';
import { notSignedIn, Refusal } from '../../base/refusal';
import { type Deed, query } from '../../command/command';
import { type Owned, walletOf } from '../figures';
import { sampleFunds } from '../sample-wallet';
import { currencyAsked } from './currency-asked';
import { drawStatement } from './draw-statement';
import { periodAsked, periodOf } from './period';
import { agree, readLines } from './read-lines';
import { addUp, DoesNotAddUp, oneSnapshot, statedAccount } from './read-statement';
import { onlyIfItAddsUp } from './refuse-statement';
import { csvFoot, csvHead, csvOfLines } from './statement-csv';

/** A longer file is made beside the requests: an export. */
const MOST_LINES = 1_000;

export const statementFileAsked = z.strictObject({
  ...periodAsked,
  currency: currencyAsked,
  as: z.enum(['pdf', 'csv']).default('pdf'),
});

export const statementFile = z.strictObject({
  /** The file's name, without its ending. */
  name: z.string(),
  as: z.enum(['pdf', 'csv']),
  /** Base64. */
  file: z.string(),
});

/** Makes the file of a statement of one's own account; every figure in it was added up twice. */
export async function makeStatementFile(
  { tx, tenant, actor, now }: Deed,
  { kind, ownerId }: Owned & { kind: 'wallet' | 'float' },
  asked: z.infer<typeof statementFileAsked>,
): Promise<z.infer<typeof statementFile>> {
  await oneSnapshot(tx);
  const period = periodOf(asked, tenant.timeZone, now);
  const account = await statedAccount(tx, tenant, { kind, ownerId }, asked.currency ?? tenant.currency);
  const { totals, lines } = await onlyIfItAddsUp({ tenant, now, personId: ownerId }, async () => {
    const added = await addUp(tx, tenant, account, period);
    if (added.lines > MOST_LINES) throw tooLong(added.lines);
    const { firstId, endId } = period;
    const part = { tenantId: tenant.id, accountId: account.id, firstId, endId, most: MOST_LINES };
    const read = await readLines(tx, part, added.opening);
    if (!agree(added, read)) throw new DoesNotAddUp(account, { lines: String(read.length), firstId, endId });
    return { totals: added, lines: read };
  });
  const { currency, holder } = account;
  const name = `${kind}-${currency.toLowerCase()}-${period.from}-${period.to}`;
  const locale = (actor.kind === 'person' ? actor.principal.locale : null) ?? tenant.locale;
  const { from, to } = period;
  const bytes =
    asked.as === 'csv'
      ? Buffer.from(csvHead(totals, currency) + csvOfLines(lines, currency) + csvFoot(totals, currency))
      : await drawStatement({ tenant, kind, holder, currency, from, to, madeAt: now, locale, totals, lines });
  return { name, as: asked.as, file: bytes.toString('base64') };
}

const tooLong = (lines: number) =>
  new Refusal(
    'statement_is_long',
    'This statement has {lines} lines, too many for a file at once. Ask for it as an export, or take fewer days.',
    { status: 413, values: { lines } },
  );

/** Gives a person the statement of their own wallet as a file. */
export const walletStatementFile = query({
  name: 'wallet.statement.file',
  proof: 'session',
  perMinute: 20,
  input: statementFileAsked,
  output: statementFile,
  async run(deed, asked) {
    if (deed.actor.kind !== 'person') throw notSignedIn();
    const owned = walletOf(deed.actor.principal.id);
    return makeStatementFile(deed, { ...owned, kind: 'wallet' }, asked);
  },
  async sample(ground) {
    await sampleFunds(ground, ground.actorId, 10_000n);
    return { as: 'csv' };
  },
});
