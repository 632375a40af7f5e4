/**
 * `tsx bench/fraud/train.ts` learns the two scorecards from the training worlds and writes lib/wallet/fraud/scorecards.json.
 * It learns twice: the suspicion that passes from a deed to the next is that of the cards learned before.
 */
import { writeFileSync } from 'node:fs';
import type { FeatureCode } from '@/lib/wallet/fraud/features';
import { binsOf, type CardName, type Cards } from '@/lib/wallet/fraud/scorecard';
import { Watch } from '@/scripts/fraud/watch';
import { median } from '../measure';
import { boosted, type Lessons } from './boost';
import { generate } from './generate';
import { figuresOf, thresholdFor } from './judge';
import { BASE } from './parameters';
import { TRAINING_FRAUD, TRAINING_SEEDS, trainingWorld } from './variants';

/** How many of the training worlds each turn plays: the first ones only have to tell the last what suspicion is. */
const TURNS = [6, TRAINING_SEEDS.length] as const;
/** A theft that is stopped at its transfer is stopped whole, one that is stopped at a withdrawal only in part. */
const WORTH: Record<CardName, number> = { transfer: 1.6, withdrawal: 1 };
/** Further seeds, of worlds like the one that is judged, that set from which score on to alert. */
const ALERT_SEEDS = [201, 202, 203];
const ALERT_CASES = 120;

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
    'payer_deeds',
    'payer_quiet',
    'outs_of_day',
    'new_payees_of_day',
    'arrived',
    'arrived_from_new',
    'payer_suspect',
    'paid_by_suspect',
    'payee_age',
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
const started = performance.now();
const BLANK = { base: -6, codes: [], trees: [] };
let cards: Cards = { transfer: BLANK, withdrawal: BLANK };
for (const [index, worlds] of TURNS.entries()) {
  const seen = taughtBy(TRAINING_SEEDS.slice(0, worlds), cards);
  cards = {
    transfer: boosted(lessons('transfer', seen.transfer)),
    withdrawal: boosted(lessons('withdrawal', seen.withdrawal)),
  };
  say(`turn ${index + 1}: ${seen.transfer.count} transfers and ${seen.withdrawal.count} withdrawals`);
}
const alertFrom = median(ALERT_SEEDS.map((seed) => thresholdOf(seed, cards)));
writeFileSync('lib/wallet/fraud/scorecards.json', `${JSON.stringify({ alertFrom, ...cards })}\n`);

function say(what: string): void {
  console.log(`${Math.round((performance.now() - started) / 1000)} s: ${what}`);
}

/** Deeds as they come: one byte for whether a deed is fraud, and one for the bin of each feature. */
type Seen = { width: number; count: number; bytes: Uint8Array };

function taughtBy(seeds: readonly number[], known: Cards): Record<CardName, Seen> {
  const none = (name: CardName) => ({
    width: CODES[name].length + 1,
    count: 0,
    bytes: new Uint8Array(2 ** 20),
  });
  const into: Record<CardName, Seen> = { transfer: none('transfer'), withdrawal: none('withdrawal') };
  for (const seed of seeds) {
    const watch = new Watch({ cards: known });
    for (const row of generate(seed, trainingWorld(seed))) {
      const { look } = watch.see({ ...row, hoursSinceSwap: null });
      if (look.type !== 'transfer' && look.type !== 'withdrawal') continue;
      keep(into[look.type], [row.fraudCase >= 0 ? 1 : 0, ...binsOf(look, CODES[look.type])]);
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

function lessons(name: CardName, { width, count, bytes }: Seen): Lessons {
  // An honest deed stands for as many as there are for each fraud in the world that is judged.
  const rarer = TRAINING_FRAUD / BASE.fraudShare;
  const column = (at: number) => Uint8Array.from({ length: count }, (_, row) => bytes[row * width + at] ?? 0);
  const fraud = column(0);
  return {
    codes: CODES[name],
    bins: CODES[name].map((_, index) => column(index + 1)),
    fraud,
    weights: Float32Array.from(fraud, (is) => (is === 1 ? WORTH[name] : rarer)),
  };
}

/** The score of one false alert in a thousand rows of a world like the one that is judged. */
function thresholdOf(seed: number, known: Cards): number {
  const watch = new Watch({ cards: known });
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
