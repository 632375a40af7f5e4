import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { Refusal } from '@/lib/base/refusal';
import type { Actor } from '@/lib/policy/actor';
import { runDeed } from './deeds';
import { sabotage } from './sabotage';
import type { Asked, Ended, FromApp, People, Size, ToApp } from './wire';

// A process of the app, as a node of it would be: it has connections of its own and keeps nothing that counts. It is
// killed without a word, so that nothing here may try to end in order.

let people: People | undefined;
const tell = (message: FromApp) => process.send?.(message);

process.on('disconnect', () => process.exit());
process.on('message', (message: ToApp) => {
  if ('people' in message) people = message.people;
  else if ('makePeople' in message) void makePeople(message.makePeople);
  else void answer(message.asked).then((ended) => tell({ id: message.asked.id, ended }));
});
await sabotage(process.env.BANK_WITHOUT);
tell({ isUp: true });

/** The ground of a test knows every command there is: only who makes people waits for that. */
async function makePeople(size: Size): Promise<void> {
  const { makePeople: make } = await import('./people');
  tell({ people: await make(size) });
}

async function answer(asked: Asked): Promise<Ended> {
  try {
    return { output: await runDeed(asked.name, actorOf(asked), asked.input) };
  } catch (error) {
    return error instanceof Refusal ? { refused: error.code } : { lost: String(error) };
  }
}

/** Somebody as they ask now: they have shown their second factor a moment ago, if they have one. */
function actorOf({ as, aheadMs = 0 }: Asked): Actor {
  if (!people) throw new Error('Nobody is known yet.');
  const at = new Date(clock.now().getTime() + aheadMs);
  const request = { at, id: newId(at), ip: '127.0.0.1', userAgent: 'bank', deviceId: null };
  if (as === 'system') return { kind: 'system', tenant: people.tenant, name: 'bank', request };
  const person = people[as.role][as.index];
  if (!person) throw new Error(`There is no ${as.role} ${as.index}.`);
  const { session } = person;
  const provedAt = session.provedAt && at;
  return { ...person, request, session: { ...session, provedAt, judgedAt: at } };
}
