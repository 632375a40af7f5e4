import { z } from 'zod';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { notFound, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
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

const ownAddress = () =>
  new Refusal('own_address_blocked', 'You come from there yourself: this would shut you out.', {
    status: 409,
    field: 'network',
  });
