import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { inTenantReadOnly, type Tx } from '@/db/client';
import { documentChecks } from '@/db/schema/kyc';
import { after, calendarOf, MINUTE_MS } from '../../base/clock';
import { idText } from '../../base/id';
import { notFound, Refusal } from '../../base/refusal';
import { command, type SampleGround } from '../../command/command';
import { type Actor, personIdOf } from '../../policy/actor';
import { openDocument } from '../document';
import { identityRegistry, noRegistry } from './chosen-registry';
import { expired, isExpired, ownDocument, type StoredDocument } from './kyc';
import { type RegistryAnswer, VERDICTS } from './registry';
import { sampleDocument } from './sample-kyc';
import { insertCheck, lockDocument, readDocument, saveDocument, servesDocument } from './stored-document';
import { tellOfDocument } from './tell-holder';

/** One document is not asked for again before this: a registry that is unwell is left in peace. */
const REST_MS = MINUTE_MS;

/**
 * Asks the registry of IDs whether a document was given to the person of these names and this birth date. Its yes makes
 * the document count, its no ends that; what it does not know, or does not answer, changes nothing.
 */
export const askRegistry = command({
  name: 'kyc.ask-registry',
  proof: 'second-factor',
  input: z.strictObject({ documentId: idText }),
  output: z.strictObject({ documentId: z.uuid(), verdict: z.enum(VERDICTS) }),
  async prepare({ actor, tenant, now }, { documentId }) {
    const registry = identityRegistry();
    if (!registry) throw noRegistry();
    const question = await inTenantReadOnly(tenant.id, async (tx) => {
      const document = await readDocument(tx, tenant.id, documentId);
      await assertMayAsk(tx, actor, document, now);
      const { kind, givenNames, familyName, birthDate } = document;
      const number = openDocument(tenant.id, documentId, document.number);
      return { kind, number, givenNames, familyName, birthDate };
    });
    return registry.ask(question);
  },
  async run(deed, { documentId }, { verdict, reference }: RegistryAnswer) {
    const { tx, actor, tenant, now } = deed;
    const document = await lockDocument(tx, tenant.id, documentId);
    // Two who asked at once get one check: the second finds the first.
    await assertMayAsk(tx, actor, document, now);
    await insertCheck(tx, document, now, { by: 'registry', verdict, reference });
    if (verdict === 'verified') await saveDocument(tx, document, { verifiedAt: now, refusedAt: null });
    if (verdict === 'refused') await saveDocument(tx, document, { verifiedAt: null, refusedAt: now });
    // The same answer once more is no news.
    if (verdict === 'verified' && !document.verifiedAt)
      await tellOfDocument(deed, document, 'documentVerified');
    if (verdict === 'refused' && !document.refusedAt) await tellOfDocument(deed, document, 'documentRefused');
    return {
      output: { documentId, verdict },
      evidence: {
        subject: `document:${documentId}`,
        severity: verdict === 'refused' ? 'warning' : 'notice',
        change: { verdict, reference, person: document.personId },
      },
    };
  },
  async sample(ground: SampleGround) {
    const { documentId } = await sampleDocument(ground, { writtenBy: ground.actorId });
    return { documentId };
  },
});

async function assertMayAsk(tx: Tx, actor: Actor, document: StoredDocument, now: Date): Promise<void> {
  if (document.personId === personIdOf(actor)) throw ownDocument();
  if (!(await servesDocument(tx, actor, document))) throw notFound();
  if (isExpired(document, calendarOf(now, actor.tenant.timeZone).day)) throw expired();
  const [last] = await tx
    .select({ at: documentChecks.at })
    .from(documentChecks)
    .where(
      and(
        eq(documentChecks.tenantId, document.tenantId),
        eq(documentChecks.documentId, document.id),
        eq(documentChecks.by, 'registry'),
      ),
    )
    .orderBy(desc(documentChecks.id))
    .limit(1);
  if (last && after(last.at, REST_MS) > now) throw askedLately();
}

const askedLately = () =>
  new Refusal('registry_asked_lately', 'The registry was asked about this a moment ago. Wait a minute.', {
    status: 429,
    retryAfterSeconds: REST_MS / 1_000,
  });
