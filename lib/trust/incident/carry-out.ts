import type { Tx } from '@/db/client';
import { after } from '../../base/clock';
import type { ResponseName } from '../../policy/response-settings';
import type { Tenant } from '../../policy/tenant';
import { placeHold } from '../hold';
import { revokeSessions } from '../revoke-sessions';
import { blockNetwork, isSharedByMany, networkOf } from './block-address';
import { isLastOwner } from './last-owner';

/** Why a response was not carried out. */
export const WHY_NOT = [
  'no-person',
  'no-session',
  'no-address',
  'last-owner',
  'not-public',
  'crowd',
  'not-active',
] as const;
export type WhyNot = (typeof WHY_NOT)[number];

/** `already`: it was so before, and stays so. */
export type Carried =
  | { state: 'done'; details: Record<string, unknown> }
  | { state: 'already' }
  | { state: 'not'; why: WhyNot };

/** Whom and what a response is about; `by` is null where the product answers by itself. */
export type Target = {
  incidentId: string;
  personId: string | null;
  sessionId: string | null;
  ip: string | null;
  by: string | null;
};

/** A response that touches rows of ours; the tenant's contacts are told elsewhere. */
export type Touching = Exclude<ResponseName, 'tell-contacts'>;

type About = { tx: Tx; tenant: Tenant; now: Date; target: Target };
type OfPerson = About & { personId: string };

const not = (why: WhyNot): Carried => ({ state: 'not', why });
const byPerson =
  (carry: (about: OfPerson) => Promise<Carried>) =>
  async (about: About): Promise<Carried> => {
    const { personId } = about.target;
    return personId ? carry({ ...about, personId }) : not('no-person');
  };

const CARRY: Record<Touching, (about: About) => Promise<Carried>> = {
  'second-factor': byPerson(takeProofBack),
  review: byPerson(async (about) => {
    if (await isLastOwner(about.tx, about.tenant.id, about.personId, about.now)) return not('last-owner');
    return hold(about, 'review');
  }),
  'suspend-agent': byPerson((about) => hold(about, 'counter')),
  'end-session': byPerson(async (about) => {
    const { sessionId } = about.target;
    return sessionId ? endSessions(about, sessionId) : not('no-session');
  }),
  'end-sessions': byPerson((about) => endSessions(about)),
  'lock-account': byPerson(lockAccount),
  'block-address': blockAddress,
};

/** Carries one response out in the deed's transaction. Gives what became of it, with what it takes to take it back. */
export const carryOut = (
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { name, target }: { name: Touching; target: Target },
): Promise<Carried> => CARRY[name]({ tx, tenant, now, target });

/**
 * What a session has proved counts for nothing from now on: each deed that wants a second factor asks for it again. By
 * itself that is the session in which the risk was seen; with a click and no session, all of the person's.
 */
async function takeProofBack({ tx, tenant, target, personId }: OfPerson): Promise<Carried> {
  if (!target.sessionId && target.by === null) return not('no-session');
  const { rowCount } = await tx.$client.query({
    name: 'session-proof-take-back',
    text: `update sessions set proved_at = null where tenant_id = $1 and person_id = $2
           and ($3::uuid is null or id = $3) and revoked_at is null and proved_at is not null`,
    values: [tenant.id, personId, target.sessionId],
  });
  return rowCount ? { state: 'done', details: { sessions: rowCount } } : { state: 'already' };
}

async function hold(
  { tx, tenant, now, target, personId }: OfPerson,
  kind: 'review' | 'counter',
): Promise<Carried> {
  const reason = `incident:${target.incidentId}`;
  const isPlaced = await placeHold(tx, tenant.id, now, { personId, kind, reason, placedBy: target.by });
  return isPlaced ? { state: 'done', details: { hold: kind } } : { state: 'already' };
}

async function endSessions(
  { tx, tenant, now, target, personId }: OfPerson,
  sessionId?: string,
): Promise<Carried> {
  const reason = `incident:${target.incidentId}`;
  const ended = await revokeSessions(tx, tenant.id, now, { personId, sessionId, reason });
  return ended > 0 ? { state: 'done', details: { ended } } : { state: 'already' };
}

async function lockAccount(about: OfPerson): Promise<Carried> {
  const { tx, tenant, now, target, personId } = about;
  if (await isLastOwner(tx, tenant.id, personId, now)) return not('last-owner');
  const { rows } = await tx.$client.query<{ was: string; locked: boolean }>({
    name: 'account-lock',
    text: `with was as (select status from users where tenant_id = $1 and id = $2 for no key update),
        locked as (update users set status = 'suspended' where tenant_id = $1 and id = $2
          and (select status from was) = 'active' returning id)
      select was.status as was, exists (select from locked) as locked from was`,
    values: [tenant.id, personId],
  });
  const [found] = rows;
  if (!found) return not('no-person');
  if (!found.locked) return found.was === 'suspended' ? { state: 'already' } : not('not-active');
  const reason = `incident:${target.incidentId}`;
  const ended = await revokeSessions(tx, tenant.id, now, { personId, reason });
  return { state: 'done', details: { locked: true, ended } };
}

/** By itself it never blocks an address that a crowd comes from: behind a carrier's NAT that would be their customers. */
async function blockAddress({ tx, tenant, now, target }: About): Promise<Carried> {
  if (!target.ip) return not('no-address');
  const network = networkOf(target.ip);
  if (!network) return not('not-public');
  const { ip, personId, by, incidentId } = target;
  if (by === null && (await isSharedByMany(tx, tenant.id, now, { ip, personId }))) return not('crowd');
  const until = after(now, tenant.settings.trust.responses.blockMs);
  const reason = `incident:${incidentId}`;
  const blockId = await blockNetwork(tx, tenant.id, now, { network, reason, until, placedBy: by });
  if (!blockId) return { state: 'already' };
  return { state: 'done', details: { blockId, network, until: until.toISOString() } };
}
