import { round } from '../measure';
import { blockedShare, mean, medianOf, promptedShare, promptsBy, scoresOf, thresholdFor } from './judge';
import { MODELS, type Model, type Played } from './play';
import { PUBLISHED } from './published';

/** The shares of targeted attackers that are blocked where models are compared. */
export const COMPARED = [0.995, 0.999] as const;
const LAST_SIGN_IN = 40;
const VERY_TARGETED_BLOCKED = 0.94;

/** What one seed shows. */
export type Figures = ReturnType<typeof figuresOf>;

export function figuresOf(played: Played) {
  return {
    baseline: PUBLISHED.map(({ blocked }) => {
      const threshold = thresholdFor(scoresOf(played, 'freeman', 'targeted'), blocked);
      const median = (signIn: number) => medianOf(promptsBy(played, 'freeman', threshold, signIn));
      return { blocked, by5: median(5), by12: median(12), by39: median(39) };
    }),
    compared: COMPARED.map((blocked) => compared(played, blocked)),
    veryTargeted: byModel((model) => {
      const threshold = thresholdFor(scoresOf(played, model, 'veryTargeted'), VERY_TARGETED_BLOCKED);
      return round(promptedShare(played, model, threshold), 4);
    }),
  };
}

function compared(played: Played, blocked: number) {
  const thresholds = byModel((model) => thresholdFor(scoresOf(played, model, 'targeted'), blocked));
  const prompts = byModel((model) => mean(promptsBy(played, model, thresholds[model], 12)));
  return {
    blocked,
    thresholds: byModel((model) => round(thresholds[model], 4)),
    promptsBy12: byModel((model) => round(prompts[model], 3)),
    ratio: byModel((model) => round(prompts[model] / prompts.freeman, 4)),
    blockedShares: byModel((model) =>
      Object.fromEntries(
        (['naive', 'vpn', 'simSwapped', 'veryTargeted'] as const).map((attacker) => [
          attacker,
          round(blockedShare(scoresOf(played, model, attacker), thresholds[model]), 4),
        ]),
      ),
    ),
    curve: byModel((model) =>
      Array.from({ length: LAST_SIGN_IN - 1 }, (_, index) =>
        round(mean(promptsBy(played, model, thresholds[model], index + 2)), 3),
      ),
    ),
  };
}

const byModel = <T>(work: (model: Model) => T): Record<Model, T> =>
  Object.fromEntries(MODELS.map((model) => [model, work(model)])) as Record<Model, T>;
