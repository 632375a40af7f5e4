import { z } from 'zod';
import { idText } from '../../base/id';
import { seal, unseal } from '../../base/seal';
import { pendingCodeRefused } from './refusals';

/** What a right code opens: one payment, in the browser that it was typed in, until its time is over. */
type Ticket = { pendingId: string; payerId: string; deviceId: string | null };

const PURPOSE = 'pending-ticket';
const contents = z.tuple([idText, idText, idText.nullable()]);

export const ticketText = z
  .string()
  .regex(/^[\w-]+$/)
  .max(400);

export const sealTicket = (tenantId: string, { pendingId, payerId, deviceId }: Ticket): string =>
  seal(JSON.stringify([pendingId, payerId, deviceId]), PURPOSE, tenantId).toString('base64url');

/** Opens a ticket. One that was altered, another tenant's, and one of another browser say what a wrong code says. */
export function openTicket(tenantId: string, sealed: string, deviceId: string | null): Ticket {
  const [pendingId, payerId, ofDevice] = contents.parse(JSON.parse(unsealed(sealed, tenantId)));
  if (ofDevice !== deviceId) throw pendingCodeRefused();
  return { pendingId, payerId, deviceId };
}

function unsealed(sealed: string, place: string): string {
  try {
    return unseal(Buffer.from(sealed, 'base64url'), PURPOSE, place);
  } catch (cause) {
    throw Object.assign(pendingCodeRefused(), { cause });
  }
}
