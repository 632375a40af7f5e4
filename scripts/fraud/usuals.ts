import type { DeedType, Usual } from '../../lib/wallet/fraud/look';

/** Until so many deeds of a type have come, nothing is usual. */
const ENOUGH = 50;
/** What is usual follows the last so many deeds of a type. */
const OVER = 20_000;

/** What is usual among everybody's deeds, learned as they come. */
export class Usuals {
  readonly #of = new Map<DeedType, Usual & { variance: number; count: number }>();

  of(type: DeedType): Usual | null {
    const known = this.#of.get(type);
    return known && known.count >= ENOUGH ? known : null;
  }

  learn(type: DeedType, amount: number): void {
    if (amount <= 0) return;
    const known = this.#of.get(type) ?? { mean: 0, spread: 0, variance: 0, count: 0 };
    known.count++;
    const step = Math.max(1 / known.count, 1 / OVER);
    const off = Math.log(amount) - known.mean;
    known.mean += step * off;
    known.variance = (1 - step) * (known.variance + step * off * off);
    known.spread = Math.sqrt(known.variance);
    this.#of.set(type, known);
  }
}
