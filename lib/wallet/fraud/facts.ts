import { justUnderLimit } from './beliefs';
import { lately, newHabits } from './habits';
import type { FraudLook } from './look';
import { WIDTHS, type Window } from './windows';

/** The fraud fields of a deed, as they were before it. Counts and sums over windows are those of windows.ts. */
export type FraudFacts = {
  velocity: Record<Window, { count: number; sum: number }>;
  /** How many of the day's deeds, this one included, stay just under the limit. */
  structuring: number;
  /** From how many new payers the payee was paid within a day, and how many new payees the payer paid. */
  fanIn: number;
  fanOut: number;
  firstPayee: boolean;
  hoursSinceSwap: number | null;
};

export function fraudFactsOf(look: FraudLook): FraudFacts {
  const payer = look.payer?.habits ?? newHabits();
  const payee = look.payee?.habits ?? newHabits();
  const rounded = (figure: number) => Math.round(figure * 100) / 100;
  const over = (window: Window) => ({
    count: rounded(lately(payer, window, 'outs', look.at)),
    sum: rounded(lately(payer, window, 'outSum', look.at)),
  });
  const windows = Object.keys(WIDTHS) as Window[];
  return {
    velocity: Object.fromEntries(windows.map((window) => [window, over(window)])) as FraudFacts['velocity'],
    structuring: rounded(justUnderLimit(look)),
    fanIn: rounded(lately(payee, 'day', 'newPayers', look.at)),
    fanOut: rounded(lately(payer, 'day', 'newPayees', look.at)),
    firstPayee: look.firstPayee,
    hoursSinceSwap: look.hoursSinceSwap,
  };
}
