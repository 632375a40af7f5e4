import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { removeWebhook } from '@/lib/tenant/webhook/change-webhook';
import { createWebhook } from '@/lib/tenant/webhook/create-webhook';
import { openIncident } from '@/lib/trust/incident/open-incident';
import { respondToRisk } from '@/lib/trust/incident/respond';
import { aTenant, later, NOON } from '@/testing/ground';
import { incidentScene } from '@/testing/incident-scene';
import { actOnIncident } from './act';
import { assignIncident, closeIncident, noteIncident, reopenIncident } from './handle';
import { listIncidents } from './list';
import { reportIncident } from './report';
import { undoStep } from './undo';

const { ground, admin, owner, at, aSession, rows, sessionRow, anIncident, act, shown } =
  await incidentScene();

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
