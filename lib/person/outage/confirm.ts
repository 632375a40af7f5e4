import { z } from 'zod';
import { issueLink, type Link, linkRefused, lookAtLink, spendLink } from '../../auth/link';
import { linkToken } from '../../auth/recovery/secure-by-link';
import { samplePerson } from '../../auth/sample-person';
import { after, DAY_MS } from '../../base/clock';
import { maskName } from '../../base/mask';
import { command, query, type SampleGround } from '../../command/command';
import { insertContact } from '../contacts/stored-contact';
import { subscriberOf } from './find-subscriber';
import { CONFIRMED_MS } from './outage';
import { sampleOutage } from './sample-outage';
import { holdForOutage, lockOutageOf, saveOutage } from './stored-outage';
import { tellHolder } from './tell';

const PURPOSE = 'confirm_outage';
const input = z.strictObject({ token: linkToken });

/** Whose telephone a link asks about, if it is still good. Looking changes nothing. */
export const lookAtConfirmation = query({
  name: 'outage.confirm.look',
  proof: 'none',
  input,
  output: z.strictObject({ name: z.string().nullable() }),
  async run({ tx, tenant, now }, { token }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: PURPOSE, token });
    const holder = link && (await subscriberOf(tx, tenant.id, link.personId));
    return { name: holder ? maskName(holder.name) : null };
  },
  sample: sampleConfirmation,
});

/**
 * Says for somebody who has named one as trusted that their telephone is gone. What is held back then stands for a day, or
 * until it is lifted, and the loss is noted. It opens nothing.
 */
export const confirmOutage = command({
  name: 'outage.confirm',
  proof: 'none',
  perMinute: 20,
  input,
  output: z.strictObject({}),
  async run({ tx, tenant, now }, { token }) {
    const link = await spendLink(tx, tenant, now, { purpose: PURPOSE, token });
    if (!link?.personId || !link.aboutId) return { refused: linkRefused(), evidence: {} };
    const { personId } = link;
    const evidence = { subject: `person:${personId}`, severity: 'critical' as const };
    const one = await lockOutageOf(tx, tenant.id, { id: link.aboutId, personId });
    const holder = await subscriberOf(tx, tenant.id, personId);
    const contact = contactBehind(link, holder?.contacts ?? []);
    if (!one || one.takenBackAt || !contact) return { refused: linkRefused(), evidence };
    const change = { outage: one.id, contact: contact.id, loss: 'confirmed' };
    // A second contact who says so is thanked, and nothing is held for longer.
    if (one.confirmedAt) return { output: {}, evidence: { ...evidence, change } };
    const until = after(now, CONFIRMED_MS);
    await holdForOutage(tx, tenant.id, now, { personId, reportId: one.id, until });
    await saveOutage(tx, one, { confirmedBy: contact.id, confirmedAt: now });
    await tellHolder(tx, tenant, now, { holder, template: 'outageConfirmed', until });
    return { output: {}, evidence: { ...evidence, change } };
  },
  sample: sampleConfirmation,
});

type Contact = { id: string; channel: string; address: string };

/** Whoever was asked and is still trusted; a message to a number may have gone by WhatsApp. */
const contactBehind = ({ address }: Link, contacts: readonly Contact[]): Contact | undefined =>
  contacts.find((contact) => contact.address === address);

async function sampleConfirmation(ground: SampleGround) {
  const { personId } = await samplePerson(ground);
  const { id: reportId } = await sampleOutage(ground, personId);
  const contact = { name: 'Ben', channel: 'email' as const, address: 'ben-of-outage@example.com' };
  await insertContact(ground.tx, ground.tenant.id, ground.now, {
    ...{ personId, ...contact },
    agreedAt: ground.now,
  });
  const link = await issueLink(ground.tx, ground.tenant, ground.now, {
    ...{ purpose: PURPOSE, personId, aboutId: reportId, channel: 'email', address: contact.address },
    livesMs: DAY_MS,
  });
  return { token: link?.token ?? '' };
}
