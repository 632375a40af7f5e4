import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Chance } from '../risk/chance';
import type { App } from './app';
import type { DeedName, OutputOf } from './deeds';
import type { Journal, Moved } from './journal';
import type { Asked, Ended, People } from './wire';

/** What has not been decided by its answer: whoever hears it asks again. */
const ASK_AGAIN = new Set(['key_in_flight', 'too_many_requests']);
const LOSES_ANSWER = 0.02;
const ASKS_TWICE = 0.03;
const WALKS_AWAY = 0.01;
const COOLS_DOWN_MS = 1_000;
const RESTS_MS = { least: 10, most: 150 };

export type Bank = {
  app: App;
  people: People;
  journal: Journal;
  chance: Chance;
  isOver(): boolean;
  /** What a person may do only so often in a minute is not done more often by all of them. */
  mayNow(what: 'code' | 'correct' | 'dispute' | 'freeze'): boolean;
};

type Who = { role: 'customers' | 'agents' | 'admins'; index: number };
export type Deed<Name extends DeedName> = {
  as: Who;
  name: Name;
  input: Record<string, unknown>;
  aheadMs?: number;
};

type Settled = Exclude<Ended, { lost: string }>;

/** Looks at something until it is shown, or refused: then there is nothing. */
export async function look<Name extends DeedName>(
  bank: Bank,
  deed: Deed<Name>,
): Promise<OutputOf<Name> | undefined> {
  const { ended } = await insist(bank, deed);
  return 'output' in ended ? (ended.output as OutputOf<Name>) : undefined;
}

/**
 * Does something under a key of its own and asks with that key until it is answered, as a telephone does that lost its
 * signal; now and then twice at once, and now and then nobody waits for the answer. What was answered is in the journal.
 */
export async function act<Name extends DeedName>(
  bank: Bank,
  { moved, ...deed }: Deed<Name> & { moved?: Moved },
): Promise<OutputOf<Name> | undefined> {
  const { journal, chance, people } = bank;
  const key = crypto.randomUUID();
  const keyed = { ...deed, input: { ...deed.input, key } };
  const actorId = people[deed.as.role][deed.as.index]?.principal.id ?? '';
  const entry = { key, name: deed.name, actorId, moved };
  if (chance.isTrue(WALKS_AWAY)) {
    journal.asked += 1;
    await bank.app.ask(keyed);
    journal.write({ ...entry, ended: undefined, attempts: 1 });
    return undefined;
  }
  const asking = [insist(bank, keyed)];
  if (chance.isTrue(ASKS_TWICE)) asking.push(insist(bank, keyed));
  const answers = await Promise.all(asking);
  const done = answers.find(({ ended }) => 'output' in ended) ?? (answers[0] as Answer);
  for (const one of answers)
    if (contradicts(one, done))
      journal.contradictions.push(
        `${deed.name} ${key} was answered in two ways: ${spoken(done)}, and then ${spoken(one)}`,
      );
  const attempts = answers.reduce((all, one) => all + one.attempts, 0);
  journal.write({ ...entry, ended: done.ended, attempts });
  return 'output' in done.ended ? (done.ended.output as OutputOf<Name>) : undefined;
}

/** How asking ended, and when the attempt that was answered began and was heard, in milliseconds of this process. */
type Answer = { ended: Settled; attempts: number; askedAt: number; heardAt: number };

/**
 * Whether an answer cannot be true beside that of a deed that was done under the same key: another output, or a refusal to
 * whoever asked once the deed was done and heard of. A refusal keeps nothing under its key, so that what was refused while
 * a wallet was frozen may be done by the twin that comes when it no longer is; both were told the truth of their moment.
 */
function contradicts(one: Answer, done: Answer): boolean {
  if (!('output' in done.ended)) return false;
  if ('output' in one.ended) return !isDeepStrictEqual(one.ended, done.ended);
  return one.askedAt >= done.heardAt;
}

/** Does what has no key, and asks again until it is answered: what was done before its answer was lost is then refused. */
export async function actOnce<Name extends DeedName>(
  bank: Bank,
  deed: Deed<Name>,
): Promise<OutputOf<Name> | undefined> {
  const { people, journal } = bank;
  const { ended, attempts } = await insist(bank, deed);
  const actorId = people[deed.as.role][deed.as.index]?.principal.id ?? '';
  journal.write({ name: deed.name, actorId, ended, attempts });
  return 'output' in ended ? (ended.output as OutputOf<Name>) : undefined;
}

/** An answer as it is read in a list of what is wrong. */
const spoken = ({ ended }: Answer): string =>
  JSON.stringify(ended, (_, value) => (typeof value === 'bigint' ? String(value) : value));

/** Asks until somebody answers who knows. */
async function insist(bank: Bank, asked: Omit<Asked, 'id'>): Promise<Answer> {
  const { app, journal, chance } = bank;
  for (let attempts = 1; ; attempts++) {
    journal.asked += 1;
    const askedAt = performance.now();
    const ended = await app.ask(asked);
    const heardAt = performance.now();
    const isLostOnTheWay = chance.isTrue(LOSES_ANSWER);
    if (isLostOnTheWay) journal.answersLost += 1;
    else if ('output' in ended) return { ended, attempts, askedAt, heardAt };
    else if ('refused' in ended && !ASK_AGAIN.has(ended.refused))
      return { ended, attempts, askedAt, heardAt };
    journal.again += 1;
    const isTooFast = 'refused' in ended && ended.refused === 'too_many_requests';
    await pause(isTooFast ? COOLS_DOWN_MS : chance.whole(RESTS_MS.least, RESTS_MS.most));
  }
}
