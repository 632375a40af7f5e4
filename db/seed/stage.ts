import { v7 } from 'uuid';
import { inTenantReadOnly } from '@/db/client';
import { findActiveSession } from '@/lib/auth/active-session';
import { redeemTicket } from '@/lib/auth/open-session';
import { signIn } from '@/lib/auth/sign-in';
import { signInSecondFactor } from '@/lib/auth/sign-in-second-factor';
import { totpCode } from '@/lib/auth/totp';
import { newId } from '@/lib/base/id';
import { QUERY_NAMES } from '@/lib/catalogue';
import { perform } from '@/lib/command/perform';
import { drainOnce } from '@/lib/notice/drain';
import type { Person, RequestFacts, Stranger } from '@/lib/policy/actor';
import type { Tenant } from '@/lib/policy/tenant';
import type { Chance } from './chance';

/** Where the demo's life is played: one tenant, and the chance that everything in it comes from. */
export type Stage = { tenant: Tenant; chance: Chance };

/** Somebody who plays: with a browser of their own, an address, and an authenticator app if they have one. */
export type Player = {
  name: string;
  /** What they sign in with, and where their messages arrive. */
  address: string;
  password: string;
  totpSecret?: string;
  deviceId: string;
  userAgent: string;
};

const BROWSERS = [
  'Mozilla/5.0 (Linux; Android 13; TECNO KI5k) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 12; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 11; itel A662L) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36',
];

export function newPlayer(
  { chance }: Stage,
  at: Date,
  who: { name: string; address: string; password: string },
): Player {
  return { ...who, deviceId: v7({ msecs: at.getTime() }), userAgent: chance.pick(BROWSERS) };
}

/**
 * What a request of a player looks like. Mobile networks hand out another address every day; they are from a range of
 * Rwanda, so that the country of a sign-in can be told.
 */
function requestOf({ chance }: Stage, { deviceId, userAgent }: Player, at: Date): RequestFacts {
  const ip = `41.186.${chance.between(0, 255)}.${chance.between(1, 254)}`;
  return { at, id: newId(at), ip, userAgent, deviceId };
}

export function strangerOf(stage: Stage, player: Player, at: Date): Stranger {
  return { kind: 'stranger', tenant: stage.tenant, request: requestOf(stage, player, at) };
}

/** Signs a player in, with the second factor if there is one, as a browser would; gives them as an actor. */
export async function signInAs(stage: Stage, player: Player, at: Date): Promise<Person> {
  const { tenant } = stage;
  const stranger = strangerOf(stage, player, at);
  const { address: identifier, password, totpSecret } = player;
  const begun = await perform(signIn, stranger, { identifier, password });
  const code = totpSecret ? totpCode(totpSecret, at) : '';
  const { ticket } =
    begun.next === 'session'
      ? begun
      : await perform(signInSecondFactor, stranger, { signInId: begun.signInId, code });
  const claims = await redeemTicket(tenant, stranger.request, ticket);
  const isQuery = (name: Person['principal']['permissions'][number]) => QUERY_NAMES.has(name);
  const person = claims && (await findActiveSession(tenant, stranger.request, claims.sid, isQuery));
  if (!person) throw new Error(`${player.name} signed in and is not there`);
  return person;
}

/** Delivers what has been promised so far, as if it took no time. */
export async function deliver(at: Date): Promise<void> {
  while ((await drainOnce(at)) > 0);
}

/** Reads the six digits of the newest message that arrived at an address. */
export async function readCode({ tenant }: Stage, address: string, at: Date): Promise<string> {
  await deliver(at);
  const body = await inTenantReadOnly(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ body: string }>(
      'select body from handset_messages where tenant_id = $1 and address = $2 order by id desc limit 1',
      [tenant.id, address],
    );
    return rows[0]?.body ?? '';
  });
  const code = /\b\d{6}\b/.exec(body)?.[0];
  if (!code) throw new Error(`No code has arrived at ${address}`);
  return code;
}

/** The same session a little later. */
export const at = (person: Person, when: Date): Person => ({
  ...person,
  request: { ...person.request, at: when, id: newId(when) },
});
