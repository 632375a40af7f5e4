import { inTenantReadOnly } from '@/db/client';
import { unseal } from '../base/seal';
import { type Letter, NotSent } from './channel';
import { placeOf } from './promise-message';
import { wordsOf } from './words';

export type Waiting = {
  id: string;
  channel: Letter['channel'] | 'none';
  address: string;
  template: string;
  locale: string;
  values: Buffer | null;
  created_at: Date;
};

/** Gives those of a tenant's messages that are still to be sent. */
export function waitingMessages(tenantId: string, ids: readonly string[]): Promise<Waiting[]> {
  return inTenantReadOnly(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<Waiting>({
      name: 'outbox-waiting',
      text: `select id, channel, address, template, locale, values, created_at from outbox_messages
             where tenant_id = $1 and id = any($2) and state = 'waiting'`,
      values: [tenantId, ids],
    });
    return rows;
  });
}

/** Opens a message's values and puts them into its words; gives undefined for one to nobody. Throws `NotSent` where that cannot be done. */
export function letterOf(tenantId: string, message: Waiting, now: Date): Letter | undefined {
  const { id, channel, address, template, locale } = message;
  if (channel === 'none') return undefined;
  const words = wordsOf(template, locale, openValues(tenantId, message));
  // A newer node may have promised it: one that has the words will take it next time.
  if (!words) throw new NotSent(`This build has no words for "${template}".`, 'later');
  return { id, tenantId, channel, address, ...words, at: now };
}

function openValues(tenantId: string, { id, values }: Waiting): Record<string, string> {
  if (!values) throw new NotSent('Its values are gone.', 'never');
  try {
    return JSON.parse(unseal(values, 'outbox', placeOf(tenantId, id)));
  } catch (error) {
    throw new NotSent('Its values do not open: SEAL_KEY was changed, or the row.', 'later', { cause: error });
  }
}
