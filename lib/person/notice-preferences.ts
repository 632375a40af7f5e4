import { z } from 'zod';
import type { Tx } from '@/db/client';
import { notSignedIn, Refusal } from '../base/refusal';
import { command, query } from '../command/command';
import { isSetUp } from '../notice/channels';
import { maskAddress } from '../notice/mask-address';
import { WAYS, WAYS_BY_DEFAULT, type Way } from '../notice/topic';
import { refusalOfProof } from '../policy/authorise';
import type { Tenant } from '../policy/tenant';

/** The topics that people choose for. Receipts of money come by SMS to the telephone that pays, whatever is chosen. */
const CHOSEN_FOR = ['security', 'account'] as const;

type Self = { email: string | null; mobile: string | null };
type Choice = { topic: string; channels: string[] };

const ways = z.array(z.enum(WAYS));

/** Where one's notices go, and where they can go: the addresses that one has confirmed. */
export const noticePreferences = query({
  name: 'notice.preferences',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    /** The ways that lead to a confirmed address and leave this installation. */
    open: ways,
    security: ways,
    account: ways,
  }),
  async run({ tx, actor, tenant }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { email, mobile } = await readSelf(tx, tenant.id, actor.principal.id);
    const chosen = await readChoices(tx, tenant.id, actor.principal.id);
    return {
      email: email && maskAddress(email),
      mobile: mobile && maskAddress(mobile),
      open: openWays(tenant, { email, mobile }),
      security: waysOf('security', chosen),
      account: waysOf('account', chosen),
    };
  },
  sample: async () => ({}),
});

/** A form's ticks: none, one, or several. */
const ticks = z.union([z.enum(WAYS), ways.max(WAYS.length)]).optional();
const listOf = (given: z.infer<typeof ticks>): Way[] =>
  WAYS.filter((way) => (Array.isArray(given) ? given : [given]).includes(way));

/**
 * Chooses where one's notices go. To be told less of what concerns security wants a fresh second factor of whoever has one.
 * What concerns security must lead to one confirmed address at least.
 */
export const setNoticePreferences = command({
  name: 'notice.preferences.set',
  proof: 'session',
  input: z.strictObject({ security: ticks, account: ticks }),
  output: z.strictObject({ security: ways, account: ways }),
  async run({ tx, actor, tenant, now }, given) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const open = openWays(tenant, await readSelf(tx, tenant.id, id));
    const before = await readChoices(tx, tenant.id, id);
    const after = { security: listOf(given.security), account: listOf(given.account) };
    // Whoever found an open browser must not have its owner told less of what they do in it.
    const isLess = waysOf('security', before).some(
      (way) => open.includes(way) && !after.security.includes(way),
    );
    const unproved =
      isLess && actor.principal.mfaEnabled ? refusalOfProof(actor, 'fresh-second-factor') : undefined;
    if (unproved) throw unproved;
    // Whoever has confirmed nothing yet can lose nothing: it goes to the first address that they confirm.
    if (open.length > 0 && !after.security.some((way) => open.includes(way)))
      return { refused: leadsNowhere(), evidence: { subject: `person:${id}` } };
    for (const topic of CHOSEN_FOR)
      await tx.$client.query({
        name: 'notice-preference-set',
        text: `insert into notice_preferences (tenant_id, person_id, topic, channels, changed_at)
               values ($1, $2, $3, $4, $5)
               on conflict (tenant_id, person_id, topic)
               do update set channels = excluded.channels, changed_at = excluded.changed_at`,
        values: [tenant.id, id, topic, after[topic], now],
      });
    const change = Object.fromEntries(
      CHOSEN_FOR.map((topic) => [topic, [waysOf(topic, before), after[topic]]]),
    );
    return { output: after, evidence: { subject: `person:${id}`, severity: 'notice', change } };
  },
  sample: async () => ({ security: ['email', 'sms'], account: 'email' }),
});

function waysOf(topic: (typeof CHOSEN_FOR)[number], chosen: readonly Choice[]): Way[] {
  const known = chosen.find((one) => one.topic === topic)?.channels ?? WAYS_BY_DEFAULT[topic];
  return WAYS.filter((way) => known.includes(way));
}

const openWays = (tenant: Tenant, { email, mobile }: Self): Way[] =>
  WAYS.filter((way) => (way === 'email' ? email : mobile) && isSetUp(tenant.settings.channels, way));

async function readSelf(tx: Tx, tenantId: string, personId: string): Promise<Self> {
  const { rows } = await tx.$client.query<Self>({
    name: 'notice-addresses',
    text: `select case when email_verified_at is not null then email end as email,
             case when mobile_verified_at is not null then mobile end as mobile
           from users where tenant_id = $1 and id = $2`,
    values: [tenantId, personId],
  });
  return rows[0] ?? { email: null, mobile: null };
}

async function readChoices(tx: Tx, tenantId: string, personId: string): Promise<Choice[]> {
  const { rows } = await tx.$client.query<Choice>({
    name: 'notice-choices',
    text: 'select topic, channels from notice_preferences where tenant_id = $1 and person_id = $2',
    values: [tenantId, personId],
  });
  return rows;
}

const leadsNowhere = () =>
  new Refusal(
    'security_leads_nowhere',
    'Choose at least one way for what concerns the security of your account.',
    { field: 'security' },
  );
