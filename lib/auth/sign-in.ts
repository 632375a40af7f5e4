import { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { demandOf } from '../policy/second-factor-policy';
import { type Account, findAccount, normalName } from './find-account';
import { beginSignIn, openSession } from './open-session';
import { hashPassword, isOutdated, isPassword, PASSWORD_MAX } from './password';
import { type Claim, returnTry, takeTry } from './proof-budget';
import { samplePerson } from './sample-person';
import { storePassword } from './store-password';

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
    identifier: z.string().trim().min(1, 'Enter your e-mail or mobile number.').max(254),
    password: z.string().min(1, 'Enter your password.').max(PASSWORD_MAX),
  }),
  output: z.discriminatedUnion('next', [
    z.strictObject({ next: z.literal('session'), ticket: z.string() }),
    z.strictObject({ next: z.literal('second-factor'), signInId: z.uuid() }),
  ]),
  async prepare({ actor, tenant, now }, { identifier, password }): Promise<Checked> {
    const { deviceId, ip } = actor.request;
    const name = normalName(identifier, tenant);
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
  async run({ tx, actor, tenant, now }, _input, { claim, named, looked, account, rehashed }) {
    if (account?.status !== 'active') {
      const subject = named && `person:${named.personId}`;
      return { refused: wrong(), evidence: { subject, change: { looked } } };
    }
    const { personId } = account;
    if (rehashed) await storePassword(tx, tenant.id, personId, rehashed, now);
    const opening = { tx, tenant, request: actor.request, personId, methods: ['password'] };
    const evidence = { subject: `person:${personId}`, actorId: personId };
    const awaitsFactor = (account.hasTotp || account.hasPasskey) && demandOf(tenant, account.roles) !== 'off';
    await returnTry(tx, claim, { complete: !awaitsFactor });
    if (awaitsFactor) {
      const signInId = await beginSignIn(opening);
      return {
        output: { next: 'second-factor' as const, signInId },
        evidence: { ...evidence, change: { awaits: 'second factor' } },
      };
    }
    const { sessionId, ticket, assurance } = await openSession(opening);
    return {
      output: { next: 'session' as const, ticket },
      evidence: { ...evidence, change: { session: sessionId, assurance } },
    };
  },
  async sample(ground) {
    const { email, password } = await samplePerson(ground);
    return { identifier: email, password };
  },
});
