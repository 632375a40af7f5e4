import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { DAY_MS } from '@/lib/base/clock';
import { perform } from '@/lib/command/perform';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { registerSim } from './register-sim';
import { sampleRegistrationInput } from './sample-registration';

type Form = Awaited<ReturnType<typeof sampleRegistrationInput>>;

/** A card fresh from the stock and the form that an agent fills for it. */
const aForm = async ({ tenant }: Ground, over: Partial<Form>): Promise<Form> =>
  inTenant(tenant.id, async (tx) => ({
    ...(await sampleRegistrationInput({ tx, tenant, now: NOON, actorId: '' })),
    ...over,
  }));

test('a document that has expired is refused beside its day; one on file that is renewed has to be looked at anew', async () => {
  const ground = await aTenant();
  const agent = await ground.person(['agent']);
  const late = await aForm(ground, { expiresOn: '2026-06-14' });
  await expect(perform(registerSim, agent, late)).rejects.toMatchObject({
    ...{ code: 'document_expired', field: 'expiresOn' },
  });
  const { documentId } = await perform(registerSim, agent, { ...late, expiresOn: '2026-06-15' });
  const stands = async () =>
    inTenant(ground.tenant.id, async (tx) => {
      const { rows } = await tx.$client.query<{ day: string; verified: boolean }>(
        'select expires_on::text as day, verified_at is not null as verified from identity_documents where id = $1',
        [documentId],
      );
      return rows[0];
    });
  expect(await stands()).toEqual({ day: '2026-06-15', verified: false });
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query('update identity_documents set verified_at = now()'),
  );
  const { documentKind, documentNumber, givenNames, familyName, birthDate } = late;
  const same = { documentKind, documentNumber, givenNames, familyName, birthDate };
  await perform(registerSim, agent, await aForm(ground, { ...same, expiresOn: '2036-01-31' }));
  expect(await stands()).toEqual({ day: '2026-06-15', verified: true });
  const aDayOn = { ...agent, session: { ...agent.session, provedAt: new Date(NOON.getTime() + DAY_MS) } };
  const third = await aForm(ground, { ...same, expiresOn: '2036-01-31' });
  await perform(registerSim, later(aDayOn, new Date(NOON.getTime() + DAY_MS)), third);
  expect(await stands()).toEqual({ day: '2036-01-31', verified: false });
});
