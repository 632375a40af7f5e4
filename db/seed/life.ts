import { signIn } from '@/lib/auth/sign-in';
import { after, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { Refusal } from '@/lib/base/refusal';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import {
  ACTIVATION_TAKES_MS,
  activateBy,
  askAbout,
  type Customer,
  customerOf,
  picture,
  register,
} from './customer';
import { payIn, send } from './money';
import { withAuthenticator } from './staff';
import { at, deliver, type Player, type Stage, signInAs, strangerOf } from './stage';
import { newTimeline } from './timeline';

/** Days between two visits, on average. */
const PAYS_IN_EVERY = 24;
const LOOKS_IN_EVERY = 17;

/** So many of the newest have a document that nobody has verified: of half of them the pictures are there. */
const UNVERIFIED = 4;

type Life = {
  stage: Stage;
  agents: readonly Player[];
  customers: number;
  /** Midnight of the first day, in the tenant's zone, and the end of it all. */
  midnight: Date;
  now: Date;
  progress(text: string): void;
};

/** Plays the telecom's three months: customers come, pay in, and send money to those they know. */
export async function live({
  stage,
  agents,
  customers: count,
  midnight,
  now,
  progress,
}: Life): Promise<void> {
  const { chance } = stage;
  const timeline = newTimeline();
  const days = Math.floor((now.getTime() - midnight.getTime()) / DAY_MS);
  const here: Customer[] = [];
  const sessions = new Map<Player, Person>();

  for (let index = 0; index < count; index += 1) {
    // More come every week; the last of them came two days ago.
    const day = 1 + Math.floor((days - 3) * ((index + 1) / count) ** 0.75);
    timeline.at(inShopHours(day), (when) => arrive(customerOf(stage, index, midnight), when));
  }
  await timeline.run(now);
  await deliver(now);

  async function arrive(customer: Customer, when: Date): Promise<void> {
    progress(`Three months of life: ${here.length + 1} of ${count} customers.`);
    const met = chance.pick(agents);
    const isLast = customer.index >= count - UNVERIFIED;
    // Each of the agents has somebody whose document is still to be seen to.
    const agent = (isLast && agents[customer.index % agents.length]) || met;
    const session = await atWork(agent, when);
    const documentId = await register(session, customer);
    if (!isLast) await askAbout(session, documentId);
    else if (customer.index < count - UNVERIFIED / 2) await picture(session, documentId);
    timeline.at(after(when, ACTIVATION_TAKES_MS), (then) => settleIn(customer, agent, then));
  }

  async function settleIn(customer: Customer, agent: Player, when: Date): Promise<void> {
    await activateBy(stage, customer, when);
    here.push(customer);
    timeline.at(after(when, 2 * MINUTE_MS), (then) => deposit(customer, agent, then));
    if (customer.index % 9 === 4) timeline.at(after(when, HOUR_MS), (then) => enrol(customer, then));
    for (let day = nextDay(when, PAYS_IN_EVERY); day <= days; day += gap(PAYS_IN_EVERY))
      timeline.at(inShopHours(day), (then) => deposit(customer, chance.pick(agents), then));
    for (let day = nextDay(when, LOOKS_IN_EVERY); day <= days; day += gap(LOOKS_IN_EVERY))
      timeline.at(inWakingHours(day), (then) => visit(customer, then));
  }

  async function deposit(customer: Customer, agent: Player, when: Date): Promise<void> {
    await payIn(await atWork(agent, when), chance, customer.msisdn);
    await deliver(after(when, SECOND_MS));
  }

  async function visit(customer: Customer, when: Date): Promise<void> {
    if (chance.happens(0.04)) await mistype(customer.player, when);
    const session = await signInAs(stage, customer.player, when);
    for (let count = chance.between(1, 2); count > 0; count -= 1) {
      timeline.at(after(when, count * 40 * SECOND_MS), (then) => pay(customer, at(session, then)));
    }
  }

  async function pay(customer: Customer, session: Person): Promise<void> {
    const friend = friendOf(customer);
    if (friend) await send(session, chance, friend.msisdn);
    await deliver(after(session.request.at, SECOND_MS));
  }

  async function enrol(customer: Customer, when: Date): Promise<void> {
    customer.player = await withAuthenticator(stage, customer.player, when);
  }

  async function mistype(player: Player, when: Date): Promise<void> {
    const wrong = { identifier: player.address, password: 'murakaza-neza-kigari' };
    await perform(signIn, strangerOf(stage, player, when), wrong).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }

  /** Agents sign in every morning and stay so. */
  async function atWork(agent: Player, when: Date): Promise<Person> {
    const known = sessions.get(agent);
    if (known && when.getTime() - known.request.at.getTime() < 11 * HOUR_MS) return at(known, when);
    const session = await signInAs(stage, agent, when);
    sessions.set(agent, session);
    return session;
  }

  /** People know who came at about the time that they did. */
  function friendOf({ index }: Customer): Customer | undefined {
    const known = here.filter((other) => other.index !== index && Math.abs(other.index - index) < 8);
    return known.length > 0 ? chance.pick(known) : undefined;
  }

  function inShopHours(day: number): Date {
    return momentOf(day, chance.between(8 * 60, 18 * 60));
  }

  function inWakingHours(day: number): Date {
    return momentOf(day, chance.between(6 * 60 + 30, 22 * 60));
  }

  function momentOf(day: number, minute: number): Date {
    return after(midnight, day * DAY_MS + minute * MINUTE_MS + chance.between(0, 59_000));
  }

  function nextDay(when: Date, every: number): number {
    return Math.floor((when.getTime() - midnight.getTime()) / DAY_MS) + gap(every);
  }

  function gap(every: number): number {
    return chance.between(1, 2 * every);
  }
}
