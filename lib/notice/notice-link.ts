import { randomBytes } from 'node:crypto';
import type { Tx } from '@/db/client';
import type { signInLinks } from '@/db/schema/link';
import en from '@/messages/en/notice.json' with { type: 'json' };
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { fingerprint } from '../base/seal';
import { originOf } from '../policy/origin';
import type { Tenant } from '../policy/tenant';
import type { Template } from './promise-message';
import type { To } from './ways-to';

const TOKEN_BYTES = 32;
const NOTICE_LINK_LIVES_MS = 72 * HOUR_MS;
/** A swap may be proved, reviewed and waited for over weeks, and be objected to as long. */
const SWAP_LINK_LIVES_MS = 30 * DAY_MS;

type Purpose = (typeof signInLinks.$inferSelect)['purpose'];

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');
/** What is kept of a link's token. */
export const tokenPrint = (token: string): Buffer => fingerprint(token, 'link-token');

/** The links that a notice can carry, by the place in its words; each shows with a GET and acts with a POST. */
const LINKS = {
  secureLink: { purpose: 'secure_account', path: '/secure', livesMs: NOTICE_LINK_LIVES_MS },
  objectLink: { purpose: 'object_recovery', path: '/recover/object', livesMs: NOTICE_LINK_LIVES_MS },
  swapObjectLink: { purpose: 'object_swap', path: '/swap/object', livesMs: SWAP_LINK_LIVES_MS },
} as const satisfies Record<string, { purpose: Purpose; path: string; livesMs: number }>;
type Place = keyof typeof LINKS;

/** The place for a link in a template's words, if they have one. */
const placeIn = (template: Template): Place | undefined =>
  (Object.keys(LINKS) as Place[]).find((place) => en[template].body.includes(`{${place}}`));

const INSERT = {
  name: 'notice-links',
  text: `insert into sign_in_links (tenant_id, id, purpose, person_id, address, channel, token_fingerprint, tries_left,
      created_at, expires_at, about_id)
    select $1::uuid, l.id, $2, $3::uuid, l.address, l.channel, l.print, 1, $4::timestamptz, $5::timestamptz, $10::uuid
    from unnest($6::uuid[], $7::text[], $8::text[], $9::bytea[]) as l (id, address, channel, print)`,
};

type Linked = {
  template: Template;
  personId: string;
  to: readonly To[];
  /** What they are about beside the person, where there may be several of it. */
  aboutId?: string | null;
};

/**
 * Makes the links that a template asks for, one for each address that it goes to, all in one statement; for a template
 * that asks for none it does nothing. Gives the values of each address, in their order.
 */
export async function linksFor(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { template, personId, to, aboutId = null }: Linked,
): Promise<Record<string, string>[]> {
  const place = placeIn(template);
  if (!place || to.length === 0) return to.map(() => ({}));
  const { purpose, path, livesMs } = LINKS[place];
  const tokens = to.map(newToken);
  await tx.$client.query({
    ...INSERT,
    values: [
      ...[tenant.id, purpose, personId, now, after(now, livesMs)],
      to.map(() => newId(now)),
      to.map(({ address }) => address),
      to.map(({ channel }) => channel),
      tokens.map(tokenPrint),
      aboutId,
    ],
  });
  return tokens.map((token) => ({ [place]: `${originOf(tenant)}${path}?token=${token}` }));
}
