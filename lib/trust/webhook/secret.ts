import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { after, DAY_MS } from '../../base/clock';
import { seal, unseal } from '../../base/seal';

const SECRET_BYTES = 32;
/** How long events are signed with the secret before as well, so that whoever receives them can change over. */
const BEFORE_SIGNS_MS = DAY_MS;

const kept = z.strictObject({
  secret: z.string(),
  before: z.strictObject({ secret: z.string(), until: z.coerce.date() }).optional(),
});
type Kept = z.infer<typeof kept>;
type Where = { tenantId: string; webhookId: string };

const placeOf = ({ tenantId, webhookId }: Where) => `webhook:${tenantId}:${webhookId}`;

/** A new secret as Standard Webhooks writes one. It is shown once; what is kept of it is sealed. */
export const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

const sealKept = (one: Kept, where: Where) => seal(JSON.stringify(one), 'webhook', placeOf(where));
const openKept = (sealed: Buffer, where: Where): Kept =>
  kept.parse(JSON.parse(unseal(sealed, 'webhook', placeOf(where))));

/** Seals a webhook's first secret for its row. */
export const sealSecret = (secret: string, where: Where): Buffer => sealKept({ secret }, where);

/** Seals a new secret over the one in use, which signs beside it for a day. */
export function rollSecret(sealed: Buffer, secret: string, where: Where, now: Date): Buffer {
  const before = { secret: openKept(sealed, where).secret, until: after(now, BEFORE_SIGNS_MS) };
  return sealKept({ secret, before }, where);
}

/** The secrets that sign at a moment, the newest first. */
export function secretsAt(sealed: Buffer, where: Where, now: Date): string[] {
  const { secret, before } = openKept(sealed, where);
  return before && before.until > now ? [secret, before.secret] : [secret];
}
