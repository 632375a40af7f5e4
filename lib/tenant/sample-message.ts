import type { SampleGround } from '../command/command';
import { promiseMessage } from '../notice/promise-message';

/** Writes a message that holds no secret, in a state, as the outbox leaves it. */
export async function sampleMessage(
  { tx, tenant, now, actorId }: SampleGround,
  state: 'waiting' | 'failed' | 'unclear',
): Promise<{ messageId: string }> {
  const messageId = await promiseMessage(tx, tenant, now, {
    personId: actorId,
    channel: 'email',
    address: 'message-sample@example.com',
    template: 'roleAssigned',
    locale: null,
    values: { role: 'agent', address: 'https://id.example.com' },
  });
  if (state === 'waiting') return { messageId };
  await tx.$client.query(
    `update outbox_messages set state = $3, attempts = 1, last_problem = '550 no such mailbox'
     where tenant_id = $1 and id = $2`,
    [tenant.id, messageId, state],
  );
  await tx.$client.query('delete from outbox_queue where message_id = $1', [messageId]);
  return { messageId };
}
