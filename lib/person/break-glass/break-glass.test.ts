import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { signedIn } from '@/testing/deeds';
import { aTenant, facts, type Ground, NOON } from '@/testing/ground';
import { lookedUp, toldTo } from '@/testing/members';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { NOT_BY_BREAK_GLASS } from '../../policy/break-glass';
import type { Permission } from '../../policy/permissions';
import { listEvents, showEvent } from '../../tenant/audit-log';
import { createUnit } from '../../tenant/create-unit';
import { placeHold } from '../../trust/hold';
import { assignRole, removeRole } from '../change-roles';
import { endSessions } from '../end-sessions';
import { lockChange } from '../held-roles';
import { askBreakGlass } from './ask';
import { type Hand, LASTS_MS, refusalOfPair, refusalOfPlaces, WAITS_MS } from './break-glass';
import { endBreakGlass, lapseBreakGlass } from './end';
import { openBreakGlass } from './open';
import { showBreakGlass } from './show';

const MONTH_AGO = after(NOON, -30 * DAY_MS);
const CONTACT = 'security@example.com';
/** What an owner may do and an administrator may not. */
const OF_OWNERS: Permission = 'float.open';

/** Somebody at a moment, with a fresh second factor, at a browser and an address of their own. */
const at = (person: Person, when: Date): Person => ({
  ...person,
  request: facts(when, { deviceId: person.session.id, ip: '198.51.100.7', userAgent: person.principal.name }),
  session: { ...person.session, provedAt: when },
  principal: { ...person.principal, enrolled: { totp: true, passkey: false } },
});

/** A tenant with an owner and two administrators who have been there for long, and a contact. */
async function aScene() {
  const ground = await aTenant({ at: MONTH_AGO });
  ground.tenant.settings = {
    ...ground.tenant.settings,
    trust: { ...ground.tenant.settings.trust, contacts: [CONTACT] },
  };
  const owner = at(await ground.person(['owner'], { at: MONTH_AGO, mobile: '+250788123456' }), NOON);
  const asker = await signedIn(at(await ground.person(['admin'], { at: MONTH_AGO }), NOON));
  const opener = at(await ground.person(['admin'], { at: MONTH_AGO }), NOON);
  return { ground, owner, asker, opener };
}

async function anOpenOne(scene: Awaited<ReturnType<typeof aScene>>) {
  const { breakGlassId } = await perform(askBreakGlass, scene.asker, { reason: 'The owner is away' });
  await perform(openBreakGlass, scene.opener, { breakGlassId });
  return breakGlassId;
}

const seenAt = async (ground: Ground, person: Person, when: Date) =>
  at(await lookedUp(ground, { ...ground.stranger(when), request: facts(when) }, person.session.id), when);

/** As what somebody's rank counts when they do something to another one. */
const ranksOf = (actor: Person, deed: Permission, { principal }: Person): Promise<string[]> =>
  inTenant(actor.tenant.id, async (tx) => {
    const { changer } = await lockChange(tx, actor, deed, principal.id);
    return changer === 'operator' ? [] : changer.roles.map(({ key }) => key);
  });

async function toldContact({ tenant }: Ground): Promise<string[]> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ template: string }>(
      'select template from outbox_messages where address = $1 order by id',
      [CONTACT],
    ),
  );
  return rows.map(({ template }) => template);
}

