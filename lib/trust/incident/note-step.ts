import type { Tx } from '@/db/client';
import { newId } from '../../base/id';
import type { ResponseName } from '../../policy/response-settings';

export type StepKind = ResponseName | 'note' | 'assign' | 'close' | 'reopen' | 'report';

type Step = { incidentId: string; kind: StepKind; details: Record<string, unknown>; by: string | null };

/** Notes what was done in an incident; `by` is null for what the product did by itself. Gives the step's id. */
export async function noteStep(tx: Tx, tenantId: string, now: Date, step: Step): Promise<string> {
  const id = newId(now);
  await tx.$client.query({
    name: 'incident-step',
    text: `insert into incident_steps (tenant_id, id, incident_id, kind, details, by, at) values ($1,$2,$3,$4,$5,$6,$7)`,
    values: [tenantId, id, step.incidentId, step.kind, JSON.stringify(step.details), step.by, now],
  });
  return id;
}

/** Whether an incident has a step of this kind that was not taken back and whose details hold these. */
export async function hasStep(
  tx: Tx,
  tenantId: string,
  { incidentId, kind, details }: Omit<Step, 'by'>,
): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'incident-step-stands',
    text: `select from incident_steps where tenant_id = $1 and incident_id = $2 and kind = $3 and undone_at is null
           and details @> $4 limit 1`,
    values: [tenantId, incidentId, kind, JSON.stringify(details)],
  });
  return rowCount === 1;
}
