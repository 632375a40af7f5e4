import { Chance } from '../risk/chance';
import { Customers, cents } from './customers';
import { type Case, type Part, planCase, rowsOf } from './fraudsters';
import { type History, Mules } from './mules';
import { KINDS, MIX, MOST_IN_ONE_TRANSFER, type RowKind, type World } from './parameters';
import { Queue } from './queue';
import type { Row } from './rows';

/** A deed of a case, due at a moment. */
type Due = { at: number; id: number; of: Case } & (
  | { part: Part }
  | { cash: number; of: Case; mule: number; amount: number }
);
/** A customer who was sent money and will cash some of it. */
type Received = { at: number; who: number; amount: number };
type Victim = { who: number; held: number; mules: number[]; swappedAt: number | null };

type Dest = { name: string; before: number; after: number };
type Sent = { payer: number; payee: number; amount: number; id?: number; since?: number | null };
type Done = {
  payer: number;
  amount: number;
  before: number;
  dest: Dest;
  id: number | undefined;
  since: number | null;
};

const TRIES = 40;
const LOOKED_AT = 200;
/** Chosen: one honest customer in a thousand swaps their SIM in a month, and hours since then are known for ten days. */
const HONEST_SWAPS = 0.001;
const SWAP_KNOWN_HOURS = 240;

/** Plays a world: rows in the order of time, with PaySim's mix. */
export function* generate(seed: number, world: World): Generator<Row> {
  yield* new Play(new Chance(seed), world).rows();
}

class Play {
  readonly #chance: Chance;
  readonly #world: World;
  readonly #customers: Customers;
  readonly #cases: Case[];
  readonly #honestRows: number;
  readonly #mules: Mules;
  readonly #due = new Queue<Due>();
  readonly #history: Record<RowKind, Queue<History>>;
  readonly #received = new Queue<Received>();
  readonly #victims = new Map<number, Victim>();
  readonly #swaps = new Map<number, number>();
  readonly #merchants: number;
  #at = 0;