test('two open an owner’s permissions for an hour; every owner is told everywhere, deeds are marked, and nothing is left', async () => {
  const scene = await aScene();
  const { ground, owner, asker } = scene;
  expect((await seenAt(ground, asker, NOON)).principal.permissions).not.toContain(OF_OWNERS);
  const breakGlassId = await anOpenOne(scene);

  const open = await seenAt(ground, asker, NOON);
  expect(open.breakGlass).toEqual({ id: breakGlassId, until: after(NOON, LASTS_MS) });
  expect(open.principal.permissions).toContain(OF_OWNERS);
  expect(NOT_BY_BREAK_GLASS).toEqual(
    expect.arrayContaining(['approval.approve', 'break-glass.ask', 'role.assign', 'webhook.create']),
  );
  for (const name of NOT_BY_BREAK_GLASS) expect(open.principal.permissions).not.toContain(name);
  expect(await ranksOf(open, 'person.sessions.end', owner)).toEqual(['admin', 'owner']);
  expect(await ranksOf(open, 'recovery.decide', owner)).toEqual(['admin']);
  await perform(createUnit, open, { name: 'A shop', kind: 'shop' });
  await perform(endSessions, open, { personId: owner.principal.id });
  await expect(
    perform(assignRole, open, { personId: asker.principal.id, role: 'owner' }),
  ).rejects.toMatchObject({ code: 'not_by_break_glass' });
  const { events } = await ask(listEvents, owner, { actor: asker.principal.id });
  for (const command of ['unit.create', 'person.sessions.end', 'role.assign']) {
    const event = events.find((one) => one.command === command);
    expect((await ask(showEvent, owner, { eventId: event?.id })).change).toMatchObject({
      breakGlass: breakGlassId,
    });
  }

  for (const minutes of [25, 50])
    expect((await seenAt(ground, asker, after(NOON, minutes * MINUTE_MS))).breakGlass).toBeDefined();
  const over = await seenAt(ground, asker, after(NOON, LASTS_MS));
  expect(over.breakGlass).toBeUndefined();
  expect(over.principal.permissions).toEqual(asker.principal.permissions);
  const system = ground.system(after(NOON, LASTS_MS));
  expect(await perform(lapseBreakGlass, system, {})).toEqual({ ended: 1 });
  expect(await perform(lapseBreakGlass, system, {})).toEqual({ ended: 0 });
  const told = ['breakGlassAsked', 'breakGlassOpened', 'breakGlassEnded'];
  expect(await toldTo(ground, owner.principal.id)).toEqual(
    told.flatMap((template) => [`email ${template}`, `sms ${template}`]),
  );
  expect(await toldContact(ground)).toEqual(told);
  expect((await ask(showBreakGlass, owner, {})).all).toMatchObject([{ id: breakGlassId, state: 'over' }]);
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(`select kind, severity, about from incidents`),
  );
  expect(rows).toEqual([{ kind: 'break-glass', severity: 'critical', about: `break-glass:${breakGlassId}` }]);
});

test('it ends with the role of whoever asked, with a hold on their account, and when anybody who may ends it', async () => {
  const scene = await aScene();
  const { ground, owner, asker } = scene;
  await anOpenOne(scene);
  await perform(removeRole, owner, { personId: asker.principal.id, role: 'admin' });
  const without = await seenAt(ground, asker, NOON);
  expect(without.breakGlass).toBeUndefined();
  expect(without.principal.permissions).not.toContain(OF_OWNERS);
  expect(await perform(lapseBreakGlass, ground.system(NOON), {})).toEqual({ ended: 1 });

  const other = await aScene();
  await anOpenOne(other);
  const hold = { personId: other.asker.principal.id, kind: 'review' as const, reason: 'r', placedBy: null };
  await inTenant(other.ground.tenant.id, (tx) => placeHold(tx, other.ground.tenant.id, NOON, hold));
  expect((await seenAt(other.ground, other.asker, NOON)).breakGlass).toBeUndefined();

  const third = await aScene();
  const breakGlassId = await anOpenOne(third);
  await perform(endBreakGlass, third.owner, { breakGlassId });
  expect((await seenAt(third.ground, third.asker, NOON)).breakGlass).toBeUndefined();
  await expect(perform(endBreakGlass, third.opener, { breakGlassId })).rejects.toMatchObject({
    code: 'break_glass_over',
  });
  await expect(perform(openBreakGlass, third.opener, { breakGlassId })).rejects.toMatchObject({
    code: 'break_glass_over',
  });
});

