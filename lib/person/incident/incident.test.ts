import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { RESPONSES } from '@/lib/policy/response-settings';
import { carryOut, type Touching } from '@/lib/trust/incident/carry-out';
import { openIncident } from '@/lib/trust/incident/open-incident';
import { later, NOON } from '@/testing/ground';
import { incidentScene } from '@/testing/incident-scene';
import { actOnIncident } from './act';
import { closeIncident, reopenIncident } from './handle';
import { undoStep } from './undo';

const {
  ground,
  admin,
  at,
  inOurs,
  aSession,
  seeRisk,
  rows,
  sessionRow,
  statusOf,
  heldOn,
  anIncident,
  act,
  shown,
} = await incidentScene();

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
