import { z } from 'zod';
import { idText } from '../../base/id';
import { query } from '../../command/command';
import { POLICY_STATES, type PolicyState } from './policy';
import { samplePolicy } from './sample-policy';

const PAGE = 25;
const MOST_COUNTED = 1_000;

type Row = {
  id: string;
  name: string;
  template: string | null;
  state: PolicyState;
  version: number;
  changedAt: Date;
  changedBy: string | null;
  filling: Record<string, unknown> | null;
  hits: number;
};

const output = z.strictObject({
  policies: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      template: z.string().nullable(),
      state: z.enum(POLICY_STATES),
      version: z.number().int(),
      changedAt: z.date(),
      changedBy: z.string().nullable(),
      filling: z.record(z.string(), z.unknown()).nullable(),
      /** What it would have refused since it is tried, counted to a bound. */
      hits: z.number().int(),
      more: z.boolean(),
    }),
  ),
  next: z.uuid().nullable(),
});

const READ = {
  name: 'policies-page',
  text: `select p.id, p.name, p.template, p.state, p.version, p.changed_at as "changedAt", u.name as "changedBy", v.filling,
      case when p.state <> 'shadow' then 0 else (select count(*)::int from (select from policy_shadow_hits h
        where h.tenant_id = $1 and h.policy_id = p.id and h.version = p.version limit $5) few) end as hits
    from policies p
    join policy_versions v on v.tenant_id = $1 and v.policy_id = p.id and v.version = p.version
    left join users u on u.tenant_id = $1 and u.id = v.made_by
    where p.tenant_id = $1 and ($2::text is null or p.state = $2) and ($3::uuid is null or p.id < $3)
    order by p.id desc limit $4`,
};

/** The policies of a tenant, the newest first: what state each is in, and what those in shadow would have refused. */
export const listPolicies = query({
  name: 'policy.list',
  proof: 'second-factor',
  input: z.strictObject({ state: z.enum(POLICY_STATES).optional(), before: idText.optional() }),
  output,
  async run({ tx, tenant }, { state, before }) {
    const { rows } = await tx.$client.query<Row>({
      ...READ,
      values: [tenant.id, state ?? null, before ?? null, PAGE + 1, MOST_COUNTED + 1],
    });
    const page = rows.slice(0, PAGE);
    return {
      policies: page.map(({ hits, ...row }) => ({
        ...row,
        hits: Math.min(hits, MOST_COUNTED),
        more: hits > MOST_COUNTED,
      })),
      next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
    };
  },
  async sample(ground) {
    await samplePolicy(ground, 'shadow');
    return {};
  },
});
