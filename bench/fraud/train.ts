/**
 * `tsx bench/fraud/train.ts` learns the scorecards from the training worlds and writes lib/wallet/fraud/scorecards.json:
 * first the cards whose scores are left behind as suspicion, which ask for none, then, from other worlds where that
 * suspicion passes on, the cards that score. The first cards stay as they are, so that suspicion means the same when it is
 * learned from and when it is judged by.
 */
import { writeFileSync } from 'node:fs';
import type { FeatureCode } from '@/lib/wallet/fraud/features';
import { binsOf, type CardName, type Cards } from '@/lib/wallet/fraud/scorecard';
import { Watch } from '@/scripts/fraud/watch';
import { median, round } from '../measure';
import { boosted, type Lessons } from './boost';
import { generate } from './generate';
import { figuresOf, thresholdFor } from './judge';
import { BASE } from './parameters';
import { FIRST_SEEDS, TRAINING_FRAUD, TRAINING_SEEDS, trainingWorld } from './variants';

/**
 * What alerting a deed of a theft is worth: the case is found, and what the case moves from this deed on is saved, told as
 * a multiple of what a case of its world moves. For the first cards every deed of a theft is worth the same.
 */
const FOUND = 0.5;
const SAVED_AT_MOST = 6;
/**
 * One threshold holds for both cards. Most false alerts would be withdrawals, which come when half of the money has gone;
 * so the card of transfers speaks up by this much sooner. Chosen on ALERT_SEEDS.
 */
const SOONER = 1.25;
/** Further seeds, of worlds like the one that is judged, that set from which score on to alert. */
const ALERT_SEEDS = [201, 202, 203];
const ALERT_CASES = 100;

const CODES: Record<CardName, readonly FeatureCode[]> = {
  transfer: [
    'share',
    'share_of_run',
    'share_of_day',
    'of_last_out',
    'parts',
    'new_payee',
    'unusual_for_payer',
    'unusual_for_all',
    'payer_takes',
    'payer_empties',
    'payer_age',
    'payer_began',
    'payer_deeds',
    'payer_quiet',
    'outs_of_day',
    'new_payees_of_day',
    'arrived',
    'arrived_from_new',
    'payer_suspect',
    'paid_by_suspect',
    'payee_age',
    'payee_began',
    'payee_deeds',
    'payee_new_payers',
    'payee_passes_on',
    'payee_self_funded',
    'payee_paid_last',
    'payee_quiet',
    'payee_takes',
    'payee_empties',
    'payee_income',
    'payee_suspect',
    'payee_held',
    'payee_usual_in',
  ],
  withdrawal: [
    'share',
    'share_of_run',
    'share_of_day',
    'of_last_out',
    'parts',
    'unusual_for_payer',
    'unusual_for_all',
    'payer_takes',
    'payer_empties',
    'payer_age',
    'payer_began',
    'payer_deeds',
    'payer_quiet',
    'outs_of_day',
    'arrived',
    'arrived_from_new',
    'of_last_in',
    'of_all_in',
    'of_arrived',
    'last_in_of_income',
    'ins_of_day',
    'since_last_in',
    'payer_new_payers',
    'payer_self_funded',
    'payer_passes_on',
    'payer_suspect',
    'paid_by_suspect',
  ],
};
const SUSPICIONS: readonly FeatureCode[] = ['payer_suspect', 'paid_by_suspect', 'payee_suspect'];
const BLANK = { base: -6, codes: [], trees: [] };
const NOTHING: Cards = { transfer: BLANK, withdrawal: BLANK };
const started = performance.now();
const withoutSuspicion = {
  transfer: CODES.transfer.filter((code) => !SUSPICIONS.includes(code)),
  withdrawal: CODES.withdrawal.filter((code) => !SUSPICIONS.includes(code)),
};
const first = learned(FIRST_SEEDS, { first: NOTHING, codes: withoutSuspicion, worth: () => 1 });
const { transfer, withdrawal } = learned(TRAINING_SEEDS, {
  first,
  codes: CODES,
  worth: (saved) => FOUND + Math.min(SAVED_AT_MOST, saved),
});
const cards: Cards = { transfer: { ...transfer, base: round(transfer.base + SOONER, 3) }, withdrawal };
const alertFrom = median(ALERT_SEEDS.map((seed) => thresholdOf(seed)));
writeFileSync('lib/wallet/fraud/scorecards.json', `${JSON.stringify({ alertFrom, first, ...cards })}\n`);

