import { z } from 'zod';
import { after } from '../../base/clock';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { noteStep } from '../../trust/incident/note-step';
import { promiseDeliveries } from '../../trust/webhook/promise-delivery';
import { mayTakeIncidents } from './colleagues';
import { sampleClosed, sampleIncident } from './sample-incident';
import { evidenceOf, isClosed, lockIncident, refusalOfOwnHands, saveIncident } from './stored-incident';

const output = z.strictObject({ incidentId: z.uuid() });

/** Gives an incident to somebody, or takes it oneself. `seen` is whose it was when they looked: a stale click does nothing. */
export const assignIncident = command({
  name: 'incident.assign',
  proof: 'second-factor',
  input: z.strictObject({ incidentId: idText, to: idText.optional(), seen: idText.optional() }),
  output,
  async run({ tx, actor, tenant, now }, { incidentId, to, seen }) {
    const one = await lockIncident(tx, tenant.id, incidentId);
    const by = personIdOf(actor);
    const assignedTo = to ?? by;
    const evidence = evidenceOf(one, { assigned: [one.assignedTo, assignedTo] });
    if (one.closedAt) return { refused: isClosed(), evidence };
    if (one.assignedTo !== (seen ?? null)) return { refused: takenMeanwhile(), evidence };
    if (assignedTo && !(await mayTakeIncidents(tx, tenant.id, assignedTo)))
      return { refused: cannotTakeIt(), evidence };
    await saveIncident(tx, one, { assignedTo });
    await noteStep(tx, tenant.id, now, { incidentId, kind: 'assign', details: { to: assignedTo }, by });
    return { output: { incidentId }, evidence };
  },
  sample: sampleIncident,
});

/** Writes down what somebody found out. */
export const noteIncident = command({
  name: 'incident.note',
  proof: 'second-factor',
  input: z.strictObject({ incidentId: idText, note: oneLine(1_000) }),
  output,
  async run({ tx, actor, tenant, now }, { incidentId, note }) {
    const one = await lockIncident(tx, tenant.id, incidentId);
    const by = personIdOf(actor);
    await noteStep(tx, tenant.id, now, { incidentId, kind: 'note', details: { note }, by });
    return { output: { incidentId }, evidence: evidenceOf(one) };
  },
  sample: async (ground) => ({ ...(await sampleIncident(ground)), note: 'Called them: they are in Nairobi' }),
});

/** Closes an incident, and says how it ended. What was told of it by webhook learns that it is over. */
export const closeIncident = command({
  name: 'incident.close',
  proof: 'second-factor',
  input: z.strictObject({ incidentId: idText, note: oneLine(1_000) }),
  output,
  async run({ tx, actor, tenant, now }, { incidentId, note }) {
    const one = await lockIncident(tx, tenant.id, incidentId);
    const by = personIdOf(actor);
    const evidence = evidenceOf(one, { closed: note });
    const refused = (one.closedAt ? isClosed() : undefined) ?? refusalOfOwnHands(actor, one);
    if (refused) return { refused, evidence };
    await saveIncident(tx, one, { closedAt: now, closedBy: by, closingNote: note });
    await noteStep(tx, tenant.id, now, { incidentId, kind: 'close', details: { note }, by });
    await promiseDeliveries(tx, tenant.id, now, { type: 'incident.closed', data: { incident: incidentId } });
    return { output: { incidentId }, evidence };
  },
  sample: async (ground) => ({ ...(await sampleIncident(ground)), note: 'It was they themselves' }),
});

/** Opens a closed incident again; the time to deal with it begins anew. */
export const reopenIncident = command({
  name: 'incident.reopen',
  proof: 'second-factor',
  input: z.strictObject({ incidentId: idText }),
  output,
  async run({ tx, actor, tenant, now }, { incidentId }) {
    const one = await lockIncident(tx, tenant.id, incidentId);
    const evidence = evidenceOf(one, { reopened: true });
    if (!one.closedAt) return { refused: isOpen(), evidence };
    const dueAt = after(now, tenant.settings.trust.responses.dueMs[one.severity]);
    await saveIncident(tx, one, { closedAt: null, closedBy: null, closingNote: null, dueAt });
    const by = personIdOf(actor);
    await noteStep(tx, tenant.id, now, { incidentId, kind: 'reopen', details: {}, by });
    await promiseDeliveries(tx, tenant.id, now, {
      type: 'incident.reopened',
      data: { incident: incidentId },
    });
    return { output: { incidentId }, evidence };
  },
  sample: sampleClosed,
});

const takenMeanwhile = () =>
  new Refusal('incident_taken_meanwhile', 'Somebody else has taken this meanwhile. Open the page again.', {
    status: 409,
  });
const cannotTakeIt = () =>
  new Refusal('colleague_without_incidents', 'This person does not deal with incidents.', {
    status: 409,
    field: 'to',
  });
const isOpen = () =>
  new Refusal('incident_is_open', 'This incident is open already. Open the page again.', { status: 409 });
