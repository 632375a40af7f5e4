import { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { afterFirstFactor, awaitsFactor, firstStep } from './after-first-factor';
import { type Account, findAccount, identifier, normalName } from './find-account';
import { assertWay } from './message-channel';
import { hashPassword, isOutdated, isPassword, PASSWORD_MAX } from './password';
import { type Claim, returnTry, takeTry } from './proof-budget';
import { samplePerson } from './sample-person';
import { isStillHash, renewHash } from './store-password';

/**
 * One sentence for an unknown name, a wrong password, a closed account and too many tries, so that none can be told
 * from another.
 */
const wrong = () =>
  new Refusal(
    'sign_in_refused',
    'The name and the password do not match, or there were too many tries. Check both, or wait 15 minutes.',
    { status: 401 },
  );

type Checked = {
  claim: Claim;
  /** Whose name it is, right password or not: for the audit log alone. */
  named: Account | undefined;
  /** Whether the password was looked at at all: a budget that is used up looks at nothing. */
  looked: boolean;
  account: Account | undefined;
  rehashed: string | undefined;
};

/** Signs in by e-mail or mobile number and password. Gives a ticket for the cookie, or the sign-in that awaits a second factor. */
export const signIn = command({
  name: 'auth.sign-in',
  proof: 'none',
  input: z.strictObject({
    identifier,
    password: z.string().min(1, 'Enter your password.').max(PASSWORD_MAX),
  }),
  output: firstStep,
  async prepare({ actor, tenant, now }, { identifier: typed, password }): Promise<Checked> {
    assertWay(tenant, 'password');
    const { deviceId, ip } = actor.request;
    const name = normalName(typed, tenant);
    const found = await inTenantReadOnly(tenant.id, (tx) => findAccount(tx, tenant, name, deviceId));
    const claim = {
      tenantId: tenant.id,
      account: found?.personId ?? JSON.stringify(name),
      ip,
      knownDeviceId: found?.knownDevice ? deviceId : null,
    };
    const mayTry = await takeTry(claim, now);
    // Where nothing may be checked, the same work is done for nothing: time must not tell.
    const right = await isPassword(password, mayTry ? found?.passwordHash : undefined);
    const known = { claim, named: found, looked: mayTry };
    if (!right || !found) return { ...known, account: undefined, rehashed: undefined };
    return {
      ...known,
      account: found,
      rehashed: isOutdated(found.passwordHash) ? await hashPassword(password) : undefined,
    };
  },
  async run({ tx, actor, tenant }, _input, { claim, named, looked, account, rehashed }) {
    if (account?.status !== 'active') {
      const subject = named && `person:${named.personId}`;
      return { refused: wrong(), evidence: { subject, change: { looked } } };
    }
    const { personId, passwordHash } = account;
    const stands = rehashed
      ? await renewHash(tx, tenant.id, personId, { from: passwordHash, to: rehashed })
      : await isStillHash(tx, tenant.id, personId, passwordHash);
    // It was replaced while it was looked at: whoever knows the old one is kept out from then on.
    if (!stands) return { refused: wrong(), evidence: { subject: `person:${personId}`, change: { looked } } };
    const opening = { tx, tenant, request: actor.request, personId, methods: ['password'] };
    const evidence = { subject: `person:${personId}`, actorId: personId };
    await returnTry(tx, claim, { complete: !awaitsFactor(tenant, account) });
    const next = await afterFirstFactor(opening, account);
    if (next.refused) return { refused: next.refused, evidence };
    return { output: next.output, evidence: { ...evidence, change: next.change } };
  },
  async sample(ground) {
    const { email, password } = await samplePerson(ground);
    return { identifier: email, password };
  },
});