/** How worlds are read: the cards whose suspicion passes on, what to learn from, and what alerting a theft is worth. */
type Reading = {
  first: Cards;
  codes: Record<CardName, readonly FeatureCode[]>;
  worth: (saved: number) => number;
};

function learned(seeds: readonly number[], reading: Reading): Cards {
  const seen = taughtBy(seeds, reading);
  say(`${seen.transfer.count} transfers and ${seen.withdrawal.count} withdrawals to learn from`);
  const card = (name: CardName) => boosted(lessons(seen[name], reading.codes[name]));
  return { transfer: card('transfer'), withdrawal: card('withdrawal') };
}

function say(what: string): void {
  console.log(`${Math.round((performance.now() - started) / 1000)} s: ${what}`);
}

/** Deeds as they come: one byte for whether a deed is fraud, one for the bin of each feature, and what frauds are worth. */
type Seen = { width: number; count: number; bytes: Uint8Array; worth: Map<number, number> };

function taughtBy(seeds: readonly number[], { first, codes, worth }: Reading): Record<CardName, Seen> {
  const none = (name: CardName) => ({
    width: codes[name].length + 1,
    count: 0,
    bytes: new Uint8Array(2 ** 20),
    worth: new Map(),
  });
  const into: Record<CardName, Seen> = { transfer: none('transfer'), withdrawal: none('withdrawal') };
  for (const seed of seeds) {
    const watch = new Watch({ cards: NOTHING, first });
    const stolen: { seen: Seen; row: number; of: number; amount: number }[] = [];
    for (const row of generate(seed, trainingWorld(seed))) {
      const { look } = watch.see({ ...row, hoursSinceSwap: null });
      if (look.type !== 'transfer' && look.type !== 'withdrawal') continue;
      const seen = into[look.type];
      if (row.fraudCase >= 0) stolen.push({ seen, row: seen.count, of: row.fraudCase, amount: row.amount });
      keep(seen, [row.fraudCase >= 0 ? 1 : 0, ...binsOf(look, codes[look.type])]);
    }
    const moved =
      stolen.reduce((sum, { amount }) => sum + amount, 0) / new Set(stolen.map(({ of }) => of)).size;
    const rest = new Map<number, number>();
    for (const { seen, row, of, amount } of stolen.reverse()) {
      rest.set(of, (rest.get(of) ?? 0) + amount);
      seen.worth.set(row, worth((rest.get(of) as number) / moved));
    }
  }
  return into;
}

function keep(seen: Seen, deed: readonly number[]): void {
  const from = seen.count * seen.width;
  if (from + seen.width > seen.bytes.length) {
    const longer = new Uint8Array(2 * seen.bytes.length);
    longer.set(seen.bytes);
    seen.bytes = longer;
  }
  seen.bytes.set(deed, from);
  seen.count++;
}

function lessons({ width, count, bytes, worth }: Seen, codes: readonly FeatureCode[]): Lessons {
  // An honest deed stands for as many as there are for each fraud in the world that is judged.
  const rarer = TRAINING_FRAUD / BASE.fraudShare;
  const column = (at: number) => Uint8Array.from({ length: count }, (_, row) => bytes[row * width + at] ?? 0);
  return {
    codes,
    bins: codes.map((_, index) => column(index + 1)),
    fraud: column(0),
    weights: Float32Array.from({ length: count }, (_, row) => worth.get(row) ?? rarer),
  };
}

/** The score of one false alert in a thousand rows of a world like the one that is judged. */
function thresholdOf(seed: number): number {
  const watch = new Watch({ cards, first });
  const [scores, cases, amounts]: [number[], number[], number[]] = [[], [], []];
  for (const row of generate(seed, { ...BASE, cases: ALERT_CASES })) {
    scores.push(watch.score({ ...row, hoursSinceSwap: null }));
    cases.push(row.fraudCase);
    amounts.push(row.amount);
  }
  const played = {
    scores: Float64Array.from(scores),
    cases: Int32Array.from(cases),
    amounts: Float64Array.from(amounts),
  };
  const from = thresholdFor(played, 1);
  const figures = figuresOf(played, (row) => (scores[row] as number) > from);
  say(`seed ${seed}: ${figures.cases.toFixed(3)} of the cases, ${figures.money.toFixed(3)} of the money`);
  return from;
}
