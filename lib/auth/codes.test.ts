import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { NOON } from '@/testing/ground';
import { aMember } from '@/testing/members';
import { postedTo } from '@/testing/posted';
import { another, begun, SENT_CODES } from '@/testing/sent-codes';
import { after, MINUTE_MS } from '../base/clock';
import { recordSignal } from '../trust/signal';
import { failuresOnUnknownDevices } from './proof-budget';

test.each(SENT_CODES)('%s is good once, and its replay is refused and written down', async (_title, kind) => {
  const { ground, send, sent } = await begun(kind);
  await send();
  const { code, enter } = await sent();
  expect(await enter(another(code))).toBe(kind.refused);
  expect(await enter(code)).toBe('done');
  expect(await enter(code)).not.toBe('done');
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query<{ outcome: string }>(
      `select outcome from audit_events where tenant_id = $1 order by id desc limit 1`,
      [ground.tenant.id],
    ),
  );
  expect(rows[0]?.outcome).not.toBe('done');
});

test.each(SENT_CODES)('%s is nothing after its minutes', async (_title, kind) => {
  const { send, sent } = await begun(kind);
  await send();
  const { code, enter } = await sent();
  const lives = (kind.livesMinutes ?? 5) * MINUTE_MS;
  expect(await enter(code, { at: after(NOON, lives) })).not.toBe('done');
  expect(await enter(code, { at: after(NOON, lives - 1) })).toBe('done');
});

test.each(SENT_CODES)(
  '%s is killed by a newer one, and one more than an hour may have is not sent',
  async (_title, kind) => {
    const { ground, address, send, sent } = await begun(kind);
    await send();
    const first = await sent();
    await send();
    const second = await sent();
    if (first.code !== second.code) expect(await second.enter(first.code)).toBe(kind.refused);
    expect(await first.enter(first.code)).not.toBe('done');
    for (let times = 2; times < (kind.sendsAnHour ?? 3); times += 1) await send();
    const last = await sent();
    const before = (await postedTo(ground.tenant, address)).length;
    await Promise.resolve(send()).catch((refusal) =>
      expect(refusal.code).toMatch(/^code_sent_(too_)?often$/),
    );
    const more = await postedTo(ground.tenant, address);
    expect(more.length - before).toBeLessThanOrEqual(1);
    expect(
      more.slice(0, 1).every(({ channel, values }) => channel === 'none' || values.code === last.code),
    ).toBe(true);
  },
);

test.each(SENT_CODES)(
  '%s is worth nothing in another browser, to another person and in another tenant',
  async (_title, kind) => {
    const one = await begun(kind);
    const [sibling, stranger] = [await aMember(one.ground, { withTotp: kind.withTotp }), await begun(kind)];
    const theirs = await kind.begin(one.ground, sibling);
    await Promise.all([one.send(), theirs.send(), stranger.send()]);
    const { code, enter } = await one.sent();
    expect(await enter(code, { who: await one.other() })).toBe(kind.elsewhere);
    const [ofSibling, abroad] = [await theirs.sent(), await stranger.sent()];
    if (ofSibling.code !== code) expect(await ofSibling.enter(code)).toBe(kind.refused);
    if (abroad.code !== code) expect(await abroad.enter(code)).toBe(kind.refused);
    expect(await enter(code)).toBe('done');
  },
);

test.each(SENT_CODES)(
  '%s is dead after three wrong tries, at once or one after the other',
  async (_title, kind) => {
    const { send, sent } = await begun(kind);
    await send();
    const { code, enter } = await sent();
    await Promise.all([1, 2, 3].map((by) => enter(another(code, by))));
    expect(await enter(code)).toBe(kind.refused);
  },
);

test.each(SENT_CODES)('%s: of eight who enter it at once, one is let in', async (_title, kind) => {
  const { send, sent } = await begun(kind);
  await send();
  const { code, enter } = await sent();
  const answers = await Promise.all(Array.from({ length: 8 }, () => enter(code)));
  expect(answers.filter((one) => one === 'done')).toHaveLength(1);
});

test.each(SENT_CODES)(
  '%s: a wrong one counts on the hundred of the person or the address, and a new code does not begin it anew',
  async (_title, kind) => {
    const { ground, account, send, sent } = await begun(kind);
    const failures = () =>
      inTenant(ground.tenant.id, (tx) => failuresOnUnknownDevices(tx, ground.tenant.id, account, NOON));
    const known = kind.title.startsWith('a step-up');
    const before = await failures();
    await send();
    const first = await sent();
    await first.enter(another(first.code));
    await send();
    const second = await sent();
    await second.enter(another(second.code));
    // In a browser that the person has signed in from, the count is that browser's own.
    expect((await failures()) - before).toBe(known ? 0 : 2);
  },
);

test.each(SENT_CODES.filter(([title]) => !/email|verification|new address/.test(title)))(
  '%s is not sent, or no longer good, once the number moved to another SIM',
  async (_title, kind) => {
    const { ground, member, send, sent } = await begun(kind);
    await send();
    const { code, enter } = await sent();
    await inTenant(ground.tenant.id, (tx) =>
      recordSignal(tx, ground.tenant.id, member.personId, 'sim-changed', NOON),
    );
    expect(await enter(code)).toBe(kind.refused);
    const before = (await postedTo(ground.tenant, member.mobile)).length;
    await Promise.resolve(send()).catch((refusal) => expect(refusal.code).toBe('factor_cannot_be_sent'));
    const fresh = (await postedTo(ground.tenant, member.mobile)).slice(before);
    expect(fresh.every(({ channel }) => channel === 'none')).toBe(true);
  },
);
