import { beforeAll, describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import { after, HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { RESPONSES, type ResponseName, type RiskKind } from '@/lib/policy/response-settings';
import type { RiskLevel } from '@/lib/policy/risk-level';
import { removeWebhook } from '@/lib/tenant/webhook/change-webhook';
import { createWebhook } from '@/lib/tenant/webhook/create-webhook';
import { carryOut, type Touching } from '@/lib/trust/incident/carry-out';
import { openIncident } from '@/lib/trust/incident/open-incident';
import { respondToRisk } from '@/lib/trust/incident/respond';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { actOnIncident } from './act';
import { assignIncident, closeIncident, noteIncident, reopenIncident } from './handle';
import { listIncidents } from './list';
import { reportIncident } from './report';
import { showIncident } from './show';
import { undoStep } from './undo';

let ground: Ground;
let admin: Person;
let owner: Person;

beforeAll(async () => {
  ground = await aTenant();
  admin = await ground.person(['admin']);
  owner = await ground.person(['owner']);
});

const at = (ms: number) => after(NOON, ms);
const inOurs = <T>(work: Parameters<typeof inTenant<T>>[1]) => inTenant(ground.tenant.id, work);

async function aSession(person: Person, ip = '203.0.113.50'): Promise<string> {
  const id = newId(NOON);
  const ends = at(HOUR_MS);
  await inOurs((tx) =>
    tx.insert(sessions).values({
      ...{ tenantId: ground.tenant.id, id, personId: person.principal.id, userAgent: 'vitest', ip },
      ...{ assurance: 2, methods: ['password', 'totp'], provedAt: NOON, provedBy: 'totp', createdAt: NOON },
      ...{ lastSeenAt: NOON, idleExpiresAt: ends, expiresAt: ends },
    }),
  );
  return id;
}

type Risk = { kind?: RiskKind; level?: RiskLevel; sessionId?: string | null; ip?: string | null };

const seeRisk = (
  person: Person,
  { kind = 'risky-session', level = 'high', ...rest }: Risk = {},
  when = NOON,
) =>
  inOurs((tx) =>
    respondToRisk(tx, ground.tenant, when, {
      ...{ kind, level, personId: person.principal.id, deviceId: null, facts: { country: 'KE' } },
      ...{ sessionId: null, ip: null, ...rest },
    }),
  );

const rows = async <Row extends Record<string, unknown>>(text: string, ...values: unknown[]) =>
  (await inOurs((tx) => tx.$client.query<Row>(text, [ground.tenant.id, ...values]))).rows;

const sessionRow = async (id: string) =>
  (
    await rows<{ proved: boolean; ended: boolean }>(
      `select proved_at is not null as proved, revoked_at is not null as ended from sessions
       where tenant_id = $1 and id = $2`,
      id,
    )
  )[0];

const statusOf = async (person: Person) =>
  (
    await rows<{ status: string }>(
      'select status from users where tenant_id = $1 and id = $2',
      person.principal.id,
    )
  )[0]?.status;

const heldOn = async (person: Person) =>
  (
    await rows<{ kind: string }>(
      'select kind from person_holds where tenant_id = $1 and person_id = $2 and lifted_at is null order by kind',
      person.principal.id,
    )
  ).map(({ kind }) => kind);

/** An incident of a kind that does nothing by itself, about a session of somebody. */
async function anIncident(person: Person, ip = '203.0.113.50'): Promise<{ id: string; sessionId: string }> {
  const sessionId = await aSession(person, ip);
  const { id } = await inOurs((tx) =>
    openIncident(tx, ground.tenant, NOON, {
      ...{ kind: 'risky-session', severity: 'warning', about: `session:${sessionId}` },
      ...{ personId: person.principal.id, sessionId, ip, facts: {} },
    }),
  );
  return { id, sessionId };
}

const act = (incidentId: string, response: ResponseName, by: Person = admin) =>
  perform(actOnIncident, by, { incidentId, response });
const shown = (incidentId: string, by: Person = admin) => ask(showIncident, by, { incidentId });

describe('an incident', () => {
  test('is one row for the same, however many see it at once, and counts', async () => {
    const person = await ground.person(['user']);
    const about = { kind: 'risky-sign-in', about: `person:${person.principal.id}`, facts: {} } as const;
    const opened = await Promise.all(
      Array.from({ length: 8 }, (_, place) =>
        inOurs((tx) =>
          openIncident(tx, ground.tenant, at(place), {
            ...about,
            severity: place === 3 ? 'critical' : 'notice',
            personId: person.principal.id,
          }),
        ),
      ),
    );
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
    const one = await shown(opened[0]?.id ?? '');
    expect(one).toMatchObject({ times: 8, severity: 'critical' });
    expect(one.dueAt.getTime()).toBeLessThanOrEqual(at(HOUR_MS + 8).getTime());
  });

  test('is another one once the first was closed', async () => {
    const person = await ground.person(['user']);
    const first = await seeRisk(person, { kind: 'risky-sign-in' });
    await perform(closeIncident, admin, { incidentId: first.incidentId, note: 'It was they themselves' });
    const second = await seeRisk(person, { kind: 'risky-sign-in' });
    expect(second.incidentId).not.toBe(first.incidentId);
    await expect(perform(reopenIncident, admin, { incidentId: first.incidentId })).rejects.toMatchObject({
      code: 'incident_stands',
    });
  });
});

describe('a risk', () => {
  test.each(['low', 'medium'] as const)(
    'that is %s opens nothing, unless a session was copied',
    async (level) => {
      const person = await ground.person(['user']);
      expect(await seeRisk(person, { level })).toEqual({ incidentId: null, done: [] });
      const sessionId = await aSession(person);
      expect((await seeRisk(person, { kind: 'copied-session', level, sessionId })).incidentId).not.toBeNull();
    },
  );

  test('takes the proof of its session back each time that it is seen, and of no other', async () => {
    const person = await ground.person(['user']);
    const [sessionId, other] = [await aSession(person), await aSession(person)];
    const first = await seeRisk(person, { sessionId });
    expect(await sessionRow(sessionId)).toEqual({ proved: false, ended: false });
    await rows('update sessions set proved_at = $3 where tenant_id = $1 and id = $2', sessionId, NOON);
    const second = await seeRisk(person, { sessionId }, at(MINUTE_MS));
    expect(await sessionRow(sessionId)).toEqual({ proved: false, ended: false });
    expect(await sessionRow(other)).toEqual({ proved: true, ended: false });
    expect(second).toEqual(first);
    const { steps, times } = await shown(first.incidentId ?? '');
    expect({ times, kinds: steps.map(({ kind, by }) => [kind, by]) }).toEqual({
      times: 2,
      kinds: [
        ['second-factor', null],
        ['second-factor', null],
      ],
    });
  });

  test('that is critical ends the session, and is in the audit log as a deed of the product', async () => {
    const person = await ground.person(['user']);
    const sessionId = await aSession(person);
    const { incidentId, done } = await seeRisk(person, { level: 'critical', sessionId });
    expect(done).toContain('end-session');
    expect(await sessionRow(sessionId)).toMatchObject({ ended: true });
    const { events } = await shown(incidentId ?? '');
    const ofProduct = { command: 'incident.act', outcome: 'done', actorName: null };
    expect(events).toMatchObject([ofProduct, ofProduct]);
  });

  test('that goes on without effect writes no step for each time', async () => {
    const person = await ground.person(['user']);
    const sessionId = await aSession(person);
    for (let second = 0; second < 5; second++)
      await seeRisk(person, { level: 'critical', sessionId }, at(second));
    const { incidentId } = await seeRisk(person, { level: 'critical', sessionId });
    const { steps, times } = await shown(incidentId ?? '');
    expect(times).toBe(6);
    expect(steps.map(({ kind }) => kind).sort()).toEqual(['end-session', 'tell-contacts']);
  });
});

describe('each response', () => {
  const TOUCHED: Record<Touching, (person: Person, sessionId: string) => Promise<unknown>> = {
    'second-factor': async (_, id) => (await sessionRow(id))?.proved,
    review: async (person) => !(await heldOn(person)).includes('review'),
    'suspend-agent': async (person) => !(await heldOn(person)).includes('counter'),
    'end-session': async (_, id) => !(await sessionRow(id))?.ended,
    'end-sessions': async (_, id) => !(await sessionRow(id))?.ended,
    'lock-account': async (person) => (await statusOf(person)) === 'active',
    'block-address': async () =>
      (
        await rows(
          `select 1 from blocked_addresses where tenant_id = $1 and network = '203.0.113.77/32' and lifted_at is null`,
        )
      ).length === 0,
  };
  const cases = RESPONSES.filter((name): name is Touching => name !== 'tell-contacts');

  test.each(cases)('%s takes effect once, and what can be taken back is', async (name) => {
    const person = await ground.person(['agent']);
    const { id, sessionId } = await anIncident(person, '203.0.113.77');
    expect(await TOUCHED[name](person, sessionId)).toBe(true);
    await act(id, name);
    expect(await TOUCHED[name](person, sessionId)).toBe(false);
    await expect(act(id, name)).rejects.toMatchObject({ code: 'response_stands' });

    const { steps } = await shown(id);
    const [step] = steps;
    expect(step).toMatchObject({ kind: name, by: admin.principal.name });
    const undo = () =>
      perform(undoStep, admin, { incidentId: id, stepId: step?.id, reason: 'They came to the shop' });
    if (!step?.undoable) {
      await expect(undo()).rejects.toMatchObject({ code: 'step_cannot_be_undone' });
      return;
    }
    await undo();
    expect(await TOUCHED[name](person, sessionId)).toBe(true);
    await expect(undo()).rejects.toMatchObject({ code: 'step_is_undone' });
    expect((await shown(id)).steps[0]).toMatchObject({
      undoneBy: admin.principal.name,
      undoneBecause: 'They came to the shop',
    });
  });

  test('that finds it so already takes nothing back that it did not place', async () => {
    const person = await ground.person(['user']);
    const [first, second] = [await anIncident(person), await anIncident(person)];
    await act(first.id, 'review');
    await expect(act(second.id, 'review')).rejects.toMatchObject({ code: 'response_stands' });
    expect((await shown(second.id)).steps).toEqual([]);
  });

  test('that was let go elsewhere is not taken back again, nor what was placed since', async () => {
    const person = await ground.person(['user']);
    const { id } = await anIncident(person);
    await act(id, 'review');
    const [step] = (await shown(id)).steps;
    await rows(
      'update person_holds set lifted_at = $3 where tenant_id = $1 and person_id = $2',
      person.principal.id,
      NOON,
    );
    const again = await anIncident(person);
    await perform(actOnIncident, later(admin, at(1)), { incidentId: again.id, response: 'review' });
    await expect(
      perform(undoStep, admin, { incidentId: id, stepId: step?.id, reason: 'A mistake' }),
    ).rejects.toMatchObject({ code: 'response_stands_no_more' });
    expect(await heldOn(person)).toEqual(['review']);
  });

  test('of two at once is done by one, and the other is told', async () => {
    const person = await ground.person(['user']);
    const { id } = await anIncident(person);
    const colleague = await ground.person(['admin']);
    const both = await Promise.allSettled([act(id, 'lock-account'), act(id, 'lock-account', colleague)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await shown(id)).steps).toHaveLength(1);
  });

  test.each(['127.0.0.1', '10.1.2.3', '192.168.1.1', '::1', 'fe80::1'])('never blocks %s', async (ip) => {
    const { id } = await anIncident(await ground.person(['user']), ip);
    await expect(act(id, 'block-address')).rejects.toMatchObject({ code: 'address_not_public' });
  });

  test('never blocks the address of whoever clicks, nor by itself that of a crowd', async () => {
    const person = await ground.person(['user']);
    const { id } = await anIncident(person, '198.51.100.9');
    const there = { ...admin, request: { ...admin.request, ip: '198.51.100.9' } };
    await expect(act(id, 'block-address', there)).rejects.toMatchObject({ code: 'address_is_your_own' });
    for (let place = 0; place < 5; place++) {
      const one = await ground.person(['user']);
      await rows(
        `insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, actor_id, severity, ip)
         values ($1, $2, $3, 'wallet.show', 'done', 'person', $4, 'info', '198.51.100.9')`,
        newId(NOON),
        NOON,
        one.principal.id,
      );
    }
    const target = {
      incidentId: id,
      personId: person.principal.id,
      sessionId: null,
      ip: '198.51.100.9',
      by: null,
    };
    const carried = await inOurs((tx) =>
      carryOut(tx, ground.tenant, at(MINUTE_MS), { name: 'block-address', target }),
    );
    expect(carried).toEqual({ state: 'not', why: 'crowd' });
  });
});

describe('the last owner', () => {
  test('is neither locked out nor held by a response, whoever gives it, and the step says so', async () => {
    const alone = await aTenant();
    const { tenant } = alone;
    const found = await inTenant(tenant.id, (tx) =>
      tx.$client.query<{ id: string }>('select id from users where tenant_id = $1', [tenant.id]),
    );
    const personId = found.rows[0]?.id ?? '';
    const answers = { ...tenant.settings.trust.responses };
    answers['risky-session'] = { high: ['review', 'lock-account'], critical: [] };
    const strict = {
      ...tenant,
      settings: { ...tenant.settings, trust: { ...tenant.settings.trust, responses: answers } },
    };
    const seen = { kind: 'risky-session', level: 'high', personId, sessionId: null, deviceId: null } as const;
    const see = () =>
      inTenant(tenant.id, (tx) => respondToRisk(tx, strict, NOON, { ...seen, ip: null, facts: {} }));
    const { incidentId, done } = await see();
    expect(done).toEqual([]);
    const steps = await inTenant(tenant.id, (tx) =>
      tx.$client.query('select kind, details from incident_steps where tenant_id = $1 order by kind', [
        tenant.id,
      ]),
    );
    expect(steps.rows).toEqual([
      { kind: 'lock-account', details: { why: 'last-owner' } },
      { kind: 'review', details: { why: 'last-owner' } },
    ]);
    const second = await alone.person(['owner']);
    await expect(perform(actOnIncident, second, { incidentId, response: 'review' })).resolves.toBeDefined();
    // The other is held now, so that the second is the last who can change anything.
    const { id } = await inTenant(tenant.id, (tx) =>
      openIncident(tx, tenant, NOON, {
        ...{ kind: 'reported', severity: 'notice', about: `person:${second.principal.id}` },
        ...{ personId: second.principal.id, facts: {} },
      }),
    );
    const third = await alone.person(['owner']);
    await perform(actOnIncident, third, { incidentId: id, response: 'lock-account' });
    const { id: last } = await inTenant(tenant.id, (tx) =>
      openIncident(tx, tenant, NOON, {
        ...{ kind: 'reported', severity: 'notice', about: `person:${third.principal.id}` },
        ...{ personId: third.principal.id, facts: {} },
      }),
    );
    await expect(
      perform(actOnIncident, third, { incidentId: last, response: 'lock-account' }),
    ).rejects.toMatchObject({ code: 'owner_is_the_last' });
  });
});

describe('rank', () => {
  test('keeps an admin from an owner, and everybody from their own incident', async () => {
    const { id } = await anIncident(owner);
    await expect(act(id, 'end-sessions')).rejects.toMatchObject({ code: 'owners_alone' });
    expect((await shown(id)).isAbove).toBe(true);
    const mine = await anIncident(admin);
    await act(mine.id, 'review', owner);
    const [step] = (await shown(mine.id)).steps;
    const undo = { incidentId: mine.id, stepId: step?.id, reason: 'I know myself' };
    await expect(perform(undoStep, admin, undo)).rejects.toMatchObject({ code: 'incident_own_hands' });
    await expect(
      perform(closeIncident, admin, { incidentId: mine.id, note: 'Nothing' }),
    ).rejects.toMatchObject({ code: 'incident_own_hands' });
    await perform(undoStep, owner, undo);
  });
});

describe('dealing with one', () => {
  test('is taken once, noted, closed once with a word, and opened again with its time anew', async () => {
    const { id: incidentId } = await anIncident(await ground.person(['user']));
    const colleague = await ground.person(['admin']);
    const { webhookId } = await perform(createWebhook, admin, { url: 'https://hooks.example.com/incidents' });
    await perform(assignIncident, admin, { incidentId });
    await expect(perform(assignIncident, colleague, { incidentId })).rejects.toMatchObject({
      code: 'incident_taken_meanwhile',
    });
    const seen = admin.principal.id;
    await perform(assignIncident, colleague, { incidentId, seen });
    const customer = await ground.person(['user']);
    await expect(
      perform(assignIncident, admin, { incidentId, to: customer.principal.id, seen: colleague.principal.id }),
    ).rejects.toMatchObject({ code: 'colleague_without_incidents' });
    await perform(noteIncident, admin, { incidentId, note: 'Called them' });
    await perform(closeIncident, admin, { incidentId, note: 'It was they' });
    await expect(perform(closeIncident, colleague, { incidentId, note: 'Too' })).rejects.toMatchObject({
      code: 'incident_is_closed',
    });
    await expect(act(incidentId, 'review')).rejects.toMatchObject({ code: 'incident_is_closed' });
    const closed = await shown(incidentId);
    expect(closed).toMatchObject({
      ...{ closedBy: admin.principal.name, closingNote: 'It was they', wanted: [], possible: [] },
      assigned: { id: colleague.principal.id },
    });
    await perform(reopenIncident, later(admin, at(MINUTE_MS)), { incidentId });
    const open = await shown(incidentId);
    expect(open).toMatchObject({ closedAt: null, dueAt: at(MINUTE_MS + 8 * HOUR_MS) });
    expect(open.steps.map(({ kind }) => kind)).toEqual(['reopen', 'close', 'note', 'assign', 'assign']);
    const told = await rows<{ event: string; data: unknown }>(
      `select event, body::jsonb -> 'data' as data from webhook_deliveries where tenant_id = $1 and webhook_id = $2
       order by id`,
      webhookId,
    );
    expect(told).toEqual(
      ['incident.closed', 'incident.reopened'].map((event) => ({ event, data: { incident: incidentId } })),
    );
    await perform(removeWebhook, admin, { webhookId });
  });

  test('is found by each filter, and pages end', async () => {
    const here = await aTenant();
    const [staff, person] = [await here.person(['admin']), await here.person(['user'])];
    const kinds = ['risky-session', 'copied-session', 'reported'] as const;
    const ids: string[] = [];
    for (const [place, kind] of kinds.entries()) {
      const about = { about: `person:${person.principal.id}`, personId: person.principal.id, facts: {} };
      const severity = kind === 'copied-session' ? 'critical' : 'notice';
      const opened = await inTenant(here.tenant.id, (tx) =>
        openIncident(tx, here.tenant, at(place), { kind, severity, ...about }),
      );
      ids.push(opened.id);
    }
    const [risky, copied, reported] = ids;
    await perform(assignIncident, staff, { incidentId: copied });
    await perform(closeIncident, staff, { incidentId: reported, note: 'Nothing' });
    const found = async (filter: object, by = staff) =>
      (await ask(listIncidents, by, filter)).incidents.map(({ id }) => id);
    expect(await found({})).toEqual([copied, risky]);
    expect(await found({ state: 'closed' })).toEqual([reported]);
    expect(await found({ kind: 'risky-session' })).toEqual([risky]);
    expect(await found({ severity: 'critical' })).toEqual([copied]);
    expect(await found({ mine: 'yes' })).toEqual([copied]);
    expect(await found({ overdue: 'yes' }, later(staff, at(2 * HOUR_MS)))).toEqual([copied]);
    expect(await found({ person: person.principal.id })).toEqual([copied, risky]);
    const first = await ask(listIncidents, staff, { limit: 1 });
    expect(first.next).toBe(copied);
    expect(await found({ before: first.next })).toEqual([risky]);
  });
});

describe('what somebody reports', () => {
  test('ends that session, is one incident however often, and leads nobody to what is not theirs', async () => {
    const person = await ground.person(['user']);
    const [first, second] = [await aSession(person), await aSession(person)];
    const report = (input: object) => perform(reportIncident, person, input);
    expect(await report({ sessionId: first })).toEqual({ ended: true });
    expect(await sessionRow(first)).toMatchObject({ ended: true });
    expect(await report({ sessionId: first })).toEqual({ ended: false });
    await report({ sessionId: second });
    const { incidents } = await ask(listIncidents, admin, { person: person.principal.id });
    expect(incidents).toMatchObject([{ kind: 'reported', times: 3 }]);
    const { steps } = await shown(incidents[0]?.id ?? '');
    expect(steps.filter(({ kind }) => kind === 'report')).toHaveLength(2);
    const foreign = await aSession(await ground.person(['user']));
    await expect(report({ sessionId: foreign })).rejects.toMatchObject({ code: 'not_found' });
    await expect(report({ sessionId: person.session.id })).rejects.toMatchObject({
      code: 'session_is_this_one',
    });
    await expect(report({})).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
