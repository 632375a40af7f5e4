import { z } from 'zod';
import type { Tx } from '@/db/client';
import { findEvents } from '../../audit/find-events';
import { readEvents } from '../../audit/read-events';
import { query } from '../../command/command';
import { may } from '../../policy/actor';
import { givenTrustSettings } from '../../policy/trust-settings';
import { readSettings } from '../stored-settings';

/** Changes that fit under the form; the audit log holds all. */
const LAST = 10;

const { zones, groups, policiesGrant, responses } = givenTrustSettings.shape;

const output = z.strictObject({
  ...{ zones, groups, policiesGrant, responses },
  version: z.string(),
  changedAt: z.date().nullable(),
  changedBy: z.string().nullable(),
  /** Who changed what, the newest first, for those who may see the audit log. */
  history: z.array(
    z.strictObject({
      ...{ id: z.uuid(), at: z.date(), by: z.string().nullable() },
      /** What was and what became of it, as text by the path of the setting. */
      changes: z.array(z.strictObject({ path: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
});
export type ShownTrust = z.infer<typeof output>;

/** What the tenant demands in each zone and for each group of deeds, and how it came to be so. */
export const showTrust = query({
  name: 'tenant.trust.show',
  proof: 'second-factor',
  input: z.strictObject({}),
  output,
  async run({ tx, actor, tenant }) {
    const { settings, ...stored } = await readSettings(tx, tenant.id);
    const { responses, ...trust } = settings.trust;
    return {
      ...{ zones: trust.zones, groups: trust.groups, policiesGrant: trust.policiesGrant },
      responses,
      ...stored,
      history: may(actor, 'audit.list') ? await historyOf(tx, tenant.id) : [],
    };
  },
  sample: async () => ({}),
});

async function historyOf(tx: Tx, tenantId: string): Promise<ShownTrust['history']> {
  const done = { command: 'tenant.trust.update', outcome: 'done' };
  const { rows } = await findEvents(tx, tenantId, done, { size: LAST });
  const events = await readEvents(
    tx,
    tenantId,
    rows.map(({ id }) => id),
  );
  return events.map(({ id, at, actorName, change }) => ({
    ...{ id, at, by: actorName },
    changes: Object.entries(change ?? {}).map(([path, pair]) => {
      const [from, to] = Array.isArray(pair) ? pair : [null, pair];
      return { path, from: spell(from), to: spell(to) };
    }),
  }));
}

const spell = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : value === null || value === undefined ? '' : String(value);