  constructor(chance: Chance, world: World) {
    this.#chance = chance;
    this.#world = world;
    this.#cases = Array.from({ length: world.cases }, () => planCase(chance, world));
    const fraudRows = this.#cases.reduce((count, one) => count + rowsOf(one), 0);
    this.#honestRows = Math.round(fraudRows / world.fraudShare) - fraudRows;
    this.#customers = new Customers(chance, world, Math.ceil(this.#honestRows / world.rowsPerCustomer));
    this.#mules = new Mules(chance, world, this.#customers);
    this.#merchants = Math.ceil(this.#customers.count / 20);
    this.#history = Object.fromEntries(KINDS.map((kind) => [kind, new Queue<History>()])) as Record<
      RowKind,
      Queue<History>
    >;
    for (const [id, of] of this.#cases.entries())
      for (const part of of.parts) this.#due.add({ at: part.at, id, of, part });
    for (const one of this.#cases) this.#recruit(one);
    for (let index = 0; index < this.#customers.count * HONEST_SWAPS; index++)
      this.#swaps.set(this.#customers.anybody(world.steps), chance.next() * world.steps);
  }

  *rows(): Generator<Row> {
    for (let index = 0; index < this.#honestRows; index++) {
      const next = momentOf(((index + this.#chance.next()) / this.#honestRows) * this.#world.steps);
      yield* this.#fraudUntil(next);
      this.#at = next;
      const row = this.#honest();
      if (row) yield row;
    }
    yield* this.#fraudUntil(Number.POSITIVE_INFINITY);
  }

  #recruited = new Map<Case, number[]>();

  #recruit(one: Case): void {
    const mules = Array.from({ length: one.mules }, () => {
      const { mule, history } = this.#mules.recruit(one.at);
      for (const deed of history) this.#history[deed.kind].add(deed);
      return mule;
    });
    this.#recruited.set(one, mules);
  }

  *#fraudUntil(at: number): Generator<Row> {
    for (let due = this.#due.due(at); due; due = this.#due.due(at)) {
      this.#at = due.at;
      const row = 'part' in due ? this.#take(due.id, due.of, due.part) : this.#cash(due);
      if (row) yield row;
    }
  }

  #take(id: number, of: Case, part: Part): Row | undefined {
    const known = this.#victims.get(id) ?? this.#choose(id, of);
    const mule = known.mules[part.mule] as number;
    const held = this.#customers.balance(known.who);
    const most = MOST_IN_ONE_TRANSFER * this.#world.scale;
    // Where everything is taken, the last part is what is left, to the cent.
    const wanted = part.share * known.held;
    const amount = cents(Math.min(most, wanted > 0.995 * held ? held : wanted));
    if (amount < 1 || mule === known.who) return undefined;
    for (const { at, share } of part.cashes)
      this.#due.add({ at, id, of, cash: share, mule, amount: amount * share });
    const since = known.swappedAt === null ? null : this.#at - known.swappedAt;
    return this.#between('TRANSFER', { payer: known.who, payee: mule, amount, id, since });
  }

  #choose(id: number, of: Case): Victim {
    const { fraud, scale } = this.#world;
    const mules = this.#recruited.get(of) ?? [];
    // Where nobody holds so much, they take from the richest whom they looked at.
    let who = -1;
    for (let looked = 0; looked < LOOKED_AT || who < 0; looked++) {
      const somebody = Math.floor(this.#chance.next() * this.#customers.count);
      if (mules.includes(somebody)) continue;
      const held = this.#customers.balance(somebody);
      if (who < 0 || held > this.#customers.balance(who)) who = somebody;
      if (held >= fraud.victimHolds * scale) {
        who = somebody;
        break;
      }
    }
    const swappedAt = of.swapped ? this.#at - of.swapHours : null;
    const victim = { who, held: this.#customers.balance(who), mules, swappedAt };
    this.#victims.set(id, victim);
    return victim;
  }

  #cash({ id, mule, amount }: { id: number; mule: number; amount: number }): Row | undefined {
    const held = this.#customers.balance(mule);
    const taken = cents(amount > 0.995 * held ? held : amount);
    if (taken < 1) return undefined;
    return this.#out('CASH_OUT', { payer: mule, amount: taken, id });
  }

  #honest(): Row | undefined {
    const kind = this.#kind();
    const planned = this.#history[kind].due(this.#at);
    if (planned) return this.#small(planned);
    if (kind !== 'CASH_OUT') return this.#ordinary(kind);
    const received = this.#received.due(this.#at);
    if (!received) return this.#ordinary(kind);
    const held = this.#customers.balance(received.who);
    const amount = this.#chance.isTrue(this.#world.emptiesByCashOut) ? held : Math.min(received.amount, held);
    return amount < 1 ? this.#ordinary(kind) : this.#out(kind, { payer: received.who, amount });
  }

  /** The kind of an honest row, so that with the fraud rows the mix is PaySim's. */
  #kind(): RowKind {
    const { fraudShare } = this.#world;
    const drawn = this.#chance.next() * (1 - fraudShare);
    let below = 0;
    for (const kind of KINDS) {
      below += MIX[kind] - (kind === 'TRANSFER' || kind === 'CASH_OUT' ? fraudShare / 2 : 0);
      if (drawn < below) return kind;
    }
    return 'PAYMENT';
  }

  #small({ kind, who }: History): Row | undefined {
    if (kind === 'TRANSFER') return this.#ordinary(kind, who);
    const held = this.#customers.balance(who);
    const wanted = this.#customers.wanted(who, kind) * 0.5;
    if (kind === 'CASH_IN') return this.#cashIn(who, wanted);
    const amount = Math.min(wanted, held * 0.6);
    return amount < 1 ? undefined : this.#out(kind, { payer: who, amount });
  }

  #ordinary(kind: RowKind, paid?: number): Row | undefined {
    const once = this.#chance.isTrue(this.#world.seenOnce);
    if (kind === 'CASH_IN') {
      const who = once ? this.#customers.open(this.#customers.opening()) : this.#customers.anybody(this.#at);
      return this.#cashIn(who, this.#customers.wanted(who, kind));
    }
    for (let tried = 0; tried < TRIES; tried++) {
      const who = once ? this.#customers.open(this.#customers.opening()) : this.#customers.anybody(this.#at);
      const amount = this.#amountOf(who, kind);
      if (amount < 1) continue;
      if (kind !== 'TRANSFER') return this.#out(kind, { payer: who, amount });
      if (who === paid) continue;
      const payee = paid ?? this.#customers.payee(who, this.#at);
      if (paid === undefined) this.#mayCash(payee, amount);
      return this.#between(kind, { payer: who, payee, amount });
    }
    return undefined;
  }

