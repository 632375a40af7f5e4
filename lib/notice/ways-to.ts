import { type Topic, WAYS, WAYS_BY_DEFAULT, type Way } from './topic';

export type Addresses = { email: string | null; mobile: string | null };
export type To = { channel: Way; address: string };

const addressOf = ({ email, mobile }: Addresses, way: Way) => (way === 'email' ? email : mobile);

/**
 * Where a notice of a topic goes: the ways that the person chose, or the topic's own, as far as they have confirmed the
 * address. A telephone is reached by the other of its two ways where the chosen one is not set up. What concerns the
 * security of an account is never lost: where nothing is left of what was chosen, it goes to every address.
 */
export function waysTo(
  topic: Topic,
  chosen: readonly string[] | null,
  addresses: Addresses,
  isSetUp: (way: Way) => boolean,
): To[] {
  const wanted = WAYS.filter((way) => (chosen ?? WAYS_BY_DEFAULT[topic]).includes(way));
  const reach = (ways: readonly Way[]) =>
    [...new Set(ways.map((way) => reachable(way, isSetUp)))].flatMap((channel): To[] => {
      const address = addressOf(addresses, channel);
      return address ? [{ channel, address }] : [];
    });
  const to = reach(wanted);
  return to.length === 0 && topic === 'security' ? reach(WAYS_BY_DEFAULT.security) : to;
}

function reachable(way: Way, isSetUp: (way: Way) => boolean): Way {
  if (way === 'email' || isSetUp(way)) return way;
  const other = way === 'sms' ? 'whatsapp' : 'sms';
  // Where neither is, it waits for the one that was asked for.
  return isSetUp(other) ? other : way;
}
