import { z } from 'zod';
import { idText } from '../base/id';
import { notFound } from '../base/refusal';
import { query } from '../command/command';
import { isSetUp } from '../notice/channels';
import { maskAddress } from '../notice/mask-address';
import { WAYS } from '../notice/topic';
import { findMessages, MESSAGE_CHANNELS, MESSAGE_STATES } from './message-index';
import { sampleMessage } from './sample-message';

const inList = {
  id: z.uuid(),
  channel: z.enum(MESSAGE_CHANNELS),
  /** Masked: staff see that it is the right one, and no list of addresses. */
  address: z.string(),
  template: z.string(),
  state: z.enum(MESSAGE_STATES),
  attempts: z.number().int(),
  lastProblem: z.string().nullable(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
};

export type ListedMessage = z.infer<ReturnType<typeof z.strictObject<typeof inList>>>;

/** What was promised to people and what became of it, the newest first, by filters, and paged by key. */
export const listMessages = query({
  name: 'message.list',
  proof: 'second-factor',
  input: z.strictObject({
    state: z.enum(MESSAGE_STATES).optional(),
    channel: z.enum(MESSAGE_CHANNELS).optional(),
    template: z
      .string()
      .regex(/^[A-Za-z]{1,60}$/, 'This is not a kind of message.')
      .optional(),
    person: idText.optional(),
    before: idText.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.strictObject({
    messages: z.array(z.strictObject(inList)),
    /** What `before` is for the next page; null at the end. */
    next: z.uuid().nullable(),
    /** Whether the page is short because enough was looked at for one request, and more may follow. */
    cut: z.boolean(),
    /** The ways that nothing leaves by, since no service is set up for them. */
    notSetUp: z.array(z.enum(WAYS)),
  }),
  async run({ tx, tenant }, { before, limit, person, ...filter }) {
    const page = await findMessages(tx, tenant.id, { ...filter, personId: person }, { before, size: limit });
    return {
      messages: page.rows.map((message) => ({ ...message, address: maskAddress(message.address) })),
      next: page.next ?? null,
      cut: page.cut,
      notSetUp: WAYS.filter((way) => !isSetUp(tenant.settings.channels, way)),
    };
  },
  async sample(ground) {
    await sampleMessage(ground, 'failed');
    return { state: 'failed', channel: 'email', limit: 10 };
  },
});

/** One message without what it says, and what may be done about it. */
export const showMessage = query({
  name: 'message.show',
  proof: 'second-factor',
  input: z.strictObject({ messageId: idText }),
  output: z.strictObject({
    ...inList,
    handedAt: z.date().nullable(),
    provider: z.string().nullable(),
    providerId: z.string().nullable(),
    /** When it is tried next; null for one that is over. */
    dueAt: z.date().nullable(),
    canSendAgain: z.boolean(),
    canGiveUp: z.boolean(),
  }),
  async run({ tx, tenant }, { messageId }) {
    const { rows } = await tx.$client.query({
      name: 'message-show',
      text: `select m.id, m.channel, m.address, m.template, m.state, m.attempts, m.last_problem as "lastProblem",
               m.created_at as "createdAt", m.sent_at as "sentAt", m.person_id as "personId", u.name as "personName",
               m.handed_at as "handedAt", m.provider, m.provider_id as "providerId", q.due_at as "dueAt",
               m.state in ('failed', 'unclear') and m.values is not null as "canSendAgain",
               m.state = 'waiting' and m.handed_at is null as "canGiveUp"
             from outbox_messages m
             left join users u on u.tenant_id = m.tenant_id and u.id = m.person_id
             left join outbox_queue q on q.message_id = m.id
             where m.tenant_id = $1 and m.id = $2`,
      values: [tenant.id, messageId],
    });
    const [message] = rows;
    if (!message) throw notFound();
    return { ...message, address: maskAddress(message.address) };
  },
  sample: (ground) => sampleMessage(ground, 'failed'),
});
