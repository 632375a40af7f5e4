import { timingSafeEqual } from 'node:crypto';
import type { Tx } from '@/db/client';
import type { signInLinks } from '@/db/schema/link';
import { after, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { Refusal } from '../base/refusal';
import { fingerprint } from '../base/seal';
import { newToken, tokenPrint } from '../notice/notice-link';
import type { Tenant } from '../policy/tenant';

const TRIES = 3;

type Row = typeof signInLinks.$inferSelect;
export type LinkPurpose = Row['purpose'];
type LinkChannel = Row['channel'];

export type Link = {
  id: string;
  purpose: LinkPurpose;
  personId: string | null;
  address: string;
  channel: LinkChannel;
  signInId: string | null;
  /** What it is about beside the person. */
  aboutId: string | null;
  browserFingerprint: Buffer | null;
  codeFingerprint: Buffer | null;
  triesLeft: number;
};

type Issue = {
  purpose: LinkPurpose;
  /** Null where nobody has the address. */
  personId: string | null;
  address: string;
  channel: LinkChannel;
  livesMs: number;
  /**
   * How many may be made for the address within an hour; a newer one of the same person then kills the older. Without it
   * neither is so.
   */
  sendsAnHour?: number;
  /** The sign-in that waits for it, and its browser. */
  asked?: { signInId: string; browserFingerprint: Buffer };
  /** The browser that asks, where its person has signed in from it before: then only what it asked for is counted. */
  ownBrowser?: Buffer;
  /** What it is about beside the person: a swap, a report. */
  aboutId?: string;
};

/**
 * Makes a link of 256 bits for one purpose. Gives its id and the token, of which only a fingerprint stays; undefined for
 * one more than the address may have in an hour. Two who ask at once for one address take turns.
 */
export async function issueLink(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { purpose, personId, address, channel, livesMs, sendsAnHour, aboutId, asked, ownBrowser }: Issue,
): Promise<{ id: string; token: string } | undefined> {
  if (sendsAnHour !== undefined) {
    await tx.$client.query({
      name: 'link-turn',
      text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
      values: [`link:${tenant.id}:${purpose}:${address}`],
    });
  }
  const id = newId(now);
  const token = newToken();
  const { rowCount } = await tx.$client.query({
    ...ISSUE,
    values: [
      ...[tenant.id, id, purpose, personId, address, channel, tokenPrint(token)],
      ...[asked?.signInId ?? null, asked?.browserFingerprint ?? ownBrowser ?? null],
      ...[
        asked ? shortCodePrint(asked.signInId, shortCodeOf(asked.signInId)) : null,
        TRIES,
        now,
        after(now, livesMs),
      ],
      ...[sendsAnHour ?? null, after(now, -HOUR_MS), ownBrowser ?? null, aboutId ?? null],
    ],
  });
  return rowCount === 1 ? { id, token } : undefined;
}

const ISSUE = {
  name: 'link-issue',
  text: `with sent as materialized (
      select count(*) as times from sign_in_links
      where tenant_id = $1::uuid and address = $5 and purpose = $3 and created_at > $15::timestamptz
        and ($16::bytea is null or browser_fingerprint = $16::bytea)
    ), may as materialized (
      select true from sent where $14::int is null or sent.times < $14::int
    ), killed as (
      update sign_in_links set expires_at = $12::timestamptz from may
      where $14::int is not null and tenant_id = $1::uuid and address = $5 and purpose = $3 and used_at is null
        and person_id is not distinct from $4::uuid and expires_at > $12::timestamptz
      returning 1
    )
    insert into sign_in_links (tenant_id, id, purpose, person_id, address, channel, token_fingerprint, sign_in_id,
      browser_fingerprint, code_fingerprint, tries_left, created_at, expires_at, about_id)
    select $1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7::bytea, $8::uuid, $9::bytea, $10::bytea, $11::int,
      $12::timestamptz, $13::timestamptz, $17::uuid
    from may where (select count(*) from killed) >= 0`,
};

/**
 * The six digits that a browser shows which asked for a link. They come of its sign-in under a key, so that the page can
 * show them as often as it is looked at, also where no link was made, and nothing but a fingerprint of them is kept.
 */
export function shortCodeOf(signInId: string): string {
  const drawn = fingerprint(signInId, 'link-short-code').readUIntBE(0, 6) % 1_000_000;
  return String(drawn).padStart(6, '0');
}

const shortCodePrint = (signInId: string, code: string) => fingerprint(`${signInId}:${code}`, 'link-code');

/** Whether six digits are those that the browser shows which asked for a link. */
export const isShortCode = ({ signInId, codeFingerprint }: Link, code: string): boolean =>
  signInId !== null &&
  codeFingerprint !== null &&
  timingSafeEqual(codeFingerprint, shortCodePrint(signInId, code));

const COLUMNS = `id, purpose, person_id as "personId", address, channel, sign_in_id as "signInId",
  about_id as "aboutId",
  browser_fingerprint as "browserFingerprint", code_fingerprint as "codeFingerprint", tries_left as "triesLeft"`;
const IS_LIVE = `tenant_id = $1::uuid and token_fingerprint = $2::bytea and purpose = $3 and used_at is null
  and expires_at > $4::timestamptz and tries_left > 0`;

const LOOK = { name: 'link-look', text: `select ${COLUMNS} from sign_in_links where ${IS_LIVE}` };
const LOCK = { name: 'link-lock', text: `select ${COLUMNS} from sign_in_links where ${IS_LIVE} for update` };
const SPEND = {
  name: 'link-spend',
  text: `update sign_in_links set used_at = $4::timestamptz where ${IS_LIVE} returning ${COLUMNS}`,
};

type Which = { purpose: LinkPurpose; token: string };

async function find(tx: Tx, tenant: Tenant, now: Date, how: typeof LOOK, { purpose, token }: Which) {
  const { rows } = await tx.$client.query<Link>({
    ...how,
    values: [tenant.id, tokenPrint(token), purpose, now],
  });
  return rows[0];
}

/** The live link of a token, or undefined; looking changes nothing, however often mail scanners do it. */
export const lookAtLink = (tx: Tx, tenant: Tenant, now: Date, which: Which): Promise<Link | undefined> =>
  find(tx, tenant, now, LOOK, which);

/** As `lookAtLink`, and whoever comes second waits until the deed of the first has ended. */
export const lockLink = (tx: Tx, tenant: Tenant, now: Date, which: Which): Promise<Link | undefined> =>
  find(tx, tenant, now, LOCK, which);

/** Takes a link, once: of two at the same time one is given it. Undefined for one that is unknown, late or used. */
export const spendLink = (tx: Tx, tenant: Tenant, now: Date, which: Which): Promise<Link | undefined> =>
  find(tx, tenant, now, SPEND, which);

/** Takes a try from a link that is locked; after the third it is dead. */
export async function missLink(tx: Tx, tenant: Tenant, linkId: string): Promise<void> {
  await tx.$client.query({
    name: 'link-miss',
    text: 'update sign_in_links set tries_left = tries_left - 1 where tenant_id = $1 and id = $2',
    values: [tenant.id, linkId],
  });
}

/** One sentence for every way in which a link does not count, so that none can be told apart. */
export const linkRefused = () =>
  new Refusal('link_refused', 'This link was used already, or it is too old. Ask for a new one.', {
    status: 410,
  });
