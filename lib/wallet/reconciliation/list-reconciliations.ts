import { z } from 'zod';
import { idText, LARGEST_ID } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query, type SampleGround } from '../../command/command';
import { differences, figures, readBooks } from './read-books';

const head = {
  id: z.uuid(),
  day: z.string(),
  startedAt: z.date(),
  endedAt: z.date(),
  incidentId: z.uuid().nullable(),
};
const listed = z.strictObject({ ...head, differences: z.number().int(), transfers: z.number().int() });
export type ListedReconciliation = z.infer<typeof listed>;

const COLUMNS = `id, to_char(day, 'YYYY-MM-DD') as day, started_at as "startedAt", ended_at as "endedAt", incident_id as "incidentId"`;

/** Every look at the books, the latest first. */
export const listReconciliations = query({
  name: 'reconciliation.list',
  proof: 'second-factor',
  input: z.strictObject({
    before: idText.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(30),
  }),
  output: z.strictObject({ reconciliations: z.array(listed), next: z.uuid().nullable() }),
  async run({ tx, tenant }, { before, limit }) {
    const { rows } = await tx.$client.query<ListedReconciliation>({
      name: 'reconciliations-page',
      text: `select ${COLUMNS}, jsonb_array_length(differences) as differences, (figures->>'transfers')::int as transfers
        from reconciliations where tenant_id = $1 and id < $2 order by id desc limit $3`,
      values: [tenant.id, before ?? LARGEST_ID, limit + 1],
    });
    const shown = rows.slice(0, limit);
    return { reconciliations: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
  },
  async sample(ground) {
    await sampleReconciliation(ground);
    return { limit: 10 };
  },
});

const whose = z.record(z.uuid(), z.string());

/** One look at the books: what was added up, and what does not agree. */
export const showReconciliation = query({
  name: 'reconciliation.show',
  proof: 'second-factor',
  input: z.strictObject({ reconciliationId: idText }),
  output: z.strictObject({ ...head, figures, differences, names: whose }),
  async run({ tx, tenant }, { reconciliationId }) {
    const { rows } = await tx.$client.query({
      name: 'reconciliation-one',
      text: `select ${COLUMNS}, figures, differences from reconciliations where tenant_id = $1 and id = $2`,
      values: [tenant.id, reconciliationId],
    });
    const [row] = rows;
    if (!row) throw notFound();
    const found = differences.parse(row.differences);
    const people = [...new Set(found.flatMap(({ personId }) => personId ?? []))];
    const named = await tx.$client.query<{ id: string; name: string }>({
      name: 'reconciliation-names',
      text: 'select id, name from users where tenant_id = $1 and id = any($2)',
      values: [tenant.id, people],
    });
    const names = Object.fromEntries(named.rows.map(({ id, name }) => [id, name]));
    return { ...row, figures: figures.parse(row.figures), differences: found, names };
  },
  sample: async (ground) => ({ reconciliationId: await sampleReconciliation(ground) }),
});

async function sampleReconciliation({ tx, tenant, now }: SampleGround): Promise<string> {
  const id = crypto.randomUUID();
  const day = now.toISOString().slice(0, 10);
  const books = await readBooks(tx, tenant, day);
  await tx.$client.query(
    `insert into reconciliations (tenant_id, id, day, started_at, ended_at, figures, differences) values ($1,$2,$3,$4,$4,$5,$6)`,
    [tenant.id, id, day, now, JSON.stringify(books.figures), JSON.stringify(books.differences)],
  );
  return id;
}
