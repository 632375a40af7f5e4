import ipaddr from 'ipaddr.js';
import type { Tx } from '@/db/client';
import { after, DAY_MS } from '../../base/clock';
import { firstIdAt, newId } from '../../base/id';

/** From so many other people on, an address is a crowd's: a carrier, an office, a school. */
const A_CROWD = 5;
/** What is nobody's own on the public internet: the machine itself, a home or office, the inside of a carrier. */
const NEVER: readonly string[] = [
  'unspecified',
  'loopback',
  'private',
  'uniqueLocal',
  'linkLocal',
  'carrierGradeNat',
  'multicast',
  'broadcast',
];
/** Events that are looked at for it, at most. */
const MOST_LOOKED_AT = 2_000;

/**
 * What a block of an address covers: that one IPv4 address, or the /64 of an IPv6 one, which is one line or telephone
 * that changes the rest as it likes. Null for what is no address of the public internet.
 */
export function networkOf(ip: string): string | null {
  if (!ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  if (NEVER.includes(address.range())) return null;
  if (address.kind() === 'ipv4') return `${address.toString()}/32`;
  const [network] = ipaddr.parseCIDR(`${address.toString()}/64`);
  const parts = (network as ipaddr.IPv6).parts.map((part, place) => (place < 4 ? part : 0));
  return `${new ipaddr.IPv6(parts.flatMap((part) => [part >> 8, part & 0xff])).toString()}/64`;
}

/** Whether other people of the tenant came from an address within a day, so many that blocking it would hit a crowd. */
export async function isSharedByMany(
  tx: Tx,
  tenantId: string,
  now: Date,
  { ip, personId }: { ip: string; personId: string | null },
): Promise<boolean> {
  const { rows } = await tx.$client.query<{ others: number }>({
    name: 'address-shared',
    text: `select count(distinct actor_id)::int as others from (
        select actor_id from audit_events where tenant_id = $1 and ip = $2 and id >= $3 order by id desc limit $5) seen
      where actor_id is distinct from $4`,
    values: [tenantId, ip, firstIdAt(after(now, -DAY_MS)), personId, MOST_LOOKED_AT],
  });
  return (rows[0]?.others ?? 0) >= A_CROWD;
}

type Block = { network: string; reason: string; until: Date; placedBy: string | null };

/** Blocks a network for a time. Gives the block's id, or null where one stands already that lasts as long. */
export async function blockNetwork(
  tx: Tx,
  tenantId: string,
  now: Date,
  block: Block,
): Promise<string | null> {
  const id = newId(now);
  const { rowCount } = await tx.$client.query({
    name: 'address-block',
    text: `insert into blocked_addresses (tenant_id, id, network, reason, since, until, placed_by)
           select $1, $2, $3::inet, $4, $5, $6, $7
           where not exists (select from blocked_addresses
             where tenant_id = $1 and network >>= $3::inet and lifted_at is null and until >= $6)`,
    values: [tenantId, id, block.network, block.reason, now, block.until, block.placedBy],
  });
  return rowCount === 1 ? id : null;
}
