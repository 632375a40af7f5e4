import { z } from 'zod';
import type { Person } from '../../policy/actor';
import { browserName } from '../../trust/browser-name';
import { refusalOfTrust } from '../../trust/device/device-rules';
import { TRUST_NOW } from '../../trust/device/device-trust';

const moment = z.date();

/** A browser as its owner's own page and the page of staff show it. */
export const knownDevice = z.strictObject({
  id: z.uuid(),
  name: z.string().nullable(),
  browser: z.string().nullable(),
  trust: z.enum(['known', 'trusted', 'revoked']),
  /** Whether it keeps a key that counts: that of a revoked one counts for nothing. */
  hasKey: z.boolean(),
  /** The countries it was used from, ISO 3166-1 alpha-2, the latest last. */
  places: z.array(z.string()),
  since: moment,
  lastUsedAt: moment,
});
export type KnownDevice = z.infer<typeof knownDevice>;

export const ownDevice = knownDevice.extend({
  current: z.boolean(),
  /** Whether it could be trusted from here, as far as its key tells. */
  trustable: z.boolean(),
});

type Own = z.infer<typeof ownDevice>;
export type DeviceRow = Pick<Own, 'id' | 'name' | 'trust' | 'places'> & {
  userAgent: string;
  keyThumbprint: string | null;
  since: string | Date;
  lastUsedAt: string | Date;
};

/** The browsers of a person ($2) of a tenant ($1), the last used first; nobody has more of them by honest means. */
export const DEVICES_OF_PERSON = `select d.id, k.name, ${TRUST_NOW} as trust, d.user_agent as "userAgent",
    d.key_thumbprint as "keyThumbprint", k.places, k.first_used_at as since, k.last_used_at as "lastUsedAt"
  from known_devices k join devices d on d.tenant_id = $1 and d.id = k.device_id
  where k.tenant_id = $1 and k.person_id = $2 order by k.last_used_at desc limit 50`;

export function knownDeviceOf({
  userAgent,
  keyThumbprint,
  since,
  lastUsedAt,
  ...row
}: DeviceRow): KnownDevice {
  return {
    ...row,
    browser: browserName(userAgent),
    hasKey: keyThumbprint !== null && row.trust !== 'revoked',
    since: new Date(since),
    lastUsedAt: new Date(lastUsedAt),
  };
}

/**
 * The same for its owner. A page is opened unsigned, so whether the browser has its key here is told by the session that
 * is bound to it; the deed itself asks for the signature.
 */
export function ownDeviceOf(actor: Person, row: DeviceRow): Own {
  const signed = { ...actor, request: { ...actor.request, deviceKey: actor.session.boundKey ?? undefined } };
  const current = row.id === actor.request.deviceId;
  return {
    ...knownDeviceOf(row),
    current,
    trustable: current && row.trust === 'known' && refusalOfTrust(signed, row) === undefined,
  };
}
