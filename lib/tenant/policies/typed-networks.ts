import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { units } from '@/db/schema/tenant';
import { Refusal } from '../../base/refusal';
import { isNetwork } from '../../trust/decision/templates/network';

type Network = { unit: string | null; name: string; network: string };

const MOST_NETWORKS = 200;

/**
 * Reads networks as they are typed, one a line: `41.186.0.0/16` for every shop, `Kigali Heights = 41.186.7.0/24` for those
 * who work in that unit. Refuses a line that is neither, and a unit that is unknown or one of several of its name.
 */
export async function networksOf(tx: Tx, tenantId: string, text: string): Promise<Network[]> {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0 || lines.length > MOST_NETWORKS) throw noNetworks();
  const read = lines.map(readLine);
  const names = [...new Set(read.flatMap(({ name }) => (name ? [name] : [])))];
  const found =
    names.length === 0
      ? []
      : await tx
          .select({ id: units.id, name: units.name })
          .from(units)
          .where(and(eq(units.tenantId, tenantId), inArray(units.name, names)));
  return read.map(({ name, network }) => {
    if (!name) return { unit: null, name, network };
    const [unit, another] = found.filter((one) => one.name === name);
    if (!unit || another) throw noUnit(name);
    return { unit: unit.id, name, network };
  });
}

function readLine(line: string): { name: string; network: string } {
  const cut = line.lastIndexOf('=');
  const [name, network] = [line.slice(0, Math.max(cut, 0)).trim(), line.slice(cut + 1).trim()];
  if (!isNetwork(network) || name.length > 120) throw badLine(line.slice(0, 80));
  return { name, network };
}

const noNetworks = () =>
  new Refusal('networks_missing', 'Type one to 200 networks, one a line.', { field: 'networks' });

const badLine = (line: string) =>
  new Refusal('line_is_no_network', 'This line is no network: {line}. Write it as 41.186.0.0/16.', {
    field: 'networks',
    values: { line },
  });

const noUnit = (name: string) =>
  new Refusal('network_of_no_unit', 'There is not exactly one unit with the name {name}.', {
    field: 'networks',
    values: { name },
  });
