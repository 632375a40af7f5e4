import type { Tx } from '@/db/client';
import { newId } from '../../base/id';
import { openSecrets, type SimSecrets } from '../secrets';
import { claimKeys } from './claim-keys';
import { type LineProblem, wrong } from './problem';
import type { Card, ReadLine } from './stock-line';

/** A line with what the stock and the rest of its file say to it. */
export type Judged = { line: number; iccid: string; imsi: string } & (
  | { verdict: 'good'; simId: string; card: Card }
  | { verdict: 'known'; simId: string; card: Card }
  | { verdict: 'bad'; problem: LineProblem }
);

type InStock = { id: string; iccid: string; imsi: string; preset_msisdn: string | null; secrets: Buffer };

/**
 * Takes lines of a file in their order, and gives them judged: a card that is in stock just like that is known, one that
 * meets another card, another line or a registered number is bad. Reads what it needs for all of them at once.
 */
export async function judge(
  tx: Tx,
  of: { tenantId: string; importId: string; now: Date },
  lines: readonly ReadLine[],
): Promise<Judged[]> {
  const cards = lines.flatMap(({ card }) => (card ? [card] : []));
  const iccids = cards.map(({ iccid }) => iccid);
  const imsis = cards.map(({ imsi }) => imsi);
  const msisdns = cards.flatMap(({ msisdn }) => msisdn ?? []);
  const stock = await stockOf(tx, of.tenantId, iccids, imsis, msisdns);
  const claims = await claimKeys(tx, of, lines);
  const registered = await registeredOf(tx, of.tenantId, msisdns);
  return lines.map((read): Judged => {
    const { line, iccid, imsi, card } = read;
    if (!card) return { line, iccid, imsi, verdict: 'bad', problem: read.problem };
    const problem = claims.problemOf(line, card) ?? stock.problemOf(card, of.tenantId);
    if (problem) return { line, iccid, imsi, verdict: 'bad', problem };
    const known = stock.byIccid.get(iccid);
    if (known) return { line, iccid, imsi, verdict: 'known', simId: known.id, card };
    if (card.msisdn && registered.has(card.msisdn))
      return { line, iccid, imsi, verdict: 'bad', problem: wrong('msisdn_registered', 'MSISDN') };
    return { line, iccid, imsi, verdict: 'good', simId: newId(of.now), card };
  });
}

/**
 * Each value is looked up by itself, in the index that is made for it, and the statement is planned anew each time:
 * `= any(…)`, or a plan kept from when the tables were small, would take the square of the stock.
 */
const each = (values: string, found: string) =>
  `select found.* from unnest(${values}::text[]) wanted (value) cross join lateral (${found} limit 1) found`;

const SIMS = 'select id, iccid, imsi, preset_msisdn, secrets from sims where tenant_id = $1';
const STOCK = [
  each('$2', `${SIMS} and iccid = wanted.value`),
  each('$3', `${SIMS} and imsi = wanted.value`),
  each('$4', `${SIMS} and preset_msisdn = wanted.value and state = 'in_stock'`),
].join(' union all ');

async function stockOf(tx: Tx, tenantId: string, iccids: string[], imsis: string[], msisdns: string[]) {
  const { rows } = await tx.$client.query<InStock>(STOCK, [tenantId, iccids, imsis, msisdns]);
  const byIccid = new Map(rows.map((sim) => [sim.iccid, sim]));
  const byImsi = new Map(rows.map((sim) => [sim.imsi, sim]));
  const byMsisdn = new Map(rows.map((sim) => [sim.preset_msisdn, sim]));
  return {
    byIccid,
    problemOf(card: Card, tenant: string): LineProblem | undefined {
      const same = byIccid.get(card.iccid);
      if (same) return isSame(card, same, tenant) ? undefined : wrong('iccid_in_stock_differs', 'ICCID');
      if (byImsi.has(card.imsi)) return wrong('imsi_in_stock', 'IMSI');
      if (card.msisdn && byMsisdn.has(card.msisdn)) return wrong('msisdn_in_stock', 'MSISDN');
      return undefined;
    },
  };
}

function isSame(card: Card, sim: InStock, tenantId: string): boolean {
  if (card.imsi !== sim.imsi || card.msisdn !== sim.preset_msisdn) return false;
  const stored = openSecrets(tenantId, sim.id, sim.secrets);
  return (Object.keys(card.secrets) as (keyof SimSecrets)[]).every(
    (code) => card.secrets[code] === stored[code],
  );
}

const REGISTERED = each(
  '$2',
  `select msisdn from numbers where tenant_id = $1 and msisdn = wanted.value and state <> 'retired'`,
);

async function registeredOf(tx: Tx, tenantId: string, msisdns: string[]): Promise<Set<string>> {
  if (msisdns.length === 0) return new Set();
  const { rows } = await tx.$client.query<{ msisdn: string }>(REGISTERED, [tenantId, msisdns]);
  return new Set(rows.map(({ msisdn }) => msisdn));
}
