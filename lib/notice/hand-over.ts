import { setTimeout as wait } from 'node:timers/promises';
import { inTenant } from '@/db/client';
import { MINUTE_MS } from '../base/clock';
import { log } from '../base/log';
import type { ChannelSettings } from '../policy/channel-settings';
import { type Channel, type Channels, NotSent } from './channel';
import { letterOf, type Waiting } from './letter';
import { maskAddress } from './mask-address';
import type { Way } from './topic';

export const LONGEST_SEND_MS = MINUTE_MS;

/** What became of one attempt; `passed-by` where another node has the message in its hands. */
export type Outcome =
  | { what: 'sent'; provider: string; providerId: string | null }
  | { what: 'withheld' | 'passed-by' }
  | { what: 'not-sent'; problem: NotSent };

type Round = { tenantId: string; chosen: ChannelSettings; now: Date; through: Channels };

/**
 * Hands one message to its service. Where that would send a repeat twice, it is written down first that it is being
 * handed over: a node that dies in between, or an answer that never comes, leaves it unclear and it is not sent again by
 * itself. Better a message that somebody asks for anew than one that comes twice.
 */
export async function handOver(
  message: Waiting,
  { tenantId, chosen, now, through }: Round,
): Promise<Outcome> {
  const { id, channel: way, address } = message;
  if (way === 'none') return { what: 'withheld' };
  const channel = through(way, chosen);
  try {
    if (message.handed_at)
      throw new NotSent('The node that was handing it over went away. It may have arrived.', 'unclear');
    const letter = letterOf(tenantId, { ...message, channel: way satisfies Way }, now);
    if (!channel.knowsRepeats && !(await mark(tenantId, id, channel.provider, now)))
      return { what: 'passed-by' };
    const { providerId } = await within(LONGEST_SEND_MS, channel.send(letter));
    return { what: 'sent', provider: channel.provider, providerId };
  } catch (error) {
    const problem = problemOf(error, channel, address);
    if (problem.hope !== 'unconfigured')
      log().warn({ err: problem, messageId: id, tenantId, hope: problem.hope }, 'a message was not sent');
    return { what: 'not-sent', problem };
  }
}

/** Writes down that a message is being handed over, and commits it. Gives false where somebody did so already. */
function mark(tenantId: string, id: string, provider: string, now: Date): Promise<boolean> {
  const marked = inTenant(tenantId, async (tx) => {
    const { rowCount } = await tx.$client.query({
      name: 'outbox-hand-over',
      text: `update outbox_messages set handed_at = $3, provider = $4
             where tenant_id = $1 and id = $2 and state = 'waiting' and handed_at is null`,
      values: [tenantId, id, now, provider],
    });
    return rowCount === 1;
  });
  return marked.catch((error: unknown) => {
    throw new NotSent('It could not be written down that it is sent, so it was not.', 'later', {
      cause: error,
    });
  });
}

/** Services like to repeat the address in what they say; nobody needs it there, and logs and lists may not have it. */
function problemOf(error: unknown, { knowsRepeats }: Channel, address: string): NotSent {
  const hopeUnknown = knowsRepeats ? 'later' : 'unclear';
  if (!(error instanceof NotSent)) {
    const problem = new NotSent('It could not be handed over.', hopeUnknown);
    problem.stack = error instanceof Error ? withoutAddress(error.stack ?? '', address) : problem.stack;
    return problem;
  }
  const { message, hope, retryAfterMs } = error;
  return new NotSent(withoutAddress(message, address), hope === 'unclear' ? hopeUnknown : hope, {
    retryAfterMs,
  });
}

function withoutAddress(text: string, address: string): string {
  const masked = maskAddress(address);
  return text.replaceAll(address, masked).replaceAll(address.replace(/^\+/, ''), masked);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const late = wait(ms, undefined, { signal: over.signal, ref: false }).then(() => {
    throw new NotSent('The service took too long.', 'unclear');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
    // The alarm was called off above, which ends its waiting with an error that says just that.
    late.catch(() => undefined);
  }
}
