import { z } from 'zod';
import { after, DAY_MS } from '../../base/clock';
import { idText } from '../../base/id';
import { notFound, notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { DOCUMENT_KINDS } from '../../person/document';
import { refusalOfSameHands } from '../../person/same-hands';
import { type Person, personIdOf } from '../../policy/actor';
import { guardOf, releaseMoney } from '../../trust/swap-guard';
import { isDocumentOf } from './document-on-file';
import { refusalOfOwn } from './hands';
import { sampleCompleted } from './sample-completed';
import { insertProof, lockSwap, saveSwap } from './stored-swap';
import { refusalOfHands, type StoredSwap } from './swap';
import { findSwapByNumber, wrongDocumentsSince } from './swap-by-number';
import { cameLater } from './swap-facts';
import { tellSwap } from './tell-swap';

/** The document that an agent read counts for so long; then it is read again. */
const DOCUMENT_COUNTS_MS = DAY_MS;
const MOST_MISMATCHES = 3;

const evidenceOf = ({ id, holderId, numberId }: StoredSwap, change: Record<string, unknown>) => ({
  subject: `swap:${id}`,
  severity: 'warning' as const,
  change: { person: holderId, number: numberId, ...change },
});

/** The number of a case as it is said at a counter. */
export const swapNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    /^S-[2-9A-Z]{4}-[2-9A-Z]{4}$/,
    'Type the number of the case as it stands in the message: S-7K2M-9QXD.',
  );

/**
 * An agent has read the document of somebody whose money rests after a swap: it is compared with the one on file and not
 * shown. It frees nothing by itself: the holder shows a factor of their own as well.
 */
export const releaseByDocument = command({
  name: 'sim.swap.release-document',
  proof: 'fresh-second-factor',
  perMinute: 20,
  input: z.strictObject({
    number: swapNumber,
    documentKind: z.enum(DOCUMENT_KINDS),
    documentNumber: z.string().trim().min(1, 'Enter the number of the document.').max(40),
  }),
  output: z.strictObject({ number: z.string() }),
  async run(deed, { number, ...read }) {
    const { tx, actor, tenant, now } = deed;
    const seen = await findSwapByNumber(tx, tenant.id, number);
    if (!seen) throw notFound();
    const one = await lockSwap(tx, tenant.id, seen.id);
    const staffId = personIdOf(actor);
    const evidence = evidenceOf(one, { document: read.documentKind });
    const refused =
      refusalOfHands(one, staffId, 'request') ??
      (staffId === one.requestedBy ? notByTheSame() : undefined) ??
      (await refusalOfOwn(tx, actor, one)) ??
      (await refusalOfSameHands(tx, actor, one.channel === 'portal' ? [] : [one.requestedBy])) ??
      (await refusalOfRelease(deed, one));
    if (refused || !staffId) return { refused: refused ?? notByTheSame(), evidence };
    const since = after(now, -tenant.settings.swap.refusedForMs);
    if ((await wrongDocumentsSince(tx, one, since)) >= MOST_MISMATCHES)
      return { refused: closedForNow(), evidence };
    if (!(await isDocumentOf(deed, one.holderId, read))) {
      await insertProof(deed, one, { kind: 'document', passed: false, by: staffId });
      return { refused: documentDiffers(), evidence };
    }
    await saveSwap(tx, one, { releaseDocumentBy: staffId, releaseDocumentAt: now });
    await tellSwap(tx, tenant, now, one, { template: 'swapReleaseAsked' });
    return { output: { number }, evidence };
  },
  async sample(ground) {
    const { number, documentNumber } = await sampleCompleted(ground);
    return { number, documentKind: 'national_id', documentNumber };
  },
});

/**
 * Lets money go out before its time, by its holder: with a factor that they had before the number moved, and after an
 * agent has read their document. What a thief enrolled since, or reads on the new card, opens nothing.
 */
export const releaseAfterSwap = command({
  name: 'sim.swap.release',
  proof: 'fresh-second-factor',
  input: z.strictObject({ swapId: idText }),
  output: z.strictObject({ swapId: z.uuid() }),
  async run(deed, { swapId }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await lockSwap(tx, tenant.id, swapId, actor.principal.id);
    const evidence = evidenceOf(one, { by: actor.session.provedBy });
    const refused =
      (await refusalOfRelease(deed, one)) ??
      (isRead(one, now) ? undefined : documentFirst()) ??
      ((await isOldFactor(deed, one, actor)) ? undefined : factorIsNew());
    if (refused) return { refused, evidence };
    await releaseMoney(tx, tenant.id, one.holderId, now);
    await saveSwap(tx, one, { releasedAt: now });
    await tellSwap(tx, tenant, now, one, { template: 'swapMoneyReleased' });
    return { output: { swapId }, evidence };
  },
  async sample(ground) {
    const { id: swapId } = await sampleCompleted(ground, { holderId: ground.actorId, read: true });
    return { swapId };
  },
});

/** Whether a document was read for it, and lately. */
export const isRead = ({ releaseDocumentAt }: StoredSwap, now: Date): boolean =>
  releaseDocumentAt !== null && after(releaseDocumentAt, DOCUMENT_COUNTS_MS) > now;

/** Only what this swap holds back is let go, and only while it does. */
async function refusalOfRelease(
  { tx, tenant, now }: Deed,
  { id, state, holderId }: StoredSwap,
): Promise<Refusal | undefined> {
  if (state !== 'completed') return nothingRests();
  const guard = await guardOf(tx, tenant.id, holderId);
  return guard?.swapId === id && guard.moneyCappedUntil > now ? undefined : nothingRests();
}

/** A passkey or an authenticator of before the request: of a kind that anything was added to since, none counts. */
async function isOldFactor({ tx, tenant }: Deed, one: StoredSwap, { session }: Person): Promise<boolean> {
  const { provedBy } = session;
  const kind = provedBy?.endsWith('passkey') ? 'passkey' : provedBy === 'totp' ? 'totp' : undefined;
  return kind !== undefined && !(await cameLater(tx, tenant.id, one.holderId, kind, one.requestedAt));
}

const notByTheSame = () =>
  new Refusal(
    'release_by_another',
    'You asked for this swap, so a colleague reads the document that lets the money go.',
    { status: 403 },
  );

const nothingRests = () =>
  new Refusal('swap_money_moves', 'No money rests because of this swap.', { status: 409 });

const documentDiffers = () =>
  new Refusal(
    'release_document_differs',
    'This is not the document on file for this number. Read its kind and number again.',
    { status: 409, field: 'documentNumber' },
  );

const closedForNow = () =>
  new Refusal(
    'release_closed_by_mismatch',
    'The document did not match three times. No document is taken for this case for a day; the money moves again by itself.',
    { status: 409 },
  );

const documentFirst = () =>
  new Refusal(
    'release_needs_document',
    'First show your identity document at a shop, with the number of this case. Then come back here within a day.',
    { status: 409 },
  );

const factorIsNew = () =>
  new Refusal(
    'release_needs_old_factor',
    'Show a passkey or an authenticator that you had before your number moved. What was added since does not count here.',
    { status: 403 },
  );
