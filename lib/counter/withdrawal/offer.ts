import { z } from 'zod';
import { idText } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { seal, unseal } from '../../base/seal';

/** What an agent was shown and may start: its key stays the same however often the page is sent. */
type PaymentOffer = { key: string; from: string; to: string | null; amount: bigint; expiresAt: Date };

const PURPOSE = 'payment-offer';

const contents = z.tuple([idText, z.string(), z.string().nullable(), z.string(), z.number()]);

/** Seals an offer for its agent: in another's hands it does not open. */
export function sealOffer(tenantId: string, agentId: string, offer: PaymentOffer): string {
  const { key, from, to, amount, expiresAt } = offer;
  const text = JSON.stringify([key, from, to, `${amount}`, expiresAt.getTime()]);
  return seal(text, PURPOSE, `${tenantId}:${agentId}`).toString('base64url');
}

/** Opens an offer. Refuses one that was altered, another agent's, and one that is too old. */
export function openOffer(tenantId: string, agentId: string, sealed: string, now: Date): PaymentOffer {
  const [key, from, to, amount, expires] = contents.parse(
    JSON.parse(unsealed(sealed, `${tenantId}:${agentId}`)),
  );
  const expiresAt = new Date(expires);
  if (expiresAt <= now) throw offerIsLate();
  return { key, from, to, amount: BigInt(amount), expiresAt };
}

function unsealed(sealed: string, place: string): string {
  try {
    return unseal(Buffer.from(sealed, 'base64url'), PURPOSE, place);
  } catch (cause) {
    throw Object.assign(offerIsForeign(), { cause });
  }
}

const offerIsForeign = () =>
  new Refusal('payment_offer_unknown', 'This page does not belong to you. Type number and amount again.', {
    status: 409,
  });

const offerIsLate = () =>
  new Refusal('payment_offer_late', 'This page is too old. Type number and amount again.', { status: 409 });
