import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { normalName } from '../../auth/find-account';
import { idText } from '../../base/id';
import { isCurrency } from '../../base/money';
import { parseMoney } from '../../base/parse-money';
import { atField, Refusal } from '../../base/refusal';
import { isLocalTime, momentOf } from '../../base/zoned-time';
import type { Deed } from '../../command/command';
import { InvalidInput } from '../../command/parse';
import { DEVICE_TRUSTS, type Person } from '../../policy/actor';
import { OPEN_TO_STRANGERS, OPERATORS_ONLY, PERMISSIONS } from '../../policy/permissions';
import { countryCode } from '../../trust/decision/templates/countries';
import { levelOf } from '../../trust/risk/score';
import { asPerson, peopleNow } from './people-now';

/** What a simulator can be asked about: what is done by people who are signed in. */
export const TRIED_COMMANDS = PERMISSIONS.filter(
  (name) => !OPEN_TO_STRANGERS.includes(name) && !OPERATORS_ONLY.includes(name),
);

export const PROOFS_SUPPOSED = ['one', 'two', 'fresh'] as const;

/** Who does what, from where, when, how well proved, on what device, how risky, and with how much money. */
export const supposition = z.strictObject({
  who: z.string().trim().min(1, 'Enter an e-mail address, a mobile number or an id.').max(254),
  command: z
    .enum(PERMISSIONS)
    .refine((name) => TRIED_COMMANDS.includes(name), 'Choose one of what is offered.'),
  country: countryCode.optional(),
  address: z
    .string()
    .trim()
    .refine((text) => ipaddr.isValid(text), 'Type an address such as 41.186.0.1.')
    .optional(),
  at: z.string().refine(isLocalTime, 'Type a day and a time.').optional(),
  proof: z.enum(PROOFS_SUPPOSED).default('fresh'),
  device: z.enum(DEVICE_TRUSTS).default('known'),
  signed: z.literal('on').optional(),
  risk: z.coerce.number().int().min(0).max(100).default(0),
  amount: z.string().max(40).optional(),
  second: z.literal('on').optional(),
  policyId: idText.optional(),
});
export type Supposition = z.infer<typeof supposition>;

type Supposed = {
  person: Person;
  /** As it was named; undefined where the address says it. */
  country: string | undefined;
  about: Readonly<Record<string, string | number>>;
};

/** Makes a person of what is supposed, as the door would see them; undefined where there is no such person. */
export async function supposedOf(
  { tx, tenant, now }: Deed,
  given: Supposition,
): Promise<Supposed | undefined> {
  const about = aboutOf(given, tenant.currency);
  const id = await personOf({ tx, tenant }, given.who);
  const principal = id && (await peopleNow(tx, tenant, now, [id])).get(id);
  if (!principal) return undefined;
  // Who is supposed to have shown a second factor is supposed to have one.
  const enrolled = given.proof === 'one' ? principal.enrolled : { ...principal.enrolled, totp: true };
  const person = asPerson(
    tenant,
    { ...principal, enrolled },
    {
      at: given.at ? momentOf(given.at, tenant.timeZone) : now,
      ip: given.address ?? null,
      deviceTrust: given.device,
      signed: given.signed === 'on' ? true : null,
      assurance: given.proof === 'one' ? 1 : 2,
      fresh: given.proof === 'fresh',
      ...{ risk: given.risk, riskLevel: levelOf(given.risk) },
    },
  );
  return { person, country: given.country, about };
}

function aboutOf({ amount }: Supposition, currency: string): Record<string, string | number> {
  if (amount === undefined || !isCurrency(currency)) return {};
  try {
    return { amount: Number(atField('amount', () => parseMoney(amount, currency)).minor), currency };
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const { template, values, code } = problem;
    throw new InvalidInput([{ field: 'amount', template, values, code }]);
  }
}

const BY = {
  id: { name: 'tried-by-id', text: 'select id from users where tenant_id = $1 and id = $2' },
  email: {
    name: 'tried-by-email',
    text: `select id from users where tenant_id = $1 and email = $2
           order by (email_verified_at is not null) desc, id desc limit 1`,
  },
  mobile: {
    name: 'tried-by-mobile',
    text: `select id from users where tenant_id = $1 and mobile = $2
           order by (mobile_verified_at is not null) desc, id desc limit 1`,
  },
};

async function personOf(
  { tx, tenant }: Pick<Deed, 'tx' | 'tenant'>,
  who: string,
): Promise<string | undefined> {
  const id = idText.safeParse(who);
  const name = normalName(who, tenant);
  const [by, value] = id.success
    ? (['id', id.data] as const)
    : 'email' in name
      ? (['email', name.email] as const)
      : (['mobile', name.mobile] as const);
  const { rows } = await tx.$client.query<{ id: string }>({ ...BY[by], values: [tenant.id, value] });
  return rows[0]?.id;
}
