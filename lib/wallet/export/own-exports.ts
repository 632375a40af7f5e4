import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { moneyExportParts, moneyExports } from '@/db/schema/money-export';
import { idText } from '../../base/id';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command, query } from '../../command/command';
import type { Person } from '../../policy/actor';
import { refusalOfProof } from '../../policy/authorise';
import { queueMoney } from '../money-queue';
import { exportAsked, isOver, lockExport, ofExport } from './export';
import { sampleExport } from './sample-export';

const LATEST = 20;

const listed = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['statement', 'movements', 'ledger']),
  format: z.enum(['csv', 'pdf']),
  of: z.enum(['wallet', 'float', 'tenant']),
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'expired']),
  rowsDone: z.number().int(),
  /** Null until it has begun. */
  rowsAll: z.number().int().nullable(),
  askedAt: z.date(),
  expiresAt: z.date(),
});
export type OwnExport = z.infer<typeof listed>;

/** The files that are being made for whoever asks, and those that were, the latest first. */
export const ownExports = query({
  name: 'money.export.list',
  proof: 'session',
  input: z.strictObject({ of: z.enum(['wallet', 'float', 'tenant']).optional() }),
  output: z.strictObject({ exports: z.array(listed) }),
  async run({ tx, tenant, actor, now }, { of }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const rows = await tx
      .select()
      .from(moneyExports)
      .where(and(eq(moneyExports.tenantId, tenant.id), eq(moneyExports.personId, actor.principal.id)))
      .orderBy(desc(moneyExports.id))
      .limit(LATEST);
    const exports = rows.map(({ id, kind, format, state, rowsDone, rowsAll, askedAt, expiresAt, asked }) => {
      const { of: whose, currency, from, to } = exportAsked.parse(asked);
      const stands = state === 'done' && expiresAt <= now ? ('expired' as const) : state;
      return {
        ...{ id, kind, format, of: whose, currency, from, to, state: stands },
        ...{ rowsDone, rowsAll, askedAt, expiresAt },
      };
    });
    return { exports: exports.filter((one) => of === undefined || one.of === of) };
  },
  async sample(ground) {
    await sampleExport(ground);
    return {};
  },
});

/** Ends a file that is being made; nothing of it is kept. */
export const cancelExport = command({
  name: 'money.export.cancel',
  proof: 'session',
  input: z.strictObject({ exportId: idText }),
  output: z.strictObject({ exportId: z.uuid() }),
  async run({ tx, tenant, actor, now }, { exportId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const row = await lockExport(tx, tenant.id, exportId, actor.principal.id);
    if (isOver(row))
      throw new Refusal('export_is_over', 'This file is made already, or was cancelled.', { status: 409 });
    await tx
      .update(moneyExports)
      .set({ state: 'cancelled', endedAt: now, cursor: null, expiresAt: now })
      .where(ofExport(tenant.id, exportId));
    await queueMoney(tx, { subjectId: exportId, kind: 'export', tenantId: tenant.id, dueAt: now });
    return {
      output: { exportId },
      evidence: { subject: `export:${exportId}`, change: { state: [row.state, 'cancelled'] } },
    };
  },
  sample: async (ground) => ({ exportId: await sampleExport(ground) }),
});

/** A part of a file, for whoever asked for it and nobody else. That it was taken is on record. */
export const takeExportPart = query({
  name: 'money.export.part',
  proof: 'session',
  // A long file is many parts; each is recorded.
  perMinute: 600,
  input: z.strictObject({ exportId: idText, part: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
  output: z.strictObject({
    /** The file's name, without its ending. */
    name: z.string(),
    format: z.enum(['csv', 'pdf']),
    /** Base64. */
    content: z.string(),
    next: z.number().int().nullable(),
  }),
  evidence: ({ exportId, part }) => ({ subject: `export:${exportId}`, severity: 'notice', change: { part } }),
  async run({ tx, tenant, actor, now }, { exportId, part }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const [row] = await tx.select().from(moneyExports).where(ofExport(tenant.id, exportId));
    if (!row || row.personId !== actor.principal.id) throw notFound();
    if (row.kind === 'ledger') assertMayHaveLedger(actor);
    if (row.state !== 'done' || row.expiresAt <= now) throw noFile();
    const found = await tx
      .select({ part: moneyExportParts.part, content: moneyExportParts.content })
      .from(moneyExportParts)
      .where(
        and(
          eq(moneyExportParts.tenantId, tenant.id),
          eq(moneyExportParts.exportId, exportId),
          eq(moneyExportParts.part, part),
        ),
      );
    const [piece] = found;
    if (!piece) throw noFile();
    const [after] = await tx
      .select({ part: moneyExportParts.part })
      .from(moneyExportParts)
      .where(
        and(
          eq(moneyExportParts.tenantId, tenant.id),
          eq(moneyExportParts.exportId, exportId),
          eq(moneyExportParts.part, part + 1),
        ),
      );
    const { of, from, to } = exportAsked.parse(row.asked);
    const name = `${row.kind}-${of === 'tenant' ? tenant.slug : of}-${from}-${to}`;
    return { name, format: row.format, content: piece.content.toString('base64'), next: after?.part ?? null };
  },
  sample: async (ground) => ({ exportId: await sampleDone(ground) }),
});

/** A ledger holds everybody's money: who asked for it must be allowed to still, and have proved who they are. */
function assertMayHaveLedger(actor: Person): void {
  const refused = refusalOfProof(actor, 'second-factor');
  if (refused) throw refused;
  if (!actor.principal.permissions.includes('money.export.ask-ledger')) throw notFound();
}

async function sampleDone(ground: Parameters<typeof sampleExport>[0]): Promise<string> {
  const exportId = await sampleExport(ground, { state: 'done', endedAt: ground.now, rowsAll: 0 });
  const content = Buffer.from('a sample\r\n');
  await ground.tx.insert(moneyExportParts).values({ tenantId: ground.tenant.id, exportId, part: 0, content });
  return exportId;
}

const noFile = () =>
  new Refusal(
    'export_has_no_file',
    'There is no file here: it is still being made, was cancelled, or is too old.',
    {
      status: 409,
    },
  );
