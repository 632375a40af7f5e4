import { z } from 'zod';
import { inTenantReadOnly, type Tx } from '@/db/client';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { notifyPerson } from '../notice/notify';
import type { Tenant } from '../policy/tenant';
import { recordSignal } from '../trust/signal';
import { awaitsFactor } from './after-first-factor';
import { addressOn, type Contact, contactOf } from './find-contact';
import { type Link, linkRefused, lockLink, lookAtLink, missLink, spendLink } from './link';
import { linkToken } from './link-open';
import { hashPassword } from './password';
import { type Chooser, chosenPassword, formerHashes, refusalOfChosen } from './password-rules';
import { type Claim, returnTry, takeTry } from './proof-budget';
import { endWhatIsUnderWay } from './recovery/secure-account';
import { sampleFactor } from './sample-factor';
import { sampleLink } from './sample-link';
import { samplePerson } from './sample-person';
import { claimOfCode, factorCode, factorRefused, spendFactor } from './second-factor';
import { storePassword } from './store-password';

const PURPOSE = 'reset_password' as const;

/** Whom a live link for a new password is of; nobody where the address is theirs no more, or they are held back. */
export async function holderOf(tx: Tx, tenant: Tenant, link: Link | undefined, at: Date) {
  const found = await contactOf(tx, tenant, link?.personId ?? null, { deviceId: null, at });
  const stands = link && found && addressOn(found, link.channel) === link.address;
  return stands ? found : undefined;
}

type Prepared = { claim?: Claim; isOpen: boolean; refused?: Refusal; hash?: string };

/** Sets a new password by the link that was sent, with the second factor where there is one. Every session ends. */
export const resetPassword = command({
  name: 'auth.password.reset',
  proof: 'none',
  perMinute: 20,
  input: z.strictObject({ token: linkToken, password: chosenPassword, code: factorCode.optional() }),
  output: z.strictObject({}),
  async prepare({ actor, tenant, now }, { token, password, code }): Promise<Prepared> {
    const seen = await inTenantReadOnly(tenant.id, async (tx) => {
      const link = await lookAtLink(tx, tenant, now, { purpose: PURPOSE, token });
      const found = await holderOf(tx, tenant, link, now);
      if (!found) return undefined;
      const hashes = await formerHashes(tx, tenant, found.personId);
      return { found, hashes, who: chooserOf(found) };
    });
    if (!seen) return { isOpen: false };
    const { found, hashes, who } = seen;
    const refused = await refusalOfChosen(tenant, password, who, hashes);
    if (refused) return { isOpen: false, refused };
    const hash = await hashPassword(password);
    if (!awaitsFactor(tenant, found) || code === undefined) return { isOpen: false, hash };
    const own = { tenantId: tenant.id, account: found.personId, ip: actor.request.ip, knownDeviceId: null };
    const claim = claimOfCode(own, code);
    return { claim, isOpen: await takeTry(claim, now), hash };
  },
  async run({ tx, tenant, now }, { token, code }, { claim, isOpen, refused, hash }) {
    const link = await lockLink(tx, tenant, now, { purpose: PURPOSE, token });
    const found = await holderOf(tx, tenant, link, now);
    if (!link || !found || (!hash && !refused))
      return { refused: linkRefused(), evidence: { severity: 'notice' } };
    const { personId } = found;
    const evidence = { subject: `person:${personId}`, actorId: personId, severity: 'warning' as const };
    if (refused || !hash) return { refused: refused ?? linkRefused(), evidence };
    let method: string | undefined;
    if (awaitsFactor(tenant, found)) {
      if (code === undefined) throw needsFactor();
      // A link and a code that come to the same telephone are one proof.
      const place = link.channel === 'email' && found.mobile ? { address: found.mobile } : undefined;
      const spent = isOpen && (await spendFactor(tx, tenant, personId, code, { now, place }));
      if (!spent || !claim) {
        await missLink(tx, tenant, link.id);
        return { refused: factorRefused(), evidence };
      }
      method = spent.method;
      await returnTry(tx, claim, { complete: false });
    }
    await spendLink(tx, tenant, now, { purpose: PURPOSE, token });
    await storePassword(tx, tenant.id, personId, hash, now);
    const ended = await endWhatIsUnderWay(tx, tenant.id, now, { personId, reason: 'password reset' });
    await notifyPerson(tx, tenant, now, personId, { template: 'passwordReset' });
    await recordSignal(tx, tenant.id, personId, 'credential-changed', now);
    return {
      output: {},
      evidence: { ...evidence, change: { password: 'new', by: link.channel, method, ended } },
    };
  },
  async sample(ground) {
    const { personId, email } = await samplePerson(ground);
    const { code } = await sampleFactor(ground, personId);
    const token = await sampleLink(ground, { purpose: PURPOSE, personId, address: email });
    return { token, password: 'seven quiet herons at dusk', code };
  },
});

const chooserOf = ({ hasTotp, hasPasskey, ...found }: Contact): Chooser => ({
  ...found,
  hasFactor: hasTotp || hasPasskey,
});

const needsFactor = () =>
  new Refusal(
    'reset_needs_factor',
    'Enter the code of your authenticator app, or a recovery code: the link alone is not enough.',
    { field: 'code' },
  );
