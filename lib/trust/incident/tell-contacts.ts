import type { Tx } from '@/db/client';
import { after, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { promiseMessages, type Template } from '../../notice/promise-message';
import { spellTime } from '../../notice/spell-time';
import { languageOf } from '../../notice/words';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';
import { type EventData, promiseDeliveries } from '../webhook/promise-delivery';
import { findTold } from './find-told';

/** An alarm about the same incident is not sounded twice within this time. */
const QUIET_MS = HOUR_MS;

type Values = Record<string, string>;

type Alarm = {
  /** The name of the event as webhooks are told it, `incident.opened`. */
  event: string;
  template: Template;
  /** What stands in the words' places; what is spelt in the reader's language is made when it is known. */
  values?: Values | ((locale: string) => Values);
  incidentId?: string;
  /** The page that the message leads to; the incident's where there is one. */
  path?: string;
  /** Addresses that hear of it beside the contacts: whoever was one until now. */
  also?: readonly string[];
  /** On every confirmed address of the owners, their telephones too. */
  everywhere?: boolean;
  /** What webhooks are told beside the incident's id: ids and words of ours, nothing that tells who somebody is. */
  data?: EventData;
  /** Not by webhooks: what is wrong is a webhook. */
  byMailAlone?: boolean;
};

/**
 * Tells the tenant's security contacts and all its owners by message, and its webhooks, in the deed's transaction: each
 * address once and in its reader's language. Gives how many messages were promised; none where the same incident was told
 * within the hour.
 */
export async function tellContacts(tx: Tx, tenant: Tenant, now: Date, alarm: Alarm): Promise<number> {
  const { event, incidentId, also = [], everywhere = false } = alarm;
  if (incidentId && (await wasTold(tx, tenant.id, now, { event, incidentId }))) return 0;
  const contacts = [...tenant.settings.trust.contacts, ...also];
  const told = await findTold(tx, tenant, { contacts, everywhere });
  await promiseMessages(
    tx,
    tenant,
    now,
    told.map((to) => ({
      ...to,
      template: alarm.template,
      values: valuesOf(alarm, tenant, now, languageOf(to.locale ?? tenant.locale)),
    })),
  );
  if (!alarm.byMailAlone) {
    const data = { ...(incidentId && { incident: incidentId }), ...alarm.data };
    await promiseDeliveries(tx, tenant.id, now, { type: event, data });
  }
  if (incidentId) await noteTold(tx, tenant.id, now, { event, incidentId, told: told.length });
  return told.length;
}

function valuesOf(
  { values = {}, incidentId, path }: Alarm,
  tenant: Tenant,
  now: Date,
  language: string,
): Values {
  const page = path ?? (incidentId ? `/admin/incidents/${incidentId}` : '/admin/alarms');
  return {
    ...{ what: '', name: '–', time: spellTime(now, language, tenant.timeZone) },
    address: `${originOf(tenant)}${page}`,
    ...(typeof values === 'function' ? values(language) : values),
  };
}

/** The incident's row is locked first, so that of two who tell at once the second one sees that it was done. */
async function wasTold(
  tx: Tx,
  tenantId: string,
  now: Date,
  { event, incidentId }: { event: string; incidentId: string },
): Promise<boolean> {
  await tx.$client.query({
    name: 'alarm-lock',
    text: 'select id from incidents where tenant_id = $1 and id = $2 for no key update',
    values: [tenantId, incidentId],
  });
  const { rows } = await tx.$client.query({
    name: 'alarm-told',
    text: `select from incident_steps where tenant_id = $1 and incident_id = $2 and kind = 'tell-contacts'
             and details ->> 'event' = $3 and at > $4 limit 1`,
    values: [tenantId, incidentId, event, after(now, -QUIET_MS)],
  });
  return rows.length > 0;
}

async function noteTold(
  tx: Tx,
  tenantId: string,
  now: Date,
  { event, incidentId, told }: { event: string; incidentId: string; told: number },
): Promise<void> {
  await tx.$client.query({
    name: 'alarm-note',
    text: `insert into incident_steps (tenant_id, id, incident_id, kind, details, at)
           values ($1, $2, $3, 'tell-contacts', $4, $5)`,
    values: [tenantId, newId(now), incidentId, JSON.stringify({ event, told }), now],
  });
}
