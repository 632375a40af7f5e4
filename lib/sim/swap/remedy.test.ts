import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { sampleFactor } from '../../auth/sample-factor';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { perform } from '../../command/perform';
import { openWallet } from '../../person/open-wallet';
import type { Person } from '../../policy/actor';
import { guardOf } from '../../trust/swap-guard';
import { releaseAfterSwap, releaseByDocument } from './release';
import { remedySwap } from './remedy';
import { sampleCompleted } from './sample-completed';

const codeOf = async (deed: Promise<unknown>) => {
  try {
    await deed;
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

/** A tenant with a holder whose number has just moved, an agent who asked for it, and colleagues. */
async function aScene() {
  const ground = await aTenant();
  const holder = await ground.person(['user'], { mobile: `+25078${String(Date.now()).slice(-7)}` });
  const [asker, agent, supervisor] = [
    await ground.person(['agent']),
    await ground.person(['agent']),
    await ground.person(['supervisor']),
  ];
  const { tenant } = ground;
  const one = await inTenant(tenant.id, async (tx) => {
    await openWallet(tx, tenant.id, holder.principal.id, tenant.currency, NOON);
    return sampleCompleted(
      { tx, tenant, now: NOON, actorId: '' },
      { holderId: holder.principal.id, requestedBy: asker.principal.id },
    );
  });
  const document = await documentOn(ground, holder.principal.id);
  return { ground, tenant, holder, asker, agent, supervisor, one, document };
}

/** Puts a document on file for somebody. */
async function documentOn({ tenant }: Ground, personId: string) {
  const documentNumber = `1${newId(NOON).replace(/\D/g, '').slice(0, 15).padEnd(15, '0')}`;
  const { documentFingerprint, sealDocument } = await import('../../person/document');
  await inTenant(tenant.id, async (tx) => {
    const id = newId(NOON);
    await tx.$client.query(
      `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name,
         birth_date, created_at) values ($1,$2,$3,'national_id',$4,$5,'Ana','Uwase','1990-01-01',$6)`,
      [
        ...[tenant.id, id, personId, sealDocument(tenant.id, id, documentNumber)],
        ...[documentFingerprint('national_id', documentNumber), NOON],
      ],
    );
  });
  return { documentKind: 'national_id' as const, documentNumber };
}

const at = <A extends Person>(actor: A, ms: number): A => {
  const when = after(NOON, ms);
  return later({ ...actor, session: { ...actor.session, provedAt: when } }, when);
};

test('money moves again before its time with a document and a factor of before, and with neither alone', async () => {
  const { tenant, holder, asker, agent, one, document } = await aScene();
  const read = (actor: Person, over = {}) =>
    codeOf(perform(releaseByDocument, actor, { number: one.number, ...document, ...over }));
  const release = (actor: Person) => codeOf(perform(releaseAfterSwap, actor, { swapId: one.id }));
  const frozen = async () =>
    (await inTenant(tenant.id, (tx) => guardOf(tx, tenant.id, holder.principal.id)))?.moneyFrozenUntil;

  expect(await release(at(holder, HOUR_MS))).toBe('release_needs_document');
  expect(await read(at(asker, HOUR_MS))).toBe('release_by_another');
  expect(await read(at(agent, HOUR_MS), { documentNumber: '999' })).toBe('release_document_differs');
  expect(await read(at(agent, HOUR_MS), { number: one.number.toLowerCase() })).toBeUndefined();
  expect(await frozen()).toEqual(after(NOON, 2 * DAY_MS));
  expect(await release(at(agent, HOUR_MS))).toBe('forbidden');
  expect(await release(at(holder, 26 * HOUR_MS))).toBe('release_needs_document');
  const byMessage = { ...holder, session: { ...holder.session, provedBy: 'sms' } };
  expect(await release(at(byMessage, 2 * HOUR_MS))).toBe('release_needs_old_factor');
  expect(await release(at(holder, 2 * HOUR_MS))).toBeUndefined();
  expect(await frozen()).toEqual(after(NOON, 2 * HOUR_MS));
  expect(await release(at(holder, 3 * HOUR_MS))).toBe('swap_money_moves');
});

test('a factor that was added since the request lets nothing go', async () => {
  const { tenant, holder, agent, one, document } = await aScene();
  await perform(releaseByDocument, at(agent, HOUR_MS), { number: one.number, ...document });
  await inTenant(tenant.id, (tx) =>
    sampleFactor({ tx, tenant, now: after(NOON, MINUTE_MS), actorId: '' }, holder.principal.id),
  );
  expect(await codeOf(perform(releaseAfterSwap, at(holder, 2 * HOUR_MS), { swapId: one.id }))).toBe(
    'release_needs_old_factor',
  );
});

test('a document that is wrong three times is asked for no more that day', async () => {
  const { agent, one, document } = await aScene();
  const read = (documentNumber: string, ms: number) =>
    codeOf(perform(releaseByDocument, at(agent, ms), { ...document, number: one.number, documentNumber }));
  for (const wrong of ['1', '2', '3']) expect(await read(wrong, HOUR_MS)).toBe('release_document_differs');
  expect(await read(document.documentNumber, HOUR_MS)).toBe('release_closed_by_mismatch');
  expect(await read(document.documentNumber, 26 * HOUR_MS)).toBeUndefined();
});

async function stateOf({ tenant, holder, one }: Awaited<ReturnType<typeof aScene>>) {
  return inTenant(tenant.id, async (tx) => {
    const of = async <Row extends object>(text: string, values: unknown[]) =>
      (await tx.$client.query<Row>(text, [tenant.id, ...values])).rows;
    return {
      case: (
        await of<{ state: string }>('select state from swap_cases where tenant_id = $1 and id = $2', [one.id])
      )[0]?.state,
      sims: Object.fromEntries(
        (
          await of<{ id: string; state: string }>(
            'select id, state from sims where tenant_id = $1 and id = any($2)',
            [[one.oldSimId, one.newSimId]],
          )
        ).map(({ id, state }) => [id === one.oldSimId ? 'old' : 'new', state]),
      ),
      onCard: (
        await of<{ sim_id: string }>('select sim_id from numbers where tenant_id = $1 and id = $2', [
          one.numberId,
        ])
      )[0]?.sim_id,
      holds: (
        await of<{ kind: string }>(
          'select kind from person_holds where tenant_id = $1 and person_id = $2 and lifted_at is null and until is null order by kind',
          [holder.principal.id],
        )
      ).map(({ kind }) => kind),
      incidents: (
        await of<{ kind: string; severity: string }>(
          'select kind, severity from incidents where tenant_id = $1 and about = $2',
          [`swap:${one.id}`],
        )
      ).map(({ kind, severity }) => `${kind} ${severity}`),
      factors: (
        await of<{ id: string }>('select id from totp_factors where tenant_id = $1 and person_id = $2', [
          holder.principal.id,
        ])
      ).length,
      live: (
        await of('select from sessions where tenant_id = $1 and person_id = $2 and revoked_at is null', [
          holder.principal.id,
        ])
      ).length,
      told: (await of('select from swap_notices where tenant_id = $1 and case_id = $2', [one.id])).length,
    };
  });
}

test('a fraud is undone in one step: number, cards, money, sessions, factors, incident and notices match', async () => {
  const scene = await aScene();
  const { ground, tenant, holder, supervisor, one } = scene;
  await inTenant(tenant.id, async (tx) => {
    const at_ = (ms: number) => ({ tx, tenant, now: after(NOON, ms), actorId: '' });
    await sampleFactor(at_(-HOUR_MS), holder.principal.id);
    await sampleFactor(at_(HOUR_MS), holder.principal.id);
    await tx.$client.query(
      `insert into sessions (tenant_id, id, person_id, user_agent, assurance, methods, created_at, last_seen_at, idle_expires_at, expires_at)
       values ($1,$2,$3,'a thief',1,'{password}',$4,$4,$5,$5)`,
      [tenant.id, newId(NOON), holder.principal.id, NOON, after(NOON, DAY_MS)],
    );
    await tx.$client.query(
      `insert into person_holds (tenant_id, id, person_id, kind, reason, since, until) values ($1,$2,$3,'money_out','outage',$4,$5)`,
      [tenant.id, newId(NOON), holder.principal.id, NOON, after(NOON, 2 * HOUR_MS)],
    );
  });
  const remedy = { swapId: one.id, reason: 'The holder was abroad' };
  expect(await codeOf(perform(remedySwap, at(scene.agent, HOUR_MS), remedy))).toBe('forbidden');
  await perform(remedySwap, at(supervisor, 2 * HOUR_MS), remedy);
  expect(await stateOf(scene)).toMatchObject({
    ...{ case: 'remedied', sims: { old: 'active', new: 'blocked' }, onCard: one.oldSimId },
    ...{ holds: ['money_out', 'sim_swap'], incidents: ['swap-fraud critical'], factors: 1, live: 0 },
  });
  expect((await stateOf(scene)).told).toBeGreaterThan(0);
  const again = perform(remedySwap, at(await ground.person(['admin']), 3 * HOUR_MS), remedy);
  expect(await codeOf(again)).toBe('swap_not_in_this_state');
});

test('whoever asked for it or looked it over does not undo it', async () => {
  const { ground, tenant } = await aScene();
  const [asker, reviewer] = [await ground.person(['supervisor']), await ground.person(['supervisor'])];
  const one = await inTenant(tenant.id, (tx) =>
    sampleCompleted(
      { tx, tenant, now: NOON, actorId: '' },
      { requestedBy: asker.principal.id, reviewedBy: reviewer.principal.id },
    ),
  );
  for (const actor of [asker, reviewer])
    expect(await codeOf(perform(remedySwap, at(actor, HOUR_MS), { swapId: one.id, reason: 'x' }))).toBe(
      'swap_other_eyes',
    );
});

test.each<[string, number, string | undefined, string]>([
  ['after a month', 31 * DAY_MS, undefined, 'remedy_too_late'],
  [
    'when the card before is blocked',
    HOUR_MS,
    `update sims set state = 'blocked' where tenant_id = $1 and id = $2`,
    'remedy_old_card_is_gone',
  ],
  [
    'when the number is on a later card',
    HOUR_MS,
    'update numbers set sim_id = null where tenant_id = $1 and $2::text is not null',
    'remedy_later_swap_stands',
  ],
])('%s it is refused, with the way that is left', async (_when, ms, change, code) => {
  const scene = await aScene();
  const { tenant, supervisor, one } = scene;
  if (change) await inTenant(tenant.id, (tx) => tx.$client.query(change, [tenant.id, one.oldSimId]));
  const before = await stateOf(scene);
  expect(await codeOf(perform(remedySwap, at(supervisor, ms), { swapId: one.id, reason: 'x' }))).toBe(code);
  expect(await stateOf(scene)).toEqual(before);
});