  /** What an honest customer moves: what they had in mind, a share of what they hold where that is less, or everything. */
  #amountOf(who: number, kind: RowKind): number {
    const held = this.#customers.balance(who);
    const wanted = this.#customers.wanted(who, kind);
    const empties =
      kind === 'CASH_OUT'
        ? this.#world.emptiesByCashOut
        : kind === 'TRANSFER'
          ? this.#world.emptiesByTransfer
          : 0;
    if (this.#chance.isTrue(empties)) return held;
    if (wanted > held && this.#chance.isTrue(this.#world.overdrawn)) return cents(wanted);
    if (held < this.#world.scale * 100) return 0;
    if (wanted <= held * 0.9) return cents(wanted);
    return cents(held * 0.9 * this.#chance.next() ** this.#world.shareSteepness);
  }

  #mayCash(who: number, amount: number): void {
    if (!this.#chance.isTrue(this.#world.cashesReceived)) return;
    const share = 0.5 + 0.5 * this.#chance.next();
    this.#received.add({ at: this.#at + this.#chance.wait(8), who, amount: cents(amount * share) });
  }

  #cashIn(who: number, wanted: number): Row {
    const amount = cents(wanted);
    const before = this.#customers.balance(who);
    this.#customers.move(who, amount);
    return this.#row('CASH_IN', {
      payer: who,
      amount,
      before,
      dest: this.#agent(),
      id: undefined,
      since: null,
    });
  }

  #out(kind: RowKind, { payer, amount, id }: { payer: number; amount: number; id?: number }): Row {
    const before = this.#customers.balance(payer);
    if (amount <= before) this.#customers.move(payer, -amount);
    const dest = kind === 'PAYMENT' ? this.#merchant() : this.#agent();
    return this.#row(kind, { payer, amount, id, since: null, before, dest });
  }

  #between(kind: RowKind, { payer, payee, amount, id, since }: Sent): Row {
    const before = this.#customers.balance(payer);
    const theirs = this.#customers.balance(payee);
    if (amount <= before) {
      this.#customers.move(payer, -amount);
      this.#customers.move(payee, amount);
    }
    const shown = this.#world.payeeBalances;
    const dest = {
      name: this.#customers.name(payee),
      before: shown ? theirs : 0,
      after: shown ? this.#customers.balance(payee) : 0,
    };
    return this.#row(kind, { payer, amount, id, since: since ?? null, before, dest });
  }

  #row(kind: RowKind, { payer, amount, before, dest, id, since }: Done): Row {
    return {
      step: Math.min(this.#world.steps, Math.floor(this.#at) + 1),
      kind,
      amount,
      nameOrig: this.#customers.name(payer),
      oldbalanceOrg: before,
      newbalanceOrig: this.#customers.balance(payer),
      nameDest: dest.name,
      oldbalanceDest: dest.before,
      newbalanceDest: dest.after,
      fraudCase: id ?? -1,
      hoursSinceSwap: since ?? this.#sinceHonestSwap(payer),
    };
  }

  #sinceHonestSwap(who: number): number | null {
    const since = this.#at - (this.#swaps.get(who) ?? Number.POSITIVE_INFINITY);
    return since >= 0 && since < SWAP_KNOWN_HOURS ? since : null;
  }

  #merchant = () => ({
    name: `M${this.#chance.whole(1, this.#merchants) + 1_000_000_000}`,
    before: 0,
    after: 0,
  });

  #agent = () => ({
    name: `${this.#world.agents}${this.#chance.whole(1, Math.ceil(this.#merchants / 10)) + 2_000_000_000}`,
    before: 0,
    after: 0,
  });
}

/** Chosen: by day four times as many deeds as by night; fraud does not sleep, as in PaySim. */
function momentOf(even: number): number {
  const day = Math.floor(even / 24);
  const share = (even - 24 * day) / 24;
  return 24 * day + (share < 1 / 9 ? share * 72 : 8 + (share - 1 / 9) * 18);
}
