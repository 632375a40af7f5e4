import { z } from 'zod';
import { type OwnEvent, ownEvents } from '../audit/own-events';
import { idText } from '../base/id';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { browserName } from '../trust/browser-name';
import { countryOf } from '../trust/place';

/** The names of the deeds by which somebody signs in, proves it again, or signs out. */
export const SIGN_IN_DEEDS =
  '^auth\\.(sign-|second-factor|step-up|link|passkey\\.sign-in|pin\\.prove|session)';

/** What one’s own trail is narrowed down by, each kind as the names of its deeds begin. */
const KINDS = {
  'sign-in': SIGN_IN_DEEDS,
  security: '^(auth|recovery|person\\.(verify|hold|sessions|device))\\.',
  money: '^(wallet|float)\\.',
  numbers: '^(number|sim|registration)\\.',
  account: '^(person|role|unit)\\.',
} as const;
export const ACTIVITY_KINDS = Object.keys(KINDS) as [keyof typeof KINDS, ...(keyof typeof KINDS)[]];

const event = z.strictObject({
  id: z.uuid(),
  at: z.date(),
  command: z.string(),
  outcome: z.string(),
  by: z.enum(['self', 'staff', 'system', 'stranger']),
  /** From where: of what was done by oneself, or by a stranger who gave one's name. */
  ip: z.string().nullable(),
  country: z.string().nullable(),
  browser: z.string().nullable(),
});
export type OwnActivity = z.infer<typeof event>;

/** Everything that was done by oneself or to oneself, the newest first, paged by key. */
export const ownActivity = query({
  name: 'audit.own',
  proof: 'session',
  input: z.strictObject({
    kind: z.enum(ACTIVITY_KINDS).optional(),
    outcome: z.enum(['done', 'refused']).optional(),
    before: idText.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(25),
  }),
  output: z.strictObject({
    events: z.array(event),
    /** What `before` is for the next page; null at the end. */
    next: z.uuid().nullable(),
    /** Whether the page is short because enough was looked at for one request, and more may follow. */
    cut: z.boolean(),
  }),
  async run({ tx, actor, tenant }, { kind, outcome, before, limit }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const page = await ownEvents(tx, tenant.id, actor.principal.id, {
      commands: kind && KINDS[kind],
      refused: outcome && outcome === 'refused',
      before,
      size: limit,
    });
    return { events: page.rows.map(shown), next: page.next ?? null, cut: page.cut };
  },
  sample: async () => ({ kind: 'sign-in', limit: 10 }),
});

/** Where staff sat when they did something is theirs, and so is their browser. */
function shown({ id, at, command, outcome, actorKind, own, ip, userAgent }: OwnEvent): OwnActivity {
  const by = own ? 'self' : actorKind === 'person' ? 'staff' : actorKind;
  const isPlaceShown = by === 'self' || by === 'stranger';
  return {
    ...{ id, at, command, outcome, by },
    ip: isPlaceShown ? ip : null,
    country: isPlaceShown ? countryOf(ip) : null,
    browser: isPlaceShown && userAgent ? browserName(userAgent) : null,
  };
}
