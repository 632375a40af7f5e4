'use server';

import { toAction } from '@/lib/entry/to-action';
import { actOnIncident } from '@/lib/person/incident/act';
import { assignIncident, closeIncident, noteIncident, reopenIncident } from '@/lib/person/incident/handle';
import { undoStep } from '@/lib/person/incident/undo';

const back = ({ incidentId }: { incidentId: string }) => `/admin/incidents/${incidentId}`;

export const actAction = toAction(actOnIncident, { goTo: back });
export const undoAction = toAction(undoStep, { goTo: back });
export const assignAction = toAction(assignIncident, { goTo: back });
export const noteAction = toAction(noteIncident, { goTo: back });
export const closeAction = toAction(closeIncident, { goTo: back });
export const reopenAction = toAction(reopenIncident, { goTo: back });
