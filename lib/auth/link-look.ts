import { z } from 'zod';
import { idText } from '../base/id';
import { query } from '../command/command';
import { lookAtLink, shortCodeOf } from './link';
import { isAskedHere, linkToken } from './link-open';
import { beginSignIn, browserOf } from './open-session';
import { sampleLink } from './sample-link';
import { samplePerson } from './sample-person';
import { sampleRequest } from './sample-request';

/** What the page of a link offers: it only looks, so that whatever fetches the address of a mail changes nothing. */
export const lookAtSignInLink = query({
  name: 'auth.link.look',
  proof: 'none',
  input: z.strictObject({ token: linkToken }),
  output: z.strictObject({ state: z.enum(['here', 'elsewhere', 'dead']) }),
  async run({ tx, actor, tenant, now }, { token }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: 'sign_in', token });
    if (!link) return { state: 'dead' as const };
    return { state: isAskedHere(link, actor.request) ? ('here' as const) : ('elsewhere' as const) };
  },
  async sample(ground) {
    const { personId, email } = await samplePerson(ground);
    return { token: await sampleLink(ground, { purpose: 'sign_in', personId, address: email }) };
  },
});

/** What the browser shows that asked for a link and waits: the six digits, and whether the link was opened. */
export const waitForLink = query({
  name: 'auth.link.wait',
  proof: 'none',
  input: z.strictObject({ signInId: idText }),
  output: z.strictObject({ state: z.enum(['waiting', 'opened', 'over']), code: z.string() }),
  async run({ tx, actor, tenant, now }, { signInId }) {
    const { rows } = await tx.$client.query<{ state: 'waiting' | 'opened' | 'over' }>({
      name: 'link-wait',
      text: `select case when l.used_at is not null then 'opened'
          when s.expires_at <= $4::timestamptz or l.tries_left = 0 then 'over' else 'waiting' end as state
        from sign_ins s left join sign_in_links l on l.tenant_id = s.tenant_id and l.sign_in_id = s.id
        where s.tenant_id = $1::uuid and s.id = $2::uuid and s.browser_fingerprint = $3::bytea`,
      values: [tenant.id, signInId, browserOf(actor.request), now],
    });
    const state = rows[0]?.state ?? 'over';
    return { state, code: state === 'waiting' ? shortCodeOf(signInId) : '' };
  },
  async sample(ground) {
    const { tx, tenant } = ground;
    const request = sampleRequest(ground);
    return { signInId: await beginSignIn({ tx, tenant, request, personId: null, methods: [] }) };
  },
});
