import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, NOON } from '@/testing/ground';
import { givePin } from '@/testing/line';
import { aBrowser } from '@/testing/members';
import { aHolder, swapCode } from '@/testing/swap-scene';
import { sampleFactor } from '../auth/sample-factor';
import { newId } from '../base/id';
import { perform } from '../command/perform';
import { activate } from './activate-number';
import { samplePendingNumber } from './sample-registration';

/** Somebody with nothing but a name and a document, for whom an agent has registered a card that is in other hands. */
async function registered() {
  const ground = await aTenant();
  const { tenant } = ground;
  const { holder, holderId } = await aHolder(ground, { withPin: false, withTotp: false });
  const inOurs = <T>(work: Parameters<typeof inTenant<T>>[1]) => inTenant(tenant.id, work);
  await inOurs((tx) =>
    tx.$client.query(`update numbers set state = 'pending' where tenant_id = $1`, [tenant.id]),
  );
  const sample = await inOurs((tx) =>
    samplePendingNumber({ tx, tenant, now: NOON, actorId: '' }, { holderId }),
  );
  const { msisdn, code } = sample;
  const activation = { msisdn, code, password: 'a thief has long words' };
  return {
    ground,
    holder,
    holderId,
    inOurs,
    activate: () => swapCode(perform(activate, aBrowser(ground), activation)),
  };
}

test('a code sets the first password of whoever has nothing yet', async () => {
  expect(await (await registered()).activate()).toBe('done');
});

type Registered = Awaited<ReturnType<typeof registered>>;

test.each<[string, (of: Registered) => Promise<unknown>]>([
  [
    'a passkey',
    ({ inOurs, ground, holderId }) =>
      inOurs((tx) =>
        tx.$client.query(
          `insert into passkeys (tenant_id, id, person_id, name, credential_id, public_key, counter, transports, aaguid,
             backup_eligible, backed_up, created_at)
           values ($1, $2, $3, 'key', '\\x01', '\\x00', 0, '{}', '00000000-0000-0000-0000-000000000000', true, true, $4)`,
          [ground.tenant.id, newId(NOON), holderId, NOON],
        ),
      ),
  ],
  [
    'an authenticator',
    ({ inOurs, ground: { tenant }, holderId }) =>
      inOurs((tx) => sampleFactor({ tx, tenant, now: NOON, actorId: holderId }, holderId)),
  ],
  ['a PIN', ({ ground, holder }) => givePin(ground, holder)],
  [
    'a number in use',
    ({ inOurs, ground, holderId }) =>
      inOurs((tx) =>
        tx.$client.query(
          `update numbers set state = 'active' where tenant_id = $1 and id = (select id from numbers where tenant_id = $1
             and holder_id = $2 order by id limit 1)`,
          [ground.tenant.id, holderId],
        ),
      ),
  ],
])(
  'it sets none for somebody who has no password but %s: they confirm the number signed in',
  async (_what, give) => {
    const one = await registered();
    await give(one);
    expect(await one.activate()).toBe('confirm_signed_in');
  },
);
