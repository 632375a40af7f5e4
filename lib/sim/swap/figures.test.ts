import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, later, NOON } from '@/testing/ground';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { tallyOnce } from '../../tenant/tally';
import { swapAgents } from './agents';
import { completeSwap, expireSwap } from './complete';
import { swapFigures } from './figures';
import { remedySwap } from './remedy';
import { sampleSwap } from './sample-swap';

const DAY = '2026-06-15';

async function aDay() {
  const ground = await aTenant();
  const { tenant } = ground;
  const [asker, supervisor, admin] = [
    await ground.person(['agent'], { name: 'Aline Agent' }),
    await ground.person(['supervisor']),
    await ground.person(['admin']),
  ];
  const make = (state: 'ready' | 'overdue' | 'proving') =>
    inTenant(tenant.id, (tx) =>
      sampleSwap({ tx, tenant, now: NOON, actorId: '' }, state, { requestedBy: asker.principal.id }),
    );
  const [one, two] = [await make('ready'), await make('ready')];
  const ran = await make('overdue');
  await make('proving');
  const system = ground.system(after(NOON, MINUTE_MS));
  for (const { id } of [one, two]) await perform(completeSwap, system, { swapId: id });
  await perform(expireSwap, system, { swapId: ran.id });
  const when = after(NOON, HOUR_MS);
  const fresh = { ...supervisor, session: { ...supervisor.session, provedAt: when } };
  await perform(remedySwap, later(fresh, when), { swapId: two.id, reason: 'It was a fraud' });
  return { ground, tenant, asker, admin };
}

test('the dashboard counts what became of swaps, the same before and after it was tallied', async () => {
  const { tenant, admin } = await aDay();
  const shown = async () => {
    const seen = await ask(swapFigures, later(admin, after(NOON, 2 * HOUR_MS)), {});
    const { toComplete, toRemedy, days, refused } = seen;
    return {
      today: days.at(-1),
      refused: refused.filter(({ count }) => count > 0),
      minutes: [toComplete, toRemedy].map(({ medianSeconds }) => Math.round((medianSeconds ?? 0) / 60)),
    };
  };
  const before = await shown();
  expect(before).toEqual({
    today: { day: DAY, requested: 4, completed: 2, refused: 1, disputed: 0, remedied: 1 },
    refused: [{ reason: 'expired', count: 1 }],
    // Asked for an hour and a minute before, undone 59 minutes later; each is the middle of its bucket.
    minutes: [90, 45],
  });
  while (await tallyOnce(tenant, after(NOON, DAY_MS)));
  expect(await shown()).toEqual(before);
  while (await tallyOnce(tenant, after(NOON, 2 * DAY_MS)));
  expect(await shown()).toEqual(before);
});

test('an agent stands with what they asked for, what of it is disputed, and its lower bound', async () => {
  const { asker, admin } = await aDay();
  const { agents } = await ask(swapAgents, later(admin, after(NOON, 2 * HOUR_MS)), {});
  expect(agents).toMatchObject([
    {
      ...{
        id: asker.principal.id,
        name: 'Aline Agent',
        requested: 4,
        completed: 2,
        disputed: 1,
        share: 0.25,
      },
      ...{ isOver: false, pair: null, suspended: null },
    },
  ]);
  expect(agents[0]?.bound).toBeCloseTo(0.0456, 3);
});
