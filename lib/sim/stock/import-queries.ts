import { and, desc, eq, gt, lt } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { stockImportLines, stockImports } from '@/db/schema/sim';
import { idText } from '../../base/id';
import { query } from '../../command/command';
import { readImport } from './lock-import';
import type { ProblemCode } from './problem';
import { sampleImport } from './sample-import';
import { standingOf } from './stock-import';

const PAGE = 50;
const values = z.record(z.string(), z.union([z.string(), z.number()])).nullable();
const state = z.enum(['reading', 'preview', 'importing', 'done', 'cancelled', 'failed']);
const count = z.number().int();
const problem = z.custom<ProblemCode>((code) => typeof code === 'string');

const summary = {
  importId: z.uuid(),
  fileName: z.string(),
  state,
  uploadedBy: z.string(),
  createdAt: z.date(),
  linesRead: count,
  linesGood: count,
  linesBad: count,
  linesKnown: count,
  linesImported: count,
};

/** The imports of the tenant, the newest first. */
export const listImports = query({
  name: 'stock.import.list',
  proof: 'second-factor',
  input: z.strictObject({ before: idText.optional() }),
  output: z.strictObject({ imports: z.array(z.strictObject(summary)), next: z.uuid().nullable() }),
  async run({ tx, tenant, now }, { before }) {
    const rows = await tx
      .select({ stored: stockImports, uploadedBy: users.name })
      .from(stockImports)
      .innerJoin(users, and(eq(users.tenantId, stockImports.tenantId), eq(users.id, stockImports.uploadedBy)))
      .where(and(eq(stockImports.tenantId, tenant.id), before ? lt(stockImports.id, before) : undefined))
      .orderBy(desc(stockImports.id))
      .limit(PAGE + 1);
    const page = rows.slice(0, PAGE);
    return {
      imports: page.map(({ stored, uploadedBy }) => ({
        ...summaryOf(stored, uploadedBy),
        state: standingOf(stored, now).state,
      })),
      next: rows.length > PAGE ? (page.at(-1)?.stored.id ?? null) : null,
    };
  },
  async sample(ground) {
    await sampleImport(ground, 'preview');
    return {};
  },
});

/** One import with how far it is, and what went wrong if anything did. */
export const showImport = query({
  name: 'stock.import.show',
  proof: 'second-factor',
  input: z.strictObject({ importId: idText }),
  output: z.strictObject({
    ...summary,
    problem: problem.nullable(),
    problemValues: values,
    mode: z.enum(['all-or-nothing', 'good-lines']).nullable(),
    bytesRead: count,
    bytesTotal: count.nullable(),
    changedAt: z.date(),
  }),
  async run({ tx, tenant, now }, { importId }) {
    const found = await readImport(tx, tenant.id, importId, now);
    const [uploader] = await tx
      .select({ name: users.name })
      .from(users)
      .where(and(eq(users.tenantId, tenant.id), eq(users.id, found.uploadedBy)));
    const { problem, problemValues, mode, bytesRead, bytesTotal, changedAt } = found;
    return {
      ...summaryOf(found, uploader?.name ?? ''),
      ...{ problem, problemValues, mode, bytesRead, bytesTotal, changedAt },
    };
  },
  sample: async (ground) => ({ importId: await sampleImport(ground, 'preview') }),
});

type StoredImport = typeof stockImports.$inferSelect;

function summaryOf(stored: StoredImport, uploadedBy: string) {
  const { fileName, createdAt, linesRead, linesGood, linesBad, linesKnown, linesImported } = stored;
  return {
    ...{ importId: stored.id, fileName, state: stored.state, uploadedBy, createdAt },
    ...{ linesRead, linesGood, linesBad, linesKnown, linesImported },
  };
}

const MOST_LINES = 1_000;

/** The bad lines of an import in the order of its file, each with what is wrong in which column. */
export const listImportLines = query({
  name: 'stock.import.lines',
  proof: 'second-factor',
  input: z.strictObject({
    importId: idText,
    after: z.coerce.number().int().nonnegative().default(0),
    limit: z.coerce.number().int().min(1).max(MOST_LINES).default(PAGE),
  }),
  output: z.strictObject({
    lines: z.array(
      z.strictObject({
        line: count,
        iccid: z.string(),
        imsi: z.string(),
        field: z.string().nullable(),
        problem,
        problemValues: values,
      }),
    ),
    next: count.nullable(),
  }),
  async run({ tx, tenant, now }, { importId, after, limit }) {
    await readImport(tx, tenant.id, importId, now);
    const rows = await tx
      .select({
        line: stockImportLines.line,
        iccid: stockImportLines.iccid,
        imsi: stockImportLines.imsi,
        field: stockImportLines.problemField,
        problem: stockImportLines.problem,
        problemValues: stockImportLines.problemValues,
      })
      .from(stockImportLines)
      .where(
        and(
          eq(stockImportLines.tenantId, tenant.id),
          eq(stockImportLines.importId, importId),
          eq(stockImportLines.verdict, 'bad'),
          gt(stockImportLines.line, after),
        ),
      )
      .orderBy(stockImportLines.line)
      .limit(limit + 1);
    const lines = rows.slice(0, limit).map((row) => ({ ...row, problem: row.problem as ProblemCode }));
    return { lines, next: rows.length > limit ? (lines.at(-1)?.line ?? null) : null };
  },
  sample: async (ground) => ({ importId: await sampleImport(ground, 'preview') }),
});

export type ImportView = z.infer<typeof showImport.output>;
export type ImportLine = z.infer<typeof listImportLines.output>['lines'][number];
