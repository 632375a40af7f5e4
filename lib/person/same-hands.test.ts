import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aDocument, add, addBoth, photograph } from '@/testing/pictures';
import { code } from '@/testing/recovery-scene';
import { newId } from '../base/id';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { showDocument } from './kyc/queries';
import { verifyDocument } from './kyc/verify';

/** Somebody in front of a browser that they have used before. */
async function at(ground: Ground, person: Person, deviceId: string): Promise<Person> {
  const { id: tenantId } = ground.tenant;
  await inTenant(tenantId, async ({ $client }) => {
    await $client.query(
      `insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at) values ($1, $2, 'b', $3, $3)
       on conflict do nothing`,
      [tenantId, deviceId, NOON],
    );
    await $client.query(
      `insert into known_devices (tenant_id, person_id, device_id, first_used_at, last_used_at) values ($1, $2, $3, $4, $4)`,
      [tenantId, person.principal.id, deviceId, NOON],
    );
  });
  return { ...person, request: { ...person.request, deviceId } };
}

test('a document is not verified by another account in the browser of whoever wrote or pictured it', async () => {
  const ground = await aTenant();
  const [shop, desk] = [newId(NOON), newId(NOON)];
  const writer = await at(ground, await ground.person(['agent']), shop);
  const taker = await at(ground, await ground.person(['supervisor']), shop);
  const reviewer = await ground.person(['supervisor']);
  const { documentId } = await aDocument(ground, writer);
  await addBoth(writer, documentId);
  await add(taker, documentId, 'back', await photograph());
  const verify = async (by: Person) => {
    const { looked } = await ask(showDocument, by, { documentId });
    return code(perform(verifyDocument, by, { documentId, looked }));
  };
  expect(await verify(await at(ground, reviewer, shop))).toBe('swap_same_hands');
  expect(await verify(await at(ground, reviewer, desk))).toBe('done');
});
