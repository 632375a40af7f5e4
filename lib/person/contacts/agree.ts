import { z } from 'zod';
import { issueLink, linkRefused, lookAtLink, spendLink } from '../../auth/link';
import { linkToken } from '../../auth/recovery/secure-by-link';
import { samplePerson } from '../../auth/sample-person';
import { HOUR_MS } from '../../base/clock';
import { maskName } from '../../base/mask';
import { command, query, type SampleGround } from '../../command/command';
import { notifyPerson } from '../../notice/notify';
import { insertContact, lockContact, saveContact } from './stored-contact';

const PURPOSE = 'agree_contact';
const input = z.strictObject({ token: linkToken });

/** Who has named one as trusted, behind a link that is still good. Looking changes nothing. */
export const lookAtAgreement = query({
  name: 'person.contact.agree.look',
  proof: 'none',
  input,
  output: z.strictObject({ name: z.string().nullable() }),
  async run({ tx, tenant, now }, { token }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: PURPOSE, token });
    if (!link?.personId) return { name: null };
    const { rows } = await tx.$client.query<{ name: string }>({
      name: 'contact-of-whom',
      text: `select u.name from users u join trusted_contacts c on c.tenant_id = $1 and c.person_id = u.id
             where u.tenant_id = $1 and u.id = $2 and c.id = $3 and c.removed_at is null`,
      values: [tenant.id, link.personId, link.aboutId],
    });
    return { name: rows[0] ? maskName(rows[0].name) : null };
  },
  sample: sampleAgreement,
});

/** Agrees to say for somebody, should it come to it, that their telephone is gone. */
export const agreeToBeContact = command({
  name: 'person.contact.agree',
  proof: 'none',
  perMinute: 20,
  input,
  output: z.strictObject({}),
  async run({ tx, tenant, now }, { token }) {
    const link = await spendLink(tx, tenant, now, { purpose: PURPOSE, token });
    const one = link?.aboutId ? await lockContact(tx, tenant.id, link.aboutId) : undefined;
    if (!link || !one || one.personId !== link.personId || one.address !== link.address)
      return { refused: linkRefused(), evidence: {} };
    const { id: contact, personId, name, channel } = one;
    await saveContact(tx, one, { agreedAt: now });
    await notifyPerson(tx, tenant, now, personId, { template: 'contactAgreed', values: { name } });
    const evidence = { subject: `person:${personId}`, severity: 'notice' as const };
    return { output: {}, evidence: { ...evidence, change: { contact, agreed: channel } } };
  },
  sample: sampleAgreement,
});

async function sampleAgreement(ground: SampleGround) {
  const { tx, tenant, now } = ground;
  const { personId } = await samplePerson(ground);
  const contact = { channel: 'email' as const, address: 'ben-agrees@example.com' };
  const aboutId = await insertContact(tx, tenant.id, now, { personId, name: 'Ben', ...contact });
  const link = await issueLink(tx, tenant, now, {
    ...{ purpose: PURPOSE, personId, aboutId, ...contact, livesMs: HOUR_MS },
  });
  return { token: link?.token ?? '' };
}
