/**
 * `tsx bench/fraud/train.ts` learns the two scorecards from the training worlds and writes lib/wallet/fraud/scorecards.json.
 * It learns three times: the suspicion that passes from a deed to the next is that of the cards learned before.
 */
import { writeFileSync } from 'node:fs';
import type { FeatureCode } from '@/lib/wallet/fraud/features';
import { binsOf, type CardName, type Cards } from '@/lib/wallet/fraud/scorecard';
import { Watch } from '@/scripts/fraud/watch';
import { median } from '../measure';
import { Chance } from '../risk/chance';
import { boosted, type Lessons } from './boost';
import { generate } from './generate';
import { BASE, type World } from './parameters';
import { TRAINING_FRAUD, TRAINING_SEEDS, trainingWorld } from './variants';

/** How many of the training worlds each turn plays: the first ones only have to tell the last what suspicion is. */
const TURNS = [8, TRAINING_SEEDS.length, TRAINING_SEEDS.length] as const;
/** Of honest deeds that looked harmless so many are learned from, each standing for the others; of the rest all. */
const HARMLESS_KEPT = 0.08;
const HARMLESS_BELOW = 0.01;

const CODES: Record<CardName, readonly FeatureCode[]> = {
  transfer: [
    'share',
    'share_of_run',
    'parts',
    'new_payee',
    'unusual_for_payer',
    'unusual_for_all',
    'payer_takes',
    'payer_empties',
    'payer_age',
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
    'payee_suspect',
    'payee_held',
    'payee_usual_in',
  ],
  withdrawal: [
    'share',
    'share_of_run',
    'parts',
    'unusual_for_payer',
    'unusual_for_all',
    'payer_takes',
    'payer_empties',
    'payer_age',
    'payer_quiet',
    'outs_of_day',
    'arrived',
    'arrived_from_new',
    'of_last_in',
    'of_all_in',
    'since_last_in',
    'payer_new_payers',
    'payer_self_funded',
    'payer_passes_on',
    'payer_suspect',
    'paid_by_suspect',
  ],
};
const started = performance.now();
/** Further seeds, of worlds like the one that is judged, that set from which score on to alert. */
const ALERT_SEEDS = [201, 202, 203];

const BLANK = { base: -6, codes: [], trees: [] };
let cards: Cards = { transfer: BLANK, withdrawal: BLANK };
for (const [index, worlds] of TURNS.entries()) {
  const turn = index + 1;
  const taught = lessonsOf(cards, TRAINING_SEEDS.slice(0, worlds));
  cards = {
    transfer: boosted(taught.transfer),
    withdrawal: boosted(taught.withdrawal),
  };
  console.log(
    `Turn ${turn} (${Math.round((performance.now() - started) / 1000)} s): ${taught.transfer.fraud.length} transfers and ${taught.withdrawal.fraud.length} withdrawals.`,
  );
}
const alertFrom = median(ALERT_SEEDS.map((seed) => play(seed, { known: cards, world: BASE })));
writeFileSync('lib/wallet/fraud/scorecards.json', `${JSON.stringify({ alertFrom, ...cards })}\n`);

type Kept = { bins: number[][]; fraud: number[]; weights: number[] };

function lessonsOf(known: Cards, seeds: readonly number[]) {
  const kept: Record<CardName, Kept> = {
    transfer: { bins: [], fraud: [], weights: [] },
    withdrawal: { bins: [], fraud: [], weights: [] },
  };
  for (const seed of seeds) play(seed, { known, world: trainingWorld(seed), kept });
  return {
    transfer: lessons('transfer', kept.transfer),
    withdrawal: lessons('withdrawal', kept.withdrawal),
  };
}

/** Plays a world, keeps what is to be learned from it, and gives the score of one false alert in a thousand. */
function play(
  seed: number,
  { known, world, kept }: { known: Cards; world: World; kept?: Record<CardName, Kept> },
): number {
  const watch = new Watch({ cards: known });
  const chance = new Chance(seed * 17);
  const honest: number[] = [];
  let rows = 0;
  for (const row of generate(seed, world)) {
    rows++;
    const { look, score } = watch.see({ ...row, hoursSinceSwap: null });
    const fraud = row.fraudCase >= 0;
    if (!fraud) honest.push(score);
    if (look.type !== 'transfer' && look.type !== 'withdrawal') continue;
    const likely = fraud || score >= HARMLESS_BELOW ? 1 : HARMLESS_KEPT;
    if (!kept || !chance.isTrue(likely)) continue;
    const into = kept[look.type];
    into.bins.push(binsOf(look, CODES[look.type]));
    into.fraud.push(fraud ? 1 : 0);
    into.weights.push(1 / likely);
  }
  honest.sort((a, b) => b - a);
  return honest[Math.floor(rows / 1_000)] ?? 1;
}

function lessons(name: CardName, { bins, fraud, weights }: Kept): Lessons {
  // An honest deed stands for as many as there are for each fraud in the world that is judged.
  const rarer = TRAINING_FRAUD / BASE.fraudShare;
  return {
    codes: CODES[name],
    bins: CODES[name].map((_, index) => Uint8Array.from(bins, (row) => row[index] ?? 0)),
    fraud: Uint8Array.from(fraud),
    weights: Float64Array.from(weights, (weight, row) => (fraud[row] === 1 ? weight : weight * rarer)),
  };
}
