import type { z } from 'zod';
import type { Refusal } from '../../base/refusal';
import { amountFilling, cedarOfAmount, refusalOfAmount } from './templates/amount';
import { cedarOfCountries, countriesFilling, refusalOfCountries } from './templates/countries';
import { cedarOfDevice, deviceFilling, refusalOfDevice } from './templates/device';
import type { Refused } from './templates/filling';
import { cedarOfHours, hoursFilling, refusalOfHours } from './templates/hours';
import { cedarOfNetworks, networkFilling, refusalOfNetworks } from './templates/network';

type Template<Filling extends z.ZodType> = {
  /** What is stored of a policy that was made from it. */
  filling: Filling;
  cedar(filling: z.infer<Filling>): string;
  /** What whoever it refuses is told: above all what to do about it. */
  refusal(filling: z.infer<Filling>, refused: Refused): Refusal;
};

const template = <Filling extends z.ZodType>(one: Template<Filling>) => one;

/** Policies that need no Cedar: a form is filled, and both the Cedar and the sentence of a refusal follow from it. */
export const TEMPLATES = {
  hours: template({ filling: hoursFilling, cedar: cedarOfHours, refusal: refusalOfHours }),
  countries: template({ filling: countriesFilling, cedar: cedarOfCountries, refusal: refusalOfCountries }),
  amount: template({ filling: amountFilling, cedar: cedarOfAmount, refusal: refusalOfAmount }),
  network: template({ filling: networkFilling, cedar: cedarOfNetworks, refusal: refusalOfNetworks }),
  device: template({ filling: deviceFilling, cedar: cedarOfDevice, refusal: refusalOfDevice }),
} as const;

export type TemplateName = keyof typeof TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];
export type FillingOf<Name extends TemplateName> = z.infer<(typeof TEMPLATES)[Name]['filling']>;

/** The template that something stored is a filling of: no two of them share their fields. */
export const templateOf = (stored: unknown): TemplateName | null =>
  TEMPLATE_NAMES.find((name) => TEMPLATES[name].filling.safeParse(stored).success) ?? null;

/** The Cedar of a filled template. */
export function cedarOf<Name extends TemplateName>(name: Name, filling: FillingOf<Name>): string {
  return (TEMPLATES[name] as unknown as Template<z.ZodType>).cedar(filling);
}

/** The refusal of a filled template; undefined where what is stored is no filling of it, as of an older release. */
export function refusalOfTemplate(
  name: TemplateName,
  stored: unknown,
  refused: Refused,
): Refusal | undefined {
  const { filling, refusal } = TEMPLATES[name] as unknown as Template<z.ZodType>;
  const parsed = filling.safeParse(stored);
  return parsed.success ? refusal(parsed.data, refused) : undefined;
}
