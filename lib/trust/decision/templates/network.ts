import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { Refusal } from '../../../base/refusal';
import { anyOf, forbid, hasRole } from '../cedar-text';
import { deeds } from './filling';

/** Whether a text is a network such as 41.186.0.0/16 or 2c0f:eb68::/32, which Cedar reads the same way. */
export const isNetwork = (text: string): boolean => ipaddr.isValidCIDR(text);

const network = z
  .string()
  .refine(isNetwork, 'A network is an address and a length, for example 41.186.0.0/16.');

/** Agents only from the networks of their shops: of any shop where `unit` is null, else of those who work in that one. */
export const networkFilling = z.strictObject({
  networks: z
    .array(z.strictObject({ unit: z.uuid().nullable(), name: z.string().max(120), network }))
    .min(1)
    .max(200),
  deeds,
});
type Filling = z.infer<typeof networkFilling>;

export function cedarOfNetworks({ networks, deeds: about }: Filling): string {
  const within = networks.map(({ unit, network: range }) => {
    const inside = `context.ip.isInRange(ip(${JSON.stringify(range)}))`;
    return unit ? `(context has unit && context.unit == ${JSON.stringify(unit)} && ${inside})` : inside;
  });
  return forbid(about, { when: hasRole(['agent']), unless: `context has ip && ${anyOf(within)}` });
}

/** Says which network to connect to. */
export const refusalOfNetworks = (): Refusal =>
  new Refusal(
    'policy_network',
    'This is done from the network of your shop alone. Connect to it, or ask an administrator.',
    { status: 403 },
  );
