import { z } from 'zod';
import type { Tx } from '@/db/client';
import { isCurrency } from '../../base/money';
import { parseMoney } from '../../base/parse-money';
import { oneLine } from '../../base/plain-text';
import { atField, Refusal } from '../../base/refusal';
import type { Permission } from '../../policy/permissions';
import type { Tenant } from '../../policy/tenant';
import { validatePolicy } from '../../trust/decision/policy-set';
import { cedarOf, type FillingOf, type TemplateName } from '../../trust/decision/template';
import { countriesFilling, countryCode } from '../../trust/decision/templates/countries';
import { deviceFilling } from '../../trust/decision/templates/device';
import { deeds, roles } from '../../trust/decision/templates/filling';
import { hoursFilling, hoursProblem } from '../../trust/decision/templates/hours';
import { networksOf } from './typed-networks';

const LONGEST_CEDAR = 10_000;

/** What a form of each template sends, beside the fields of the command that takes it. */
export const givenPolicy = <More extends z.ZodRawShape>(more: More) => {
  const each = { ...more, name: oneLine(80), reason: oneLine(300) };
  const { from, to, days } = hoursFilling.shape;
  const { mode, unknown } = countriesFilling.shape;
  return z.discriminatedUnion('template', [
    z.strictObject({ template: z.literal('hours'), ...each, days, from, to, roles, deeds }),
    z.strictObject({
      template: z.literal('countries'),
      ...each,
      mode,
      countries: codes,
      unknown,
      roles,
      deeds,
    }),
    z.strictObject({ template: z.literal('amount'), ...each, amount: z.string().max(40), roles }),
    z.strictObject({ template: z.literal('network'), ...each, networks: z.string().max(8_000), deeds }),
    z.strictObject({ template: z.literal('device'), ...each, need: deviceFilling.shape.need, roles, deeds }),
    z.strictObject({ template: z.literal('cedar'), ...each, cedar: z.string().min(1).max(LONGEST_CEDAR) }),
  ]);
};

/** Countries as they are typed into one field: codes with spaces or commas between them. */
const codes = z
  .string()
  .max(1_000)
  .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
  .pipe(z.array(countryCode).min(1, 'Name at least one country.').max(250));

type Given = z.infer<ReturnType<typeof givenPolicy<Record<never, never>>>>;

/** What a version says: the Cedar, and the filling of the template that it came from. */
export type Content = {
  template: TemplateName | null;
  filling: Record<string, unknown> | null;
  cedar: string;
  commands: Permission[];
};

/** Makes the content of a version out of a form. Refuses, beside its field, what the engine could not use. */
export async function contentOf(tx: Tx, tenant: Tenant, given: Given): Promise<Content> {
  if (given.template === 'cedar') return checked({ template: null, filling: null, cedar: given.cedar });
  const filling = await fillingOf(tx, tenant, given);
  const cedar = cedarOf(given.template, filling as FillingOf<typeof given.template>);
  return checked({ template: given.template, filling, cedar });
}

/** Validates a Cedar text against the schema of today, which may know other commands than when it was written. */
export function checked(content: Omit<Content, 'commands'>): Content {
  const { problems, commands } = validatePolicy(content.cedar);
  if (problems.length > 0) throw cedarProblems(problems);
  return { ...content, commands };
}

type Filled = Exclude<Given, { template: 'cedar' }>;

async function fillingOf(tx: Tx, tenant: Tenant, given: Filled): Promise<Record<string, unknown>> {
  if (given.template === 'hours') {
    const problem = hoursProblem(given);
    if (problem) throw problem;
  }
  const { template, name: _name, reason: _reason, ...rest } = given;
  const filling = Object.fromEntries(Object.entries(rest).filter(([key]) => key in FIELDS[template]));
  if (given.template === 'amount') return { ...filling, amount: amountOf(given.amount, tenant) };
  if (given.template === 'network')
    return { ...filling, networks: await networksOf(tx, tenant.id, given.networks) };
  return filling;
}

const FIELDS: Record<TemplateName, Record<string, true>> = {
  hours: { days: true, from: true, to: true, roles: true, deeds: true },
  countries: { mode: true, countries: true, unknown: true, roles: true, deeds: true },
  amount: { amount: true, roles: true },
  network: { networks: true, deeds: true },
  device: { need: true, roles: true, deeds: true },
};

function amountOf(text: string, { currency }: Tenant): string {
  if (!isCurrency(currency)) throw new Error(`${currency} is not in use here`);
  const { minor } = atField('amount', () => parseMoney(text, currency));
  if (minor <= 0n) throw noAmount();
  return String(minor);
}

const noAmount = () =>
  new Refusal('policy_amount_is_zero', 'Type the amount from which two persons are needed.', {
    field: 'amount',
  });

/** The problems name lines and signs as the engine found them. */
const cedarProblems = (problems: readonly string[]) =>
  new Refusal('cedar_has_problems', 'This policy cannot be used yet: {problems}.', {
    field: 'cedar',
    values: {
      problems: problems
        .map((one) => one.replace(/\.$/, ''))
        .join('; ')
        .slice(0, 1_500),
    },
  });
