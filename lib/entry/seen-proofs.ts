import { after, MINUTE_MS } from '../base/clock';

/** A proof is good from two minutes before its moment to two minutes after. */
const KEPT_MS = 5 * MINUTE_MS;

/**
 * The proofs that this process was shown lately, each with the request that showed it: within one request a proof is looked
 * at more than once. It holds so many and no more: the oldest go first.
 */
export class SeenProofs {
  readonly #seen = new Map<string, { requestId: string; until: Date }>();

  constructor(private readonly most = 50_000) {}

  /** Notes a proof. Gives whether no other request has shown it. */
  isFirst(jti: string, { id, at }: { id: string; at: Date }): boolean {
    const before = this.#seen.get(jti);
    if (before && before.until > at) return before.requestId === id;
    this.#seen.delete(jti);
    this.#forget(at);
    this.#seen.set(jti, { requestId: id, until: after(at, KEPT_MS) });
    return true;
  }

  /** They stand in the order in which they came, so the first that is kept ends the search. */
  #forget(at: Date): void {
    for (const [jti, { until }] of this.#seen) {
      if (until > at && this.#seen.size < this.most) return;
      this.#seen.delete(jti);
    }
  }
}
