import { z } from 'zod';
import type { Tx } from '@/db/client';
import { ownEvents } from '../audit/own-events';
import {
  DEVICES_OF_PERSON,
  type DeviceRow,
  type KnownDevice,
  knownDevice,
  knownDeviceOf,
} from '../auth/device/list';
import { browserName } from '../trust/browser-name';
import { HOLD_KINDS, stands } from '../trust/hold';
import { countryOf } from '../trust/place';
import { SIGN_IN_DEEDS } from './own-activity';

/** Sign-ins that fit beside the rest of a person; the audit log holds all. */
const LAST = 5;
const MOST_DEVICES = 10;

/** How an account is protected, as staff see it: how many of each, and never which. */
export const personSecurity = z.strictObject({
  hasPassword: z.boolean(),
  apps: z.number().int(),
  boundPasskeys: z.number().int(),
  syncedPasskeys: z.number().int(),
  recoveryCodesLeft: z.number().int(),
  holds: z.array(z.strictObject({ kind: z.enum(HOLD_KINDS), since: z.date(), until: z.date().nullable() })),
  devices: z.array(knownDevice),
  signIns: z.array(
    z.strictObject({
      id: z.uuid(),
      at: z.date(),
      command: z.string(),
      outcome: z.string(),
      ip: z.string().nullable(),
      country: z.string().nullable(),
      browser: z.string().nullable(),
    }),
  ),
});
export type PersonSecurity = z.infer<typeof personSecurity>;

type Row = Omit<PersonSecurity, 'holds' | 'signIns' | 'devices'> & {
  holds: { kind: (typeof HOLD_KINDS)[number]; since: string; until: string | null }[];
};

const READ = {
  name: 'person-security',
  text: `select exists (select from passwords where tenant_id = $1 and person_id = $2) as "hasPassword",
      (select count(*)::int from totp_factors where tenant_id = $1 and person_id = $2 and confirmed_at is not null) as apps,
      (select count(*)::int from passkeys where tenant_id = $1 and person_id = $2 and not backup_eligible)
        as "boundPasskeys",
      (select count(*)::int from passkeys where tenant_id = $1 and person_id = $2 and backup_eligible)
        as "syncedPasskeys",
      (select count(*)::int from recovery_codes where tenant_id = $1 and person_id = $2 and used_at is null)
        as "recoveryCodesLeft",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'since', since, 'until', until) order by kind), '[]') from person_holds h
        where tenant_id = $1 and person_id = $2 and ${stands('h', '$3')}) as holds`,
};

/** Reads how a person's account is protected, and their last sign-ins for those who may see the audit log. */
export async function readPersonSecurity(
  tx: Tx,
  tenantId: string,
  personId: string,
  { now, seesEvents }: { now: Date; seesEvents: boolean },
): Promise<PersonSecurity> {
  const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenantId, personId, now] });
  const [row] = rows;
  if (!row) throw new Error('A select without from gives one row.');
  return {
    ...row,
    holds: row.holds.map(({ kind, since, until }) => ({
      ...{ kind, since: new Date(since), until: until === null ? null : new Date(until) },
    })),
    devices: await devicesOf(tx, tenantId, personId),
    signIns: seesEvents ? await lastSignIns(tx, tenantId, personId) : [],
  };
}

async function devicesOf(tx: Tx, tenantId: string, personId: string): Promise<KnownDevice[]> {
  const { rows } = await tx.$client.query<DeviceRow>({
    ...{ name: 'person-devices', text: DEVICES_OF_PERSON },
    values: [tenantId, personId],
  });
  return rows.slice(0, MOST_DEVICES).map(knownDeviceOf);
}

async function lastSignIns(tx: Tx, tenantId: string, personId: string) {
  const page = { commands: SIGN_IN_DEEDS, before: undefined, size: LAST };
  const { rows } = await ownEvents(tx, tenantId, personId, page);
  return rows.map(({ id, at, command, outcome, ip, userAgent }) => ({
    ...{ id, at, command, outcome, ip, country: countryOf(ip) },
    browser: userAgent ? browserName(userAgent) : null,
  }));
}
