import { z } from 'zod';
import { HOUR_MS } from '../../base/clock';
import { maskName } from '../../base/mask';
import { command, query, type SampleGround } from '../../command/command';
import { issueLink, linkRefused, lookAtLink, spendLink } from '../link';
import { samplePerson } from '../sample-person';
import { secureAccount } from './secure-account';

/** A token of a link, as it stands in its address. */
export const linkToken = z
  .string()
  .regex(/^[\w-]{43}$/, 'This link is not complete. Open it from the message again.');

const PURPOSE = 'secure_account';

/** What a link in a notice would secure, if it is still good. Looking changes nothing, however often mail scanners do it. */
export const lookAtSecureLink = query({
  name: 'auth.secure.look',
  proof: 'none',
  input: z.strictObject({ token: linkToken }),
  output: z.strictObject({ name: z.string().nullable() }),
  async run({ tx, tenant, now }, { token }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: PURPOSE, token });
    if (!link?.personId) return { name: null };
    const { rows } = await tx.$client.query<{ name: string }>({
      name: 'secure-link-name',
      text: 'select name from users where tenant_id = $1 and id = $2',
      values: [tenant.id, link.personId],
    });
    return { name: rows[0] ? maskName(rows[0].name) : null };
  },
  sample: sampleLink,
});

/** Secures an account from a link in a notice. It needs no sign-in, since it only protects; the link is good once. */
export const secureByLink = command({
  name: 'auth.secure.by-link',
  proof: 'none',
  perMinute: 20,
  input: z.strictObject({ token: linkToken }),
  output: z.strictObject({}),
  async run({ tx, tenant, now }, { token }) {
    const link = await spendLink(tx, tenant, now, { purpose: PURPOSE, token });
    if (!link?.personId) return { refused: linkRefused(), evidence: {} };
    const { personId, channel } = link;
    const { ended } = await secureAccount(tx, tenant, now, {
      ...{ personId, because: 'link in a notice', placedBy: null },
    });
    return {
      output: {},
      evidence: {
        subject: `person:${personId}`,
        severity: 'warning',
        change: { secured: true, ended, channel },
      },
    };
  },
  sample: sampleLink,
});

async function sampleLink(ground: SampleGround) {
  const { tx, tenant, now } = ground;
  const { personId, email } = await samplePerson(ground);
  const link = await issueLink(tx, tenant, now, {
    ...{ purpose: PURPOSE, personId, address: email, channel: 'email', livesMs: HOUR_MS },
  });
  return { token: link?.token ?? '' };
}
