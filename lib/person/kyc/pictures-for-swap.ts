import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { documentPictures } from '@/db/schema/kyc';
import { numbers } from '@/db/schema/sim';
import { swapCases } from '@/db/schema/swap';
import { Refusal } from '../../base/refusal';
import { type Actor, may, personIdOf } from '../../policy/actor';
import type { Side, StoredDocument } from './kyc';

export type SwapPicture = { id: string; side: Side; takenBy: string; takenAt: Date };

/**
 * The fresh pictures that were taken for a swap, and the document that they are of: the one that the number is registered
 * on, or null where it is on none.
 */
export async function picturesForSwap(
  tx: Tx,
  tenantId: string,
  swapId: string,
): Promise<{ documentId: string | null; pictures: SwapPicture[] }> {
  const [swap] = await tx
    .select({ documentId: numbers.documentId })
    .from(swapCases)
    .innerJoin(numbers, and(eq(numbers.tenantId, swapCases.tenantId), eq(numbers.id, swapCases.numberId)))
    .where(and(eq(swapCases.tenantId, tenantId), eq(swapCases.id, swapId)));
  const pictures = await tx
    .select({
      id: documentPictures.id,
      side: documentPictures.side,
      takenBy: documentPictures.takenBy,
      takenAt: documentPictures.takenAt,
    })
    .from(documentPictures)
    .where(
      and(
        eq(documentPictures.tenantId, tenantId),
        eq(documentPictures.swapId, swapId),
        isNull(documentPictures.replacedAt),
      ),
    )
    .orderBy(documentPictures.id);
  return { documentId: swap?.documentId ?? null, pictures };
}

/**
 * Gives why somebody may not add a picture to a swap, or undefined: it is open, its holder's is the document, and they
 * serve it. The case stays locked, so that it is not decided on while a picture comes in.
 */
export async function refusalOfSwapPicture(
  tx: Tx,
  actor: Actor,
  document: StoredDocument,
  swapId: string,
): Promise<Refusal | undefined> {
  const [swap] = await tx
    .select({
      holderId: swapCases.holderId,
      requestedBy: swapCases.requestedBy,
      channel: swapCases.channel,
    })
    .from(swapCases)
    .where(
      and(
        eq(swapCases.tenantId, document.tenantId),
        eq(swapCases.id, swapId),
        inArray(swapCases.state, ['proving', 'review']),
      ),
    )
    .for('update');
  if (swap?.holderId !== document.personId) return noSuchSwap();
  return servesSwap(actor, swap) ? undefined : noSuchSwap();
}

/** Whether somebody serves a swap: they asked for it, they review documents, or its holder asked from afar and comes to a counter. */
export const servesSwap = (actor: Actor, swap: { requestedBy: string; channel: string }): boolean =>
  swap.requestedBy === personIdOf(actor) || swap.channel !== 'shop' || may(actor, 'kyc.verify');

const noSuchSwap = () =>
  new Refusal(
    'kyc_no_such_swap',
    'This swap takes no pictures of this document: it is over, or it is not yours to serve.',
    { status: 409 },
  );
