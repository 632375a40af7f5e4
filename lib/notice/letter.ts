import { inTenantReadOnly } from '@/db/client';
import { unseal } from '../base/seal';
import { type ChannelSettings, channelSettings } from '../policy/channel-settings';
import { type Letter, NotSent } from './channel';
import { placeOf } from './promise-message';
import type { Way } from './topic';
import { languageOf, wordsOf } from './words';

export type Waiting = {
  id: string;
  channel: Way | 'none';
  address: string;
  template: string;
  locale: string;
  values: Buffer | null;
  created_at: Date;
  handed_at: Date | null;
};

/** Gives those of a tenant's messages that are still to be sent, and the services that the tenant chose. */
export function waitingMessages(
  tenantId: string,
  ids: readonly string[],
): Promise<{ messages: Waiting[]; chosen: ChannelSettings }> {
  return inTenantReadOnly(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<Waiting & { chosen: unknown }>({
      name: 'outbox-waiting',
      text: `select m.id, m.channel, m.address, m.template, m.locale, m.values, m.created_at, m.handed_at,
               coalesce((select s.settings->'channels' from tenant_settings s where s.tenant_id = $1),
                 (select t.settings->'channels' from tenants t where t.id = $1)) as chosen
             from outbox_messages m where m.tenant_id = $1 and m.id = any($2) and m.state = 'waiting'`,
      values: [tenantId, ids],
    });
    return { messages: rows, chosen: channelSettings.parse(rows[0]?.chosen ?? {}) };
  });
}

/** Opens a message's values and puts them into its words. Throws `NotSent` where that cannot be done. */
export function letterOf(tenantId: string, message: Waiting & { channel: Way }, now: Date): Letter {
  const { id, channel, address, template, locale } = message;
  const values = openValues(tenantId, message);
  const words = wordsOf(template, locale, values);
  // A newer node may have promised it: one that has the words will take it next time.
  if (!words) throw new NotSent(`This build has no words for "${template}".`, 'later');
  return {
    ...{ id, tenantId, channel, address, ...words },
    language: languageOf(locale),
    code: values.code ?? null,
    at: now,
  };
}

function openValues(tenantId: string, { id, values }: Waiting): Record<string, string> {
  if (!values) throw new NotSent('Its values are gone.', 'never');
  try {
    return JSON.parse(unseal(values, 'outbox', placeOf(tenantId, id)));
  } catch (error) {
    throw new NotSent('Its values do not open: SEAL_KEY was changed, or the row.', 'later', { cause: error });
  }
}
