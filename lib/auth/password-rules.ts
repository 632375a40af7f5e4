import { dictionary } from '@zxcvbn-ts/language-common';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { once } from '../base/once';
import { Refusal } from '../base/refusal';
import { demandOf } from '../policy/second-factor-policy';
import { LENGTH_BESIDE } from '../policy/sign-in-settings';
import type { Tenant } from '../policy/tenant';
import { isPassword, PASSWORD_MAX } from './password';

/** A password as somebody chooses it; how long it must be is the tenant's to say, and is said by `refusalOfPassword`. */
export const chosenPassword = z
  .string()
  .min(LENGTH_BESIDE, `Use at least ${LENGTH_BESIDE} characters. Several words are easy to remember.`)
  .max(PASSWORD_MAX, `Use at most ${PASSWORD_MAX} characters.`);

/** Who chooses: what everybody knows of them is no password, and who has a second factor may choose a shorter one. */
export type Chooser = {
  name: string;
  email: string | null;
  mobile: string | null;
  roles: readonly string[];
  hasFactor: boolean;
};

/** What is left of a password once what anybody would try first is taken out must be more than this. */
const LEAST_OF_ONES_OWN = 4;
/** Shorter words stand in too many others to be taken out. */
const SHORTEST_WORD = 3;

/** How long a password must be here: less where a second factor is demanded of somebody who has one. */
export function shortestFor(tenant: Tenant, who?: Pick<Chooser, 'roles' | 'hasFactor'>): number {
  const { minLength, minLengthBeside } = tenant.settings.signIn.password;
  const isBeside = who?.hasFactor && demandOf(tenant, who.roles) === 'required';
  return isBeside ? Math.min(minLength, minLengthBeside) : minLength;
}

/**
 * Says what is wrong with a chosen password, or undefined (NIST SP 800-63B-4, 3.1.1.2: a length and a list of those that
 * are tried first; no rules of composition).
 */
export function refusalOfPassword(tenant: Tenant, password: string, who: Chooser): Refusal | undefined {
  const shortest = shortestFor(tenant, who);
  if ([...password.normalize('NFC')].length < shortest) return tooShort(shortest);
  const small = password.normalize('NFC').toLowerCase();
  if (isCommon(small)) return isKnown();
  const own = withoutWords(small, [...tenant.settings.signIn.password.blocklist, ...wordsOf(tenant, who)]);
  return [...own].length < LEAST_OF_ONES_OWN ? saysWhoYouAre() : undefined;
}

function commonPasswords(): ReadonlySet<string> {
  return once('common-passwords', () => new Set(dictionary['passwords-common'].map((word) => String(word))));
}

const trimmed = (text: string) => text.replace(/^[\d\s]+|[\d\s]+$/g, '');

/** One of the common ones, with digits before or after it, or the same one over and over, whatever stands between. */
function isCommon(small: string): boolean {
  const core = trimmed(small);
  const repeated = /^(.+?)\1+$/u.exec(core.replace(/[^\p{L}\p{N}]/gu, '') || small)?.[1] ?? '';
  return (
    core === '' ||
    [small, core, repeated].some((text) => commonPasswords().has(text)) ||
    repeated.length === 1
  );
}

const wordsIn = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);

function wordsOf(tenant: Tenant, { name, email, mobile }: Chooser): string[] {
  return [
    ...[tenant.name.toLowerCase(), name.toLowerCase()],
    ...[tenant.name, tenant.slug, name, email ?? ''].flatMap(wordsIn),
    ...(mobile ? [mobile.slice(1), mobile.slice(-9)] : []),
  ];
}

/** A password without these words, and without the digits and signs between them. */
function withoutWords(small: string, words: string[]): string {
  const longestFirst = words
    .filter((word) => word.length >= SHORTEST_WORD)
    .toSorted((a, b) => b.length - a.length);
  const left = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), small);
  return left.replace(/[^\p{L}]/gu, '');
}

/**
 * Whether a password is one of the person's last ones. The hashes are verified one after the other in the line of all
 * hashes, newest first, and all of them whatever is found.
 */
export async function isFormerPassword(
  tenant: Tenant,
  password: string,
  hashes: readonly string[],
): Promise<boolean> {
  let found = false;
  for (const hash of hashes.slice(0, Math.max(1, tenant.settings.signIn.password.history))) {
    const same = await isPassword(password, hash);
    found ||= same;
  }
  return found;
}

/** As `refusalOfPassword`, for somebody who has had passwords: none of those may come back. */
export async function refusalOfChosen(
  tenant: Tenant,
  password: string,
  who: Chooser,
  former: readonly string[],
): Promise<Refusal | undefined> {
  const refused = refusalOfPassword(tenant, password, who);
  if (refused) return refused;
  return (await isFormerPassword(tenant, password, former)) ? wasUsedBefore() : undefined;
}

/** The hashes of a person's passwords, the one of today first. */
export async function formerHashes(tx: Tx, tenant: Tenant, personId: string): Promise<string[]> {
  const { rows } = await tx.$client.query<{ hash: string }>({
    name: 'password-history',
    text: `select hash from (
        select hash, 1 as turn, null::uuid as id from passwords where tenant_id = $1::uuid and person_id = $2::uuid
        union all
        select h.hash, 2, h.id from password_history h where h.tenant_id = $1::uuid and h.person_id = $2::uuid
          and not exists (select from passwords p
            where p.tenant_id = h.tenant_id and p.person_id = h.person_id and p.hash = h.hash)
      ) had order by turn, id desc limit $3::int`,
    values: [tenant.id, personId, Math.max(1, tenant.settings.signIn.password.history)],
  });
  return rows.map(({ hash }) => hash);
}

const tooShort = (count: number) =>
  new Refusal(
    'password_too_short',
    'Use at least {count} characters here. Several words are easy to remember.',
    { field: 'password', values: { count } },
  );

const isKnown = () =>
  new Refusal(
    'password_is_known',
    'This password is among those that are tried first. Take several words that do not belong together.',
    { field: 'password' },
  );

const saysWhoYouAre = () =>
  new Refusal(
    'password_says_who_you_are',
    'This password is made of names and numbers that others know of you or of us. Take several other words.',
    { field: 'password' },
  );

export const wasUsedBefore = () =>
  new Refusal('password_was_used', 'You have had this password before. Take one that is new.', {
    field: 'password',
  });
