import { after, HOUR_MS } from '../../base/clock';

// What somebody, a browser or an address touched is read from the audit log, which holds every deed with its evidence.
// It is bounded: what was looked at and how far is said with it.

/** One deed as the audit log holds it. */
export type Deed = {
  command: string;
  outcome: string;
  actorId: string | null;
  sessionId: string | null;
  subject: string | null;
  change: Record<string, unknown> | null;
};

export type Touched = {
  deeds: { command: string; done: number; refused: number }[];
  /** Whom those deeds were about, other than whoever did them. */
  people: string[];
  /** Who did them. */
  actors: string[];
  sessions: string[];
  /** The deeds that moved money, by the ids of their receipts. */
  movements: string[];
  simsRegistered: number;
};

/** Under which names evidence speaks of a person. */
const NAMES_A_PERSON = ['customer', 'payee', 'person', 'personId'] as const;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const OF_PERSON = /^person:(.+)$/;
const OF_TRANSFER = /^transfer:(.+)$/;

/** Adds up what deeds touched. What was refused touched nothing, and is counted as tried. */
export function touchedBy(deeds: readonly Deed[]): Touched {
  const counts = new Map<string, { command: string; done: number; refused: number }>();
  const sets = { people: new Set<string>(), actors: new Set<string>(), sessions: new Set<string>() };
  const movements = new Set<string>();
  for (const deed of deeds) {
    const { command, outcome, actorId, sessionId, subject } = deed;
    const count = counts.get(command) ?? { command, done: 0, refused: 0 };
    counts.set(command, count);
    if (actorId) sets.actors.add(actorId);
    if (sessionId) sets.sessions.add(sessionId);
    if (outcome !== 'done') {
      count.refused += 1;
      continue;
    }
    count.done += 1;
    for (const id of peopleIn(deed)) if (id !== actorId) sets.people.add(id);
    const moved = subject?.match(OF_TRANSFER)?.[1];
    if (moved && UUID.test(moved)) movements.add(moved);
  }
  return {
    deeds: [...counts.values()].sort(byCount),
    people: [...sets.people],
    actors: [...sets.actors],
    sessions: [...sets.sessions],
    movements: [...movements],
    simsRegistered: counts.get('sim.register')?.done ?? 0,
  };
}

type Counted = Touched['deeds'][number];
const byCount = (one: Counted, other: Counted) =>
  other.done + other.refused - (one.done + one.refused) || one.command.localeCompare(other.command);

function peopleIn({ subject, change }: Deed): string[] {
  const named = NAMES_A_PERSON.map((name) => change?.[name]);
  return [subject?.match(OF_PERSON)?.[1], ...named].filter(
    (id): id is string => typeof id === 'string' && UUID.test(id),
  );
}

/** Where a look back begins. */
export const since = (now: Date, hours: number): Date => after(now, -hours * HOUR_MS);
