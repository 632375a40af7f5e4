import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { notFound, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { type Actor, personIdOf } from '../../policy/actor';
import { liesIn, networkOfText } from './network-text';
import { sampleBlocked } from './sample-blocked';

/** For how long an address may be blocked. */
export const SPANS = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
export const SPAN_NAMES = ['hour', 'day', 'week', 'month'] as const;

/** Lets nobody of an address or a network sign in, for a while. Nobody shuts themselves out. */
export const blockAddress = command({
  name: 'address.block',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    network: z.string().trim().min(1).max(60),
    reason: oneLine(200),
    span: z.enum(SPAN_NAMES),
  }),
  output: z.strictObject({ blockId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { network: text, reason, span }) {
    const network = networkOfText(text);
    if (liesIn(actor.request.ip, network)) throw ownAddress();
    if (actor.kind === 'person' && liesIn(actor.session.ip, network)) throw ownAddress();
    if (await wouldShutOutOwners(tx, actor, network)) throw ownersAddress();
    const blockId = newId(now);
    await tx.$client.query({
      name: 'blocked-address-place',
      text: `insert into blocked_addresses (tenant_id, id, network, reason, since, until, placed_by)
             values ($1, $2, $3, $4, $5, $6, $7)`,
      values: [tenant.id, blockId, network, reason, now, after(now, SPANS[span]), personIdOf(actor)],
    });
    return {
      output: { blockId },
      evidence: {
        subject: `blocked-address:${blockId}`,
        severity: 'warning',
        change: { network, reason, span },
      },
    };
  },
  sample: async () => ({ network: '203.0.114.0/24', reason: 'They try passwords all night', span: 'day' }),
});

/**
 * Whether an owner was in a network lately and whoever blocks it is none: from a blocked address nothing is done, so an
 * administrator could else keep the owners from taking anything back.
 */
async function wouldShutOutOwners(tx: Tx, actor: Actor, network: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'blocked-address-of-owners',
    text: `select from roles r join memberships m on m.tenant_id = r.tenant_id and m.role_id = r.id
           join sessions s on s.tenant_id = m.tenant_id and s.person_id = m.person_id
           where r.tenant_id = $1 and r.key = 'owner' and s.ip <<= $2::inet
             and s.last_seen_at > $3
             and not exists (select from memberships o
               where o.tenant_id = $1 and o.role_id = r.id and o.person_id = $4) limit 1`,
    values: [actor.tenant.id, network, after(actor.request.at, -SPANS.month), personIdOf(actor)],
  });
  return actor.kind === 'person' && rowCount === 1;
}

/** Lets an address in again before its time, with the reason why. */
export const unblockAddress = command({
  name: 'address.unblock',
  proof: 'fresh-second-factor',
  input: z.strictObject({ blockId: idText, reason: oneLine(200) }),
  output: z.strictObject({ blockId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { blockId, reason }) {
    const { rows } = await tx.$client.query<{ network: string }>({
      name: 'blocked-address-lift',
      text: `update blocked_addresses set lifted_at = $3, lifted_by = $4
             where tenant_id = $1 and id = $2 and lifted_at is null and until > $3 returning network::text`,
      values: [tenant.id, blockId, now, personIdOf(actor)],
    });
    if (!rows[0]) throw notFound();
    return {
      output: { blockId },
      evidence: {
        subject: `blocked-address:${blockId}`,
        severity: 'warning',
        change: { network: [rows[0].network, null], reason },
      },
    };
  },
  sample: async (ground) => ({ blockId: await sampleBlocked(ground), reason: 'It was a school' }),
});

const ownersAddress = () =>
  new Refusal('owners_address_blocked', 'An owner comes from there. Only an owner can block this.', {
    status: 403,
    field: 'network',
  });

const ownAddress = () =>
  new Refusal('own_address_blocked', 'You come from there yourself: this would shut you out.', {
    status: 409,
    field: 'network',
  });
