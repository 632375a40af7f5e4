import { z } from 'zod';
import type { Tx } from '@/db/client';
import { idText } from '../base/id';
import { notFound, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { leaveQueue } from '../notice/settle';
import { carriesSecret } from '../notice/words';
import { sampleMessage } from './sample-message';

const input = z.strictObject({ messageId: idText });
const output = z.strictObject({ messageId: z.uuid() });

type Locked = { state: string; template: string; keeps: boolean; inHands: boolean };

const conflict = (code: string, message: string) => new Refusal(code, message, { status: 409 });

/** Sends a message again that failed, or of which nobody knows: whoever asks knows that it may come twice. */
export const sendMessageAgain = command({
  name: 'message.send-again',
  proof: 'fresh-second-factor',
  input,
  output,
  async run({ tx, tenant, now }, { messageId }) {
    const { state, keeps } = await lockMessage(tx, tenant.id, messageId);
    const about = { subject: `message:${messageId}`, severity: 'warning' as const };
    if (state !== 'failed' && state !== 'unclear') return { refused: isNotOver(), evidence: about };
    if (!keeps) return { refused: keepsNothing(), evidence: about };
    await tx.$client.query({
      name: 'message-again',
      text: `update outbox_messages set state = 'waiting', attempts = 0, handed_at = null, last_problem = null
             where tenant_id = $1 and id = $2`,
      values: [tenant.id, messageId],
    });
    await tx.$client.query({
      name: 'message-queue',
      text: `insert into outbox_queue (message_id, of_tenant, due_at) values ($1, $2, $3)
             on conflict (message_id) do update set due_at = excluded.due_at, attempts = 0`,
      values: [messageId, tenant.id, now],
    });
    return { output: { messageId }, evidence: { ...about, change: { state: [state, 'waiting'] } } };
  },
  sample: (ground) => sampleMessage(ground, 'unclear'),
});

/** Gives a message up that still waits. One that is being handed over just now is too far on its way. */
export const giveMessageUp = command({
  name: 'message.give-up',
  proof: 'fresh-second-factor',
  input,
  output,
  async run({ tx, tenant }, { messageId }) {
    const { state, template, inHands } = await lockMessage(tx, tenant.id, messageId);
    const about = { subject: `message:${messageId}`, severity: 'warning' as const };
    if (state !== 'waiting') return { refused: isOver(), evidence: about };
    if (inHands) return { refused: isInHands(), evidence: about };
    await tx.$client.query({
      name: 'message-give-up',
      text: `update outbox_messages set state = 'failed', last_problem = 'Given up by an administrator.',
               values = case when $3::boolean then null else values end
             where tenant_id = $1 and id = $2`,
      values: [tenant.id, messageId, carriesSecret(template)],
    });
    await leaveQueue(tx, [messageId]);
    return { output: { messageId }, evidence: { ...about, change: { state: [state, 'failed'] } } };
  },
  sample: (ground) => sampleMessage(ground, 'waiting'),
});

async function lockMessage(tx: Tx, tenantId: string, messageId: string): Promise<Locked> {
  const { rows } = await tx.$client.query<Locked>({
    name: 'message-lock',
    text: `select state, template, values is not null as keeps, handed_at is not null as "inHands"
           from outbox_messages where tenant_id = $1 and id = $2 for update`,
    values: [tenantId, messageId],
  });
  const [message] = rows;
  if (!message) throw notFound();
  return message;
}

const isNotOver = () =>
  conflict(
    'message_is_not_over',
    'Only a message that failed, or of which nobody knows whether it arrived, is sent again.',
  );
const keepsNothing = () =>
  conflict(
    'message_keeps_nothing',
    'This message held a code or a link, which is not kept. Whoever needs it asks for a new one.',
  );
const isOver = () => conflict('message_is_over', 'Only a message that still waits can be given up.');
const isInHands = () =>
  conflict('message_in_hands', 'This message is being handed over just now. Look again in some minutes.');
