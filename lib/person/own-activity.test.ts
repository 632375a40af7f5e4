import { expect, test } from 'vitest';
import { signedIn } from '@/testing/deeds';
import { aTenant, facts, later, NOON } from '@/testing/ground';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { endSessions } from './end-sessions';
import { ownActivity } from './own-activity';
import { updateProfile } from './profile';

const at = (minutes: number) => after(NOON, minutes * MINUTE_MS);

test('one’s own trail has what one did and what staff did to one, without where staff sat', async () => {
  const ground = await aTenant();
  const [person, owner] = [await signedIn(await ground.person(['user'])), await ground.person(['owner'])];
  await perform(updateProfile, later(person, at(1)), { name: 'Another Name' });
  const counter = { ...owner, request: facts(at(2), { ip: '41.186.0.1', userAgent: 'Firefox/1 (Windows)' }) };
  await perform(endSessions, counter, { personId: person.principal.id });
  const { events, next } = await ask(ownActivity, later(person, at(3)), {});
  expect(events).toMatchObject([
    { command: 'person.sessions.end', by: 'staff', ip: null, country: null, browser: null },
    { command: 'person.profile.update', by: 'self', ip: '127.0.0.1' },
  ]);
  expect(next).toBeNull();
});

test('nobody sees what others did to others', async () => {
  const ground = await aTenant();
  const [one, other] = [await ground.person(['user']), await ground.person(['user'])];
  await perform(updateProfile, one, { name: 'One' });
  expect((await ask(ownActivity, other, {})).events).toEqual([]);
});

test('the trail goes on page by page without a gap or a repeat, also under a filter', async () => {
  const ground = await aTenant();
  const person = await ground.person(['user']);
  for (let minute = 1; minute <= 7; minute += 1)
    await perform(updateProfile, later(person, at(minute)), { name: `Name ${minute}` });
  const seen: number[] = [];
  let before: string | undefined;
  do {
    const page = await ask(ownActivity, later(person, at(9)), {
      kind: 'account',
      outcome: 'done',
      limit: 3,
      ...(before && { before }),
    });
    seen.push(...page.events.map((event) => event.at.getTime()));
    before = page.next ?? undefined;
  } while (before);
  expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((minute) => at(minute).getTime()));
  expect((await ask(ownActivity, person, { kind: 'money' })).events).toEqual([]);
});