test('it is opened in a quarter of an hour or not at all, once, by another, at another browser, and asked for once', async () => {
  const { ground, owner, asker, opener } = await aScene();
  const wish = { reason: 'The owner is away' };
  const { breakGlassId } = await perform(askBreakGlass, asker, wish);
  await expect(perform(askBreakGlass, asker, wish)).rejects.toMatchObject({ code: 'break_glass_is_asked' });
  const refused = (actor: Person) => expect(perform(openBreakGlass, actor, { breakGlassId })).rejects;
  await refused(asker).toMatchObject({ code: 'break_glass_own_hands' });
  await refused({ ...opener, request: { ...asker.request } }).toMatchObject({
    code: 'break_glass_same_device',
  });
  await refused(at(opener, after(NOON, WAITS_MS))).toMatchObject({ code: 'break_glass_over' });
  // What has lapsed makes room for a new one.
  const again = await perform(askBreakGlass, at(asker, after(NOON, WAITS_MS)), wish);
  const young = at(await ground.person(['admin'], { at: NOON }), after(NOON, WAITS_MS));
  await expect(perform(openBreakGlass, young, again)).rejects.toMatchObject({
    code: 'break_glass_too_young',
  });
  const pressed = at(opener, after(NOON, WAITS_MS + MINUTE_MS));
  const ends = await Promise.allSettled([
    perform(openBreakGlass, pressed, again),
    perform(openBreakGlass, at(owner, pressed.request.at), again),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('who gave whom their role is remembered, even where a third one gave it again since', async () => {
  const { ground, owner, asker } = await aScene();
  const made = at(await ground.person(['viewer'], { at: MONTH_AGO }), NOON);
  const role = { personId: made.principal.id, role: 'admin' };
  const weekAgo = after(NOON, -9 * DAY_MS);
  await perform(assignRole, at(asker, weekAgo), role);
  await perform(removeRole, at(owner, weekAgo), role);
  await perform(assignRole, at(owner, weekAgo), role);
  const { breakGlassId } = await perform(askBreakGlass, asker, { reason: 'The owner is away' });
  await expect(
    perform(
      openBreakGlass,
      { ...made, principal: { ...made.principal, permissions: asker.principal.permissions } },
      { breakGlassId },
    ),
  ).rejects.toMatchObject({ code: 'break_glass_from_each_other' });
});

const hand = (over: Partial<Hand> = {}): Hand => ({
  ...{ id: randomUUID(), status: 'active', createdAt: MONTH_AGO, held: [], givers: [] },
  grants: [{ by: null, at: MONTH_AGO }],
  ...over,
});
const [ANNA, BEN, CHIEF] = [randomUUID(), randomUUID(), randomUUID()];
const lately = after(NOON, -6 * DAY_MS);

test.each<[string, Partial<Hand>, Partial<Hand>, string | undefined]>([
  ['two of long standing', {}, {}, undefined],
  ['one person', { id: ANNA }, { id: ANNA }, 'break_glass_own_hands'],
  ['an asker without the role', { grants: [] }, {}, 'break_glass_unfit'],
  ['an asker who is suspended', { status: 'suspended' }, {}, 'break_glass_unfit'],
  ['an asker whose account is secured', { held: ['credentials'] }, {}, 'break_glass_unfit'],
  ['an asker who is under review', { held: ['review'] }, {}, 'break_glass_unfit'],
  ['an opener without the role', {}, { grants: [] }, 'break_glass_unfit'],
  ['an opener under review', {}, { held: ['review'] }, 'break_glass_unfit'],
  ['an asker whose money rests', { held: ['money_out'] }, {}, undefined],
  ['an asker made by the opener', { givers: [BEN] }, { id: BEN }, 'break_glass_from_each_other'],
  ['an opener made by the asker', { id: ANNA }, { givers: [ANNA] }, 'break_glass_from_each_other'],
  ['a young account', { createdAt: after(NOON, -23 * HOUR_MS) }, {}, 'break_glass_too_young'],
  ['a young role', {}, { grants: [{ by: CHIEF, at: after(NOON, -23 * HOUR_MS) }] }, 'break_glass_too_young'],
  [
    'a young role beside an old one',
    {},
    {
      grants: [
        { by: CHIEF, at: NOON },
        { by: CHIEF, at: MONTH_AGO },
      ],
    },
    undefined,
  ],
  [
    'two made by one person within a week',
    { grants: [{ by: CHIEF, at: lately }] },
    { grants: [{ by: CHIEF, at: lately }] },
    'break_glass_same_hand',
  ],
  [
    'two made by one person, one of them long ago',
    { grants: [{ by: CHIEF, at: lately }] },
    { grants: [{ by: CHIEF, at: MONTH_AGO }] },
    undefined,
  ],
  [
    'two made by the operator',
    { grants: [{ by: null, at: lately }] },
    { grants: [{ by: null, at: lately }] },
    undefined,
  ],
])('%s: %#', (_who, asker, opener, code) => {
  expect(refusalOfPair(hand(asker), hand(opener), NOON)?.code).toBe(code);
});

const place = { deviceId: ANNA, ip: '198.51.100.7', userAgent: 'Firefox' };

test.each([
  ['the same browser', place, { ...place, ip: '203.0.113.9' }, 0, true],
  ['the same address and kind of browser', place, { ...place, deviceId: BEN }, 0, true],
  ['one office', place, { ...place, deviceId: BEN, userAgent: 'Chrome' }, 0, false],
  ['a browser that both have used', place, { deviceId: BEN, ip: null, userAgent: 'Chrome' }, 1, true],
  ['nothing known', { ...place, deviceId: null, ip: null }, { ...place, deviceId: null, ip: null }, 0, false],
])('%s: refused %#', (_what, asked, here, shared, refused) => {
  expect(refusalOfPlaces(asked, here, shared) !== undefined).toBe(refused);
});
