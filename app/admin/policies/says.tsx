import { useLocale, useTranslations } from 'next-intl';
import { formatMoney, money } from '@/lib/base/money';
import { isBuiltIn } from '@/lib/policy/roles';
import { type FillingOf, TEMPLATES, templateOf } from '@/lib/trust/decision/template';
import { joined, type Locale } from '@/lib/trust/decision/templates/filling';
import { daysText } from '@/lib/trust/decision/templates/hours';

type Props = { filling: Record<string, unknown> | null; currency: string };

/** What a policy does, in a sentence; one in Cedar says it in Cedar. */
export function Says({ filling, currency }: Props) {
  const t = useTranslations('policies');
  const role = useTranslations('admin.role');
  const locale: Locale = useLocale() === 'fr' ? 'fr' : 'en';
  const template = templateOf(filling);
  if (!template) return t('says.cedar');
  const parsed = TEMPLATES[template].filling.parse(filling);
  const who = (roles: readonly string[]) =>
    roles.length === 0
      ? t('says.everybody')
      : joined(
          roles.map((key) => (isBuiltIn(key) ? role(key) : key)),
          locale,
          'conjunction',
        );
  const deeds = (of: readonly FillingOf<'hours'>['deeds'][number][]) =>
    joined(
      of.map((group) => t(`deeds.${group}`)),
      locale,
      'conjunction',
    );
  if (template === 'hours') {
    const { days, from, to, roles, deeds: of } = parsed as FillingOf<'hours'>;
    return t('says.hours', { who: who(roles), deeds: deeds(of), days: daysText(days, locale), from, to });
  }
  if (template === 'countries') {
    const { mode, countries, roles, deeds: of } = parsed as FillingOf<'countries'>;
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    const listed = joined(
      countries.map((code) => names.of(code) ?? code),
      locale,
      'conjunction',
    );
    return t(`says.${mode}`, { who: who(roles), deeds: deeds(of), countries: listed });
  }
  if (template === 'amount') {
    const { amount, roles } = parsed as FillingOf<'amount'>;
    return t('says.amount', {
      who: who(roles),
      amount: formatMoney(money(BigInt(amount), currency), locale),
    });
  }
  if (template === 'network')
    return t('says.network', { deeds: deeds((parsed as FillingOf<'network'>).deeds) });
  const { need, roles, deeds: of } = parsed as FillingOf<'device'>;
  return t(`says.${need}`, { who: who(roles), deeds: deeds(of) });
}
