import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { users } from '@/db/schema/person';
import { identifier } from '../../auth/find-account';
import { issueLink } from '../../auth/link';
import { codeRefused, issueCode, spendCode, typedCode } from '../../auth/one-time-code';
import { returnTry } from '../../auth/proof-budget';
import { tryAtCode } from '../../auth/try-code';
import { HOUR_MS } from '../../base/clock';
import { notFound, notSignedIn } from '../../base/refusal';
import { command } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { promiseMessage } from '../../notice/promise-message';
import { originOf } from '../../policy/origin';
import type { Tenant } from '../../policy/tenant';
import { recordSignal } from '../../trust/signal';
import { writeWords } from '../new-person';
import { openWallet } from '../open-wallet';
import { isFree, standingOf, type Wanted, wantedOf } from './address';

const TAKE_BACK_LIVES_MS = 72 * HOUR_MS;

/**
 * Puts a new address in the place of the old one, by the code that was sent to it. Every address is told, and the old
 * one can take it back for 72 hours.
 */
export const confirmAddress = command({
  name: 'person.address.confirm',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({
    address: identifier,
    code: typedCode,
  }),
  output: z.strictObject({}),
  async prepare({ actor, tenant }, { address: text }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { address, purpose } = wantedOf(text, tenant);
    return tryAtCode(actor, { purpose, address, personId: actor.principal.id });
  },
  async run({ tx, actor, tenant, now }, { address: text, code }, { claim, isOpen }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const wanted = wantedOf(text, tenant);
    const { purpose, address, kind } = wanted;
    const evidence = { subject: `person:${personId}`, severity: 'warning' as const, change: { kind } };
    const which = { purpose, personId, address, code };
    const answer = isOpen ? await spendCode(tx, tenant, now, which) : 'none';
    const free = isFree(await standingOf(tx, tenant.id, address), personId);
    if (answer !== 'right' || !free) return { refused: codeRefused(), evidence };
    await returnTry(tx, claim, { complete: false });
    const old = await replaceAddress(tx, tenant, now, personId, wanted);
    if (kind === 'mobile') await openWallet(tx, tenant.id, personId, tenant.currency, now);
    await recordSignal(tx, tenant.id, personId, 'contact-changed', now);
    await notifyPerson(tx, tenant, now, personId, { template: 'addressChanged', everywhere: true });
    if (old) await tellOldAddress(tx, tenant, now, personId, { ...wanted, address: old });
    return { output: {}, evidence };
  },
  async sample({ tx, tenant, now, actorId }) {
    const address = `confirmed-${now.getTime()}@example.com`;
    const code = await issueCode(tx, tenant, now, {
      ...{ purpose: 'change_email', personId: actorId, address, channel: 'email' },
    });
    return { address, code };
  },
});

/** Writes an address as confirmed, with the words by which its person is found. Gives the confirmed one that it replaces. */
export async function replaceAddress(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  personId: string,
  { kind, address }: Pick<Wanted, 'kind' | 'address'>,
): Promise<string | null> {
  const me = and(eq(users.tenantId, tenant.id), eq(users.id, personId));
  const [before] = await tx.select().from(users).where(me).for('update');
  if (!before) throw notFound();
  const change =
    kind === 'email' ? { email: address, emailVerifiedAt: now } : { mobile: address, mobileVerifiedAt: now };
  await tx.update(users).set(change).where(me);
  const { name, email, mobile } = { ...before, ...change };
  await writeWords(tx, tenant.id, personId, { name, email, mobile });
  const [old, confirmed] =
    kind === 'email' ? [before.email, before.emailVerifiedAt] : [before.mobile, before.mobileVerifiedAt];
  return confirmed ? old : null;
}

async function tellOldAddress(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  personId: string,
  { address, channel }: Wanted,
): Promise<void> {
  const link = await issueLink(tx, tenant, now, {
    ...{ purpose: 'take_back', personId, address, channel, livesMs: TAKE_BACK_LIVES_MS },
  });
  await promiseMessage(tx, tenant, now, {
    ...{ personId, channel, address, template: 'addressReplaced', locale: null },
    values: { link: `${originOf(tenant)}/take-back?token=${link?.token}` },
  });
}
