import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ask } from '@/lib/command/ask';
import type { Person } from '@/lib/policy/actor';
import { aTenant, NOON } from '@/testing/ground';
import { add, photograph } from '@/testing/pictures';
import { code } from '@/testing/recovery-scene';
import { swapPictures } from './pictures';
import { sampleSwap } from './sample-swap';

test('whoever reviews a swap sees its fresh pictures beside those on file; whoever asked for it takes what is missing', async () => {
  const { tenant, person } = await aTenant();
  const [agent, other, supervisor] = [
    await person(['agent']),
    await person(['agent']),
    await person(['supervisor']),
  ];
  const { id: swapId } = await inTenant(tenant.id, (tx) => {
    const ground = { tx, tenant, now: NOON, actorId: agent.principal.id };
    return sampleSwap(ground, 'review', { requestedBy: agent.principal.id });
  });
  const seen = (by: Person) => ask(swapPictures, by, { swapId });
  const { documentId, ...before } = await seen(agent);
  expect(before).toEqual({ fresh: [], onFile: [], lacking: ['front', 'face'], mayAdd: true });
  expect(await code(seen(other))).toBe('not_found');
  await add(supervisor, documentId ?? '', 'face', await photograph());
  expect(await code(add(other, documentId ?? '', 'front', await photograph(), swapId))).toBe(
    'kyc_no_such_swap',
  );
  await add(agent, documentId ?? '', 'front', await photograph(), swapId);
  expect(await seen(supervisor)).toMatchObject({
    ...{ lacking: ['face'], mayAdd: true },
    fresh: [{ side: 'front', isOfSwap: true, mayLook: true, takenBy: agent.principal.name }],
    onFile: [{ side: 'face', isOfSwap: false, mayLook: true, takenBy: supervisor.principal.name }],
  });
  expect(await seen(agent)).toMatchObject({ fresh: [{ side: 'front', mayLook: true }], onFile: [] });
});
