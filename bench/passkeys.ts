import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { inTenant } from '@/db/client';
import {
  assertionOf,
  type Conduct,
  newSoftPasskey,
  type SoftPasskey,
} from '@/lib/auth/passkey/sample-authenticator';
import { storeSample } from '@/lib/auth/passkey/sample-passkey';
import { clock } from '@/lib/base/clock';
import type { Tenant } from '@/lib/policy/tenant';
import { Browser } from '@/testing/plain-browser';
import { actionsOf } from '../e2e/fixtures/built-app';
import type { Member } from './crowd';
import { alternate, ratePerSecond } from './measure';
import { entered } from './sign-ins';
import type { Served } from './tells-nothing';

const SIGNING_AT_ONCE = 8;
const COUNT = 100;

type Holder = { personId: string; passkey: SoftPasskey };

/** Gives a passkey to each of some people. */
export async function givePasskeys(tenant: Tenant, members: readonly Member[]): Promise<Holder[]> {
  const now = clock.now();
  return inTenant(tenant.id, async (tx) => {
    const holders: Holder[] = [];
    for (const { personId } of members) {
      const ground = { tx, tenant, now, actorId: personId };
      const { passkey } = await storeSample(ground, personId, newSoftPasskey());
      holders.push({ personId, passkey });
    }
    return holders;
  });
}

/**
 * Sign-ins by passkey a second over HTTP, each of them a challenge and its answer in a browser of its own, against the
 * bare verifications of such answers.
 */
export async function benchPasskeys(served: Served, holders: readonly Holder[]) {
  const [begin, finish] = ['beginPasskeyAction', 'passkeySignInAction'].map(actionOf);
  const holderOf = (index: number) => holders[index % holders.length] as Holder;
  const conduct = { rpId: served.host, origin: `http://${served.host}:${served.port}` };
  return alternate(
    5,
    () =>
      ratePerSecond(COUNT, SIGNING_AT_ONCE, async (index) => {
        const browser = new Browser(served.port, served.host);
        // The first visit gives the browser its cookie, which the challenge is bound to; it is part of the sign-in.
        const begun = await browser.act('/sign-in', begin as string, {});
        const challenge = /"challenge":"([\w-]+)"/.exec(begun.body)?.[1] ?? '';
        const { personId, passkey } = holderOf(index);
        const response = assertionOf(passkey, challenge, { ...conduct, userHandle: personId });
        const answer = await browser.act('/sign-in', finish as string, { response });
        if (!entered(answer)) throw new Error(`A passkey was answered with ${answer.status}.`);
      }),
    () => ratePerSecond(COUNT, 1, (index) => verifyBare(holderOf(index), conduct)),
  );
}

function actionOf(name: string): string {
  const found = actionsOf(process.cwd()).find((action) => action.name === name);
  if (!found) throw new Error(`The build has no action ${name}.`);
  return found.id;
}

const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');

async function verifyBare({ passkey }: Holder, conduct: Conduct): Promise<void> {
  const { verified } = await verifyAuthenticationResponse({
    response: JSON.parse(assertionOf(passkey, CHALLENGE, conduct)),
    expectedChallenge: CHALLENGE,
    expectedOrigin: conduct.origin,
    expectedRPID: conduct.rpId,
    credential: {
      id: passkey.id.toString('base64url'),
      publicKey: new Uint8Array(passkey.publicKey),
      counter: 0,
    },
    requireUserVerification: true,
  });
  if (!verified) throw new Error('An answer that is right was refused.');
}
