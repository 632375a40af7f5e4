import { z } from 'zod';
import { Refusal, type RefusalValues } from '../../../base/refusal';
import { anyOf, forbid, hasRole, setOf } from '../cedar-text';
import { deeds, joined, LOCALES, type Locale, listOf, type Refused, roles } from './filling';

/** A country as people type it. */
export const countryCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'A country is two capital letters, for example RW.');

/** Only from some countries, or not from some. Where nobody knows the country, it is refused unless `unknown` says otherwise. */
export const countriesFilling = z.strictObject({
  mode: z.enum(['only', 'not']),
  countries: listOf(countryCode, 250).refine((list) => list.length > 0, 'Name at least one country.'),
  unknown: z.enum(['on', 'off']).default('off'),
  roles,
  deeds,
});
type Filling = z.infer<typeof countriesFilling>;

export function cedarOfCountries({ mode, countries, unknown, roles: of, deeds: about }: Filling): string {
  const listed = `${setOf(countries)}.contains(context.country)`;
  const known = 'context has country';
  const bad = mode === 'only' ? `${known} && !${listed}` : `${known} && ${listed}`;
  const when = unknown === 'on' ? bad : anyOf([`!(${known})`, bad]);
  return forbid(about, { when: [hasRole(of), when] });
}

/** Says where it can be done, and where whoever asks seems to be. */
export function refusalOfCountries({ mode, countries }: Filling, { context }: Refused): Refusal {
  const here = typeof context.country === 'string' && context.country !== '' ? context.country : undefined;
  const words = (locale: Locale): RefusalValues => {
    const name = (code: string) => new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
    return {
      ...(mode === 'only' ? { countries: joined(countries.map(name), locale, 'disjunction') } : {}),
      ...(here ? { country: name(here) } : {}),
    };
  };
  const [values = {}, fr = {}] = LOCALES.map(words);
  const options = { status: 403, values, valuesIn: { fr } };
  if (mode === 'only')
    return here
      ? new Refusal(
          'policy_countries',
          'This can be done from {countries} only, and you seem to be in {country}. Do it from there, or ask an administrator.',
          options,
        )
      : new Refusal(
          'policy_countries_unknown',
          'This can be done from {countries} only, and your address does not tell a country. Switch off a VPN if you use one, or ask an administrator.',
          options,
        );
  return here
    ? new Refusal(
        'policy_not_from_here',
        'This cannot be done from {country}. Do it from another country, or ask an administrator.',
        options,
      )
    : new Refusal(
        'policy_place_unknown',
        'This cannot be done while your address does not tell a country. Switch off a VPN if you use one, or ask an administrator.',
        { status: 403 },
      );
}
