import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { after, HOUR_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { openIncident } from '../../trust/incident/open-incident';
import { tellContacts } from '../../trust/incident/tell-contacts';
import { createWebhook } from '../webhook/create-webhook';
import { showContacts } from './show-contacts';
import { updateContacts } from './update-contacts';

type Told = { address: string; locale: string; template: string };

const toldIn = ({ tenant }: Ground): Promise<Told[]> =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<Told>(
      'select address, locale, template from outbox_messages order by address, id',
    );
    return rows;
  });

const addressesOf = async (ground: Ground) => (await toldIn(ground)).map(({ address }) => address);

test('old contacts, new ones and every owner hear of a change, each address once; a stale form is refused', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner'], { email: 'second-owner@example.com' });
  await perform(updateContacts, owner, { version: 'none', contacts: 'Old@example.com' });
  expect(await addressesOf(ground)).toEqual([
    'old@example.com',
    'owner@example.com',
    'second-owner@example.com',
  ]);
  const { version, contacts, owners } = await ask(showContacts, owner, {});
  expect(contacts).toEqual(['old@example.com']);
  expect(owners.map(({ email }) => email)).toEqual(
    expect.arrayContaining(['owner@example.com', 'second-owner@example.com']),
  );
  await expect(
    perform(updateContacts, owner, { version: 'none', contacts: 'late@example.com' }),
  ).rejects.toMatchObject({ code: 'settings_changed_meanwhile' });
  await perform(updateContacts, owner, { version, contacts: 'new@example.com\nowner@example.com' });
  expect(await addressesOf(ground)).toEqual([
    ...['new@example.com', 'old@example.com', 'old@example.com'],
    ...['owner@example.com', 'owner@example.com'],
    ...['second-owner@example.com', 'second-owner@example.com'],
  ]);
});

test.each(['nonsense', 'a@example.com b', `${'x'.repeat(300)}@example.com`, manyAddresses(11)])(
  'contacts that are none are refused',
  async (contacts) => {
    const ground = await aTenant();
    const given = { version: 'none', contacts };
    await expect(perform(updateContacts, await ground.person(['admin']), given)).rejects.toMatchObject({
      fieldErrors: { contacts: ['Type e-mail addresses, one a line, ten at most.'] },
    });
    expect(await toldIn(ground)).toEqual([]);
  },
);

function manyAddresses(count: number): string {
  return Array.from({ length: count }, (_, place) => `c${place}@example.com`).join('\n');
}

test('an incident is told once an hour: to owners in their language and to webhooks by ids alone', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const french = await ground.person(['owner'], { email: 'chef@example.com' });
  await ground.person(['admin'], { email: 'admin@example.com' });
  await perform(createWebhook, french, { url: 'https://hooks.example.com/' });
  await inTenant(tenant.id, (tx) =>
    tx.$client.query(`update users set locale = 'fr' where id = $1`, [french.principal.id]),
  );
  const alarm = (now: Date) =>
    inTenant(tenant.id, async (tx) => {
      const { id: incidentId } = await openIncident(tx, tenant, now, {
        ...{ kind: 'reported', severity: 'warning', about: 'person:one', facts: {} },
      });
      const values = (language: string) => ({ what: language === 'fr' ? 'Un signalement' : 'A report' });
      return tellContacts(tx, tenant, now, {
        ...{ event: 'incident.opened', template: 'incidentOpened', values, incidentId },
      });
    });
  const counts = await Promise.all([alarm(NOON), alarm(NOON)]);
  expect(counts.toSorted()).toEqual([0, 2]);
  expect(await alarm(after(NOON, HOUR_MS - 1))).toBe(0);
  expect(await toldIn(ground)).toEqual([
    { address: 'chef@example.com', locale: 'fr', template: 'incidentOpened' },
    { address: 'owner@example.com', locale: 'en', template: 'incidentOpened' },
  ]);
  expect(await alarm(after(NOON, HOUR_MS + 1))).toBe(2);
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ body: string }>('select body from webhook_deliveries order by id limit 1'),
  );
  expect(JSON.parse(rows[0]?.body ?? '')).toEqual({
    ...{ type: 'incident.opened', timestamp: NOON.toISOString(), tenant: tenant.id },
    data: { incident: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
});
