import { z } from 'zod';
import { idText } from '../base/id';
import { Refusal } from '../base/refusal';
import { seal, unseal } from '../base/seal';

/** What somebody was shown and may confirm: its id becomes the deed's, so that it is paid once. */
export type Quote = {
  deedId: string;
  payeeId: string;
  mobile: string;
  amount: bigint;
  fee: bigint;
  /** The tenant's own, where it is not said. */
  currency?: string;
  expiresAt: Date;
};

/** A customer's own transfer, or what an agent offers a customer; the one never opens as the other. */
type Purpose = 'wallet-quote' | 'deposit-offer';
const LONGEST = 600;

const contents = z
  .tuple([idText, idText, z.string(), z.string(), z.string(), z.number(), z.string()])
  .transform(
    ([deedId, payeeId, mobile, amount, fee, expires, currency]): Quote => ({
      deedId,
      payeeId,
      mobile,
      amount: BigInt(amount),
      fee: BigInt(fee),
      expiresAt: new Date(expires),
      ...(currency && { currency }),
    }),
  );

/** The schema of a sealed quote in a command's input. */
export const quoteText = z
  .string()
  .regex(/^[\w-]+$/)
  .max(LONGEST);

/** Seals a quote for its payer: nobody can read or change it, and in another's hands it does not open. */
export function sealQuote(
  tenantId: string,
  payerId: string,
  quote: Quote,
  purpose: Purpose = 'wallet-quote',
): string {
  const { deedId, payeeId, mobile, amount, fee, expiresAt, currency = '' } = quote;
  const text = JSON.stringify([
    deedId,
    payeeId,
    mobile,
    `${amount}`,
    `${fee}`,
    expiresAt.getTime(),
    currency,
  ]);
  return seal(text, purpose, placeOf(tenantId, payerId)).toString('base64url');
}

/** Opens a quote. Refuses one that was altered, one of another payer or tenant, and one that is too old. */
export function openQuote(
  tenantId: string,
  payerId: string,
  sealed: string,
  now: Date,
  purpose: Purpose = 'wallet-quote',
): Quote {
  const quote = contents.parse(JSON.parse(unsealed(sealed, purpose, placeOf(tenantId, payerId))));
  if (quote.expiresAt <= now) throw expired();
  return quote;
}

const placeOf = (tenantId: string, payerId: string) => `${tenantId}:${payerId}`;

function unsealed(sealed: string, purpose: Purpose, place: string): string {
  try {
    return unseal(Buffer.from(sealed, 'base64url'), purpose, place);
  } catch (cause) {
    throw Object.assign(foreign(), { cause });
  }
}

const foreign = () =>
  new Refusal('quote_unknown', 'This confirmation does not belong to you. Ask for a new one.', {
    status: 409,
  });

const expired = () =>
  new Refusal('quote_expired', 'This confirmation is too old. Look at the fee again, then confirm.', {
    status: 409,
  });
